"""A text -> the words that e5's vocabulary is made of: parted at white space and in NFKC, with their places.

SentencePiece's ``nmt_nfkc``: control characters are dropped, marks without width are spaces, all else is
NFKC. That moves code points: "ﬁ" is two, "が" written as two is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple
from unicodedata import category, is_normalized, normalize

# "\u2581" is what stands for a space in the vocabulary
_SPACES: Final = " \t\n\f\r\x85\xa0\u1680\u2000-\u200f\u2028\u2029\u202f\u205f\u2581\u3000\ufeff\ufffd"
_DROPPED: Final = "\x00-\x08\x0b\x0e-\x1f\x7f\x8f\x9f"
_BETWEEN: Final = re.compile(rf"[^{_SPACES}]+")
_DROP: Final = re.compile(rf"[{_DROPPED}]+")
_JAMO: Final = re.compile("[\u1160-\u11ff\ud7b0-\ud7ff]")  # vowels and finals, which join what is before them


class Word(NamedTuple):
    """A word without white space.

    Attributes:
        text: in NFKC.
        starts, ends: where each of its code points stands in the text it is of; they overlap where two code
            points were one.
    """

    text: str
    starts: list[int]
    ends: list[int]


def words_between(text: str) -> Iterator[tuple[int, str]]:
    """Yield (start, characters) of what stands between white space, as it is in the text."""
    for found in _BETWEEN.finditer(text):
        yield found.start(), found[0]


def normalised(raw: str) -> list[Word]:
    """Return the words of what stands between white space: one, seldom none or more ("´" has a space in it).

    Places count from the start of ``raw``.
    """
    if is_normalized("NFKC", raw) and not _DROP.search(raw):
        return [Word(raw, list(range(len(raw))), list(range(1, len(raw) + 1)))]
    text, starts, ends = "", [], []
    for start, end in _clusters(raw):
        part = _nfkc(raw[start:end])
        text += part
        starts += [start] * len(part)
        ends += [end] * len(part)
    if text != (whole := _nfkc(raw)):  # what composes over a cluster's edge stands for the whole word
        text, starts, ends = whole, [0] * len(whole), [len(raw)] * len(whole)
    return [
        Word(part, starts[at : at + len(part)], ends[at : at + len(part)]) for at, part in words_between(text)
    ]


def _nfkc(text: str) -> str:
    return normalize("NFKC", _DROP.sub("", text))


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Yield the edges of characters with their marks."""
    start = 0
    for at in range(1, len(text)):
        if category(text[at])[0] != "M" and not _JAMO.match(text[at]):
            yield start, at
            start = at
    yield start, len(text)
