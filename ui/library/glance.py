"""The library at a glance, as it is shown: articles over time, outlets, names and tags within a filter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from index.glance import Period, periods
from index.language.relative_dates import in_words
from index.passage import Filter, bare

if TYPE_CHECKING:
    from index.library import Library

HEIGHT: Final = 100  # units of the chart; a period is one unit wide
LEAST: Final = 3  # units of a bar that is not nothing
LABELS: Final = 5  # under the chart, at most
NAMES: Final = 48


@dataclass(frozen=True, slots=True)
class Counted:
    """A name with its number of articles; ``chosen`` tells whether the filter has it."""

    name: str
    articles: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """A month or a year in the chart; ``chosen`` tells whether the filter passes it."""

    name: str
    first: str
    last: str
    articles: int
    height: float
    chosen: bool
    is_year: bool


@dataclass(frozen=True, slots=True)
class Overview:
    """The library at a glance, within a filter, as it is shown; ``days`` are those of the filter in words."""

    only: Filter = Filter()  # noqa: RUF009 - a frozen value
    days: str = ""
    articles: int = 0
    bars: Sequence[Bar] = ()
    labels: Sequence[str] = ()
    undated: int = 0
    outlets: Sequence[Counted] = ()
    unnamed: int = 0
    names: Sequence[Counted] = ()
    tags: Sequence[Counted] = ()

    @property
    def tallest(self) -> Bar:
        """The bar of most articles."""
        return max(self.bars, key=lambda bar: bar.articles)

    @property
    def largest(self) -> int:
        """How many articles the largest outlet has."""
        return max((each.articles for each in self.outlets), default=1)


def overview(library: Library, only: Filter) -> Overview:
    """Return what there is at a glance within a filter; periods and outlets beside those chosen stay.

    So one may go from month to month, and add an outlet to another.
    """
    whole = library.glance(only, names=NAMES)
    outlets = library.summary(replace(only, sources=None)).sources
    bars = bars_of(_periods(library, only), only)
    return Overview(
        only=only,
        days=days_name(only),
        articles=whole.articles,
        bars=bars,
        labels=labels_of(bars),
        undated=whole.undated,
        outlets=[Counted(*each, _has(only.sources, each[0])) for each in outlets],
        unnamed=whole.unnamed,
        names=[Counted(*each, each[0] in (only.names or ())) for each in whole.names],
        tags=[Counted(*each, _has(only.tags, each[0])) for each in whole.tags],
    )


def _periods(library: Library, only: Filter) -> list[Period]:
    """Return the periods of all days, or where those are years the months of the years that were chosen."""
    told = periods(library.days(replace(only, since=None, until=None)))
    if told and told[0].is_year and only.since and only.until:
        years = replace(only, since=f"{only.since[:4]}-01-01", until=f"{only.until[:4]}-12-31")
        return periods(library.days(years)) or told
    return told


def bars_of(periods: Sequence[Period], only: Filter) -> list[Bar]:
    """Return a bar for each period, in order, as high as it has articles beside the one that has most."""
    most = max((each.articles for each in periods), default=1)
    return [
        Bar(
            period_name(each),
            each.first,
            each.last,
            each.articles,
            max(round(HEIGHT * each.articles / most, 1), LEAST) if each.articles else 0,
            (only.since or "") <= each.last and each.first <= (only.until or "9999-12-31"),
            each.is_year,
        )
        for each in periods
    ]


def labels_of(bars: Sequence[Bar]) -> list[str]:
    """Return the names of a few bars at equal distances, the first and the last among them."""
    last = len(bars) - 1
    places = [round(last * at / (LABELS - 1)) for at in range(LABELS)] if last >= LABELS else range(last + 1)
    return [bars[at].name for at in places]


def period_name(period: Period) -> str:
    """Return ``2022`` or ``March 2022``."""
    return period.first[:4] if period.is_year else _month(period.first)


def days_name(only: Filter) -> str:
    """Return the days of a filter: ``March 2022`` of a whole month, nothing for all."""
    if only.since and only.until:
        period = Period(only.since, only.until, 0)
        if period.is_year or (
            only.since[:7] == only.until[:7] and only.since.endswith("-01") and _ends(only)
        ):
            return period_name(period)
    days = [in_words(date.fromisoformat(day)) if day else "…" for day in (only.since, only.until)]
    return " – ".join(days) if only.since or only.until else ""


def _ends(only: Filter) -> bool:
    """Tell whether a filter's last day is the last of its month."""
    return bool(only.until) and periods([(only.until or "", 1)])[0].last == only.until


def _month(day: str) -> str:
    return in_words(date.fromisoformat(day)).split(" ", 1)[1]


def _has(chosen: Sequence[str] | None, name: str) -> bool:
    return bare(name) in {bare(each) for each in chosen or ()}
