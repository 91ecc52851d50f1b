"""The day of an article: in its dateline, its address, a time stamp, what programs leave, its first lines."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from email.utils import parsedate_tz
from typing import Final

from ...language.dates import MONTH, NOISE, PUBLISHED, UPDATED, days_in, find_day, only_day
from ..decode import clean_line
from .byline import MAX_BYLINE, byline_of

AFTER_DATELINE: Final = re.compile(r"\s[-–—]{1,2}\s|[–—]\s|:\s")
DAY_OF_YEAR: Final = re.compile(rf"\b(?:{MONTH}\s+\d\d?|\d\d?\s+{MONTH})\s*$", re.I)
IN_BRACKETS: Final = re.compile(r"\(([^()]{2,40})\)")
NO_PLACE: Final = frozenset({"On", "In", "By", "At", "Since", "From", "Until", "The", "Am", "Le", "El", "Il"})

MAX_STAMP: Final = 100  # characters
IN_URL: Final = re.compile(
    r"/((?:19|20)\d\d)[/-](\d\d?)[/-](\d\d?)(?:[/_.-]|$)|[/_-]((?:19|20)\d\d)(\d\d)(\d\d)(?:[/_.-]|$)"
)
DATED: Final = re.compile(rf"{PUBLISHED}\s*:?\s+(\S.*)", re.I)
CHANGED: Final = re.compile(rf"{UPDATED}\s*:?\s+(\S.*)", re.I)
TOP_LINES: Final = 15
A_YEAR: Final = timedelta(days=365)
WEEKS: Final = timedelta(weeks=8)  # between what a text tells and the file that tells it
A_YEARS_NUMBER: Final = re.compile(r"(?<![\d.,/-])(?:19|20)\d\d(?![\d.,]*\d)")
PROSE: Final = 60  # characters; a paragraph that may open with a dateline
PARTS: Final = re.compile(r"\s+[|·•–—]\s+")
SAID: Final = re.compile(rf"\b{PUBLISHED}\s*:?\s+(?=\S)", re.I)
SAYS_CHANGED: Final = re.compile(rf"\b{UPDATED}\b", re.I)
NEAR: Final = 50  # characters behind "published" in which its day stands


def read_dateline(paragraph: str) -> tuple[str | None, str | None]:
    """Return the day and the agency that a first paragraph opens with.

    As in ``LONDON, 5 October 2018 (Agency) – The``, ``LONDON, Oct 5 (Agency) - The`` or without a day.
    """
    dash = AFTER_DATELINE.search(paragraph[:140])
    if not dash:
        return None, None
    opening = paragraph[: dash.start()]
    bracket = IN_BRACKETS.search(opening)
    agency = clean_line(bracket[1]) if bracket and not find_day(bracket[1]) else None
    opening = IN_BRACKETS.sub("", opening) if agency else opening
    found = find_day(opening)
    place = opening[: found[1]] + opening[found[2] :] if found else DAY_OF_YEAR.sub("", opening.strip())
    names = re.findall(r"[\w.'’-]+", place)
    if len(names) > 5 or NO_PLACE.intersection(names) or not all(name[0].isupper() for name in names):
        return None, None
    if found:
        return found[0], agency
    return None, (agency if names and place.partition(",")[0].isupper() else None)


def stamped_day(stamp: str) -> str | None:
    """Return the day of a time stamp as ISO 8601, ``None`` for none or for a month or year alone.

    The day is the one in the writer's own time zone. Mails of old give years of two digits.
    """
    stamp = stamp[:MAX_STAMP]
    if found := find_day(stamp):
        return found[0]
    try:
        parts = parsedate_tz(stamp)
    except (ValueError, TypeError, IndexError):
        return None
    if not parts or not any(letter.isalpha() for letter in stamp):
        return None
    found = find_day(f"{parts[0]:04}-{parts[1]:02}-{parts[2]:02}")
    return found[0] if found else None


def url_day(url: str | None) -> str | None:
    """Return the day in an address such as ``https://harbour.example/2018/10/05/cranes``."""
    match = IN_URL.search(url or "")
    found = find_day("-".join(part.zfill(2) for part in match.groups() if part)) if match else None
    return found[0] if found else None


def made_day(stamp: str, text: str) -> str | None:
    """Return the day that a program left, if the text can be as old.

    A day that it names has to lie within some weeks of it; where it names none, its latest year before must
    not lie years back. Programs leave the day of a template, of a clock that was not set, of a later export.
    """
    found = find_day(stamp)
    if not found:
        return None
    made = date.fromisoformat(found[0])
    if named := [date.fromisoformat(day) for day, _, _ in days_in(text)]:
        near = any(abs(made - day) <= WEEKS for day in named)
        return found[0] if near and max(named) - made < A_YEAR else None
    years = [year for match in A_YEARS_NUMBER.finditer(text) if (year := int(match[0])) <= made.year]
    return None if years and max(years) < made.year - 1 else found[0]


def without_label(line: str) -> str:
    """Return a line less what says before a day that it is that of publication."""
    dated = DATED.fullmatch(line[:MAX_BYLINE])
    return dated[1] if dated else line


def day_beside_change(line: str) -> str | None:
    """Return the day of publication in a line that tells of a change too, in whatever order.

    As in ``Last updated 3 May 2020, first published on 1 May 2020``; ``None`` for other lines.
    """
    if len(line) > 2 * MAX_BYLINE or not SAYS_CHANGED.search(line):
        return None
    for said in SAID.finditer(line):
        behind = line[said.end() : said.end() + NEAR]
        found = find_day(behind)
        if found and not NOISE.sub("", behind[: found[1]]):
            return found[0]
    return None


def printed_day(lines: list[str]) -> str | None:
    """Return the day that stands near the top of a text; a line is a paragraph or part of one."""
    said = next(filter(None, map(day_beside_change, lines[:TOP_LINES])), None)
    if said:
        return said
    top = [line for line in lines[:TOP_LINES] if not CHANGED.fullmatch(line)]
    whole = [day for line in top if (day := _said_day(line))]
    parts = {day for line in top for day in _parted_days(line[:MAX_BYLINE])}
    if whole or len(parts) == 1:  # several are those of a table
        return whole[0] if whole else parts.pop()
    prose = [line for line in lines if len(line) > PROSE][:2]
    return next((day for day, _ in map(read_dateline, prose) if day), None)


def _parted_days(line: str) -> Iterator[str]:
    """Yield the days of a line that stand between bars, or in a byline."""
    byline = byline_of(line)
    if byline and byline.published and (byline.source or byline.author):
        yield byline.published
    yield from filter(None, map(only_day, PARTS.split(line)))


def _said_day(line: str) -> str | None:
    """Return the day of a line that is one, or says ``Published`` before one."""
    said = SAID.search(line)
    if day := only_day(without_label(line)):
        return day
    found = find_day(line[said.end() : said.end() + 40]) if said else None
    return found[0] if found and found[1] == 0 else None
