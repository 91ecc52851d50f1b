"""Dates as they are written -> what they name: 12 June, June 12 and 12 June 2018 agree."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from .dates import MONTHS
from .relative_dates import points
from .spans_of_days import WEEKDAYS

_MONTH: Final = (
    r"(january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?"
)
_NAMED: Final = (
    r"((?-i:January|February|March|April|May|June|July|August|September|October|November|December))\b"
)
_DAY: Final = r"(?<![\d.,:/$€£])(\d\d?)(?:st|nd|rd|th)?(?![\d%])"
_YEAR: Final = r"(\d{4})(?!\d)"
_TO: Final = r"\s?(?:-|–|to|and)\s?"
_LEADS: Final = r"(?:in|since|by|until|from|of|last|this|early|late|mid|during|to|through|and)[\s-]+"


@dataclass(frozen=True, slots=True)
class Date:
    """A date at ``text[start:end]``; what it leaves open is ``None``. ``days`` has a range ("12-15 June")."""

    start: int
    end: int
    year: int | None
    month: int
    days: tuple[int, int] | None

    def within(self, other: Date) -> bool:
        """Whether another date says all that this one says, its year aside where it has none."""
        if self.month != other.month or (self.year and other.year and self.year != other.year):
            return False
        if self.days is None:
            return True
        return other.days is not None and other.days[0] <= self.days[0] and self.days[1] <= other.days[1]


_Groups = Callable[[re.Match[str]], "tuple[str | None, str, str | None, str | None]"]
_FORMS: Final[tuple[tuple[re.Pattern[str], _Groups], ...]] = tuple(
    (re.compile(pattern, re.IGNORECASE | re.ASCII), groups)
    for pattern, groups in (
        (r"(?<![\d-])(\d{4})-(\d\d)-(\d\d)(?![\d-])", lambda m: (m[1], m[2], m[3], m[3])),
        (rf"{_DAY}{_TO}{_DAY}\s+{_MONTH}(?:,?\s+{_YEAR})?", lambda m: (m[4], m[3], m[1], m[2])),
        (rf"{_DAY}(?:\s+of)?\s+{_MONTH}(?:\s?,?\s+{_YEAR})?", lambda m: (m[3], m[2], m[1], m[1])),
        (rf"\b{_MONTH}\s+{_DAY}{_TO}{_DAY}(?:\s?,?\s+{_YEAR})?", lambda m: (m[4], m[1], m[2], m[3])),
        (rf"\b{_MONTH}\s+{_DAY}(?:\s?,?\s+{_YEAR})?", lambda m: (m[3], m[1], m[2], m[2])),
        (rf"\b{_MONTH}\s?,?(?:\s+of)?\s+{_YEAR}", lambda m: (m[2], m[1], None, None)),
        (rf"\b{_NAMED}", lambda m: (None, m[1], None, None)),
    )
)
_LED: Final = re.compile(_LEADS + r"$", re.IGNORECASE)
_WEEKDAY: Final = re.compile(rf"\b({'|'.join(WEEKDAYS)})s?\b", re.IGNORECASE)


def dates(text: str) -> list[Date]:
    """Return the dates that name a month, none within another, in order."""
    found: list[Date] = []
    for pattern, groups in _FORMS:
        for match in pattern.finditer(text):
            made = _date(match, *groups(match))
            lone = made is not None and made.days is None and made.year is None
            if made is None or (lone and match[0] in ("May", "March") and not _led(text, match.start())):
                continue
            if all(made.end <= other.start or made.start >= other.end for other in found):
                found.append(made)
    return sorted(found, key=lambda each: each.start)


def told_from(text: str, published: str | None) -> list[Date]:
    """Return the days that "on Tuesday" and "last week" mean in an article of that day."""
    if published is None:
        return []
    near = [point for point in points(text, date.fromisoformat(published)) if point.near or point.recurring]
    return [
        Date(point.start, point.end, first.year, first.month, (first.day, last.day))
        for point in near
        for first, last in [point.days]
        if (first.year, first.month) == (last.year, last.month)
    ]


def weekdays(text: str) -> set[str]:
    """Return the days of the week that are named."""
    return {found[1].lower() for found in _WEEKDAY.finditer(text)}


def weekday(day: Date) -> str | None:
    """Return the day of the week of a date, if it names one day of a year."""
    if day.year is None or day.days is None or day.days[0] != day.days[1]:
        return None
    try:
        return WEEKDAYS[date(day.year, day.month, day.days[0]).weekday()]
    except ValueError:  # 31 June
        return None


def _date(
    found: re.Match[str], year: str | None, month: str, first: str | None, last: str | None
) -> Date | None:
    number = int(month) if month.isdigit() else MONTHS[month.lower()]
    days = (int(first), int(last)) if first and last else None
    if not 1 <= number <= 12 or (days and not 1 <= days[0] <= days[1] <= 31):
        return None
    return Date(*found.span(), int(year) if year else None, number, days)


def _led(text: str, start: int) -> bool:
    return bool(_LED.search(text, max(0, start - 12), start))
