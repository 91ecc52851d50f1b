"""A question -> what it is about, and the measures that it may ask for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from index.lexical import analysed
from index.words import content_words

from .claim import Claim
from .measures import MEASURES

_ASKS: Final = (  # what a question says beside what it is about
    "people person many much happened happen know known tell told decided decide number figure count"
    " total latest big large high long size length exactly estimated current currently lose lost rate"
    " come came go went down accident disaster tragedy catastrophe incident event crash collapse"
)
_HOW_MANY: Final = re.compile(
    r"\bhow (?:many|much|long|old|far|large|big|high|tall|wide|deep|fast)\b"
    r"|\b(?:number|share|toll|percentage)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question asks.

    Attributes:
        about: the stems of the words that say of what, those that ask for a measure left out.
        measures: the names of the measures that it may ask for.
        number: whether it asks for one number.
    """

    about: frozenset[str]
    measures: frozenset[str]
    number: bool

    def asks_for(self, claim: Claim) -> bool:
        """Tell whether a question for a number can ask for that of a claim."""
        if claim.of == "level":
            return not claim.subject.isdisjoint(self.about)
        return claim.measure in self.measures


def asked(question: str) -> Asked:
    """Return what a question asks."""
    measures = frozenset(measure.name for measure in MEASURES if measure.asked.search(question))
    about = question
    for measure in MEASURES:
        about = measure.asked.sub(" ", about)
    return Asked(
        frozenset(analysed(" ".join(content_words(about)))) - _asks(),
        measures,
        bool(_HOW_MANY.search(question)),
    )


@lru_cache(maxsize=1)
def _asks() -> frozenset[str]:
    return frozenset(analysed(_ASKS))
