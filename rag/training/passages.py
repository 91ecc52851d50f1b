"""Cutting long articles into passages for training, ranking passages by BM25, and finding an answer's
place.
"""

from __future__ import annotations

import math
import random
import re
from collections import Counter, defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .data import Text

PASSAGE: Final = 850  # code points, about 190 tokens of English
_BREAK: Final = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9\"'(])|\n+")
_WORD: Final = re.compile(r"\w+")
_STOP: Final = frozenset(
    "a an the of in on at to for from by with and or is are was were be been do does did has have had "  # noqa: SIM905 - shorter than a list of strings
    "what which who whom whose when where why how many much that this it its as not".split()
)


def words(text: str) -> list[str]:
    """Return the lower-case words of a text without the commonest ones."""
    return [word for word in _WORD.findall(text.casefold()) if word not in _STOP]


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the sentences' offsets, blank ones left out; a rough cut, good enough for training passages."""
    edges = [0, *(match.end() for match in _BREAK.finditer(text)), len(text)]
    return [(start, end) for start, end in pairwise(edges) if text[start:end].strip()]


def split(text: str, length: int = PASSAGE) -> list[tuple[int, int]]:
    """Return the offsets of passages of whole sentences, each at most ``length`` code points where sentences
    allow.
    """
    passages: list[tuple[int, int]] = []
    for start, end in sentences(text):
        if passages and end - passages[-1][0] <= length:
            passages[-1] = (passages[-1][0], end)
        else:
            passages.append((start, end))
    return [(start, min(end, start + 2 * length)) for start, end in passages]


def window(text: str, start: int, end: int, *, seed: str, length: int = PASSAGE) -> tuple[int, int]:
    """Return the offsets of a passage of whole sentences that holds ``text[start:end]``.

    It has about ``length`` code points; where in it the span lies is drawn by ``seed``.
    """
    rng = random.Random(seed)
    cuts = sentences(text)
    first = max((i for i, cut in enumerate(cuts) if cut[0] <= start), default=0)
    last = min((i for i, cut in enumerate(cuts) if cut[1] >= end), default=len(cuts) - 1)
    while cuts[last][1] - cuts[first][0] < length:
        backward = first > 0 and (last + 1 >= len(cuts) or rng.random() < 0.5)
        if not backward and last + 1 >= len(cuts):
            break
        near, far = (first - 1, last) if backward else (first, last + 1)
        if cuts[far][1] - cuts[near][0] > 1.2 * length:
            break
        first, last = near, far
    return min(start, cuts[first][0]), max(end, cuts[last][1])


def nearest_sentence(text: str, question: str) -> tuple[int, int]:
    """Return the offsets of the sentence that shares most words with the question, the first of several."""
    asked = set(words(question))
    return max(
        sentences(text), key=lambda cut: len(asked & set(words(text[cut[0] : cut[1]]))), default=(0, 0)
    )


def best_occurrence(text: str, answer: str, question: str) -> tuple[int, int] | None:
    """Return where ``answer`` stands in ``text``: of several places the one with most of the question's words
    around it.

    Places inside a longer word come last; None when it does not occur.
    """
    folded, wanted, asked = text.casefold(), answer.casefold(), set(words(question))
    if len(folded) != len(text):
        folded, wanted = text, answer
    best: tuple[float, int] | None = None
    at = folded.find(wanted)
    while at >= 0 and wanted:
        after = at + len(wanted)
        inside = (at > 0 and text[at - 1].isalnum()) or (after < len(text) and text[after].isalnum())
        near = asked & set(words(text[max(0, at - 120) : after + 120]))
        score = len(near) - 100.0 * inside
        if best is None or score > best[0]:
            best = (score, at)
        at = folded.find(wanted, at + 1)
    return None if best is None else (best[1], best[1] + len(answer))


class Ranking:
    """BM25 (k1 = 1.2, b = 0.75) over passages held in memory."""

    def __init__(self, texts: Sequence[Text]) -> None:
        self.texts = list(texts)
        self._counts = [Counter(words(f"{text.title} {text.text}")) for text in self.texts]
        self._lengths = [sum(counts.values()) for counts in self._counts]
        self._mean = sum(self._lengths) / max(1, len(self._lengths))
        self._postings: defaultdict[str, list[int]] = defaultdict(list)
        for number, counts in enumerate(self._counts):
            for word in counts:
                self._postings[word].append(number)

    def best(self, question: str, k: int, *, article: str | None = None) -> list[Text]:
        """Return the ``k`` passages (of one article, if given) that best match the question, best first."""
        scores: defaultdict[int, float] = defaultdict(float)
        for word in set(words(question)):
            numbers = self._postings.get(word, [])
            idf = math.log(1 + (len(self.texts) - len(numbers) + 0.5) / (len(numbers) + 0.5))
            for number in numbers:
                if article is None or self.texts[number].article == article:
                    count = self._counts[number][word]
                    scores[number] += (
                        idf * 2.2 * count / (count + 1.2 * (0.25 + 0.75 * self._lengths[number] / self._mean))
                    )
        order = sorted(scores, key=lambda number: (-scores[number], number))
        return [self.texts[number] for number in order[:k]]
