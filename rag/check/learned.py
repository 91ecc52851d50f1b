"""Claims judged by what a model has learned of support."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from index.text.split import sentences

from .overlap import common, nearest
from .sources import cited
from .verifier import Judgement

LENGTH: Final = 1_000  # code points of a text that are read
WORDS: Final = 3.0  # what all words of a claim in a text count beside the model's log-odds
THRESHOLD: Final = 0.4  # of the two together, over which a claim is supported
SURE: Final = 1e-6  # likelihoods nearer to 0 or 1 are taken for this


class Entailed(Protocol):
    """How likely a text supports a claim, refutes it, or says nothing of it; the three sum to 1."""

    @property
    def supported(self) -> float: ...
    @property
    def refuted(self) -> float: ...
    @property
    def not_said(self) -> float: ...


class Entailing(Protocol):
    """Judges claims by what it has learned, each by a text of its own, however long."""

    def judge(self, claims: Sequence[str], texts: Sequence[str]) -> Sequence[Entailed]:
        """Return for each claim what the text beside it says of it."""
        ...


@dataclass(frozen=True, slots=True)
class Learned:
    """What a model has learned of support, and the words that claim and text share, as a verifier.

    On claims of other people words add little; but the model is wary of sentences that are copied in part. A
    claim of several sentences is worth what the weakest is. Of a long text the sentences are read that are
    nearest, as when the model was trained.
    """

    model: Entailing
    threshold: float = THRESHOLD

    def verify(self, claims: Sequence[str], evidence: Sequence[str]) -> list[Judgement]:
        """Return for each claim what the text beside it says of it; of an empty one nothing is said."""
        pairs = [
            (number, claim[start:end], text)
            for number, (claim, text) in enumerate(zip(claims, evidence, strict=True))
            for start, end in sentences(claim)
        ]
        read = [nearest(cited(part), cited(text), LENGTH) for _, part, text in pairs]
        parts: list[list[Judgement]] = [[] for _ in claims]
        found = self.model.judge([part for _, part, _ in pairs], read)
        for (number, part, text), each in zip(pairs, found, strict=True):
            parts[number].append(self._judged(each, common(cited(part), cited(text))))
        return [_weakest(each) for each in parts]

    def _judged(self, found: Entailed, words: float) -> Judgement:
        likely = min(max(found.supported, SURE), 1 - SURE)
        score = 1 / (1 + math.exp(self.threshold - WORDS * words - math.log(likely / (1 - likely))))
        if score > 0.5:
            return Judgement("supported", score)
        return Judgement("refuted" if found.refuted > found.not_said else "not said", score)


def _weakest(parts: Sequence[Judgement]) -> Judgement:
    """Return the judgement of a whole: refuted where a part is, and supported only where all are."""
    least = min(parts, key=lambda each: each.score, default=Judgement("not said", 0.0))
    refuted = any(each.support == "refuted" for each in parts)
    return Judgement("refuted", least.score) if refuted else least
