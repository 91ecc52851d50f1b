"""The periods that a question names: "in June 2018", "since October", "from May to July". English only."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from index.language.relative_dates import Days, Point, moved, points, the_day


@dataclass(frozen=True, slots=True)
class Period:
    """Days that a question names at ``[start, end)``, the word that leads to them included.

    Attributes:
        since, until: both ends count; ``None`` for an open end.
        lead: ``in``, ``since``, ``before`` and the like; ``between`` for a range; empty for none.
        near: whether it is told from today, and not in years ("last week", "since October"); but "in October"
            may be any.
    """

    start: int
    end: int
    since: date | None
    until: date | None
    lead: str
    near: bool


MOST: Final = 20  # days that are looked at; a question names a few
_FARTHEST: Final = 40  # characters before a day in which the word that leads to it begins
_LEAD: Final = re.compile(
    r"\b(since|after|from|before|until|till|by|up\s+to|prior\s+to|between|in|on|during|throughout|within|over"
    r"|of|for|at)\s+(?:the\s+)?(?:(?:early|late|mid|year|(?:month|start|beginning|middle|end)\s+of)[\s-]+"
    r"(?:the\s+)?)?$",
    re.IGNORECASE,
)
_JOINT: Final = re.compile(r"\s*(?:[-–—&]|\b(?:and|or|to|until|till|through)\b(?:\s+the)?)\s*", re.IGNORECASE)
_LISTED: Final = frozenset({"and", "or", "&"})
_ONWARDS: Final = re.compile(r"\s+on(?:wards?)?\b(?!\s+\w)", re.IGNORECASE)


def periods(question: str, today: date) -> list[Period]:
    """Return the periods that a question names and that have begun, in order."""
    left = points(question, today)[:MOST]
    found: list[Period] = []
    while left:
        joined = _range(question, *left[:2]) if len(left) > 1 else None
        period = joined or _single(question, left[0])
        if period and (period.since or date.min) <= today:
            found.append(period)
        left = left[2 if joined else 1 :]
    return found


def _lead(question: str, point: Point) -> re.Match[str] | None:
    return _LEAD.search(question, max(point.start - _FARTHEST, 0), point.start)


def _single(question: str, point: Point) -> Period | None:
    found = _lead(question, point)
    if found is None and not point.alone:
        return None
    start = found.start() if found else point.start
    lead = " ".join(found[1].lower().split()) if found else ""
    onwards = _ONWARDS.match(question, point.end) if lead == "from" else None
    if onwards:
        lead = "since"
    near = point.near or (point.recurring and lead in ("since", "after"))
    return Period(start, onwards.end() if onwards else point.end, *_ends(lead, point), lead, near)


def _ends(lead: str, point: Point) -> tuple[date | None, date | None]:
    first, last = point.days
    if lead == "since":
        return first, None
    if lead == "after":
        return moved(last, 1), None
    if lead in ("until", "till", "by", "up to"):
        return None, last
    return (None, moved(first, -1)) if lead in ("before", "prior to") else (first, last)


def _range(question: str, first: Point, second: Point) -> Period | None:
    """Return "between X and Y", "from X to Y" or "X to Y", and both of "June and July 2018" in one.

    The one has the year of the other if it names none.
    """
    lead = _lead(question, first)
    leads = " ".join(lead[1].lower().split()) if lead else ""
    joint = _JOINT.fullmatch(question, first.end, second.start)
    if joint is None:
        return None
    listed = leads != "between" and not _LISTED.isdisjoint(joint[0].lower().split())
    if listed and not (first.recurring and _has_year(second)):
        return None
    days = [*first.days, *second.days]
    if first.recurring and _has_year(second):
        days[:2] = [_in_year_of(days[-1], days[0])]
    elif second.recurring and _has_year(first):
        days[2:] = _next_after(days[0], second.days)
    start = lead.start() if lead else first.start
    return Period(start, second.end, min(days), max(days), leads if listed else "between", second.near)


def _has_year(point: Point) -> bool:
    return not (point.recurring or point.near)


def _next_after(start: date, days: Days) -> Days:
    """Return the days of a year, such as "August", as they first come behind ``start``."""
    for year in (start.year, start.year + 1):
        ends = [the_day(year, each.month, each.day) for each in days]
        if ends[0] and ends[1] and ends[1][1] >= start:
            return ends[0][0], ends[1][1]
    return days


def _in_year_of(end: date, day: date) -> date:
    """Return the day in the year of ``end``, or in the one before if it would lie behind ``end``."""
    found = (the_day(year, day.month, day.day) for year in (end.year, end.year - 1))
    return next((days[0] for days in found if days and days[0] <= end), day)
