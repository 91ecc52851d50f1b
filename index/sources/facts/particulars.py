"""A line above a text -> what it adds to the particulars: author, outlet, day or link."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Final

from ...language.dates import PUBLISHED, UPDATED, find_day, only_day
from ..formats.decode import clean_line
from .byline import MAX_BYLINE, SOURCE, UPDATED_TAIL, Byline, authors_of, byline_of, is_author_line, outlet_of
from .front_matter import field_of
from .labels import is_job, is_label, without_job

MAX_LABEL: Final = 8  # words of a line that says who wrote, where or when, and nothing else
LABELS: Final = 3  # such lines below one that are looked at
DATED: Final = re.compile(rf"{PUBLISHED}\s*:?\s+(\S.*)", re.I)
CHANGED: Final = re.compile(rf"{UPDATED}\s*:?\s+(\S.*)", re.I)
URL: Final = re.compile(r"(?:(?:url|link|original|source)\s*:\s*)?<?(https?://[^\s<>\"]{3,2000})>?", re.I)
SENTENCE_END: Final = re.compile(r"[.:;,][\"'”’»)\]]*$")
SAYS_NOTHING: Final = re.compile(rf"{PUBLISHED}|(?:markdown content|body)\s*:?", re.I)
COUNT: Final = re.compile(r"(?:page |document )?\d+ of \d+(?: \w+)?", re.I)
FIELD: Final = re.compile(r"(?:[-*•]\s+)?([^\W\d_][\w -]{1,20})\s*:\s+(\S.*)")


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
    if CHANGED.fullmatch(line) and find_day(line):
        return top
    line = UPDATED_TAIL.sub("", line)
    dated = DATED.fullmatch(line)
    if day := only_day(dated[1] if dated else line):
        return replace(top, published=top.published or day)
    byline = byline_of(line)
    if byline and byline.whole:
        return with_byline(top, byline)
    return _named(top, line) or _bare_name(top, line, below)


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
