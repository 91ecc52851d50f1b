"""Whether the articles say anything to a question, as a probability from raw signals.

Fused scores cannot tell: the best of a bad lot scores as high as the best of a good one. What tells is
how much of the question is found at all.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from typing import Final

from index.hit import Hit
from index.lexical import QueryWord, analysed
from index.stopwords import STOP_WORDS

from .read import Candidate, covered

THRESHOLD: Final = 0.5

_WEIGHTS: Final = (1.0, 1.0, 1.0, 1.0, 1.0, 1.0)
_BIAS: Final = 0.0

_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Signals:
    """What is known about how well a question was found.

    Attributes:
        bm25: the best BM25 score divided by the summed idf of the question's words.
        coverage: share of the question's words in the best passage, weighted by idf, in [0, 1].
        cosine: the highest of a passage, in [-1, 1].
        sentence: the highest of a sentence.
        unknown: share of the words that occur in no article, weighted by idf.
        hard: share of the question's numbers and names that the passage holding most of them lacks.
    """

    bm25: float
    coverage: float
    cosine: float
    sentence: float
    unknown: float
    hard: float


def signals(
    query: str, words: Sequence[QueryWord], hits: Sequence[Hit], candidates: Sequence[Candidate]
) -> Signals:
    """Measure how well a question was found; ``hits`` must not be empty."""
    total = sum(word.idf for word in words) or 1.0
    texts = [f"{hit.article.title}\n{hit.text}" for hit in hits]
    return Signals(
        bm25=max(hit.bm25 for hit in hits) / total,
        coverage=max(covered(words, text) for text in texts),
        cosine=max(hit.cosine for hit in hits),
        sentence=max((candidate.cosine for candidate in candidates), default=0.0),
        unknown=sum(word.idf for word in words if not word.passages) / total,
        hard=_lacking(_hard_words(query), texts),
    )


def probability(found: Signals) -> float:
    """Return how likely it is that the articles answer, in [0, 1]."""
    score = _BIAS + sum(weight * value for weight, value in zip(_WEIGHTS, astuple(found), strict=True))
    return 1 / (1 + math.exp(-score))


def _hard_words(query: str) -> list[str]:
    """Return the numbers of a query and the capitalised words behind its first."""
    words = _WORD.findall(query)
    return [
        word
        for at, word in enumerate(words)
        if any(map(str.isdigit, word)) or (at > 0 and word[0].isupper() and word.lower() not in STOP_WORDS)
    ]


def _lacking(words: Sequence[str], texts: Sequence[str]) -> float:
    if not words:
        return 0.0
    return min(
        sum(not held.issuperset(analysed(word)) for word in words) / len(words)
        for held in (set(analysed(text)) for text in texts)
    )
