"""What may judge claims: by default our rules, later a model that has learned it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Literal, Protocol

from index.encode import Encoder

from .check import Nearness, weigh
from .sources import Source, cited

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


Stance = Literal["supported", "refuted", "not said"]
"""What a text says of a claim."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a text says of a claim.

    ``score`` is how far the text bears the claim out, in [0, 1]: over 0.5 for a supported claim, under it for
    any other.
    """

    support: Stance
    score: float


class Verifier(Protocol):
    """Judges claims, each by a text of its own."""

    def verify(self, claims: Sequence[str], evidence: Sequence[str]) -> list[Judgement]:
        """Return for each claim what the text beside it says of it."""
        ...


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of ``check``: shared words, numbers, dates, names, denials, quotations."""

    nearness: Nearness | None = None

    def verify(self, claims: Sequence[str], evidence: Sequence[str]) -> list[Judgement]:
        """Return for each claim what the text beside it says of it."""
        return [self._judged(*pair) for pair in zip(claims, evidence, strict=True)]

    def _judged(self, claim: str, text: str) -> Judgement:
        mine, its = cited(claim), cited(text)
        if not mine.words or not its.words:
            return Judgement("not said", 0.0)
        verdict = weigh(mine, [Source(its, cited(""), text)], self.nearness)
        if verdict.support == "supported":
            return Judgement("supported", (1 + verdict.share) / 2)
        if verdict.refuted:
            return Judgement("refuted", verdict.share / 4)
        return Judgement("not said", 0.49 * verdict.share)


def default_verifier(encoder: Encoder) -> Verifier:
    """Return what judges claims where nothing else is asked for."""
    return Rules(nearness(encoder))


def nearness(encoder: Encoder) -> Nearness:
    """Return the cosine of two texts, as an encoder has it."""
    return partial(_cosine, encoder)


def _cosine(encoder: Encoder, one: str, other: str) -> float:
    return float(_vector(encoder, one) @ _vector(encoder, other))


@lru_cache(maxsize=256)
def _vector(encoder: Encoder, text: str) -> NDArray[np.float32]:
    vector: NDArray[np.float32] = encoder.passages([text])[0]
    return vector
