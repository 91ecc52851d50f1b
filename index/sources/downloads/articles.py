"""Lines -> the articles of a download; none where they are an ordinary text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ...article import Article
from ...language.dates import find_day
from ..decode import clean_line
from ..facts.titles import MAX_TITLE
from ..limits import MAX_PARTS
from .body import body_of, fields_below
from .codes import read_coded
from .head import Cut, Head, read_head
from .labels import WORDS, field_of
from .layouts import LAYOUTS, MARKED, Layout, Span
from .unlabelled import title_and_outlet
from .values import author_of, language_of, outlet_of

TELLING: Final = frozenset({"id", "loaded", "length", "words", "coded", "filed"})
"""Signs that only a database prints."""

SIGNS: Final = 3  # of an article that agree, one of them telling
MANY: Final = 4  # of an article without a telling one
ALONE: Final = 6  # of one without a mark of its layout, the database's number among them
FULL_STOP: Final = re.compile(r"(?<=[^\W\d_]{3})\.$")  # some put one behind each title
COUNTED: Final = re.compile(r"\d+\)\s+")  # before a title, in lists that number them
PROSE: Final = 60  # code points of a line that is no mark


@dataclass(frozen=True, slots=True)
class Found:
    """One article of a download.

    Attributes:
        title: ``""`` where none was found.
        published: ISO 8601.
        body: the lines of its text, in order, and where in each it begins; perhaps none.
        span: all its lines, the first and the one behind the last.
    """

    title: str
    source: str | None
    author: str | None
    published: str | None
    language: str | None
    body: tuple[Cut, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class _Read:
    found: Found
    signs: frozenset[str]

    @property
    def agrees(self) -> bool:
        """Whether enough signs say that these lines are an article of a database."""
        telling = TELLING & self.signs
        return bool(self.found.title) and len(self.signs) >= (SIGNS if telling else MANY)

    @property
    def is_alone(self) -> bool:
        """Whether the signs are so many that these lines are one article of a database without its mark."""
        return "id" in self.signs and len(self.signs) >= ALONE


def articles_in(lines: Sequence[str]) -> list[Found]:
    """Return the articles that the lines of a file are, in order; none for any other text.

    A blank line parts paragraphs. One article alone is told by the mark that its database leaves; several by
    what parts them. A part without the signs of an article belongs to the one before it, or is the cover.
    """
    best: list[_Read] = []
    for layout in LAYOUTS:
        spans = layout.cut(lines)[: MAX_PARTS + 1]
        single = layout.name in MARKED or layout.name == "alone"
        if len(spans) < (1 if single else 2) or (layout.name == "alone" and best):
            continue
        read = _whole([_read(lines, span, layout) for span in spans], lines, layout)
        if len(read) > len(best) and (len(read) > 1 or single):
            best = read
    return [one.found for one in best]


def article_of(
    found: Found, text: str, *, pages: tuple[int, ...] = (), labels: tuple[str, ...] = ()
) -> Article:
    """Return an article of a text made of its lines; one without, as beside a picture, says its title."""
    said = text if text.strip() else found.title
    return Article(
        title=found.title,
        text=said,
        source=found.source,
        author=found.author,
        published=found.published,
        published_from="download" if found.published else None,
        language=found.language,
        pages=pages if text.strip() else (),
        page_labels=labels if text.strip() else (),
    )


def _whole(parts: list[_Read], lines: Sequence[str], layout: Layout) -> list[_Read]:
    """Return the articles among parts; those between them that are none are given to the one before."""
    kept: list[_Read] = []
    ends: list[int] = []
    for part in parts:
        if part.agrees and (layout.name != "alone" or part.is_alone):
            kept.append(part)
            ends.append(part.found.span[1])
        elif kept and layout.name in MARKED and _says_something(lines, part):
            ends[-1] = part.found.span[1]
    return [
        one if one.found.span[1] == end else _read(lines, (one.found.span[0], end), layout)
        for one, end in zip(kept, ends, strict=True)
    ]


def _says_something(lines: Sequence[str], part: _Read) -> bool:
    start, end = part.found.span
    return any(len(line) > PROSE and not field_of(line.strip()) for line in lines[start:end])


def _read(lines: Sequence[str], span: Span, layout: Layout) -> _Read:
    own = lines[span[0] : span[1]]
    coded = read_coded(own) if layout.name == "coded" else None
    if coded:
        fields, body = coded
        signs = {*fields, "coded"}
        title, outlet, author, day = "", "", "", None
    else:
        head = read_head(own, layout.order)
        title, outlet, author, end = title_and_outlet(head, layout.order)
        start, cut = (head.start, head.cut) if head.start > end else (end + 1, 0)
        below = fields_below(own, start)
        fields, signs, day = {**below, **head.fields}, head.signs | {*below}, head.day
        title = head.fields.get("title") or title or below.get("title", "")
        body = body_of(own, start, cut, title, publisher=layout.order == "counted")
        body = [*head.own.get("deck", []), *(body or head.own.get("abstract", []))]
        signs = _said(signs, head, layout)
    title = clean_line(COUNTED.sub("", fields.get("title") or title, count=1))[:MAX_TITLE]
    title = FULL_STOP.sub("", title)
    found = Found(
        title=title,
        source=outlet_of(outlet) or outlet_of(fields.get("source", "")),
        author=author_of(fields.get("author", "") or author),
        published=day or _day(fields),
        language=language_of(fields.get("language", "")),
        body=tuple((place + span[0], where) for place, where in body),
        span=span,
    )
    return _Read(found, frozenset(signs))


def _said(signs: set[str], head: Head, layout: Layout) -> set[str]:
    """Return the signs, less a length that counts no words, and the mark that a layout leaves by itself."""
    said = head.fields.get("length", "").strip()
    length = WORDS.search(said) or said.isdigit()
    kept = signs if length else signs - {"length"}
    return kept | ({"filed"} if layout.name == "filed" else set())


def _day(fields: dict[str, str]) -> str | None:
    """Return the day of publication that fields name; that of loading where there is no other."""
    for kind in ("published", "source", "rights", "loaded"):
        if found := find_day(fields.get(kind, "")):
            return found[0]
    return None
