"""A sentence that may answer, and what speaks for it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from index.passage import Hit

if TYPE_CHECKING:
    from numpy.typing import NDArray

WORDS: Final = 0.1
PASSAGE: Final = 1.0
READER: Final = 0.65
MEANING: Final = 0.16
ALL_WORDS: Final = 0.95  # share of the question's words from which a sentence counts as holding them all
SHIFT: Final = 3.0  # logits; the margin at which marked words count half
SCALE: Final = 2.0  # logits
# Of the margin and of the log of the probability within the passage; fitted by tests/bench/weigh.py to
# whether the words share half of theirs with an accepted answer.
LIKELY: Final = (0.2, 0.49)
LIKELY_BIAS: Final = 0.22
NO_VECTOR: Final = np.empty(0, dtype=np.float32)  # of a sentence that is not encoded yet


@dataclass(frozen=True, slots=True)
class Marked:
    """Words that answer: ``article.text[start:end]``.

    ``margin`` is the reader's score less that of "no answer here", in logits; ``probability`` is within
    the passage, in [0, 1].
    """

    start: int
    end: int
    margin: float
    probability: float

    @property
    def likely(self) -> float:
        """How likely these are the right words, in [0, 1]."""
        values = (self.margin, math.log(max(self.probability, 1e-9)))
        score = LIKELY_BIAS + sum(each * value for each, value in zip(LIKELY, values, strict=True))
        return 1 / (1 + math.exp(-score))


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for a sentence.

    The weights of their sum were fitted by tests/bench/weigh.py to which sentences hold an accepted answer.

    Attributes:
        words: share of the question's words in it, weighted by their rarity, in [0, 1].
        passage: the fused score of its passage, in [0, 1].
        reader: the highest margin of words marked in it, as a weight in [0, 1]; 0 without any.
        meaning: cosine with the question, in [-1, 1].
    """

    words: float
    passage: float
    reader: float
    meaning: float = 0.0

    @property
    def score(self) -> float:
        """The weighted sum; orders the sentences of one question."""
        return WORDS * self.words + PASSAGE * self.passage + READER * self.reader + MEANING * self.meaning

    @property
    def to_the_point(self) -> float:
        """How much of it speaks to the question, whatever else its passage says; from 0 to 3."""
        return self.words + self.reader + max(self.meaning, 0.0)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer: ``hit.article.text[start:end]``.

    ``answers`` are the spans the reader marks in it, best first; ``vector`` is the sentence's own, for
    telling repeats.
    """

    hit: Hit
    start: int
    end: int
    signs: Signs
    vector: NDArray[np.float32]
    answers: tuple[Marked, ...] = ()

    @property
    def text(self) -> str:
        """The words of the sentence."""
        return self.hit.article.text[self.start : self.end]

    @property
    def score(self) -> float:
        """What orders the candidates of one question."""
        return self.signs.score

    @property
    def answer(self) -> Marked | None:
        """The words that answer best, ``None`` where none are marked."""
        return max(self.answers, key=lambda each: each.margin, default=None)


def weight(margin: float) -> float:
    """Return a reader's margin as a weight in [0, 1]."""
    return 1 / (1 + math.exp(min((SHIFT - margin) / SCALE, 500)))
