"""A quotation -> its claims: figures of which it is known what they measure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from index.language.content_words import content_words
from index.language.dates import MONTHS, YEAR
from index.language.figures import Figure, figures
from index.language.names import names_in
from index.text.words import analysed

from .measured import REACH, measured
from .measures import Of
from .scopes import whole

KEPT: Final = 256  # quotations; one is compared with several others, in each answer anew

_UNITS: Final = {
    "km": "kilometre",
    "kilometer": "kilometre",
    "meter": "metre",
    "m": "metre",
    "kg": "kilogram",
}
_MOVED: Final = (
    "rose|risen|climbed|grew|grown|jumped|increased|fell|fallen|dropped|declined|slipped|eased"  # to a level
)
_LEVEL: Final = re.compile(
    r"(?:^|[.;:,(] ?)(?P<subject>[^.;:,()]{4,90}?) (?:has |have |had )?(?:now |since )?"
    rf"(?:(?:{_MOVED})(?: (?:sharply|slightly|further))? to"
    r"|(?:stands?|stood|remained|remains|came in|was put) at|reached|hit|is|was)\s*$"
)
_BREAK: Final = re.compile(r"[,;:()]\s")
_RELATIVE: Final = re.compile(r"(?:which|that|who)\b")
_RATE: Final = "rate level figure share annual official national"
_PERIOD: Final = re.compile(
    rf"\b{YEAR}\b|\b(?:{'|'.join(month.capitalize() for month in MONTHS if len(month) > 3)}|May)\b"
    r"|\b(?:first|second|third|fourth|last) (?:quarter|half)\b"
)


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure that counts the whole of something.

    Attributes:
        measure: the name of what is measured; "level" for a share, whose ``subject`` says of what.
        of: whether of something that happened, or of something that lasts.
        who: the stems of the words for those counted; none for people at large.
        subject: the stems of the words around it, of the share for a "level"; names left out.
        periods: the months, quarters and years that the quotation names.
    """

    figure: Figure
    measure: str
    of: Of | Literal["level"]
    who: frozenset[str]
    subject: frozenset[str]
    periods: frozenset[str]


@lru_cache(maxsize=KEPT)
def claims(quote: str) -> tuple[Claim, ...]:
    """Return the claims of a quotation in order."""
    periods = frozenset(_PERIOD.findall(quote))
    found = (_claim(quote, figure, periods) for figure in figures(quote) if whole(quote, figure))
    return tuple(claim for claim in found if claim)


def alone(every: Sequence[Claim]) -> list[Claim]:
    """Return the claims that are the only ones of their measure; of two neither counts the whole."""
    often = Counter((claim.measure, claim.who) for claim in every)
    return [claim for claim in every if often[claim.measure, claim.who] == 1]


def of_one_measure(about: frozenset[str], one: Claim, other: Claim) -> bool:
    """Tell whether two claims measure the same of the same, as far as their own words say.

    ``about`` are the stems of what the question is about; a thing that lasts has to be among them.
    """
    if (one.measure, one.who, one.figure.money) != (other.measure, other.who, other.figure.money):
        return False
    if one.of == "event":
        return True
    if one.of == "level":
        return one.subject == other.subject and one.periods == other.periods
    shared = one.subject & other.subject
    return _unit(one.figure) == _unit(other.figure) and not shared.isdisjoint(about or shared)


def _claim(quote: str, figure: Figure, periods: frozenset[str]) -> Claim | None:
    if found := measured(quote, figure):
        clause = _clause(quote, figure)
        about = _subject(found.measure.asked.sub(" ", clause))
        return Claim(figure, found.measure.name, found.measure.of, found.who, about, periods)
    level = _LEVEL.search(quote[max(figure.opens - REACH, 0) : figure.opens]) if figure.money == "%" else None
    subject = _subject(level["subject"]) - frozenset(analysed(_RATE)) if level else frozenset()
    return Claim(figure, "level", "level", frozenset(), subject, periods) if subject else None


def _clause(quote: str, figure: Figure) -> str:
    """Return the words around a figure up to the nearest commas, and what "which cost $3 million" is of."""
    before = _BREAK.split(quote[max(figure.start - REACH, 0) : figure.start])
    behind = _BREAK.split(quote[figure.end : figure.end + REACH])
    whose = before[-2] if len(before) > 1 and _RELATIVE.match(before[-1]) else ""
    return f"{whose} {before[-1]} {behind[0]}"


def _subject(text: str) -> frozenset[str]:
    """Return the stems of the words that say something; a word that opens the text is no name."""
    named = {stem for name in names_in(text[:1].lower() + text[1:]) for stem in analysed(name)}
    words = (word for word in content_words(text) if word[0].isalpha())
    return frozenset(analysed(" ".join(words))) - named


def _unit(figure: Figure) -> str:
    if figure.money or not figure.units:
        return figure.money
    return _UNITS.get(figure.units[0], figure.units[0])
