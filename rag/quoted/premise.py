"""A question that takes for granted what the articles deny: "why was it exempted?", and it was not."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from typing import Final

from index.language.negations import Denial, denials
from index.search.stems import words_of

from ..evidence.candidate import ALL_WORDS, Candidate

SAME: Final = 0.8  # cosine with the question above which a sentence speaks of the same thing
_NO: Final = re.compile(
    r"\?[\"”’')]*\s+(?:no\b|\w+\s+\w+(?:\s+not|n['’]t)\b)", re.IGNORECASE
)  # "? It has not"
_UNSURE: Final = frozenset("clear known knew know certain sure say said tell told confirm only".split())  # noqa: SIM905
# somebody denies or declines to say; it may be so all the same
_DENIED: Final = re.compile(r"den(?:y|ie)|refus|lack|declin|disput|fail", re.IGNORECASE)


def denied(question: str, candidates: Sequence[Candidate]) -> Candidate | None:
    """Return the sentence nearest to the question that denies what it takes for granted, if there is one.

    A question that itself says "not" takes nothing of the kind for granted.
    """
    words, _ = words_of(question)
    if denials(words, question):
        return None
    asked = {word.stem for word in words if word.content and not word.capital}
    near = [each for each in candidates if each.signs.words >= ALL_WORDS and each.signs.meaning >= SAME]
    denying = [each for each in near if _denies(each.text, asked)]
    return max(denying, key=lambda each: each.signs.meaning, default=None)


def _denies(text: str, asked: Set[str]) -> bool:
    """Tell whether a text asks and says no, or denies one of the stems that are asked for."""
    if _NO.search(text):
        return True
    return any(_is_plain(denial) and asked & {*denial.stems} for denial in denials(words_of(text)[0], text))


def _is_plain(denial: Denial) -> bool:
    return not _DENIED.match(denial.text) and denial.stems[0] not in _UNSURE
