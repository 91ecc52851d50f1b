"""Days as people and pages write them, and only where one reading is possible."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from .lexicon import any_of, languages, lexicon, phrases_of_all, words, words_of_all

FIRST_YEAR: Final = 1500
YEAR: Final = r"(?:1[5-9]|20)\d\d"  # as texts name it
MONTHS: Final[dict[str, int]] = {
    name: number
    for language in languages()
    for number, names in enumerate(lexicon("dates", language).get("months", ()), start=1)
    for name in names.split()
}
WEEKDAYS: Final[tuple[str, ...]] = tuple(names.split()[0] for names in lexicon("dates")["weekdays"])
MONTH: Final = f"({any_of(MONTHS)})" + r"\b\.?"
_ENDING: Final = any_of(words_of_all("dates", "ordinal endings"))
_TH: Final = any_of(words("dates", "ordinal endings"))
_OF: Final = any_of(words_of_all("dates", "of"))
_MONTH_OR_YEAR: Final = re.compile(rf"(?:{MONTH}\s+(?:{_OF}\s+)?)?({YEAR})(?!\d)", re.IGNORECASE)
ISO: Final = re.compile(r"(?<!\d)(\d{4})([-/.]?)(\d\d)\2(\d\d)(?!\d)")
SIGNED: Final = re.compile(r"(?<!\d)(\d{4})\s?[年년]\s?(\d\d?)\s?[月월]\s?(\d\d?)\s?[日일]")
DAY_FIRST: Final = re.compile(
    rf"(?<!\d)(\d\d?){_ENDING}?[\s-]+(?:{_OF} )?{MONTH}(?:[\s,-]+|\s+{_OF}\s+)(\d{{4}})(?!\d)", re.I
)
MONTH_FIRST: Final = re.compile(rf"\b{MONTH}\s*(\d\d?){_TH}?\s*,?\s+(\d{{4}})(?!\d)", re.I)
FIGURES: Final = re.compile(r"(?<![\d./-])(\d\d?)([./-])(\d\d?)\2(\d{4})(?![\d/-])")
_ZONES: Final = r"a\.?m|p\.?m|est|edt|et|(?:gmt|utc)(?:[+-]\d\d?)?|ist|pst|pdt|bst|cest?|z|t"
_BESIDE: Final = any_of([*words_of_all("dates", "weekdays"), *words_of_all("dates", "hours")])
NOISE: Final = re.compile(
    rf"\b(?:{_BESIDE}|{_ZONES})\b\.?"
    r"|t?\d\d?[:.h]\d\d(?::\d\d)?(?:\.\d+)?z?|[+-]\d\d:?\d\d|[\s,.|()·•–—-]+",
    re.I,
)
_FIRST: Final = any_of(words_of_all("dates", "first"))
_ON: Final = any_of(words_of_all("dates", "on"))
# What stands before the day of publication, and before that of a change.
PUBLISHED: Final = rf"(?:(?:{_FIRST} )?{any_of(phrases_of_all('dates', 'published'))}(?: online)?(?: {_ON})?)"
UPDATED: Final = rf"(?:(?:{_FIRST} )?{any_of(phrases_of_all('dates', 'updated'))}(?: {_ON})?)"


def find_day(text: str) -> tuple[str, int, int] | None:
    """Return the first day that a text names as ISO 8601, with its offsets; ``None`` for none.

    ``05/10/2018`` is no day (May or October?), ``25/10/2018`` and ``05.10.2018`` are. Days before
    1500 and after tomorrow are none either.
    """
    return next(days_in(text), None)


def days_in(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield every day that a text names, as ``find_day`` does the first."""
    found = [
        (match.start(), match.end(), _READERS[number](match))
        for number, pattern in enumerate((ISO, SIGNED, DAY_FIRST, MONTH_FIRST, FIGURES))
        for match in pattern.finditer(text)
    ]
    for start, end, day in sorted(found, key=lambda each: each[:2]):
        if day:
            yield day, start, end


def time_at(text: str, at: int) -> tuple[date, date, int] | None:
    """Return the first and last day of the day, month or year that is named at a place, and where it ends.

    In any language: "5. März 2021", "mars 2021", "marzo de 2021", "2021".
    """
    day = next((each for each in days_in(text[at:]) if each[1] == 0), None)
    if day:
        return date.fromisoformat(day[0]), date.fromisoformat(day[0]), at + day[2]
    if not (found := _MONTH_OR_YEAR.match(text, at)):
        return None
    year, month = int(found[2]), MONTHS[found[1].lower()] if found[1] else 0
    last = date(year, month or 12, monthrange(year, month or 12)[1])
    return date(year, month or 1, 1), last, found.end()


def only_day(text: str) -> str | None:
    """Return the day of a text that is a day, perhaps with its weekday and hour, and nothing else."""
    if len(text) > 80 or not (found := find_day(text)):
        return None
    day, start, end = found
    rest = NOISE.sub("", text[:start]) + NOISE.sub("", text[end:])
    return None if rest else day


