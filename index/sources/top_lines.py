"""The lines above a bare text: title, author, source, date and link, told from the body."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import dropwhile, takewhile
from typing import Final

from .byline import (
    MAX_BYLINE,
    SOURCE,
    UPDATED_TAIL,
    Byline,
    authors_of,
    byline_of,
    is_author_line,
    is_outlet_line,
    may_be_title,
)
from .days import MONTH, PUBLISHED, UPDATED, find_day, only_day
from .decode import clean_line

MAX_TITLE: Final = 140  # code points
MAX_LINES: Final = 14
MAX_LABEL: Final = 8  # words of a line that says who wrote, where or when, and nothing else
LABELS: Final = 3  # such lines below one that are looked at
CRUMBS: Final = re.compile(r"\s(?:»|›|>|→|::)\s|^(?:Home|Start|Startseite|Accueil|Inicio)\s*/\s")
TITLE: Final = re.compile(r"(?:#{1,2}\s+|(?:title|headline)\s*:\s*)(\S.*)", re.I)
DATED: Final = re.compile(rf"{PUBLISHED}\s*:?\s+(\S.*)", re.I)
CHANGED: Final = re.compile(rf"{UPDATED}\s*:?\s+(\S.*)", re.I)
URL: Final = re.compile(r"(?:(?:url|link|original|source)\s*:\s*)?<?(https?://[^\s<>\"]{3,2000})>?", re.I)
SENTENCE_END: Final = re.compile(r"[.:;,][\"'”’»)\]]*$")
INITIALS_END: Final = re.compile(r"(?:\b\w\.){2,}$")
AFTER_DATELINE: Final = re.compile(r"\s[-–—]{1,2}\s|[–—]\s|:\s")
DAY_OF_YEAR: Final = re.compile(rf"\b(?:{MONTH}\s+\d\d?|\d\d?\s+{MONTH})\s*$", re.I)
IN_BRACKETS: Final = re.compile(r"\(([^()]{2,40})\)")
NO_PLACE: Final = frozenset({"On", "In", "By", "At", "Since", "From", "Until", "The", "Am", "Le", "El", "Il"})


@dataclass(frozen=True, slots=True)
class Top:
    """What the lines above the body say, and how many lines they are."""

    title: str = ""
    author: str | None = None
    source: str | None = None
    url: str | None = None
    published: str | None = None
    lines: int = 0


def read_top(lines: list[str], *, full: float = math.inf) -> Top:
    """Return what stands above the body of a text.

    ``full`` is the length from which a line may go on in the next, so that a first one is no title
    unless a particular follows. Lines that repeat the title belong to the top; the first line that is
    neither title nor a known particular begins the body.
    """
    top = _read_top(lines, full)
    first = next(filter(None, map(str.strip, lines)), "")
    if top.lines and not top.title and may_be_title(first):
        return replace(top, title=clean_line(first), source=None)
    return top


def _read_top(lines: list[str], full: float) -> Top:
    top = Top()
    for number, line in enumerate(map(str.strip, lines)):
        if not line:
            continue
        if number >= MAX_LINES:
            break
        below = [each.strip() for each in lines[number + 1 : MAX_LINES]]
        step = _particular(top, line, below) or _title_step(top, line, below, full=full)
        if step is None:
            byline = byline_of(line)  # one that names more than is understood stays in the text
            return _with(top, byline) if byline else top
        top = replace(step, lines=number + 1)
    return top


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


def same_words(one: str, other: str) -> bool:
    """Tell whether two lines are the same but for case, spaces and punctuation."""
    return re.sub(r"[\W_]+", "", one).casefold() == re.sub(r"[\W_]+", "", other).casefold()


def _particular(top: Top, line: str, below: Sequence[str]) -> Top | None:
    """Return the top with what a line of author, date, source or link adds; ``None`` for another line.

    A bare name has to have a title above it and a day or another particular beside it.
    """
    if match := URL.fullmatch(line):
        return replace(top, url=top.url or match[1])
    if len(line) > MAX_BYLINE:
        return None
    if CHANGED.fullmatch(line) and find_day(line):
        return top
    line = UPDATED_TAIL.sub("", line)
    dated = DATED.fullmatch(line)
    if day := only_day(dated[1] if dated else line):
        return replace(top, published=top.published or day)
    byline = byline_of(line)
    if byline and byline.whole:
        return _with(top, byline)
    return _name_line(top, line) or _bare_name(top, line, below)


def _with(top: Top, byline: Byline) -> Top:
    return replace(
        top,
        author=top.author or byline.author,
        source=top.source or byline.source,
        published=top.published or byline.published,
    )


def _name_line(top: Top, line: str) -> Top | None:
    if match := SOURCE.fullmatch(line):
        return replace(top, source=top.source or clean_line(match[1]))
    if author := authors_of(line):
        return replace(top, author=top.author or author)
    return None


def _bare_name(top: Top, line: str, below: Sequence[str]) -> Top | None:
    """Return the top with the outlet or author that a line names and says nothing else."""
    known = top.author or top.source or top.published
    if not top.title or not _is_label(line) or not (known or any(map(_says_when, _labels(below)))):
        return None
    if not top.source and is_outlet_line(line):
        return replace(top, source=clean_line(line))
    if not top.author and is_author_line(line):
        return replace(top, author=clean_line(line))
    return None


def _labels(lines: Sequence[str]) -> list[str]:
    return list(takewhile(_is_label, filter(None, lines)))[:LABELS]


def _is_label(line: str) -> bool:
    return len(line.split()) <= MAX_LABEL and not SENTENCE_END.search(line)


def _says_when(line: str) -> bool:
    byline = byline_of(line)
    return bool(only_day(line) or (byline and byline.published))


def _title_step(top: Top, line: str, below: Sequence[str], *, full: float) -> Top | None:
    """Return the top with this line as its title or as a repetition of it, ``None`` for the body."""
    if top.title:
        return top if same_words(line, top.title) else None
    if match := TITLE.fullmatch(line):
        return replace(top, title=clean_line(match[1]))
    if len(line) <= 2 * MAX_TITLE and CRUMBS.search(line) and not SENTENCE_END.search(line):
        return replace(top, title=clean_line(CRUMBS.split(line)[-1]))
    if _is_title(line, below, full=full):
        return replace(top, title=clean_line(line))
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
    if prose and (prose[0][0].islower() or (len(line) >= full and prose == following)):
        return False  # the line goes on
    return prose != following or not following or len(following[0]) > len(line)


def _is_particular(title: str, line: str, below: Sequence[str]) -> bool:
    """Tell whether a line below a title is one of its particulars, or a byline that names more."""
    return bool(_particular(Top(title=title), line, below[below.index(line) + 1 :]) or byline_of(line))
