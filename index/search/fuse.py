"""Two rankings -> one.

A convex sum of normalised scores (Bruch, Gai and Ingber 2023): the cosine, which has a fixed range, and
BM25 divided by the best BM25 of the query. Ranks alone would throw the margins away.
"""

from collections.abc import Mapping, Sequence
from typing import Final

# Share of questions whose first passage holds the answer, with 0.3, 0.5 and 0.7 (whole articles, 180
# questions each): SQuAD .783 .806 .778, NQ .850 .878 .917, COVID-QA .483 .472 .456.
DENSE_WEIGHT: Final = 0.5  # of 1

FIRST_WEIGHT: Final = (
    0.8  # of 1: what the first of two wordings of a query counts, by tests/bench/followups.py
)


def fuse(
    cosines: Mapping[int, float], bm25: Mapping[int, float], dense_weight: float = DENSE_WEIGHT
) -> list[tuple[int, float]]:
    """Return (id, score in [0, 1]) of every id of ``cosines``, best first; equal scores by id.

    An id without a BM25 score counts as 0 there.
    """
    top = max(bm25.values(), default=0.0) or 1.0
    scores = {
        key: dense_weight * max(cosine, 0.0) + (1 - dense_weight) * (bm25.get(key, 0.0) / top)
        for key, cosine in cosines.items()
    }
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))


def either(rankings: Sequence[Sequence[tuple[int, float]]]) -> list[tuple[int, float]]:
    """Return the rankings of one or two wordings of a query as one: (id, score in [0, 1]), best first.

    All have the same ids.
    """
    first, *others = rankings
    if not others:
        return list(first)
    second = dict(others[0])
    scores = [(key, FIRST_WEIGHT * score + (1 - FIRST_WEIGHT) * second[key]) for key, score in first]
    return sorted(scores, key=lambda item: (-item[1], item[0]))
