"""Question and passages -> the sentences that answer best.

A sentence is scored by its meaning (cosine with the question), by the share of the question's words in it
(weighted by their rarity) and by the passage it stands in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from index.hit import Hit
from index.lexical import QueryWord, analysed
from index.library import Library
from index.split import Span, sentences

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MEANING: Final = 1.0
WORDS: Final = 0.5
PASSAGE: Final = 1.0
LEAST_WORDS: Final = 5  # a heading or a caption says too little to be quoted

_DATELINE = re.compile(
    r"[A-Z][A-Z .'’/-]{2,40}(?:,[^.!?()\n]{3,40})?(?:\s*\([^()\n]{2,40}\))?\s+[-–—]{1,2}\s+(?=[\"“‘A-Z0-9])"
)
_ASKS = re.compile(r"\?[\"”’»)]*$")
_ENDS = re.compile(r"[.!?…。！？؟।:;][\"”’»)\]]*$")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer: ``hit.article.text[start:end]``.

    ``score`` orders candidates of one question; ``cosine`` is that of sentence and question, ``vector``
    the sentence's own, for telling repeats.
    """

    hit: Hit
    start: int
    end: int
    score: float
    cosine: float
    vector: NDArray[np.float32]

    @property
    def text(self) -> str:
        """The words of the sentence."""
        return self.hit.article.text[self.start : self.end]


def read(query: str, hits: Sequence[Hit], words: Sequence[QueryWord], library: Library) -> list[Candidate]:
    """Return every sentence of the passages that can be quoted, the best first."""
    places = [(hit, span) for hit in hits for span in _quotable(hit)]
    if not places:
        return []
    texts = [hit.article.text[start:end] for hit, (start, end) in places]
    vectors = library.encoder.passages(texts)
    meanings = vectors @ library.encoder.query(query)
    found = []
    for (hit, (start, end)), text, vector, meaning in zip(places, texts, vectors, meanings, strict=True):
        share = covered(words, text)
        score = MEANING * float(meaning) + WORDS * share + PASSAGE * hit.score
        found.append(Candidate(hit, start, end, score, float(meaning), vector))
    return sorted(found, key=lambda candidate: -candidate.score)


def covered(words: Sequence[QueryWord], text: str) -> float:
    """Return the share of the question's words that a text holds, weighted by their idf; in [0, 1]."""
    total = sum(word.idf for word in words)
    held = set(analysed(text))
    return sum(word.idf for word in words if held.issuperset(word.terms)) / total if total else 0.0


def _quotable(hit: Hit) -> list[Span]:
    text, first = hit.article.text, hit.passage.start
    spans = [(first + start, first + end) for start, end in sentences(hit.text, hit.article.language)]
    bare = [(_behind_dateline(text, start, end), end) for start, end in spans]
    return [(start, end) for start, end in bare if _says_something(text[start:end])]


def _behind_dateline(text: str, start: int, end: int) -> int:
    """Return where a sentence begins behind "NEW DELHI, 12 December 2021 (Meridian Wire) - "."""
    dateline = _DATELINE.match(text, start, end)
    return dateline.end() if dateline else start


def _says_something(sentence: str) -> bool:
    words = sentence.split()
    spaced = len(words) > 1 or sentence.isascii()
    long_enough = len(words) >= LEAST_WORDS if spaced else len(sentence) >= 2 * LEAST_WORDS
    return (
        long_enough
        and not _ASKS.search(sentence)
        and bool(_ENDS.search(sentence) or len(words) >= 2 * LEAST_WORDS)
    )
