"""Days as questions write them: "5 October 2018", "June 2018", "last week", "Tuesday". English only.

What is named without its year is the nearest that has begun: on 23 November 2026 "October" is that of 2026
and "December" that of 2025. Weeks begin on Monday.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from .dates import FIRST_YEAR, MONTHS, WEEKDAYS, Date, dates
from .lexicon import any_of, lexicon, words

Days = tuple[date, date]
"""First and last day."""
Read = Callable[[re.Match[str], date], "Days | None"]
"""What was written and today -> the days that are meant; ``None`` for none."""

COUNTED: Final[dict[str, int]] = lexicon("dates")["counts"]
LENGTHS: Final = {"day": 1, "week": 7, "month": 30, "year": 365}  # days
LONGEST_CLAUSE: Final = 200  # characters
YEARS_BACK: Final = 8  # 29 February may be as far away


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

    def points(self, text: str, today: date) -> Iterator[Point]:
        for found in self.pattern.finditer(text):
            if days := self.read(found, today):
                near = self.near and "year" not in found[0].lower()
                yield Point(*found.span(), days, near, self.recurring, self.alone)


def points(text: str, today: date) -> list[Point]:
    """Return the days that are named, none within another, in order."""
    every = [*_written(text, today), *(point for form in _FORMS for point in form.points(text, today))]
    apart: list[Point] = []
    for point in sorted(every, key=lambda point: point.start):  # of two that begin together the first counts
        if not apart or point.start >= apart[-1].end:
            apart.append(point)
    return apart


def told_from(text: str, published: str | None) -> list[Date]:
    """Return the days that "on Tuesday" and "last week" mean in an article of that day.

    "On Tuesday" may mean the article's own day; behind "will" it is the next one, else the last. What every
    year has is the nearest, for an article of December tells of January too.
    """
    if published is None:
        return []
    day = date.fromisoformat(published)
    near = [point for point in points(text, day) if point.near or point.recurring]
    return [
        Date(point.start, point.end, first.year, first.month, (first.day, last.day))
        for point in near
        for first, last in [_in_article(text, point, day)]
        if (first.year, first.month) == (last.year, last.month)
    ]


def _in_article(text: str, point: Point, day: date) -> Days:
    """Return the days that are meant in an article of a day, told from the nearest that have begun."""
    first, last = point.days
    if not point.recurring:
        return point.days
    if first == last and not point.alone:  # a day of the week
        later = moved(first, 7)
        return (later, later) if later == day or _is_to_come(text, point.start) else point.days
    begins, ends = (the_day(each.year + 1, each.month, each.day) for each in point.days)
    if begins is None or ends is None or begins[0] - day > day - last:
        return point.days
    return begins[0], ends[0]


def _is_to_come(text: str, start: int) -> bool:
    """Tell whether "will" stands before a place, in the same clause."""
    clause = _CLAUSE.split(text[max(0, start - LONGEST_CLAUSE) : start])[-1]
    return bool(_TO_COME.search(clause))


def moved(day: date, days: int) -> date:
    """Return the day so many days later, the first or last of the calendar where it ends."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def the_day(year: int, month: int, day: int) -> Days | None:
    """Return a day, ``None`` where there is none or it lies before anything was printed."""
    return _from_to(year, month, (day, day))


def in_words(day: date) -> str:
    """Return a day as "5 October 2018"."""
    return f"{day.day} {_name(day)} {day.year}"


def written(since: str | None, until: str | None) -> str:
    """Return ISO days in words: "from June 2018", "of 5 October 2018", "since 1 October 2026"."""
    first, last = (date.fromisoformat(day) if day else None for day in (since, until))
    if first is None or last is None:
        return f"since {in_words(first)}" if first else f"until {in_words(last)}" if last else ""
    if first == last:
        return f"of {in_words(first)}"
    if (first, last) == _month(first.year, first.month):
        return f"from {_name(first)} {first.year}"
    if (first, last) == _year(first.year):
        return f"from {first.year}"
    return f"from {in_words(first)} to {in_words(last)}"


def _name(day: date) -> str:
    return next(name for name, number in MONTHS.items() if number == day.month).capitalize()


def _from_to(year: int, month: int, days: tuple[int, int]) -> Days | None:
    try:
        first, last = (date(year, month, day) for day in days)
    except ValueError:
        return None
    return (first, last) if year >= FIRST_YEAR and first <= last else None


