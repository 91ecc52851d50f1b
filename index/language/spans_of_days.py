"""Days, weeks, months and years, each as its first and last day, never beyond the calendar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from .dates import FIRST_YEAR, MONTHS

Days = tuple[date, date]
"""First and last day."""

COUNTED: Final = {"couple of": 2, "few": 3, "several": 5} | {
    word: number
    for number, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), start=1
    )
}
WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
LENGTHS: Final = {"day": 1, "week": 7, "month": 30, "year": 365}  # days
YEARS_BACK: Final = 8  # 29 February may be as far away


def moved(day: date, days: int) -> date:
    """Return the day so many days later, the first or last of the calendar where it ends."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def the_day(year: int, month: int, day: int) -> Days | None:
    """Return a day, ``None`` where there is none or it lies before anything was printed."""
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return (found, found) if year >= FIRST_YEAR else None


def the_month(year: int, month: int) -> Days | None:
    """Return the days of a month."""
    first, following = the_day(year, month, 1), the_day(year + month // 12, month % 12 + 1, 1)
    if first is None:
        return None
    return first[0], moved(following[0], -1) if following else date.max


def the_year(year: int) -> Days | None:
    """Return the days of a year."""
    first, last = the_day(year, 1, 1), the_day(year, 12, 31)
    return (first[0], last[0]) if first and last else None


def month_number(name: str) -> int:
    """Return the number, from 1, of a month's name or abbreviation."""
    return MONTHS[name.lower()]


def nearest(named: Callable[[int], Days | None], today: date) -> Days | None:
    """Return the nearest that has begun of what every year has one of."""
    found = (named(year) for year in range(today.year, today.year - YEARS_BACK - 1, -1))
    return next((days for days in found if days and days[0] <= today), None)


def last_of_name(month: int, today: date) -> Days | None:
    """Return the nearest month of that name that is over."""
    return nearest(lambda year: the_month(year, month), moved(today.replace(day=1), -1))


def last_weekday(name: str, today: date) -> Days:
    """Return the nearest such day before today."""
    back = (today.weekday() - WEEKDAYS.index(name.lower()) - 1) % 7 + 1
    return moved(today, -back), moved(today, -back)


def calendar(which: str, unit: str, today: date) -> Days:
    """Return ``this`` week, month or year up to today, or the whole of the ``last``."""
    first = _start(unit, today)
    if which == "this":
        return first, today
    last = moved(first, -1)
    return _start(unit, last), last


def rolling(count: str, unit: str, today: date) -> Days:
    """Return so many (``3``, ``three``, ``a few``) days, weeks, months or years up to today."""
    word = " ".join(count.split()).removeprefix("a ")
    number = int(word) if word.isdigit() else COUNTED[word]
    return moved(today, -number * LENGTHS[unit]), today


def written(since: str | None, until: str | None) -> str:
    """Return ISO days in words: "from June 2018", "of 5 October 2018", "since 1 October 2026"."""
    first, last = (date.fromisoformat(day) if day else None for day in (since, until))
    if first is None or last is None:
        return f"since {in_words(first)}" if first else f"until {in_words(last)}" if last else ""
    if first == last:
        return f"of {in_words(first)}"
    if (first, last) == the_month(first.year, first.month):
        return f"from {_name(first)} {first.year}"
    if (first, last) == the_year(first.year):
        return f"from {first.year}"
    return f"from {in_words(first)} to {in_words(last)}"


def in_words(day: date) -> str:
    """Return a day as "5 October 2018"."""
    return f"{day.day} {_name(day)} {day.year}"


def _name(day: date) -> str:
    return next(name for name, number in MONTHS.items() if number == day.month).capitalize()


def _start(unit: str, day: date) -> date:
    if unit == "week":
        return moved(day, -day.weekday())
    return day.replace(day=1) if unit == "month" else day.replace(month=1, day=1)
