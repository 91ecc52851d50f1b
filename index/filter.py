"""Which articles a search is confined to."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from .article import day
from .text.words import folded


@dataclass(frozen=True, slots=True)
class Filter:
    """Days are ISO 8601 and both ends count; sources are compared without regard to case and to "The".

    An article without a day is left out when ``since`` or ``until`` is given, one without a source
    when ``sources`` is.
    """

    since: str | None = None
    until: str | None = None
    sources: tuple[str, ...] | None = None

    def __bool__(self) -> bool:
        """Whether anything is filtered at all."""
        return (self.since, self.until, self.sources) != (None, None, None)


def bare(source: str | None) -> str:
    """Return a source's name as it is compared: ``The Hindu`` and ``hindu`` are one."""
    return re.sub(r"^the\s+(?=\S)", "", folded(source) or "")


def together(sources: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """Return (name, articles) of sources, the largest first, spellings of one name as the most frequent."""
    spelt: dict[str, list[tuple[str, int]]] = {}
    for name, articles in sources:
        spelt.setdefault(bare(name), []).append((name, articles))
    joined = [(_most(each), sum(articles for _, articles in each)) for each in spelt.values()]
    return sorted(joined, key=lambda each: (-each[1], each[0]))


def _most(spellings: Sequence[tuple[str, int]]) -> str:
    return min(spellings, key=lambda each: (-each[1], each[0]))[0]


def chosen(
    since: str | date | None = None,
    until: str | date | None = None,
    sources: str | Sequence[str] | None = None,
) -> Filter:
    """Return a filter from what a caller gave.

    Raises:
        ValueError: a day is none, ``since`` lies after ``until``, or ``sources`` is empty.
    """
    names = (sources,) if isinstance(sources, str) else None if sources is None else tuple(sources)
    if names is not None and not (names and all(isinstance(name, str) and name.strip() for name in names)):
        raise ValueError(f"sources={names!r}: name at least one source, or leave it out")
    first, last = day(since, "since"), day(until, "until")
    if first and last and first > last:
        raise ValueError(f"since={first} lies after until={last}")
    return Filter(first, last, names)
