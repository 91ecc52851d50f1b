"""What may judge claims by texts: by default the model that comes with Quoth, and exact rules beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, Protocol

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


@lru_cache(maxsize=1)
def verifier() -> Verifier:
    """Return what judges claims by plain texts where nothing else is asked for."""
    from .vetoed import Vetoed

    return Vetoed(learned())


@lru_cache(maxsize=1)
def verifier_of_many() -> Verifier:
    """Return what judges a claim by many sentences, whatever they are of.

    A sentence that lacks a name of the claim and has another is mostly of another matter, or says "he"; it
    refutes nothing by that. Measured by ``tests/bench/checked.py``.
    """
    from .vetoed import Vetoed
    from .vetoes import FAMILIES

    return Vetoed(learned(), refuting=FAMILIES - {"names"})


@lru_cache(maxsize=1)
def learned() -> Verifier:
    """Return what the model that comes with Quoth says, no exact rule asked."""
    from ..models.verifier import entailment_reader
    from .learned import Learned

    return Learned(entailment_reader())
