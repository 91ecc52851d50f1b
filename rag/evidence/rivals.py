"""A statement about another country than the question's: "Finland joined …" does not say when Sweden did."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from index.language.same_names import land
from index.language.words import AUXILIARIES, PAST
from index.text.words import words_of

_NAME: Final = r"[^\W\d_a-z](?:[\w.-]|['’](?!s\b))*"
_NAMES: Final = rf"{_NAME}(?:\s+(?:(?:of|the|and|de|von|van)\s+)*{_NAME})*"
_ASKED: Final = re.compile(
    rf"\b(?i:{AUXILIARIES})(?:n['’]t)?\s+(?i:the\s+)?"
    rf"({_NAMES})\b(?!['’]s\b)"
)
_TOLD: Final = re.compile(
    rf"(?:[Tt]he\s+)?({_NAMES})\s+(?:(?:has|have|had|will|also|then|later|first)\s+)*{PAST}"
)


def about_another(question: str, sentence: str) -> bool:
    """Tell whether a question asks what one country did, and a sentence tells it of another.

    Only where the question has its subject behind its verb ("did Sweden join") and the sentence begins with
    its own, and nowhere speaks of the other. Of companies and persons it cannot be told:
    Facebook bought what its founder bought.
    """
    asked, told = land(subject(question).lower()), _TOLD.match(sentence)
    if not asked or not told:
        return False
    other = land(told[1].lower())
    return other not in (None, asked) and asked not in _lands(sentence)


def _lands(text: str) -> set[str | None]:
    words = [word.lower().removesuffix("'s") for word in words_of(text)]
    return {land(name) for name in (*words, *(" ".join(pair) for pair in pairwise(words)))}


def subject(question: str) -> str:
    """Return the name behind a question's verb, "Sweden" of "when did Sweden join?", empty without one."""
    asked = _ASKED.search(question)
    return asked[1] if asked else ""
