"""From logits to spans: the best that do not overlap, and their edges without stray punctuation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import numpy as np

from index.language.joined import whole_words
from index.text.words import word_spans

if TYPE_CHECKING:
    from numpy.typing import NDArray

LONGEST_SPAN: Final = 30  # tokens
_DEPTH: Final = 60  # spans looked at for those that do not overlap
_OPENING: Final = " \t\r\n\u00a0.,;:!?)]}'\"“”‘’«»*•·–—-"
_CLOSING: Final = " \t\r\n\u00a0.,;:!?([{'\"“”‘’«»*•·–—-"
_FAR: Final = 60  # code points; longer than words are
_NUMBER: Final = re.compile(r"\d+(?:[.,'’\u00a0\u202f]\d+)+")
_INITIALS: Final = re.compile(r"\b(?:\w\.){2,}$")
_BRACKETS: Final = {"(": ")", "[": "]", "{": "}"}
_PAIRS: Final = {close: opening for opening, close in _BRACKETS.items()}


def best_spans(
    starts: NDArray[np.float32], ends: NDArray[np.float32], lines: NDArray[np.int64], count: int
) -> list[tuple[int, int, float]]:
    """Return up to ``count`` spans (first token, last token, score), best first, none sharing a token with
    another.

    ``starts``, ``ends`` and ``lines``, the number of each token's line, are (P,). A span's score is the sum
    of its two logits; it stays in a line and has at most ``LONGEST_SPAN`` tokens.
    """
    size = len(starts)
    width = min(LONGEST_SPAN, size)
    scores = np.full((size, width), -np.inf, dtype=np.float32)  # (P, W)
    for more in range(width):
        within = lines[: size - more] == lines[more:]
        scores[: size - more, more] = np.where(within, starts[: size - more] + ends[more:], -np.inf)
    flat = scores.ravel()
    depth = min(_DEPTH * count, flat.size)
    top = np.argpartition(-flat, depth - 1)[:depth] if depth else np.zeros(0, dtype=np.int64)
    top = top[np.lexsort((top, -flat[top]))]  # ties: the earlier and shorter span
    chosen: list[tuple[int, int, float]] = []
    for index in top:
        first, more = divmod(int(index), width)
        last = first + more
        if flat[index] > -np.inf and all(last < other[0] or first > other[1] for other in chosen):
            chosen.append((first, last, float(flat[index])))
            if len(chosen) == count:
                break
    return chosen


def widened(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span with the words and numbers whole that it cuts."""
    low, high = max(0, start - _FAR), min(len(text), end + _FAR)
    around = text[low:high]
    within = (*word_spans(around), *(found.span() for found in _NUMBER.finditer(around)))
    spans = [(low + first, low + last) for first, last in within]
    first = min([start, *(begin for begin, stop in spans if begin < start < stop)])
    last = max([end, *(stop for begin, stop in spans if begin < end < stop)])
    return whole_words(text, first, last)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without blanks, punctuation and brackets at its edges.

    A minus before a digit, the last stop of initials ("U.S.") and brackets paired within the span stay.
    """
    end = _without_tail(text, start, end)
    while start < end:
        mark = text[start]
        minus = mark == "-" and text[start + 1 : end][:1].isdigit()
        around = mark in _BRACKETS and _BRACKETS[mark] not in text[start : end - 1]
        if minus or (mark not in _OPENING and not around):
            break
        start += 1
    return start, _without_tail(text, start, end)


def _without_tail(text: str, start: int, end: int) -> int:
    """Return the end of the span without blanks, punctuation and unpaired brackets."""
    while start < end and not _INITIALS.search(text, start, end):
        mark = text[end - 1]
        unpaired = mark in _PAIRS and text.count(_PAIRS[mark], start, end) < text.count(mark, start, end)
        if mark not in _CLOSING and not unpaired:
            break
        end -= 1
    return end