def _plausible(year: int, month: int, day: int) -> str | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found.isoformat() if year >= FIRST_YEAR and found <= date.today() + timedelta(days=1) else None


def _figures(match: re.Match[str]) -> str | None:
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    if first == second or match[2] == "." or first > 12:  # dots mean day first wherever they are used
        return _plausible(year, second, first)
    return _plausible(year, first, second) if second > 12 else None


_READERS: Final[tuple[Callable[[re.Match[str]], str | None], ...]] = (
    lambda match: _plausible(int(match[1]), int(match[3]), int(match[4])),
    lambda match: _plausible(int(match[1]), int(match[2]), int(match[3])),
    lambda match: _plausible(int(match[3]), MONTHS[match[2].lower()], int(match[1])),
    lambda match: _plausible(int(match[3]), MONTHS[match[1].lower()], int(match[2])),
    _figures,
)


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

    @property
    def weekday(self) -> str | None:
        """The day of the week, if it names one day of a year."""
        if self.year is None or self.days is None or self.days[0] != self.days[1]:
            return None
        try:
            return WEEKDAYS[date(self.year, self.month, self.days[0]).weekday()]
        except ValueError:  # 31 June
            return None


_NAMED: Final = rf"(?P<month>{any_of(words('dates', 'months'))})\b\.?"
_WHOLE: Final = f"(?-i:{any_of(names.split()[0].capitalize() for names in lexicon('dates')['months'])})"
_FIRST_DAY: Final = rf"(?<![\d.,:/$€£-])(?P<first>\d\d?){_TH}?(?![\d%])"
_LAST_DAY: Final = rf"(?P<last>\d\d?){_TH}?(?![\d%])"
_IN: Final = r"(?P<year>\d{4})(?!\d|s\b|[.,:]\d|%)"
_TO: Final = r"\s?(?:-|–|to|and)\s?"
_NO_YEAR: Final = r"(?!/|,?\s*\d{3})"  # nor one that can't be: "5 June 890"
_FORMS: Final = tuple(
    re.compile(pattern, re.IGNORECASE | re.ASCII)
    for pattern in (
        r"(?<![\d-])(?P<year>\d{4})-(?P<number>\d\d)-(?P<first>\d\d)(?![\d-])",
        rf"{_FIRST_DAY}{_TO}{_LAST_DAY}\s+{_NAMED}(?:(?:\s?,?\s+|,){_IN}|{_NO_YEAR})",
        rf"{_FIRST_DAY}(?:\s+of)?\s+{_NAMED}(?:(?:\s?,?\s+|,){_IN}|{_NO_YEAR})",
        rf"\b{_NAMED}\s+{_FIRST_DAY}{_TO}{_LAST_DAY}(?:(?:\s?,?\s+|,){_IN}|{_NO_YEAR})",
        rf"\b{_NAMED}\s+{_FIRST_DAY}(?:(?:\s?,?\s+|,){_IN}|{_NO_YEAR})",
        rf"\b{_NAMED}\s?,?(?:\s+of)?\s+{_IN}",
        rf"\b(?P<month>{_WHOLE})\b",
    )
)
_OTHER_WORDS: Final = frozenset(words("dates", "months that are other words"))
_LED: Final = re.compile(rf"{any_of(words('dates', 'before a month'))}[\s-]+$", re.IGNORECASE)
_WEEKDAY: Final = re.compile(rf"\b({'|'.join(WEEKDAYS)})s?\b", re.IGNORECASE)


def dates(text: str) -> list[Date]:
    """Return the dates that name an English month, none within another, in order.

    "may" and "march" are months with a year or a capital, and alone only behind "in" or the like.
    """
    found: list[Date] = []
    for pattern in _FORMS:
        for match in pattern.finditer(text):
            made = _date(text, match)
            if made and all(made.end <= other.start or made.start >= other.end for other in found):
                found.append(made)
    return sorted(found, key=lambda each: each.start)


def weekdays(text: str) -> set[str]:
    """Return the days of the week that are named."""
    return {found[1].lower() for found in _WEEKDAY.finditer(text)}


def _date(text: str, match: re.Match[str]) -> Date | None:
    part = match.groupdict()
    name, year, first = part.get("month"), part.get("year"), part.get("first")
    number = MONTHS[name.lower()] if name else int(match["number"])
    last = part.get("last") or first
    days = (int(first), int(last)) if first and last else None
    if not 1 <= number <= 12 or (days and not 1 <= days[0] <= days[1] <= 31):
        return None
    if name and not year and name.lower() in _OTHER_WORDS:
        led = _LED.search(text, max(0, match.start() - 12), match.start())
        if name[0].islower() or not (days or led):
            return None
    return Date(*match.span(), int(year) if year else None, number, days)
