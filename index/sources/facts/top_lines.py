"""The lines above a bare text: title, author, source, date and link, told from the body."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import dropwhile, takewhile
from typing import Any, Final

from ...language.dates import PUBLISHED, find_day, only_day
from ..decode import clean_line
from .byline import (
    MAX_BYLINE,
    SOURCE,
    UPDATED_TAIL,
    Byline,
    authors_of,
    byline_of,
    is_author_line,
    is_job,
    is_label,
    may_be_title,
    outlet_of,
    without_job,
)
from .days import CHANGED, DATED, day_beside_change, read_dateline, url_day, without_label
from .fields import with_outlet
from .front_matter import field_of
from .titles import made_title, same_words

MAX_LABEL: Final = 8  # words of a line that says who wrote, where or when, and nothing else
LABELS: Final = 3  # such lines below one that are looked at
URL: Final = re.compile(r"(?:(?:url|link|original|source)\s*:\s*)?<?(https?://[^\s<>\"]{3,2000})>?", re.I)
SENTENCE_END: Final = re.compile(r"[.:;,][\"'”’»)\]]*$")
SAYS_NOTHING: Final = re.compile(rf"{PUBLISHED}|(?:markdown content|body)\s*:?", re.I)
COUNT: Final = re.compile(r"(?:page |document )?\d+ of \d+(?: \w+)?", re.I)
# Two colons, as note programs write properties.
FIELD: Final = re.compile(r"(?:[-*•]\s+)?([^\W\d_][\w -]{1,20})\s*::?\s+(\S.*)")

MAX_TITLE: Final = 140  # code points
MAX_LINES: Final = 20
MAX_LEAD: Final = 250  # code points of a lead between title and byline
MIN_TITLE: Final = 4  # words of a title below a label, the name of an outlet or a kicker
MAX_KICKER: Final = 1  # word
CRUMBS: Final = re.compile(r"\s(?:»|›|>|→|::)\s|^(?:Home|Start|Startseite|Accueil|Inicio)\s*/\s")
TITLE: Final = re.compile(r"(?:#{1,2}\s+|(?:title|headline)\s*::?\s*)(\S.*)", re.I)
INITIALS_END: Final = re.compile(r"(?:\b\w\.){2,}$")
PROSE_END: Final = re.compile(r"[.!?…][\"'”’»)\]]*$")


@dataclass(frozen=True, slots=True)
class Top:
    """What the lines above the body say, and how many lines they are."""

    title: str = ""
    marked: bool = False  # as a title
    author: str | None = None
    source: str | None = None
    url: str | None = None
    published: str | None = None
    lines: int = 0


def particular(top: Top, line: str, below: Sequence[str]) -> Top | None:
    """Return the top with what a line of author, date, source or link adds; ``None`` for another line.

    A bare name has to have a title above it and a day or another particular beside it.
    """
    if match := URL.fullmatch(line):
        return replace(top, url=top.url or match[1])
    if len(line) > MAX_BYLINE:
        return None
    if step := _changed(top, line):
        return step
    line = UPDATED_TAIL.sub("", line)
    if day := only_day(without_label(line)):
        return replace(top, published=top.published or day)
    byline = byline_of(line)
    if byline and byline.whole:
        return with_byline(top, byline)
    return _named(top, line) or _bare_name(top, line, below)


def _changed(top: Top, line: str) -> Top | None:
    """Return the top with what a line tells that says when the text was changed, and perhaps published."""
    if (day := day_beside_change(line)) and not PROSE_END.search(line):
        return replace(top, published=top.published or day)
    return top if CHANGED.fullmatch(line) and find_day(line) else None


def with_byline(top: Top, byline: Byline) -> Top:
    """Return the top with what a byline says and the top did not yet."""
    return replace(
        top,
        author=top.author or byline.author,
        source=top.source or byline.source,
        published=top.published or byline.published,
    )


def _named(top: Top, line: str) -> Top | None:
    """Return the top with what a line says it names: ``Source: Harbour Press``, ``- URL: https://…``."""
    if COUNT.fullmatch(line) or (top.title and SAYS_NOTHING.fullmatch(line)):
        return top
    if match := SOURCE.fullmatch(line):
        return replace(top, source=top.source or clean_line(match[1]))
    if author := authors_of(line):
        return replace(top, author=top.author or author)
    said = FIELD.fullmatch(line)
    return _with_field(top, *(field_of(said[1], said[2]) or ("", ""))) if said else None


def _with_field(top: Top, field: str, value: str) -> Top | None:
    if field == "title":
        return replace(top, title=top.title or value)
    if field == "url":
        return replace(top, url=top.url or value)
    if field == "published":
        return replace(top, published=top.published or value)
    if field == "author" and (author := authors_of(f"By {without_job(value)}")):
        return replace(top, author=top.author or author)
    return None


def _bare_name(top: Top, line: str, below: Sequence[str]) -> Top | None:
    """Return the top with the outlet or author that a line names and says nothing else."""
    known = top.author or top.source or top.published or is_job(line)
    if not top.title or not _is_label(line) or not (known or any(map(says_when, _labels(below)))):
        return None
    if top.author and is_job(line) and is_label(without_job(line)):
        return top
    if not top.source and outlet_of(line) == line:
        return replace(top, source=clean_line(line))
    if not top.author and is_author_line(without_job(line)):
        return replace(top, author=clean_line(without_job(line)))
    return None


def _labels(lines: Sequence[str]) -> list[str]:
    return list(takewhile(_is_label, filter(None, lines)))[:LABELS]


