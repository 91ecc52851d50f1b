"""A quotation and its article -> what they tell of: who and where, what kind of event, when."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Final

from index.language.claim_names import TITLES
from index.language.dates import YEAR
from index.language.names import names_in
from index.language.relative_dates import points
from index.language.spans_of_days import COUNTED, LENGTHS, Days
from index.text.words import analysed

from ..answer import Citation
from .places import places_in

LEAD: Final = 300  # characters at the head of an article that say what it is about
A_MONTH: Final = 1 / 12  # years by which a report that says "five years after" may be off
CLAUSE: Final = 200  # characters before a day in which its clause is looked for

_KINDS: Final = (  # words of which each line tells of one kind of event
    "ferry boat ship vessel sink sank sunk sinking capsize founder shipwreck overturn",
    "train derail derailment rail rails railway",
    "collapse collapsed caved",
    "explosion blast explode exploded bomb bombing detonation detonate",
    "flood flooding floods deluge",
    "earthquake quake tremor aftershock",
    "fire blaze inferno wildfire flames",
    "storm hurricane typhoon cyclone tornado",
    "shooting gunman gunmen shot shootout",
    "protest rally demonstration march riot unrest demonstrator protester marcher",
    "landslide mudslide avalanche",
    "stampede crush",
    "outbreak epidemic pandemic virus cholera",
    "plane aircraft jet airliner helicopter",
    "bus coach lorry truck",
    "mine pit miners",
    "strike raid airstrike shelling missile",
)
_SAYS_WHEN_TOLD: Final = re.compile(
    r"\b(?:said|says|rose|risen|climbed|reached|stood|stands|announced|confirmed|told|reported|put|revised|recovered"
    r"|found|pulled|updated|raised|according|statement|arrested|detained|published|report)\b",
    re.IGNORECASE,
)
_YEAR: Final = re.compile(rf"\b{YEAR}\b")
_CAPITALS: Final = r"\b(?:[A-Z][\w'-]*|of|the|for)(?: (?:[A-Z][\w'-]*|of|the|for)){0,8}"
_SPEAKER: Final = re.compile(
    rf"\baccording to {_CAPITALS}|\b(?:said|says|told) {_CAPITALS}"
    rf"|{_CAPITALS}(?:, [^,]{{0,60}},)? (?:said|says|told)\b"
)
_WITHIN: Final = re.compile(r"[a-z0-9,;]\s+([A-Z][\w'-]*)")
_YEARS_AGO: Final = re.compile(
    r"\b(one|two|three|four|five|six|seven|eight|nine|ten|\d\d?) years? (?:after|since|on|later|ago)\b",
    re.IGNORECASE,
)
_OPENS: Final = re.compile(r"(?:^|[.!?:]\s+)[\"'“‘]?(?=([A-Z][\w'-]*))")


@dataclass(frozen=True)
class Scene:
    """What a quotation and its article tell of: who and where, what kind of event, when."""

    citation: Citation

    @cached_property
    def about(self) -> str:
        """The title, the lead of the article and the quotation."""
        article = self.citation.article
        return f"{article.title}. {article.text[:LEAD]}. {self.citation.quote}"

    @cached_property
    def names(self) -> frozenset[str]:
        """The names in these."""
        return self._names(self.about)

    @cached_property
    def own_names(self) -> frozenset[str]:
        """The names in the quotation, but for those of who says so."""
        return self._names(_SPEAKER.sub(" ", self.citation.quote))

    @cached_property
    def places(self) -> frozenset[str]:
        """Those of the names that it happened at, no countries."""
        return places_in(self.about) & self.names

    @cached_property
    def title_names(self) -> frozenset[str]:
        """The names in the title."""
        return self._names(self.citation.article.title)

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of title, lead and quotation; of a kind of event with one, all."""
        return _widened(frozenset(analysed(self.about)))

    @cached_property
    def kinds(self) -> frozenset[int]:
        """The kinds of event that title and quotation tell of, else the lead."""
        near = _kinds(f"{self.citation.article.title}. {self.citation.quote}")
        return near or _kinds(self.about)

    @cached_property
    def years(self) -> frozenset[str]:
        """The years in the quotation, else in the title."""
        return frozenset(_YEAR.findall(self.citation.quote) or _YEAR.findall(self.citation.article.title))

    @cached_property
    def published(self) -> date | None:
        """The day of the article."""
        day = self.citation.article.published
        return date.fromisoformat(day[:10]) if day else None

    @cached_property
    def days(self) -> tuple[Days, ...]:
        """The days that the quotation names for what happened, not for when it was told."""
        quote, told = self.citation.quote, self.published
        found = points(quote, told or date.max)
        named = [
            point.days
            for point in found
            if (told or not (point.near or point.recurring))
            and not quote[max(point.start - 5, 0) : point.start].lower().endswith("last ")
            and not _SAYS_WHEN_TOLD.search(_clause(quote, point.start))
        ]
        # "on Tuesday", printed on one, may be that day or a week before
        return (*named, *((told, told) for day in named if told and (told - day[0]).days == 7))

    @cached_property
    def dates(self) -> frozenset[date]:
        """The single days that title, lead and quotation name, for whatever."""
        found = points(self.about, self.published or date.max)
        return frozenset(point.days[0] for point in found if point.days[0] == point.days[1])

    def names_time(self, day: date) -> bool:
        """Tell whether title or quotation name the time of a day, or say how many years ago it was."""
        text = f"{self.citation.article.title}. {self.citation.quote}"
        found = points(text, self.published or date.max)
        ago = ((self.published or day) - day).days / LENGTHS["year"]
        return any(point.days[0] <= day <= point.days[1] for point in found) or any(
            abs(ago - (COUNTED.get(many.lower()) or int(many))) < A_MONTH for many in _YEARS_AGO.findall(text)
        )

    @cached_property
    def _text(self) -> str:
        return f"{self.citation.article.title}. {self.citation.article.text}"

    @cached_property
    def _lower(self) -> frozenset[str]:
        """The words that the article also has in small letters."""
        return frozenset(re.findall(r"(?<![\w'-])[a-z][\w'-]*", self._text))

    @cached_property
    def _within(self) -> frozenset[str]:
        """The capitalised words that stand within a sentence of the article."""
        return frozenset(word.removesuffix("'s") for word in _WITHIN.findall(self._text))

    def _names(self, text: str) -> frozenset[str]:
        """Return the names in a text; a word that only opens a sentence is none."""
        openers = {match[1] for match in _OPENS.finditer(text)}
        return frozenset(
            _untitled(name.lower())
            for name in names_in(text)
            if name.lower() not in self._lower and (name not in openers or name in self._within)
        )


def _untitled(name: str) -> str:
    """Return "lindqvist" for "ex-mayor lindqvist"; what is a title alone stays."""
    words = name.split()
    kept = [word for word in words if word not in TITLES and not word.startswith("ex-")]
    return " ".join(kept) or name


@lru_cache(maxsize=1)
def _table() -> tuple[frozenset[str], ...]:
    """Return the stems of each kind of event."""
    return tuple(frozenset(analysed(line)) for line in _KINDS)


def _widened(stems: frozenset[str]) -> frozenset[str]:
    return stems.union(*(kind for kind in _table() if not kind.isdisjoint(stems)))


def _kinds(text: str) -> frozenset[int]:
    stems = frozenset(analysed(text))
    return frozenset(place for place, kind in enumerate(_table()) if not kind.isdisjoint(stems))


def _clause(text: str, at: int) -> str:
    """Return the words before a place, from the last comma or conjunction on."""
    return re.split(r"[,;:()]|\b(?:when|after|as|and|but)\b", text[max(at - CLAUSE, 0) : at])[-1]
