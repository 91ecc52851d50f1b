"""Printed lines -> running text: words that a line's end parts are made whole."""

import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from .lines import Line

LONGEST: Final = 60  # characters of a word
ENDS: Final = re.compile(r"(?:[.!?:;…][\"'”’»)\]]{0,4}|[^\W\d_][.!?][\"'”’»)\]]{0,4}\d{1,3})$")
ITEM: Final = re.compile(r"-\s|[–*]\s|\(?(?:\d{1,3}|[a-z]|[ivx]{2,4})[.)]\s(?=\S)|\[\d{1,3}\]\s")
WORD: Final = re.compile(r"[^\W_]+(?:[-'’\u2010][^\W_]+)*")
PARTED: Final = re.compile(r"([^\W_]+(?:[-'’\u2010][^\W_]+)*)[-\u2010\xad]$")
ASIAN: Final = re.compile("[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
# Words that begin others so often ("out-side", "some-thing") that both halves being words says nothing.
_OPENING: Final = """
    a after all any back be by can counter down every fore for here how in inter may no not off on
    other out over some super there through to under up when where who with
"""
OPENING: Final = frozenset(_OPENING.split())
COMPOUND: Final = frozenset({"half", "quasi", "self", "well"})


def begins_inside(text: str) -> bool:
    """Tell whether a line begins in the middle of a sentence: with a small letter, or with a comma."""
    first = text.lstrip("\"'“”‘’([")[:1]
    return first.islower() or text[:1] in {",", ";", ")"}


class Speller:
    """Joins lines; a text's own words tell whether a hyphen at a line's end belongs to its word."""

    def __init__(self, lines: Iterable[Line]) -> None:
        texts = [line.text for line in lines]
        self._words = Counter[str]()
        for before, text in pairwise(["", *texts]):
            words = WORD.findall(text.casefold())
            halves = bool(parted_word(before)), bool(parted_word(text))
            self._words.update(words[halves[0] : len(words) - halves[1]])

    def glue(self, text: str, following: str) -> tuple[str, str]:
        """Return the text to which the following line is added, and what goes between."""
        if not text or not following:
            return text, ""
        parted, second = parted_word(text), WORD.match(following[:LONGEST])
        if not parted or not second:
            both_asian = ASIAN.match(text[-1]) and ASIAN.match(following[0])
            return text.removesuffix("\xad"), "" if both_asian else " "
        whole = text[-1] == "\xad" or not self._keeps_hyphen(parted[1], second[0])
        return (text[:-1] if whole else text), ""

    def _keeps_hyphen(self, first: str, second: str) -> bool:
        capitals = first.isupper() and second.isupper() and second.isalpha() and len(first) > 1
        if not (second[0].islower() or capitals) or first[-1].isdigit():
            return True
        first, second = first.casefold(), second.casefold()
        whole, compound = self._words[first + second], self._words[f"{first}-{second}"]
        if whole or compound:
            return compound > whole
        half = first.rsplit("-", 1)[-1]
        if half in COMPOUND:
            return True
        words = self._words[half] and self._words[second] and len(second) > 2 and len(half) > 2
        return bool(words) and half not in OPENING


def parted_word(text: str) -> re.Match[str] | None:
    """Return the first half of the word that a line's end parts."""
    return PARTED.search(text[-LONGEST:])
