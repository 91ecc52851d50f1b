"""Whether the articles say anything to a question, as a probability from raw signals.

Fused scores cannot tell: the best of a bad lot scores as high as the best of a good one. What tells is what
the reader makes of the passages, and how far the best of them stands out in meaning from the others: a
library speaks of something near every question, but most of it is about as near. The signals mean the same
in every language, and where a question is asked in another language than the articles are in.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from statistics import fmean
from typing import Final

from index.language.names import asked_names
from index.passage import Hit
from index.search import QueryWord
from index.text.scripts import is_latin

from .rank import READ, Candidate, covered

THRESHOLD: Final = 0.5
LEAST_MARGIN: Final = -6.0  # logits; of a question of which nothing is marked
LEAST_SURE: Final = 0.001  # of a probability that is turned into logits
NEAREST: Final = 5  # passages that may be about the same
OTHERS: Final = 25  # passages behind them that the best is held against
UNRELATED: Final = 0.1  # cosine of a question with a passage about something else, where there are fewer
FAR: Final = 0.35  # from which on it says no more how far ahead the best is
SIZES: Final = (1.5, 3.3)  # log10 of passages, from which on and up to which more of them count
# share of a question's words that the articles have: below the first they speak another language, from the
# second on its own
KNOWN: Final = (0.3, 0.55)

# Fitted as tests/bench/calibrate.py does, but for the last, which is set by hand: people ask of names that no
# article has more often than the question sets do, where it would be near 0.
_WEIGHTS: Final[tuple[float, ...]] = (12.9, 12.0, 0.13, 0.33, 2.71, -3.14, -0.89, -4.0)
_BIAS: Final = -3.34


@dataclass(frozen=True, slots=True)
class Signals:
    """What is known about how well a question was found.

    Attributes:
        ahead: the highest cosine of a passage less the mean of those behind the nearest, ``FAR`` at most.
        nearest: the highest cosine of a passage, or of the best sentence, in [-1, 1].
        margin: the reader's best span less "no answer", in logits, ``LEAST_MARGIN`` at least.
        answerable: how likely the reader finds that a passage answers, of the likeliest, in logits.
        coverage: share of the question's words in the best passage, weighted by idf, times ``language``.
        language: how surely the question is in the language of the nearest passage, in [0, 1], told from its
            letters, or how many of its words the articles have. Across languages nothing comes as near.
        size: log10 of how many passages are searched, within ``SIZES``: among more of them one is near to
            anything.
        absent: whether no article has a name or number of the question, times ``language``.
    """

    ahead: float
    nearest: float
    margin: float
    answerable: float
    coverage: float
    language: float
    size: float
    absent: float


def signals(
    query: str,
    words: Sequence[QueryWord],
    hits: Sequence[Hit],
    candidates: Sequence[Candidate],
    *,
    sentence: float,
    passages: int,
    beside: Sequence[Hit] = (),
) -> Signals:
    """Measure how well a question was found; ``hits`` are all that were, and must not be empty.

    ``words`` are those that the articles have to say something to, ``sentence`` is the cosine of the best of
    the candidates, ``passages`` how many were searched, 0 where the first
    came meanwhile.
    """
    answers = [each for one in candidates for each in one.answers]
    language = _language(query, words, hits[0].text)
    best = max(covered(words, f"{hit.article.title}\n{hit.text}") for hit in hits[:READ])
    return Signals(
        ahead=_ahead([hit.cosine for hit in hits], [hit.cosine for hit in beside or hits]),
        nearest=max(sentence, *(hit.cosine for hit in hits)),
        margin=max([LEAST_MARGIN, *(each.margin for each in answers)]),
        answerable=logit(max((each.answerable for each in answers), default=0.0)),
        coverage=best * language,
        language=language,
        size=min(max(math.log10(max(passages, 1)), SIZES[0]), SIZES[1]),
        absent=_has_absent_name(query, words) * language,
    )


def probability(found: Signals) -> float:
    """Return how likely it is that the articles answer, in [0, 1]."""
    score = _BIAS + sum(weight * value for weight, value in zip(_WEIGHTS, astuple(found), strict=True))
    return 1 / (1 + math.exp(-score))


def _ahead(cosines: Sequence[float], beside: Sequence[float]) -> float:
    """Return how far the best stands out; a library of few passages is filled up with unrelated ones."""
    behind = [*beside[NEAREST : NEAREST + OTHERS], *[UNRELATED] * OTHERS][:OTHERS]
    return min(max(cosines) - fmean(behind), FAR)


def _language(query: str, words: Sequence[QueryWord], nearest: str) -> float:
    """Return how surely the nearest passage is in the question's language: by letters, else by words."""
    if not is_latin(query) or not is_latin(nearest):
        return float(is_latin(query) == is_latin(nearest))
    least, enough = KNOWN
    known = fmean(not word.absent for word in words) if words else 1.0
    return min(max((known - least) / (enough - least), 0.0), 1.0)


def _has_absent_name(query: str, words: Sequence[QueryWord]) -> bool:
    named = asked_names(query)
    return any(word.absent and word.word in named for word in words)


def logit(likely: float) -> float:
    """Return a probability in logits, those of what is nearly sure at most."""
    sure = min(max(likely, LEAST_SURE), 1 - LEAST_SURE)
    return math.log(sure / (1 - sure))