def _month(year: int, month: int) -> Days | None:
    first, following = the_day(year, month, 1), the_day(year + month // 12, month % 12 + 1, 1)
    if first is None:
        return None
    return first[0], moved(following[0], -1) if following else date.max


def _year(year: int) -> Days | None:
    first, last = the_day(year, 1, 1), the_day(year, 12, 31)
    return (first[0], last[0]) if first and last else None


def _nearest(named: Callable[[int], Days | None], today: date) -> Days | None:
    """Return the nearest that has begun of what every year has one of."""
    found = (named(year) for year in range(today.year, today.year - YEARS_BACK - 1, -1))
    return next((days for days in found if days and days[0] <= today), None)


def _nearest_month(name: str, today: date) -> Days | None:
    return _nearest(lambda year: _month(year, MONTHS[name.lower()]), today)


def _last_weekday(name: str, today: date) -> Days:
    """Return the nearest such day before today."""
    back = (today.weekday() - WEEKDAYS.index(name.lower()) - 1) % 7 + 1
    return moved(today, -back), moved(today, -back)


def _calendar(which: str, unit: str, today: date) -> Days:
    """Return ``this`` week, month or year up to today, or the whole of the ``last``."""
    first = _start(unit, today)
    if which == "this":
        return first, today
    last = moved(first, -1)
    return _start(unit, last), last


def _rolling(count: str, unit: str, today: date) -> Days:
    """Return so many (``3``, ``three``, ``a few``) days, weeks, months or years up to today."""
    word = " ".join(count.split()).removeprefix("a ")
    number = int(word) if word.isdigit() else COUNTED[word]
    return moved(today, -number * LENGTHS[unit]), today


def _start(unit: str, day: date) -> date:
    if unit == "week":
        return moved(day, -day.weekday())
    return day.replace(day=1) if unit == "month" else day.replace(month=1, day=1)


_WEEKDAY: Final = rf"({'|'.join(WEEKDAYS)})\b"
_ON: Final = re.compile(rf"\b(?:{'|'.join(WEEKDAYS)}),?\s+(?:the\s+)?$", re.IGNORECASE)
_TO_COME: Final = re.compile(rf"\b{any_of(words('dates', 'to come'))}\b", re.IGNORECASE)
_CLAUSE: Final = re.compile(r"[,;:.!?\n“”\"—–]")
_OTHER_WORDS: Final = "|".join(words("dates", "months that are other words"))
_MONTH: Final = rf"(?-i:(?!(?:{_OTHER_WORDS})\b))({any_of(words('dates', 'months'))})\b\.?(?!/|,?\s*\d{{3}})"
_COUNT: Final = rf"(?:(\d\d?|(?:a )?(?:{'|'.join(COUNTED)})) )?"


def _written(text: str, today: date) -> Iterator[Point]:
    """Yield the days and months that are named by the calendar, with the day of the week before one."""
    for found in dates(text):
        days = _days(found, today)
        if days and (found.year or found.days):
            on = _ON.search(text, max(0, found.start - 20), found.start) if found.days else None
            start = on.start() if on else found.start
            yield Point(start, found.end, days, near=False, recurring=found.year is None, alone=True)


def _days(found: Date, today: date) -> Days | None:
    days = found.days
    if found.year and days is None:
        return _month(found.year, found.month)
    if days is None:
        return None
    if found.year:
        return _from_to(found.year, found.month, days)
    return _nearest(lambda year: _from_to(year, found.month, days), today)


def _form(
    pattern: str, read: Read, *, near: bool = False, recurring: bool = False, alone: bool = True
) -> _Form:
    spaced = pattern.replace(" ", r"\s+")
    return _Form(re.compile(spaced, re.IGNORECASE | re.ASCII), read, near, recurring, alone)


_FORMS: Final = (
    _form(r"(?<![\d-])(\d{4})-(\d\d)(?![\d-])", lambda m, _: _month(int(m[1]), int(m[2]))),
    _form(r"\byesterday\b", lambda _, today: (moved(today, -1), moved(today, -1)), near=True),
    _form(r"(?-i:\btoday\b|^Today\b)", lambda _, today: (today, today)),  # or "nowadays"
    _form(
        rf"\bthe (?:last|past) {_COUNT}(day|week|month|year)s?\b(?! of\b)",
        lambda m, today: _rolling((m[1] or "one").lower(), m[2].lower(), today),
        near=True,
    ),
    _form(
        r"\b(this|last) (week|month|year)\b(?! of\b)",
        lambda m, today: _calendar(m[1].lower(), m[2].lower(), today),
        near=True,
    ),
    _form(
        rf"\blast {_MONTH}",
        lambda m, today: _nearest_month(m[1], moved(today.replace(day=1), -1)),  # one that is over
        near=True,
    ),
    _form(rf"\blast {_WEEKDAY}", lambda m, today: _last_weekday(m[1], today), near=True),
    _form(rf"\b{_WEEKDAY}", lambda m, today: _last_weekday(m[1], today), recurring=True, alone=False),
    _form(rf"\b{_MONTH}", lambda m, today: _nearest_month(m[1], today), recurring=True, alone=False),
    _form(r"(?<![\d.,:/$€£])(\d{4})(?!\d|s\b|[.,:/%]\d|%)", lambda m, _: _year(int(m[1])), alone=False),
)
