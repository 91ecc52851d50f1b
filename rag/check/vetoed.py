"""A verifier whose yes the exact rules take back, and whose no a copied sentence."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from .overlap import ABOUT, common, resting
from .quotations import verbatim
from .sources import Cited, Source, cited
from .verifier import Judgement, Verifier
from .vetoes import FAMILIES, Family, vetoes


@dataclass(frozen=True, slots=True)
class Vetoed:
    """Judges as another verifier does, but supports nothing that the exact rules have something against.

    What is a sentence of the text word for word is supported whatever the other says.

    Attributes:
        families: of rules that are asked.
        refuting: those of which another value in a claim's place refutes it; by the others it is not said.
    """

    verifier: Verifier
    families: Set[Family] = FAMILIES
    refuting: Set[Family] = FAMILIES

    def verify(self, claims: Sequence[str], evidence: Sequence[str]) -> list[Judgement]:
        """Return for each claim what the text beside it says of it; without words nothing is said."""
        found = self.verifier.verify(claims, evidence)
        return [self._judged(*each) for each in zip(claims, evidence, found, strict=True)]

    def _judged(self, claim: str, text: str, found: Judgement) -> Judgement:
        mine, its = cited(claim), cited(text)
        if not mine.words or not its.words:
            return Judgement("not said", 0.0)
        rests = resting(mine, its)
        judged = Judgement("supported", 1.0) if verbatim(claim, [each.text for each in rests]) else found
        sources = [Source(its, _titled(mine), text)]
        against = vetoes(mine, sources, rests, self.families)
        if not against:
            return judged
        otherwise = vetoes(mine, sources, rests, self.families & self.refuting).refuting
        return _taken_back(judged, otherwise, common(mine, its) >= ABOUT)


def _titled(claim: Cited) -> Cited:
    """Return the name that a claim begins with: a text alone may leave it to its title."""
    return cited(next((name.text for name in claim.names if name.first == 0), ""))


def _taken_back(judged: Judgement, otherwise: bool, about: bool) -> Judgement:
    """Return what is left of a judgement: refuted by what another text would not have in its place."""
    refuting = otherwise and (about or judged.support == "supported")
    refuted = refuting or judged.support == "refuted"
    return Judgement("refuted" if refuted else "not said", judged.score / 2)
