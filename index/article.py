"""The value that everything begins with: an article.

Offsets are in code points of ``Article.text``; ``[start, end)`` as in a slice.
"""

import re
from bisect import bisect_right
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Final

_DAY: Final = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ]\d.*)?")
_PERIOD: Final = re.compile(r"(\d{4})(?:-(\d\d))?")
_TEXTS: Final = ("id", "title", "text", "url", "source", "author", "published_from", "language", "unread")
ID_LENGTH: Final = 16  # hex digits: 64 bits, no collision to expect below a billion articles


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article: its text and what is known of it.

    Only ``text`` is needed. ``id`` is made from the text when none is given, so the same text
    has the same id in every library and an id never comes to mean other words.

    Attributes:
        published: day of publication, ISO 8601 (``2018-10-05``); a ``date`` is taken too.
        published_from: where that day was found, e.g. ``json-ld``, ``front matter``, ``url``.
        source: the outlet's name.
        language: ISO 639-1, e.g. ``en``.
        pages: where each page begins, ascending from 0, for what has pages; else empty.
        page_labels: what is printed on each of them as its number, such as ``iv``; empty where that is its
            number from 1, or is not known.
        unread: what of it was not read, in a few words that name the pages: ``2 of 3 pages are pictures and
            were not read: 2, 3``; ``None`` where all was. What to do about it stands behind a semicolon.
        recognised: the spans of the text that were recognised in pictures, in order, such as of lines.
        boxes: where on its page each of them stands, as left, top, right and bottom in thousandths of the
            page; empty where that is not known.
        sha256: of ``text`` in UTF-8, always computed.

    Raises:
        ValueError: the text is blank, a field is no valid Unicode, ``published`` is no day, ``pages``
            do not ascend from 0 within the text, there is not one label for each of them, or what was
            ``recognised`` does not lie in the text in order, or has not as many ``boxes``.
    """

    id: str = ""
    title: str = ""
    text: str = field(repr=False)
    url: str | None = None
    source: str | None = None
    author: str | None = None
    published: str | None = None
    published_from: str | None = None
    language: str | None = None
    pages: tuple[int, ...] = ()
    page_labels: tuple[str, ...] = ()
    unread: str | None = None
    recognised: tuple[tuple[int, int], ...] = ()
    boxes: tuple[tuple[int, int, int, int], ...] = ()
    sha256: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        for name in _TEXTS:
            _check_text(getattr(self, name), name)
        if not self.text.strip():
            raise ValueError("an article needs text; this one's is blank")
        digest = text_digest(self.text)
        object.__setattr__(self, "sha256", digest)
        object.__setattr__(self, "id", self.id or digest[:ID_LENGTH])
        object.__setattr__(self, "published", day(self.published, "published"))
        object.__setattr__(self, "pages", _checked_pages(self.pages, len(self.text)))
        object.__setattr__(self, "page_labels", _checked_labels(self.page_labels, len(self.pages)))
        object.__setattr__(self, "recognised", _checked_spans(self.recognised, len(self.text)))
        object.__setattr__(self, "boxes", _checked_boxes(self.boxes, len(self.recognised)))

    def page(self, offset: int) -> int | None:
        """Return the number, from 1, of the page that an offset lies on; ``None`` without pages."""
        return bisect_right(self.pages, offset) if self.pages else None

    def page_label(self, offset: int) -> str | None:
        """Return what is printed as the number of the page that an offset lies on; ``None`` without pages."""
        number = self.page(offset)
        if number is None:
            return None
        return self.page_labels[number - 1] if self.page_labels else str(number)

    def is_recognised(self, start: int, end: int) -> bool:
        """Tell whether any of ``text[start:end]`` was recognised in a picture."""
        return any(first < end and start < last for first, last in self.recognised)


def day(value: str | date | None, name: str) -> str | None:
    """Return a day as ISO 8601, ``None`` for none; times of day are cut off.

    Raises:
        ValueError: the value is no day; the message names ``name``.
    """
    if value is None or value == "":
        return None
    if isinstance(value, date):
        return value.isoformat()[:10]
    try:
        written = _DAY.fullmatch(str(value).strip())
        return date.fromisoformat(written[1] if written else "").isoformat()
    except ValueError:
        raise ValueError(f"{name}={value!r} is no day; write it as 2018-10-05") from None


def days(value: str | date | None, name: str) -> tuple[str, str] | None:
    """Return the first and the last day of a day, a month (``2018-10``) or a year (``2018``), as ISO 8601.

    ``None`` for none.

    Raises:
        ValueError: the value is none of these; the message names ``name``.
    """
    period = _PERIOD.fullmatch(str(value).strip()) if value is not None else None
    try:
        if period and period[2]:
            last = monthrange(int(period[1]), int(period[2]))[1]
            return f"{date(int(period[1]), int(period[2]), 1)}", f"{period[0]}-{last}"
        if period:
            return f"{date(int(period[1]), 1, 1)}", f"{period[1]}-12-31"
        one = day(value, name)
    except ValueError:
        message = f"{name}={value!r} is no day; write it as 2018-10-05, 2018-10 or 2018"
        raise ValueError(message) from None
    return (one, one) if one else None


def _checked_pages(pages: Sequence[int], length: int) -> tuple[int, ...]:
    starts = tuple(pages)
    bounds = (*starts, length)
    if starts and (starts[0] != 0 or any(first > then for first, then in pairwise(bounds))):
        raise ValueError(f"an article's pages ascend from 0 to at most {length}; these are {starts!r}")
    return starts


def _checked_labels(labels: Sequence[str], pages: int) -> tuple[str, ...]:
    for label in labels:
        _check_text(label, "page label")
    if labels and len(labels) != pages:
        raise ValueError(f"an article of {pages} pages needs as many labels, not {len(labels)}")
    return tuple(labels) if any(label != str(number) for number, label in enumerate(labels, 1)) else ()


def _checked_spans(spans: Sequence[Sequence[int]], length: int) -> tuple[tuple[int, int], ...]:
    pairs = tuple((start, end) for start, end in spans)
    bounds = [0, *(place for pair in pairs for place in pair), length]
    if any(first > then for first, then in pairwise(bounds)):
        raise ValueError(f"what was recognised lies in order within 0 to {length}; these are {pairs!r}")
    return pairs


def _checked_boxes(boxes: Sequence[Sequence[int]], spans: int) -> tuple[tuple[int, int, int, int], ...]:
    checked = tuple((left, top, right, bottom) for left, top, right, bottom in boxes)
    if checked and len(checked) != spans:
        raise ValueError(f"{spans} recognised spans have as many boxes, not {len(checked)}")
    if not all(0 <= edge <= 1000 for box in checked for edge in box):
        raise ValueError("the edges of boxes are thousandths of a page, from 0 to 1000")
    return checked


def what_is_unread(unread: str | None) -> str:
    """Return what of an article was not read without what to do about it; empty where all was."""
    return (unread or "").partition(";")[0]


def text_digest(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8 as 64 hex digits."""
    return sha256(text.encode()).hexdigest()


def file_digest(path: Path) -> str:
    """Return the SHA-256 of a file as 64 hex digits, read in pieces of 1 MiB."""
    digest = sha256()
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()


def _check_text(value: object, name: str) -> None:
    if value is None and name not in ("id", "title", "text", "page label"):
        return
    if not isinstance(value, str):
        raise ValueError(f"an article's {name} is text, not {type(value).__name__}")
    if "\x00" in value:
        raise ValueError(f"an article's {name} holds a NUL character; take it out")
    try:
        value.encode()
    except UnicodeEncodeError as problem:
        raise ValueError(f"an article's {name} is no valid Unicode: {problem.reason}") from None
