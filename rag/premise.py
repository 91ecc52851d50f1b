"""A question that takes for granted what the articles deny: "why was it exempted?", and it was not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from .candidate import ALL_WORDS, Candidate
from .support.negations import negates
from .support.words import words_of

SAME: Final = 0.8  # cosine with the question above which it speaks of the same thing


def denied(question: str, candidates: Sequence[Candidate]) -> Candidate | None:
    """Return the sentence nearest to the question that denies what it takes for granted, if there is one.

    A question that itself says "not" takes nothing of the kind for granted.
    """
    if _denies(question):
        return None
    near = [each for each in candidates if each.signs.words >= ALL_WORDS and each.signs.meaning >= SAME]
    return max(
        filter(lambda each: _denies(each.text), near), key=lambda each: each.signs.meaning, default=None
    )


def _denies(text: str) -> bool:
    words, _ = words_of(text)
    return any(negates(words, at) for at in range(len(words)))
