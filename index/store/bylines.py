"""The day and the source of every passage, as arrays: a filter is told in milliseconds at a million passages.

The passages of an article are numbered one after another, as they are stored at once, so what is held is a
run of ids for each article, of 33 bytes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from ..passage import Filter, bare

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Mask = NDArray[np.bool_]

NO_DAY: Final = 0
NO_SOURCE: Final = -1


Byline = tuple[str, str | None, str | None]
"""What is known of an article: its id, day (ISO 8601) and source."""

Run = tuple[int, int]
"""The first of some ids that follow one another, and how many they are."""

Runs = Mapping[str, Sequence[Run]]
"""The ids of each article's passages, nearly always one run; an article without passages may be left out."""

_NOTHING: Final = ((0, 0),)


_KIND: Final = np.dtype(
    [
        ("article", np.int64),  # a hash of its id, of this process
        ("first", np.int64),
        ("passages", np.int64),
        ("leads", np.bool_),  # whether the run is its article's first
        ("day", np.int32),  # as 20181005
        ("source", np.int32),  # a place in the names, or ``NO_SOURCE``
    ]
)


@dataclass(frozen=True, slots=True, eq=False)
class Bylines:
    """Every run of passages with its article's day and source, shape (runs,), and every source as written."""

    runs: NDArray[np.void]
    names: tuple[str, ...]

    @classmethod
    def of(cls, bylines: Collection[Byline], runs: Runs, names: Sequence[str] = ()) -> Bylines:
        """Return those of articles with their runs; ``names`` are sources that have a place already.

        Raises:
            ValueError: a day is none, or a run is of none of the articles.
        """
        if not runs.keys() <= {each[0] for each in bylines}:
            raise ValueError("there are passages of no article")
        rows = [(*each, *run) for each in bylines for run in runs.get(each[0], _NOTHING)]
        found = np.zeros(len(rows), _KIND)
        if not rows:
            return cls(found, tuple(names))
        article_ids, days, sources, first, passages = zip(*rows, strict=True)
        numbers = {day: _number(day) for day in set(days)}
        known = dict.fromkeys((*names, *(each for each in dict.fromkeys(sources) if each is not None)))
        places = {name: at for at, name in enumerate(known)} | {None: NO_SOURCE}
        found["article"] = list(map(hash, article_ids))
        found["first"], found["passages"] = first, passages
        found["leads"] = np.diff(found["article"], prepend=~found["article"][0]) != 0
        found["day"] = [numbers[day] for day in days]
        found["source"] = [places[source] for source in sources]
        return cls(_ordered(found), tuple(known))

    def changed(self, touched: Iterable[str], bylines: Collection[Byline], runs: Runs) -> Bylines:
        """Return those of a later state, in which the ``touched`` articles are as told, or gone."""
        gone = np.isin(self.runs["article"], _hashes(touched))
        new = Bylines.of(bylines, runs, self.names)
        return Bylines(_ordered(np.concatenate([self.runs[~gone], new.runs])), new.names)

    def ids(self, chosen: Filter) -> NDArray[np.int64]:
        """Return the ids of the passages whose articles pass a filter, ascending."""
        runs = self.runs[self._passing(chosen)]
        passages = runs["passages"]
        before = np.cumsum(passages) - passages  # how many ids stand in front of each run's
        return np.repeat(runs["first"] - before, passages) + np.arange(passages.sum())

    def counts(self, chosen: Filter) -> tuple[int, int, str | None, str | None]:
        """Return how many articles and passages pass a filter, and their first and last day."""
        runs = self.runs[self._passing(chosen)]
        days = runs["day"][runs["day"] != NO_DAY]
        first, last = (_written(days.min()), _written(days.max())) if len(days) else (None, None)
        return int(runs["leads"].sum()), int(runs["passages"].sum()), first, last

    def sources(self, chosen: Filter) -> list[tuple[str, int]]:
        """Return every source of articles that pass a filter with their number, the largest first."""
        runs = self.runs[self._passing(chosen)]
        named = runs["source"][runs["leads"] & (runs["source"] != NO_SOURCE)]
        numbers = np.bincount(named, minlength=len(self.names)).tolist()
        found = [(name, number) for name, number in zip(self.names, numbers, strict=True) if number]
        return sorted(found, key=lambda each: (-each[1], each[0]))

    def days(self, chosen: Filter) -> list[tuple[str, int]]:
        """Return every day of articles that pass a filter with their number, the newest first."""
        runs = self.runs[self._passing(chosen)]
        days, numbers = np.unique(runs["day"][runs["leads"] & (runs["day"] != NO_DAY)], return_counts=True)
        pairs = zip(days[::-1], numbers[::-1].tolist(), strict=True)
        return [(_written(each), number) for each, number in pairs]

    def of_passages(self, ids: Sequence[int]) -> dict[int, tuple[str | None, str | None]]:
        """Return the day and the source of those of the passages that are there."""
        places = np.searchsorted(self.runs["first"], ids, side="right") - 1
        runs = self.runs[np.maximum(places, 0)] if len(self.runs) else self.runs
        return {
            each: (_written(day) if day != NO_DAY else None, self.names[source] if source >= 0 else None)
            for each, (_, first, passages, _, day, source) in zip(ids, runs.tolist(), strict=False)
            if first <= each < first + passages
        }

    def spellings(self, sources: Iterable[str]) -> tuple[str, ...]:
        """Return sources as articles have them, in each spelling."""
        return tuple(name for _, name in self._spelt(sources))

    def _spelt(self, sources: Iterable[str]) -> list[tuple[int, str]]:
        wanted = {bare(name) for name in sources}
        return [(at, name) for at, name in enumerate(self.names) if bare(name) in wanted]

    def _passing(self, chosen: Filter) -> Mask:
        days, passing = self.runs["day"], np.ones(len(self.runs), np.bool_)
        if chosen.since is not None:
            passing &= days >= max(_number(chosen.since), NO_DAY + 1)
        if chosen.until is not None:
            passing &= (days <= _number(chosen.until)) & (days != NO_DAY)
        if chosen.sources is not None:
            places = [at for at, _ in self._spelt(chosen.sources)]
            passing &= np.isin(self.runs["source"], np.array(places, np.int32))
        if chosen.articles is not None:
            passing &= np.isin(self.runs["article"], _hashes(chosen.articles))
        if chosen.without:
            passing &= ~np.isin(self.runs["article"], _hashes(chosen.without))
        return passing


def runs_of(ids: Sequence[int]) -> list[Run]:
    """Return ascending ids as runs."""
    runs: list[Run] = []
    for each in ids:
        if runs and each == sum(runs[-1]):
            runs[-1] = runs[-1][0], runs[-1][1] + 1
        else:
            runs.append((each, 1))
    return runs


def _ordered(runs: NDArray[np.void]) -> NDArray[np.void]:
    return runs[np.argsort(runs["first"], kind="stable")]


def _number(day: str | None) -> int:
    return int(day.replace("-", "").ljust(8, "0")) if day else NO_DAY


def _written(number: int) -> str:
    digits = f"{number:08}"
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"


def _hashes(article_ids: Iterable[str]) -> NDArray[np.int64]:
    return np.array(list(map(hash, article_ids)), np.int64)
