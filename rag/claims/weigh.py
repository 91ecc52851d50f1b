"""The sentences nearest to a claim -> those that support it and those that contradict it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, get_args

from index.passage import bare

from ..answer import Side
from ..check.verifier import Judgement, Verifier
from ..evidence.gather import Evidence
from ..evidence.rank import Candidate
from .gather import Gathered, understood

MOST: Final = 4  # quotations of a side
# Share of the claim's words, by idf, that a sentence has that contradicts it: what speaks of something else
# is often taken for a contradiction. Measured by tests/bench/checked.py.
SAME_MATTER: Final = 0.5


@dataclass(frozen=True, slots=True)
class Found:
    """A sentence that takes a side on a claim; ``score`` is how far it bears the claim out, in [0, 1]."""

    candidate: Candidate
    side: Side
    score: float

    @property
    def sure(self) -> float:
        """How sure the side is, in [0, 1]."""
        return self.score if self.side == "supported" else 1 - self.score


@dataclass(frozen=True, slots=True)
class Weighed:
    """A claim with what was found for it; ``sides`` are the sentences that are quoted, in order."""

    claim: str
    evidence: Evidence
    sides: tuple[Found, ...]

    def of(self, side: Side) -> list[Found]:
        """Return the sentences of one side."""
        return [each for each in self.sides if each.side == side]


def weighed(gathered: Gathered, verifier: Verifier) -> Weighed:
    """Return a claim with the sentences that support it, then those that contradict it.

    Each story speaks once, with the sentence nearest to the claim that takes a side. Of a side the newest
    come first, those of an outlet that has spoken behind the others, ``MOST`` at most.
    """
    evidence = gathered.evidence
    near = evidence.candidates
    judged = verifier.verify([evidence.query] * len(near), [understood(each) for each in near])
    found = [each for each in map(_found, near, judged) if each and _is_of(gathered, each)]
    once = _once_each(found)
    supporting, contradicting = (
        _newest([each for each in once if each.side == side]) for side in get_args(Side)
    )
    return Weighed(gathered.claim, evidence, (*supporting[:MOST], *contradicting[:MOST]))


def _is_of(gathered: Gathered, found: Found) -> bool:
    """Tell whether a sentence that contradicts a claim is about the same matter."""
    return found.side == "supported" or gathered.shared(found.candidate) >= SAME_MATTER


def _found(candidate: Candidate, judgement: Judgement) -> Found | None:
    if judgement.support == "not said":
        return None
    return Found(candidate, judgement.support, judgement.score)


def _once_each(found: Sequence[Found]) -> list[Found]:
    """Return the first of each story."""
    first: dict[str, Found] = {}
    for each in found:
        first.setdefault(each.candidate.hit.story, each)
    return list(first.values())


def _newest(found: Sequence[Found]) -> list[Found]:
    """Return what was found, the newest first, that of an outlet which has spoken behind the others."""
    newest = sorted(found, key=lambda each: each.candidate.hit.article.published or "", reverse=True)
    spoken: set[str] = set()
    again: list[Found] = []
    first: list[Found] = []
    for each in newest:
        outlet = bare(each.candidate.hit.article.source)
        (again if outlet and outlet in spoken else first).append(each)
        spoken.add(outlet)
    return [*first, *again]
