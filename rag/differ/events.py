"""Two quotations, each with its article -> whether they tell of one event or thing.

They do if their names meet, if what happened is of one kind however it is told, if neither year nor day stands
against it, and if both are about what the question names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from index.lexical import analysed
from index.sources.days import MONTHS
from index.words import content_words

from ..answer import Citation
from ..dated import points
from ..days import Days
from ..names import names_in, short_for

LEAD: Final = 300  # characters at the head of an article that say what it is about
APART: Final = 60  # days between two reports from which the later has to name the time of the first
COVERED: Final = 0.6  # of what the question is about that each quotation has, with its title and lead
A_DAY: Final = 1  # days by which reports of one event may differ in its day

_KINDS: Final = tuple(
    frozenset(analysed(line))
    for line in (
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
)
_SAYS_WHEN_TOLD: Final = re.compile(
    r"\b(?:said|says|rose|risen|climbed|reached|stood|stands|announced|confirmed|told|reported|put|revised|recovered"
    r"|found|pulled|updated|raised|according|statement|arrested|detained|published|report)\b",
    re.IGNORECASE,
)
_YEAR: Final = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_CAPITALS: Final = r"(?:[A-Z][\w'-]*|of|the|for)(?: (?:[A-Z][\w'-]*|of|the|for))*"
_SPEAKER: Final = re.compile(
    rf"\baccording to {_CAPITALS}|\b(?:said|says|told) {_CAPITALS}|{_CAPITALS}(?:, [^,]{{0,60}},)? (?:said|says|told)\b"
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
        of_today = [
            (told, told) for day in named if told and (told - day[0]).days == 7
        ]  # "on Tuesday", on one
        return (*named, *of_today)

    def _names(self, text: str) -> frozenset[str]:
        """Return the names in a text; a word that only opens a sentence is none."""
        whole = f"{self.citation.article.title}. {self.citation.article.text}"
        lower = {word for word in re.findall(r"(?<![\w'-])[a-z][\w'-]*", whole)}
        openers = {match[1] for match in _OPENS.finditer(text)}
        return frozenset(
            name.lower()
            for name in names_in(text)
            if name.lower() not in lower and not (name in openers and not _within(name, whole))
        )


def of_one_event(about: frozenset[str], one: Scene, other: Scene) -> bool:
    """Tell whether two quotations tell of one event or thing, and of what a question is about, in stems."""
    return (
        one.citation.story != other.citation.story
        and _named_alike(one, other)
        and not (one.kinds and other.kinds and one.kinds.isdisjoint(other.kinds))
        and not (one.years and other.years and one.years.isdisjoint(other.years))
        and not _of_other_days(one, other)
        and _of_one_time(one, other)
        and all(_tells_of(about, each) for each in (one, other))
    )


def _named_alike(one: Scene, other: Scene) -> bool:
    """Tell whether both are about a name in common, also of those in either quotation and in either title."""
    ways = ((one, other), (other, one))
    return _meet(one.names, other.names) and all(
        not mine or _meet(mine, other.names)
        for each, other in ways
        for mine in (each.own_names, each.title_names)
    )


def _meet(some: frozenset[str], others: frozenset[str]) -> bool:
    return any(
        one == other or short_for(one, other) or short_for(other, one) for one in some for other in others
    )


def _of_other_days(one: Scene, other: Scene) -> bool:
    return bool(one.days and other.days) and not any(
        (mine[0] - its[1]).days <= A_DAY and (its[0] - mine[1]).days <= A_DAY
        for mine in one.days
        for its in other.days
    )


def _of_one_time(one: Scene, other: Scene) -> bool:
    """Tell whether reports are of about one time, or the later names that of the first."""
    if not (one.published and other.published):
        return True
    first, later = sorted((one, other), key=lambda each: str(each.published))
    then, now = first.published, later.published
    if then is None or now is None or (now - then).days <= APART:
        return True
    month = next(name for name, number in MONTHS.items() if number == then.month)
    told = later.citation.article.text.lower()
    return str(then.year) in told if now.year != then.year else month in told


def _tells_of(about: frozenset[str], scene: Scene) -> bool:
    """Tell whether title, lead and quotation have most of what a question is about."""
    return len(about & scene.stems) >= COVERED * len(about)


def _widened(stems: frozenset[str]) -> frozenset[str]:
    return stems.union(*(kind for kind in _KINDS if not kind.isdisjoint(stems)))


def _kinds(text: str) -> frozenset[int]:
    stems = frozenset(analysed(text))
    return frozenset(place for place, kind in enumerate(_KINDS) if not kind.isdisjoint(stems))


def _clause(text: str, at: int) -> str:
    """Return the words before a place, from the last comma or conjunction on."""
    return re.split(r"[,;:()]|\b(?:when|after|as|and|but)\b", text[:at])[-1]


def _within(name: str, text: str) -> bool:
    """Tell whether a name stands within a sentence of a text."""
    return bool(re.search(rf"[a-z0-9,;]\s+{re.escape(name)}\b", text))
