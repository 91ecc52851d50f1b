"""A question -> what it is about, and the measures that it may ask for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from index.language.content_words import content_words
from index.text.words import analysed

from .claim import Claim
from .measures import MEASURES
from .verdicts import Verdict, kinds_asked

_ASKS: Final = (  # what a question says beside what it is about
    "people person many much happened happen know known tell told decided decide number figure count"
    " total latest big large high long size length exactly estimated current currently lose lost rate"
    " come came go went down accident disaster tragedy catastrophe incident event crash collapse"
)
_HOW_MANY: Final = re.compile(
    r"\bhow (?:many|much|long|old|far|large|big|high|tall|wide|deep|fast|heavy)\b", re.IGNORECASE
)
_A_NUMBER: Final = re.compile(r"\b(?:number|share|toll|percentage)\b", re.IGNORECASE)
_AT_LARGE: Final = re.compile(  # asks for no particular thing
    r"\b(?:tell (?:me|us)(?: \w+)? about|news|updates?|latest|summar\w+|overview"
    r"|what(?:'s|’s)?(?: \w+){0,2} (?:happen\w*|going on|known?|became|become|new|news|latest|about)"
    r"|what(?: \w+){0,3} says? (?:about|of)|what (?:happened|became|about))\b",
    re.IGNORECASE,
)
_OPENS: Final = re.compile(
    r"\b(?P<of>why|who|whom|whose|where|when|how)\b|\b(?:what|which)\b"
    r"|(?:^|, )(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should)\b",
    re.IGNORECASE,
)

Kind = Literal["number", "at large", "other", "what"]
"""What a question asks for: one number, no particular thing, a why/who/where/when/how, or something else."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question asks.

    Attributes:
        about: the stems of the words that say of what, those that ask for a measure left out.
        measures: the names of the measures that it may ask for.
        verdicts: the kinds of verdict that it names.
        kind: what it asks for.
    """

    about: frozenset[str]
    measures: frozenset[str]
    verdicts: frozenset[int]
    kind: Kind

    @property
    def number(self) -> bool:
        """Whether it asks for one number."""
        return self.kind == "number"

    def asks_for(self, claim: Claim) -> bool:
        """Tell whether it can ask for the figure of a claim."""
        if self.kind == "at large":
            return True
        if self.kind == "other":
            return False
        if claim.of == "level":
            return not claim.subject.isdisjoint(self.about)
        return claim.measure in self.measures

    def asks_for_verdict(self, verdict: Verdict) -> bool:
        """Tell whether it can ask for a verdict; why or who only if it names that and the thing."""
        if self.kind in ("at large", "what"):
            return True
        return verdict.kind in self.verdicts and not verdict.about.isdisjoint(self.about)


def asked(question: str) -> Asked:
    """Return what a question asks."""
    measures = frozenset(measure.name for measure in MEASURES if measure.asked.search(question))
    about = question
    for measure in MEASURES:
        about = measure.asked.sub(" ", about)
    return Asked(
        frozenset(analysed(" ".join(content_words(about)))) - _asks(),
        measures,
        kinds_asked(question),
        _kind(question),
    )


def _kind(question: str) -> Kind:
    """Return what a question asks for; what has no word that asks, as "Lenna bridge", asks at large."""
    if _HOW_MANY.search(question):
        return "number"
    opens, at_large = _OPENS.search(question), _AT_LARGE.search(question)
    if not opens or (at_large and at_large.start() <= opens.start()):
        return "at large"
    if opens["of"]:
        return "other"
    return "number" if _A_NUMBER.search(question) else "what"


@lru_cache(maxsize=1)
def _asks() -> frozenset[str]:
    return frozenset(analysed(_ASKS))
