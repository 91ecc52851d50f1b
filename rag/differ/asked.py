"""A question -> what it is about, and the measures that it may ask for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from index.lexical import analysed
from index.words import content_words

from .measures import MEASURES

_ASKS: Final = frozenset(
    analysed(
        "people person many much happened happen know known tell told decided decide number figure count total latest"
        " big large high long size length exactly estimated current currently lose lost rate come came go went down"
        " accident disaster tragedy catastrophe incident event crash collapse"
    )
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question asks.

    Attributes:
        about: the stems of the words that say of what, those that ask for a measure left out.
        measures: the names of the measures that it may ask for.
    """

    about: frozenset[str]
    measures: frozenset[str]


def asked(question: str) -> Asked:
    """Return what a question asks."""
    measures = frozenset(measure.name for measure in MEASURES if measure.asked.search(question))
    about = question
    for measure in MEASURES:
        about = measure.asked.sub(" ", about)
    return Asked(frozenset(analysed(" ".join(content_words(about)))) - _ASKS, measures)
