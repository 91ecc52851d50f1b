"""A sentence that was read -> the few words of it that answer, and how likely they are the right ones.

Who, when and how many are answered by the words that the reader marks. Why and how are answered by the whole
clause they stand in: half a reason is none. A question for yes or no has no such words; the sentence decides.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from index.language.words import AUXILIARIES

from ..evidence.candidate import Candidate, Marked

# Of the margin and of the log of the probability within the passage; fitted by tests/bench/weigh.py to
# whether the words share half of theirs with an accepted answer.
_WEIGHTS: Final = (0.2, 0.49)
_BIAS: Final = 0.22

UNIT: Final = 10  # characters behind a number in which "per cent" may stand
LEAST: Final = 0.1  # probability under which no words are given; fewer than one in ten of these are right

_REASON: Final = re.compile(
    r"\bwhy\b|\bhow (?:do|does|did|is|are|was|were|has|have|had|can|could|will|would|should|to|come)\b",
    re.IGNORECASE,
)
_YES_OR_NO: Final = re.compile(
    rf"(?:and |but |so |then )?(?:{AUXILIARIES})(?:n['’]t)? (?!you\b)",
    re.IGNORECASE,
)
_SHARE: Final = re.compile(r"\b(?:what|which) (?:percent\w*|per cent|share|proportion)\b", re.IGNORECASE)
_COUNT: Final = re.compile(r"\bhow many (?!per ?cent)", re.IGNORECASE)
_PER_CENT: Final = re.compile(r"(?:%|\bper ?cent\b|\bhalf\b|\bthirds?\b|\bquarters?\b)", re.IGNORECASE)
_BREAK: Final = r"(?<!\d)[,:]|[,:](?!\d)|[;()–—]"  # but not the comma of 1,200 and the colon of 10:30
_OPENS: Final = re.compile(_BREAK + r"|\b(?:because|since|so that|in order to|due to|by)\b", re.IGNORECASE)
_CLOSES: Final = re.compile(_BREAK)
_BARE: Final = " \t\n\r\u00a0.,;:!?"


@dataclass(frozen=True, slots=True)
class Short:
    """The words that answer: ``article.text[start:end]``, and how likely they are right, in [0, 1]."""

    start: int
    end: int
    probability: float


def short_answer(question: str, candidate: Candidate) -> Short | None:
    """Return the words of a sentence that answer a question; ``None`` where the reader marks none that are at
    all likely, or the whole sentence is the answer.
    """
    best = max(_of_kind(question, candidate), key=lambda each: each.margin, default=None)
    if best is None or likely(best) < LEAST or _YES_OR_NO.match(question.strip()):
        return None
    start, end = _clause(candidate, best) if _REASON.search(question) else (best.start, best.end)
    return Short(start, end, likely(best))


def _of_kind(question: str, candidate: Candidate) -> Sequence[Marked]:
    """Return the marked words; of a question for a share those that are one, of one for a count others first.

    51.9 of "51.9 per cent" is a share.
    """
    shares = [each for each in candidate.answers if _is_share(candidate, each)]
    if _SHARE.search(question):
        return shares
    others = [each for each in candidate.answers if each not in shares]
    return others if others and _COUNT.search(question) else candidate.answers


def _is_share(candidate: Candidate, marked: Marked) -> bool:
    first = candidate.start
    return bool(_PER_CENT.search(candidate.text[marked.start - first : marked.end - first + UNIT]))


def likely(marked: Marked) -> float:
    """Return how likely marked words are the right ones, in [0, 1]."""
    values = (marked.margin, math.log(max(marked.probability, 1e-9)))
    score = _BIAS + sum(weight * value for weight, value in zip(_WEIGHTS, values, strict=True))
    return 1 / (1 + math.exp(-score))


def _clause(candidate: Candidate, best: Marked) -> tuple[int, int]:
    """Return where the clause begins and ends that the marked words stand in, within the sentence."""
    text, first = candidate.text, candidate.start
    low, high = best.start - first, best.end - first
    openings = (each.end() if _CLOSES.match(each[0]) else each.start() for each in _OPENS.finditer(text))
    start = max((at for at in openings if at <= low), default=0)
    end = min((each.start() for each in _CLOSES.finditer(text, high)), default=len(text))
    words = text[start:end]
    start += len(words) - len(words.lstrip(_BARE))
    return first + start, first + start + len(words.strip(_BARE))