def _is_label(line: str) -> bool:
    return len(line.split()) <= MAX_LABEL and not SENTENCE_END.search(line)


def says_when(line: str) -> bool:
    """Tell whether a line names the day of publication."""
    byline = byline_of(line)
    return bool(only_day(line) or (byline and byline.published))


def read_top(lines: list[str], *, full: float = math.inf) -> Top:
    """Return what stands above the body of a text.

    ``full`` is the length from which a line may go on in the next, so that a first one is no title
    unless a particular follows. Lines that repeat the title belong to the top; the first line that is
    neither title nor a known particular begins the body, even if particulars follow a lead.
    """
    lines = list(map(str.strip, lines[:MAX_LINES]))
    top = _read_top(lines, full)
    first = next(filter(None, lines), "")
    if top.lines and not top.title and may_be_title(first):
        return replace(top, title=clean_line(first), source=None)
    return top


def completed(known: Mapping[str, Any], top: Top, first: str, name: str) -> dict[str, Any]:
    """Return the fields of an article, their gaps filled from its top, how its text opens and its address.

    ``first`` is its first paragraph, and a title is made of that, or of the file's name, where there is none.
    """
    day, agency = read_dateline(first)
    day = top.published or day
    said = {"title": top.title or made_title(first, name), "author": top.author, "url": top.url}
    said |= {"source": top.source or agency, "published": day, "published_from": day and "dateline"}
    found = with_outlet({key: value for some in (said, known) for key, value in some.items() if value})
    day = None if found.get("published") else url_day(found.get("url"))
    return {**found, "published": day, "published_from": "url"} if day else found


def _read_top(lines: list[str], full: float) -> Top:
    top = Top()
    for number, line in enumerate(lines):
        if not line:
            continue
        below = lines[number + 1 :]
        step = particular(top, line, below) or _title_step(top, lines, number, full=full)
        if step is None:
            return _read_on(top, lines, number, full=full)
        top = replace(step, lines=number + 1)
    return top


def _read_on(top: Top, lines: list[str], start: int, *, full: float) -> Top:
    """Return the top with what lines say that stay in the text: those below a lead, and between other lines.

    A lead is one paragraph of prose. Below it only a line that says what it names counts, and what is
    beside a name: a bare day may be that of an event.
    """
    leads = 0
    for number in range(start, len(lines)):
        line, above, below = lines[number], lines[number - 1] if number > start else "", lines[number + 1 :]
        if not line:
            continue
        byline = byline_of(line)
        named = top.author or top.source or is_job(line) or (below and says_when(below[0]))
        dated = top.author or top.source or (above and not leads) or DATED.fullmatch(line)
        if byline and (dated or byline.author or byline.source or number == start):
            top = with_byline(top, byline)
        elif (named or (dated and says_when(line))) and (step := particular(top, line, below)):
            top = step
        elif named and not top.source and (outlet := outlet_of(line)):
            top = replace(top, source=outlet)
        elif number > start and (step := _better_title(top, lines, number, full=full)):
            top = step
        elif (PROSE_END.search(line) or len(line) > MAX_TITLE) and not (above and top.author):
            leads += 1
            if leads > 1 or len(line) > MAX_LEAD or not top.title:
                break
    return top


def _title_step(top: Top, lines: list[str], number: int, *, full: float) -> Top | None:
    """Return the top with this line as its title or as a repetition of it, ``None`` for the body."""
    line = lines[number]
    if top.title:
        return top if same_words(line, top.title) else _better_title(top, lines, number, full=full)
    if match := TITLE.fullmatch(line):
        return replace(top, title=clean_line(match[1]), marked=True)
    if len(line) <= 2 * MAX_TITLE and CRUMBS.search(line) and not SENTENCE_END.search(line):
        return replace(top, title=clean_line(CRUMBS.split(line)[-1]))
    if _is_title(line, lines[number + 1 :], full=full):
        return replace(top, title=clean_line(line))
    return None


def _better_title(top: Top, lines: list[str], number: int, *, full: float) -> Top | None:
    """Return the top with this line for a title that was a label, an outlet's name or a kicker."""
    line, alone = lines[number], not lines[number - 1]
    if top.marked or not top.title or len(line.split()) < MIN_TITLE or byline_of(line):
        return None
    if not _is_title(line, lines[number + 1 :], full=full):
        return None
    outlet = outlet_of(top.title)
    kicker = top.lines == number and len(top.title.split()) <= MAX_KICKER
    if (alone and (is_label(top.title) or outlet)) or (kicker and not alone):
        return replace(top, title=clean_line(line), source=top.source or outlet)
    return None


def _is_title(line: str, below: Sequence[str], *, full: float) -> bool:
    if len(line) > MAX_TITLE or (SENTENCE_END.search(line) and not INITIALS_END.search(line)):
        return False
    if not any(letter.isalpha() for letter in line) or line.startswith(("- ", "* ", "• ")):
        return False
    if any(read_dateline(line + " ")):
        return False
    following = list(takewhile(bool, below))
    prose = list(dropwhile(lambda each: _is_particular(line, each, below), following))
    next_to_it, long = prose == following, len(line) >= full
    if prose and ((next_to_it and long) or (prose[0][0].islower() and (next_to_it or long))):
        return False  # the line goes on
    return prose != following or not following or len(following[0]) > len(line)


def _is_particular(title: str, line: str, below: Sequence[str]) -> bool:
    """Tell whether a line below a title is one of its particulars, or a byline that names more."""
    return bool(particular(Top(title=title), line, below[below.index(line) + 1 :]) or byline_of(line))
