"""A sentence of an article -> the day of what it tells: "on 3 February 2018", "on Saturday", "yesterday".

A day that only names something, as "the flood of 3 February" does, or that bounds what is told, is not that
day. Days named in full are read in every language that ``dates`` knows, others in English.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from .dates import FIRST_YEAR, dates, days_in
from .lexicon import any_of, words_of_all
from .relative_dates import told_from

_FARTHEST: Final = 30  # characters before a day in which the word that leads to it stands
_ASIDE: Final = re.compile(rf"\b{any_of(words_of_all('dates', 'before another day'))}\s+(?:\w+\s+)?$", re.I)


def told_day(sentence: str, published: str | None) -> str | None:
    """Return the day on which a sentence says that something happens, ISO 8601; ``None`` where it tells none.

    "On Saturday" is told from the day of its article. Of several days the nearest to that is returned, or
    the first where the article has none.
    """
    found = [day for start, day in _days(sentence, published) if not _is_aside(sentence, start)]
    if published is None:
        return next((day.isoformat() for day in found), None)
    own = date.fromisoformat(published)
    nearest = min(found, key=lambda day: abs(day - own), default=None)
    return nearest.isoformat() if nearest else None


def _days(sentence: str, published: str | None) -> Iterator[tuple[int, date]]:
    """Yield where each day that a sentence names begins and which it is, each place once, in order."""
    told = told_from(sentence, published)
    one_day = [each for each in told if each.days and each.days[0] == each.days[1]]
    every = [
        (each.start, each.end, date(each.year, each.month, each.days[0]))
        for each in [*dates(sentence), *one_day]
        if each.year and each.days and _is_day(each.year, each.month, each.days[0])
    ]
    every += [(start, end, date.fromisoformat(day)) for day, start, end in days_in(sentence)]
    at = 0
    for start, end, day in sorted(every):
        if start >= at:
            yield start, day
            at = end


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        return date(year, month, day).year >= FIRST_YEAR
    except ValueError:
        return False


def _is_aside(sentence: str, start: int) -> bool:
    return bool(_ASIDE.search(sentence, max(0, start - _FARTHEST), start))
