"""What programs leave in a file of its title, author and day, and what its first lines say of the day."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import PurePath
from typing import Final

from ...language.dates import PUBLISHED, days_in, find_day, only_day
from ..formats.decode import clean_line
from ..formats.html.names import without_site
from .byline import MAX_BYLINE, byline_of
from .dateline import read_dateline
from .particulars import CHANGED, DATED
from .top_lines import same_words

MAX_TITLE: Final = 250  # characters
MAX_NAMES: Final = 200  # characters
TOP_LINES: Final = 15
A_YEAR: Final = timedelta(days=365)
PROSE: Final = 60  # characters; a paragraph that may open with a dateline
NO_TITLE: Final = re.compile(
    r"(?:microsoft (?:word|powerpoint|excel|office)|powerpoint presentation|untitled|unbenannt|sans titre|"
    r"document|dokument|layout|slide|folie|print|page|pii|doi|isbn|title|no title|printing|scan)\b[\W\d]*"
    r"(?:-.*|:.*|of \d+|document|presentation)?|"
    r".*\.(?:docx?|pdf|pptx?|indd|qxd|tex|dvi|wpd|rtf|html?|txt|xlsx?|ps)|"
    r"(?:file|https?):.*|[\w-]*[_\d][\w-]*",
    re.I,
)
NO_NAME: Final = re.compile(
    r"user|admin|owner|office|windows|microsoft|author|unknown|scanner|copier|default|acrobat|adobe|"
    r"department|government|inc\.?$|ltd\.?$|llc$|gmbh$|system|guest|team|staff|employee|docx|python",
    re.I,
)
NAME: Final = re.compile(
    r"(?:[^\W\d_][\w'’-]*\.?|[^\W\d_]\.)(?:\s+(?:(?:van|von|der|den|de|da|dos|du|la|el|al|bin|ten)\s+)*"
    r"(?:[^\W\d_][\w'’.-]*)){1,4}"
)
AND: Final = re.compile(r"\s*[,;&]\s*(?:and\s+)?|\s+(?:and|und|et|y)\s+")
PARTS: Final = re.compile(r"\s+[|·•–—]\s+")
SAID: Final = re.compile(rf"\b{PUBLISHED}\s*:?\s+(?=\S)", re.I)


def title_of_file(said: str, printed: str, first: str, name: str) -> str:
    """Return the title that a program left if that makes sense, else the printed one; both may be empty.

    ``first`` is the text of the first page: a title of other words was left from another document.
    """
    said = clean_line(said)
    if not said or len(said) > MAX_TITLE or NO_TITLE.fullmatch(said) or same_words(said, PurePath(name).stem):
        return printed
    said = without_site(said, None, [printed]) if printed else said
    words = set(re.findall(r"\w{4,}", said.casefold()))
    seen = sum(word in first.casefold() for word in words)
    if 2 * seen < len(words) and printed:
        return printed
    return said if seen or " " in said else printed


def author_of_file(said: str) -> str | None:
    """Return the author that a program left, if that is the name of a person, or of several."""
    said = clean_line(said)
    names = [part for part in AND.split(said) if part]
    if not names or len(said) > MAX_NAMES or NO_NAME.search(said):
        return None
    return ", ".join(names) if all(NAME.fullmatch(one) and one[0].isupper() for one in names) else None


def made_day(stamp: str, text: str) -> str | None:
    """Return the day that a program left, if the text can be as old: it names no day a year later or more.

    Programs leave the day of a template, or that of a clock which was not set.
    """
    found = find_day(stamp)
    if not found:
        return None
    latest = max((day for day, _, _ in days_in(text)), default=found[0])
    return found[0] if date.fromisoformat(latest) - date.fromisoformat(found[0]) < A_YEAR else None


def printed_day(lines: list[str]) -> str | None:
    """Return the day that stands near the top of a text; a line is a paragraph or part of one."""
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
    dated, said = DATED.fullmatch(line[:MAX_BYLINE]), SAID.search(line)
    if day := only_day(dated[1] if dated else line):
        return day
    found = find_day(line[said.end() : said.end() + 40]) if said else None
    return found[0] if found and found[1] == 0 else None
