"""The rows of an answer that is of many articles, as its writer makes them, before there is an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from index.language.relative_dates import written
from index.passage import Filter

from ..answer import Kind, Row

MOST_ROWS: Final = 200  # quotations of one answer
EVENT: Final = "event"  # the label of a row whose words tell its day
REPORT: Final = "report"  # of one whose day is its article's
OF_ARTICLE: Final = "*"  # stands behind such a day


@dataclass(frozen=True, slots=True)
class Table:
    """What is told of many articles.

    Attributes:
        kind: of the answer.
        rows: in order, each with a citation, these numbered from 1; some may share one.
        total: how many rows there would be without a limit.
        head: one line that says what the rows are and how they were found.
        taken_for: one line on what the question was taken for.
        note: one line that says what a mark in the rows means, or what is not said; else empty.
        more: whether it is what was found so far, and more is being read.
    """

    kind: Kind
    rows: Sequence[Row]
    total: int
    head: str
    taken_for: str
    note: str = ""
    more: bool = False


def both(only: Filter, other: Filter) -> Filter | None:
    """Return a filter that passes what two pass; ``None`` where that is surely nothing."""
    since = max(filter(None, (only.since, other.since)), default=None)
    until = min(filter(None, (only.until, other.until)), default=None)
    if since and until and since > until:
        return None
    if only.sources is None or other.sources is None:
        return replace(only, since=since, until=until, sources=only.sources or other.sources)
    sources = tuple(each for each in other.sources if each in only.sources)
    return replace(only, since=since, until=until, sources=sources) if sources else None


def days_and_outlets(only: Filter) -> str:
    """Return a filter in words: "of Kelmar Blatt from March 2022"."""
    of = f"of {' or '.join(only.sources)}" if only.sources else ""
    return " ".join(each for each in (of, written(only.since, only.until)) if each)


def articles(number: int) -> str:
    """Return so many articles in words."""
    return f"{number:,} article{'' if number == 1 else 's'}"
