"""Hyphens at the ends of lines: those of words stay, those that only part a word go."""

import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from ....language.lexicon import words, words_of_all
from .text import LONGEST, WORD, Line, parted_word

ASIAN: Final = re.compile("[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
# Browsers part words with a sign of its own, so that a plain hyphen beside it is one that was written.
SOFT: Final = "\u2010"
INSIDE: Final = re.compile(rf"\w{SOFT}\w")
# Halves of English words that a hyphen stands beside more often than they begin or end a word that is parted
# there: in four fifths of 22,100 articles of Wikipedia of 2021, five times or more, words parted by TeX's
# patterns. And words of seven letters or more, said fifty times or more, that no longer word ends with.
FIRST: Final = frozenset(words("hyphens", "first halves"))
SECOND: Final = frozenset(words("hyphens", "second halves") + words("hyphens", "ends of no other word"))
WITHIN: Final = frozenset(words("hyphens", "within"))  # compounds of three words and more
BETWEEN: Final = frozenset(words_of_all("hyphens", "between"))  # "two- and three-year"
# Words that begin others so often ("out-side", "some-thing") that both halves being words says nothing.
_OPENING: Final = """
    after a all any back be by can counter down every fore for here how in inter may no not off on
    other out over some super there through to under up when where who with
"""
OPENING: Final = frozenset(_OPENING.split())
COMMONEST: Final = "the"
USUAL: Final = 0.02  # of an English text's words; .03 to .08 are usual


class Speller:
    """Joins lines; words of the text and of its language tell whose a hyphen at a line's end is."""

    def __init__(self, lines: Iterable[Line]) -> None:
        texts = [line.text for line in lines]
        self._words = Counter[str]()
        for before, text in pairwise(["", *texts]):
            found = WORD.findall(text.casefold())
            halves = bool(parted_word(before)), bool(parted_word(text))
            self._words.update(found[halves[0] : len(found) - halves[1]])
        drawn = any(text.endswith(SOFT) for text in texts)
        self._two_signs = drawn and not any(INSIDE.search(text) for text in texts)
        self._english = self._words[COMMONEST] > USUAL * self._words.total()

    def glue(self, text: str, following: str) -> tuple[str, str]:
        """Return the text to which the following line is added, and what goes between."""
        if not text or not following:
            return text, ""
        parted, second = parted_word(text), WORD.match(following[:LONGEST])
        if not parted or not second:
            both_asian = ASIAN.match(text[-1]) and ASIAN.match(following[0])
            return text.removesuffix("\xad"), "" if both_asian else " "
        if text[-1] != "\xad" and second[0] in BETWEEN:
            return text, " "
        if self._two_signs:
            return (text[:-1] if text[-1] in ("\xad", SOFT) else text), ""
        whole = text[-1] == "\xad" or not self._keeps_hyphen(parted[1], second[0])
        return (text[:-1] if whole else text), ""

    def _keeps_hyphen(self, first: str, second: str) -> bool:
        """Tell whether a hyphen is its word's own: as it is elsewhere in the text, else as in words alike."""
        capitals = first.isupper() and second.isupper() and second.isalpha() and len(first) > 1
        if not (second[0].islower() or capitals) or first[-1].isdigit():
            return True
        first, second = first.casefold(), second.casefold()
        whole, compound = self._words[first + second], self._words[f"{first}-{second}"]
        if whole or compound:
            return compound > whole
        half = first.rsplit("-", 1)[-1]
        if self._english and _is_compound(first, half, second):
            return True
        known = self._words[half] and self._words[second] and len(second) > 2 and len(half) > 2
        return bool(known) and half not in OPENING


def _is_compound(first: str, half: str, second: str) -> bool:
    """Tell whether English words with such a half have a hyphen mostly; ``half`` is the last of ``first``."""
    return half in FIRST or second.split("-", maxsplit=1)[0] in SECOND or (half != first and half in WITHIN)
