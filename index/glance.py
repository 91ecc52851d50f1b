"""A library at a glance: articles over time and by outlet, the names that most of them have, and tags."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from .passage import together

if TYPE_CHECKING:
    from .passage import Filter
    from .store import Store

MOST_MONTHS: Final = 120  # of more, years are told


@dataclass(frozen=True, slots=True)
class Period:
    """A month or a year, from ``first`` to ``last`` (ISO 8601), with its number of articles."""

    first: str
    last: str
    articles: int

    @property
    def is_year(self) -> bool:
        """Whether it is a year."""
        return self.first[5:] == "01-01" and self.last[5:] == "12-31"


@dataclass(frozen=True, slots=True)
class Glance:
    """What there is at a glance; the pairs are (name, articles), the largest first.

    Attributes:
        articles: all of them.
        periods: every month from the first day to the last, or every year where they are too many.
        undated: articles without a day.
        outlets: spellings of one outlet together; those without one are ``unnamed``.
        names: whom and what most articles name: people, places and bodies, which nothing here tells apart.
        tags: what people tagged articles with.
    """

    articles: int
    periods: tuple[Period, ...]
    undated: int
    outlets: tuple[tuple[str, int], ...]
    unnamed: int
    names: tuple[tuple[str, int], ...]
    tags: tuple[tuple[str, int], ...]


def glance(store: Store, only: Filter, names: int) -> Glance:
    """Return the articles of a store that pass a filter at a glance, with so many names at most."""
    articles = store.counts(only)[0]
    days = store.days(only)
    outlets = tuple(together(store.sources(only)))
    return Glance(
        articles,
        tuple(periods(days)),
        articles - sum(number for _, number in days),
        outlets,
        articles - sum(number for _, number in outlets),
        tuple(store.most_named(only, names)),
        tuple(store.tags(only)),
    )


def periods(days: Iterable[tuple[str, int]]) -> list[Period]:
    """Return every month of some days with its number of articles, in order; years of very many."""
    months: Counter[str] = Counter()
    for day, articles in days:
        months[day[:7]] += articles
    every = list(_months(min(months), max(months))) if months else []
    if len(every) <= MOST_MONTHS:
        return [Period(f"{month}-01", _last_day(month), months[month]) for month in every]
    years: Counter[str] = Counter()
    for month, articles in months.items():
        years[month[:4]] += articles
    return [Period(f"{year}-01-01", f"{year}-12-31", years[year]) for year in _years(min(years), max(years))]


def _months(first: str, last: str) -> Iterator[str]:
    for year in _years(first[:4], last[:4]):
        for month in range(1, 13):
            if first <= (written := f"{year}-{month:02}") <= last:
                yield written


def _years(first: str, last: str) -> Iterator[str]:
    yield from (f"{year:04}" for year in range(int(first), int(last) + 1))


def _last_day(month: str) -> str:
    year, number = int(month[:4]), int(month[5:])
    after = date(year + number // 12, number % 12 + 1, 1) if (year, number) != (9999, 12) else date.max
    return (after - timedelta(days=1) if after != date.max else after).isoformat()
