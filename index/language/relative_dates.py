"""Days as questions write them: "5 October 2018", "June 2018", "last week", "Tuesday". English only.

What is named without its year is the nearest that has begun: on 23 November 2026 "October" is that of 2026
and "December" that of 2025. Weeks begin on Monday. "may", "march" and "mar" alone need a capital.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from .spans_of_days import (
    COUNTED,
    WEEKDAYS,
    Days,
    calendar,
    last_of_name,
    last_weekday,
    month_number,
    moved,
    nearest,
    rolling,
    the_day,
    the_month,
    the_year,
)

Read = Callable[[re.Match[str], date], "Days | None"]
"""What was written and today -> the days that are meant; ``None`` for none."""


@dataclass(frozen=True, slots=True)
class Point:
    """A day, week, month or year at ``[start, end)``.

    Attributes:
        near: whether it is told from today, and not in years.
        recurring: whether there is one each year or week, such as "October" or "Tuesday".
        alone: whether it needs no word such as "in" before it.
    """

    start: int
    end: int
    days: Days
    near: bool
    recurring: bool
    alone: bool


@dataclass(frozen=True, slots=True)
class _Form:
    pattern: re.Pattern[str]
    read: Read
    near: bool
    recurring: bool
    alone: bool

    def points(self, question: str, today: date) -> list[Point]:
        return [
            Point(
                *found.span(), days, self.near and "year" not in found[0].lower(), self.recurring, self.alone
            )
            for found in self.pattern.finditer(question)
            if (days := self.read(found, today))
        ]


def points(question: str, today: date) -> list[Point]:
    """Return the days that are named, none within another, in order."""
    every = [point for form in _FORMS for point in form.points(question, today)]
    apart: list[Point] = []
    for point in sorted(every, key=lambda point: point.start):  # the order of forms stays
        if not apart or point.start >= apart[-1].end:
            apart.append(point)
    return apart


def _form(
    pattern: str, read: Read, *, near: bool = False, recurring: bool = False, alone: bool = True
) -> _Form:
    spaced = pattern.replace(" ", r"\s+")
    return _Form(re.compile(spaced, re.IGNORECASE | re.ASCII), read, near, recurring, alone)


_MONTH: Final = (
    r"(january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?"
)
_BARE_MONTH: Final = rf"(?-i:(?!may\b|march\b|mar\b)){_MONTH}(?!/|,?\s*\d{{3}})"
_DAY: Final = r"(?<![\d.,:/$€£-])(\d\d?)(?:st|nd|rd|th)?"
_YEAR: Final = r"(?<![\d.,:/$€£])(\d{4})(?!\d|s\b|[.,:/%]\d|%)"
_TO: Final = r"(?:-| - |–| – | to )"
_COUNT: Final = rf"(?:(\d\d?|(?:a )?(?:{'|'.join(COUNTED)})) )?"
_WEEKDAY: Final = rf"({'|'.join(WEEKDAYS)})\b"
_ON: Final = rf"(?:\b(?:{'|'.join(WEEKDAYS)}),? (?:the )?)?"  # the weekday of a day that is named


def _iso(found: re.Match[str], _: date) -> Days | None:
    return the_day(int(found[1]), int(found[2]), int(found[3]))


def _day_month_year(found: re.Match[str], _: date) -> Days | None:
    return the_day(int(found[3]), month_number(found[2]), int(found[1]))


def _month_day_year(found: re.Match[str], _: date) -> Days | None:
    return the_day(int(found[3]), month_number(found[1]), int(found[2]))


def _month_days_year(found: re.Match[str], _: date) -> Days | None:
    return _from_to(int(found[4]), month_number(found[1]), int(found[2]), int(found[3]))


def _days_month_year(found: re.Match[str], _: date) -> Days | None:
    return _from_to(int(found[4]), month_number(found[3]), int(found[1]), int(found[2]))


def _from_to(year: int, month: int, first: int, last: int) -> Days | None:
    begins, ends = the_day(year, month, first), the_day(year, month, last)
    return (begins[0], ends[1]) if begins and ends and begins <= ends else None


def _day_month(found: re.Match[str], today: date) -> Days | None:
    return nearest(lambda year: the_day(year, month_number(found[2]), int(found[1])), today)


def _month_day(found: re.Match[str], today: date) -> Days | None:
    return nearest(lambda year: the_day(year, month_number(found[1]), int(found[2])), today)


def _month(found: re.Match[str], today: date) -> Days | None:
    return nearest(lambda year: the_month(year, month_number(found[1])), today)


def _rolling(found: re.Match[str], today: date) -> Days:
    return rolling((found[1] or "one").lower(), found[2].lower(), today)


_FORMS: Final = (  # where two begin together, the first counts
    _form(r"(?<![\d-])(\d{4})-(\d\d)-(\d\d)(?![\d-])", _iso),
    _form(rf"{_ON}{_DAY}(?: of)? {_MONTH},? {_YEAR}", _day_month_year),
    _form(rf"{_ON}\b{_MONTH} {_DAY},? {_YEAR}", _month_day_year),
    _form(rf"\b{_MONTH},?(?: of)? {_YEAR}", lambda m, _: the_month(int(m[2]), month_number(m[1]))),
    _form(rf"\b{_MONTH} (\d\d?){_TO}(\d\d?),? {_YEAR}", _month_days_year),
    _form(rf"{_DAY}{_TO}(\d\d?) {_MONTH},? {_YEAR}", _days_month_year),
    _form(r"(?<![\d-])(\d{4})-(\d\d)(?![\d-])", lambda m, _: the_month(int(m[1]), int(m[2]))),
    _form(rf"{_ON}{_DAY}(?: of)? {_BARE_MONTH}", _day_month, recurring=True),
    _form(rf"{_ON}\b{_BARE_MONTH} {_DAY}(?!\d)", _month_day, recurring=True),
    _form(r"\byesterday\b", lambda _, today: (moved(today, -1), moved(today, -1)), near=True),
    _form(r"(?-i:\btoday\b|^Today\b)", lambda _, today: (today, today)),  # or "nowadays"
    _form(rf"\bthe (?:last|past) {_COUNT}(day|week|month|year)s?\b(?! of\b)", _rolling, near=True),
    _form(
        r"\b(this|last) (week|month|year)\b(?! of\b)",
        lambda m, today: calendar(m[1].lower(), m[2].lower(), today),
        near=True,
    ),
    _form(rf"\blast {_BARE_MONTH}", lambda m, today: last_of_name(month_number(m[1]), today), near=True),
    _form(rf"\blast {_WEEKDAY}", lambda m, today: last_weekday(m[1], today), near=True),
    _form(rf"\b{_WEEKDAY}", lambda m, today: last_weekday(m[1], today), recurring=True, alone=False),
    _form(rf"\b{_BARE_MONTH}", _month, recurring=True, alone=False),
    _form(_YEAR, lambda m, _: the_year(int(m[1])), alone=False),
)
