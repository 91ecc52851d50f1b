"""A long question -> the sentences that ask, and what is said in front of them or behind."""

from __future__ import annotations

from index.text.split import sentences

from .statement import asks


def parted(question: str) -> tuple[str, str]:
    """Return the sentences of a text that ask, and the others; nothing else where none or all of them do."""
    said = [question[start:end] for start, end in sentences(question)]
    asking = [each for each in said if asks(each)]
    if not asking or len(asking) == len(said):
        return question, ""
    return " ".join(asking), " ".join(each for each in said if not asks(each))
