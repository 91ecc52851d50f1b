"""Days and outlets that somebody chose -> how many articles are of them, and how many tell neither."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from index import Library
from index.passage import Filter, bare


def told_of(library: Library, chosen: Filter) -> dict[str, Any]:
    """Return what the page tells of a filter, as JSON takes it.

    ``outlets`` are the articles of each within the days alone, by the name that the whole library has for
    it. ``undated`` and ``unnamed`` are left out only because they do not say their day or their outlet.
    """
    found, every = library.summary(chosen), library.summary()
    of_days, of_outlets = replace(chosen, sources=None), replace(chosen, since=None, until=None)
    numbers = {bare(name): number for name, number in library.summary(of_days).sources}
    dated = sum(number for _, number in library.days(of_outlets))
    undated = library.summary(of_outlets).articles - dated if chosen.since or chosen.until else 0
    unnamed = library.summary(of_days).articles - sum(numbers.values()) if chosen.sources else 0
    return {
        "articles": found.articles,
        "of": every.articles,
        "first": found.first,
        "last": found.last,
        "outlets": {name: numbers.get(bare(name), 0) for name, _ in every.sources},
        "undated": undated,
        "unnamed": unnamed,
    }
