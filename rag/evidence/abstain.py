"""Whether the articles say anything to a question, as a probability from raw signals.

Fused scores cannot tell: the best of a bad lot scores as high as the best of a good one. What tells is
how much of the question is found at all.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from typing import Final

from index.language.names import names_and_numbers
from index.passage import Hit
from index.search import QueryWord

from .rank import Candidate, covered

THRESHOLD: Final = 0.5
# logits; that the reader marks nothing says little: it knows few kinds of questions
LEAST_MARGIN: Final = -1.0

# Fitted by tests/bench/calibrate.py, but for the last: questions with a name that no article has are rare
# there and common among people, so that of ``absent`` is set by hand.
_WEIGHTS: Final[tuple[float, ...]] = (0.39, 3.33, 7.27, 8.26, -1.35, 0.26, -2.5)
_BIAS: Final = -6.13
# For questions in other letters, of bm25, coverage and absent. What the encoder makes of these letters is as
# near to one text as to another; fitted by tests/bench/scripts.py, but for the last.
_WEIGHTS_OF_WORDS: Final = (4.65, 3.23, -2.5)
_BIAS_OF_WORDS: Final = -3.54


@dataclass(frozen=True, slots=True)
class Signals:
    """What is known about how well a question was found.

    Attributes:
        bm25: the best BM25 score divided by the summed idf of the question's words.
        coverage: share of the question's words in the best passage, weighted by idf, in [0, 1].
        cosine: the highest of a passage, in [-1, 1].
        sentence: the highest of a sentence.
        size: log10 of the number of passages searched; the best of many scores higher by chance.
        margin: the reader's best span less "no answer", in logits, ``LEAST_MARGIN`` at least.
        absent: how many of the question's names and numbers no article has, a name counting as two; 2 at
            most.
    """

    bm25: float
    coverage: float
    cosine: float
    sentence: float
    size: float
    margin: float
    absent: float


def signals(
    query: str,
    words: Sequence[QueryWord],
    hits: Sequence[Hit],
    candidates: Sequence[Candidate],
    *,
    passages: int,
    idf: float,
) -> Signals:
    """Measure how well a question was found among so many passages; ``hits`` must not be empty.

    ``words`` are those that the articles have to say something to, ``idf`` is that of all
    words that are searched.
    """
    named = names_and_numbers(query)
    lacking = [word.word for word in words if word.absent and word.word in named]
    return Signals(
        bm25=max(hit.bm25 for hit in hits) / idf if idf else 0.0,
        coverage=max(covered(words, f"{hit.article.title}\n{hit.text}") for hit in hits),
        cosine=max(hit.cosine for hit in hits),
        sentence=max((candidate.signs.meaning for candidate in candidates), default=0.0),
        size=math.log10(max(passages, 1)),
        margin=max([LEAST_MARGIN, *(each.margin for one in candidates for each in one.answers)]),
        absent=min(2, sum(1 if any(map(str.isdigit, word)) else 2 for word in lacking)),
    )


def probability(found: Signals, *, by_words: bool = False) -> float:
    """Return how likely it is that the articles answer, in [0, 1].

    ``by_words``: the question is in letters that the encoder and the reader do not know.
    """
    weights, values, score = _WEIGHTS, astuple(found), _BIAS
    if by_words:
        weights, score = _WEIGHTS_OF_WORDS, _BIAS_OF_WORDS
        values = (found.bm25, found.coverage, found.absent)
    score += sum(weight * value for weight, value in zip(weights, values, strict=True))
    return 1 / (1 + math.exp(-score))
