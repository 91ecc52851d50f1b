"""A library at a glance as lines of text: articles a month, the names that most of them have, tags."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import Final

from index.glance import Glance, Period

WIDEST: Final = 40  # signs of the longest bar
MOST_BARS: Final = 24  # of more months, years are told
NAMES: Final = 15
WIDTH: Final = 100  # characters of a line


def glance_lines(seen: Glance) -> Iterator[str]:
    """Yield what there is at a glance; nothing of an empty library."""
    bars = list(_bars(seen.periods))
    if bars:
        yield "articles a month:" if len(bars[0][0]) > 4 else "articles a year:"
        yield from _drawn(bars)
        if seen.undated:
            yield f"{seen.undated:6}  without a day"
    for what, counted in (("named most", seen.names[:NAMES]), ("tags", seen.tags)):
        if counted:
            told = ", ".join(f"{name} ({articles:,})" for name, articles in counted)
            yield from wrap(f"{what}: {told}", WIDTH, subsequent_indent="  ")


def _bars(periods: Sequence[Period]) -> Iterator[tuple[str, int]]:
    """Yield months, or years where they are too many, each with its number of articles."""
    if len(periods) <= MOST_BARS and not any(each.is_year for each in periods):
        yield from ((each.first[:7], each.articles) for each in periods)
        return
    years: Counter[str] = Counter()
    for each in periods:
        years[each.first[:4]] += each.articles
    yield from years.items()


def _drawn(bars: Sequence[tuple[str, int]]) -> Iterator[str]:
    most = max(articles for _, articles in bars)
    for name, articles in bars:
        bar = "█" * max(round(WIDEST * articles / most), articles > 0)
        yield f"{articles:6}  {name}  {bar}".rstrip()
