"""The day that a person put into a file's name: ``2021-05-04 tram.txt``, ``20210504_tram.pdf``."""

import re
from datetime import date
from pathlib import PurePath
from typing import Final

from ...language.dates import only_day
from ..decode import clean_line
from . import any_of, sections_of

SAVED_AT: Final = re.compile(
    rf"(?:^|[\W_]){any_of(sections_of(__file__, 'file_names.txt')['saved at'])}(?:[\W_\d]|$)", re.I
)
DAY: Final = re.compile(r"(?<![\d.])(\d{4})([-_.]?)(\d\d)\2(\d\d)(?![\d])")
HOUR: Final = re.compile(r"(?:[ _T-]|\s+at\s+|,\s*)+[\d](?:\d)?[-._:h ]?\d\d(?:[-._:]?\d\d)?(?!\d)", re.I)
FIRST: Final = 1900  # earlier years are numbers of something else


def day_in_name(name: str) -> str | None:
    """Return the only day in a file's name as ISO 8601, ``None`` for none and for a day of saving.

    Only year, month and day in this order, with one sign or none between them, are a day. An hour behind
    them is left by a program, as are the names of screenshots and scans.
    """
    stem = _stem(name)
    found = {day for match in DAY.finditer(stem) if (day := _day(match))}
    if len(found) != 1 or SAVED_AT.search(stem):
        return None
    last = [match for match in DAY.finditer(stem) if _day(match)][-1]
    return None if HOUR.match(stem, last.end()) else found.pop()


def words_of_name(name: str) -> str:
    """Return the words of a file's name, less its day, for a title; empty where it has none."""
    stem = _stem(name)
    words = DAY.sub(lambda match: "" if _day(match) else match[0], stem) if day_in_name(name) else stem
    return clean_line(re.sub(r"[-_+.]+", " ", words))


def _stem(name: str) -> str:
    return PurePath(name.replace("\\", "/")).stem


def _day(match: re.Match[str]) -> str | None:
    year, month, day = match[1], match[3], match[4]
    said = only_day(f"{year}-{month}-{day}")
    return said if said and date.fromisoformat(said).year >= FIRST else None
