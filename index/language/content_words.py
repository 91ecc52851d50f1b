"""The words of a question or a text that say what it is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ..text.words import word_matches
from .words import STOP_WORDS

_OPENS: Final = ".!?:;…\"“”'‘(["  # what stands before the first word of a sentence or a quotation
_I: Final = frozenset({"i", "i'd", "i'll", "i'm", "i've"})
# a capital on one of these within a sentence tells a headline, not a name
_VERBS: Final = frozenset(
    "is are was were do does did has have had isn't wasn't didn't doesn't".split()  # noqa: SIM905
)
_SMALL: Final = frozenset(
    """a an the and or but of to in on at by for from with about into over after before as than
    it its he his him she her they their them we our you your this that these those not no""".split()  # noqa: SIM905
)


def content_words(text: str) -> list[str]:
    """Return the words in order that say what a text is about, function words left out.

    A function word is kept where it is written as a name: that of the US, or of the Ever Given.
    """
    found = word_matches(text)
    names = _names(found[0].string, found) if found else set()
    return [word[0] for word in found if word[0].lower() not in STOP_WORDS or word.start() in names]


def _names(text: str, words: Sequence[re.Match[str]]) -> set[int]:
    """Return where function words stand that are abbreviations, or have a capital within a sentence."""
    if not any(word[0][0].islower() for word in words):
        return set()  # all in capitals, or all of a headline
    short = {word.start() for word in words if word[0].isupper() and len(word[0]) > 1}
    within = [word for word in words if word[0][0].isupper() and _is_within(text, word.start())]
    if any(word[0].lower() in _VERBS for word in within):
        return short
    return short | {word.start() for word in within if word[0].lower() not in _SMALL | _I}


def _is_within(text: str, start: int) -> bool:
    before = text[max(0, start - 20) : start].rstrip()[-1:]
    return bool(before) and before not in _OPENS
