"""Records of articles in JSON, one on each line or in one list -> articles."""

import json
import re
from collections.abc import Iterator
from datetime import datetime, timezone
from typing import Any, Final

from ...article import Article
from ...errors import SourceError
from ..decode import BOMS, clean, clean_line, decode
from ..facts.front_matter import FIELD_OF, sensible
from ..facts.top_lines import Top, completed
from ..limits import MAX_ARCHIVE_BYTES, MAX_BYTES
from . import Format, Formats, Member, Reader
from .sample import Sample

TEXT_NAMES: Final = ("text", "content", "body", "articleBody", "maintext")
"""What the text of an article is called, in the order of preference."""

START: Final = re.compile(r'\s*(\[\s*)?\{\s*(?:"|\})')
TEXT: Final = re.compile(rf'"(?:{"|".join(TEXT_NAMES)})"\s*:\s*"')
OBJECTS_SEEN: Final = 20

LINE: Final = re.compile(rb"[^\r\n]+")
MARK_UP: Final = re.compile(
    r"</(?:p|div|article|section|ul|ol|table|blockquote|body|h[1-6]|sup|sub)\s*>|<br\s*/?>", re.I
)
HUMP: Final = re.compile(r"(?<=[a-z\d])(?=[A-Z])")
MORE_NAMES: Final = {
    "authors": "author",
    "creator": "author",
    "date_publish": "published",
    "date_published": "published",
    "pub_date": "published",
    "sitename": "source",
    "source_domain": "source",
}
FARTHEST: Final = 1e15  # seconds or milliseconds; no day is behind it
SECONDS: Final = range(100_000_000, 10_000_000_000)  # since 1970: what a number for a day may be


def text_of(record: dict[str, Any]) -> str:
    """Return the text of an article's record, blank if it has none."""
    texts = (record.get(name) for name in TEXT_NAMES)
    return next((text for text in texts if isinstance(text, str) and text.strip()), "")


def articles_from_jsonl(content: bytes, name: str) -> Iterator[Article | Member | SourceError]:
    """Yield the article of each record; one whose text is HTML as a page that is yet to be read.

    A record has a ``text`` (or ``content``, ``body``, ``articleBody``, ``maintext``) and fields of
    ``Article`` by their names or usual ones: ``headline``, ``date``, ``published_at``, ``link``,
    ``site``, ``byline``. Records that give no article are named by their line.
    """
    for place, record in _records(_utf_8(content)):
        where = f"{name}: {place}"
        if not isinstance(record, dict):
            yield SourceError(where, "is no JSON object")
        elif not text_of(record):
            yield SourceError(where, "has no text")
        else:
            yield _part(record, where)


def _utf_8(content: bytes) -> bytes:
    for mark, charset in BOMS:
        if content.startswith(mark):
            rest = content[len(mark) :]
            return rest if charset == "utf-8" else rest.decode(charset, "replace").encode()
    return content


def _records(content: bytes) -> Iterator[tuple[str, Any]]:
    """Yield each record with its place, ``line 3`` or ``entry 3`` of a list; ``None`` for what is no JSON."""
    lines = _lines(content)
    first = next(lines, None)
    if first is None:
        return
    if not isinstance(first[1], dict) and len(content) <= MAX_BYTES:
        whole = _loaded(content)
        if whole is not None:
            records = whole if isinstance(whole, list) else [whole]
            yield from ((f"entry {number}", record) for number, record in enumerate(records, 1))
            return
    yield first
    yield from lines


def _lines(content: bytes) -> Iterator[tuple[str, Any]]:
    number, counted = 1, 0
    for line in LINE.finditer(content):
        number += content.count(b"\n", counted, line.start())
        counted = line.start()
        if not line[0].isspace():
            yield f"line {number}", _loaded(line[0])


def _loaded(written: bytes) -> Any:
    try:
        return json.loads(written)
    except UnicodeDecodeError:
        written = decode(written).encode()
    except (ValueError, RecursionError):
        return None
    try:
        return json.loads(written)
    except (ValueError, RecursionError):
        return None


def _part(record: dict[str, Any], where: str) -> Article | Member | SourceError:
    known: dict[str, Any] = _known(record)
    text = text_of(record)
    if MARK_UP.search(text):
        page = clean(text).encode()
        place = where.rpartition(": ")[2]
        return Member(place, page, "html", known)
    text = clean(text).strip()
    if not text:
        return SourceError(where, "has no text")
    return Article(text=text, **completed(known, Top(), text.split("\n\n", 1)[0], where))


def _known(record: dict[str, Any]) -> dict[str, str]:
    """Return the particulars of a record; a name that comes first in it goes before another for the same."""
    found: dict[str, str] = {}
    for key, value in record.items():
        name = HUMP.sub("_", key).lower()
        field = FIELD_OF.get(name) or MORE_NAMES.get(name)
        kept = _sensible(field, value) if field else None
        if field and kept:
            found.setdefault(field, kept)
    if "published" in found:
        found["published_from"] = "file"
    return found


def _sensible(field: str, value: Any) -> str | None:
    if field == "published" and isinstance(value, (int, float)):
        return _day_of(value)
    words = clean_line(_written(value))[:1000]
    return sensible(field, words) if words else None


def _written(value: Any) -> str:
    """Return a text, the name in an object, or several of them."""
    several = value if isinstance(value, list) else [value]
    names = (one.get("name") if isinstance(one, dict) else one for one in several[:20])
    return ", ".join(name for name in names if isinstance(name, str) and name)


def _day_of(seconds: float) -> str | None:
    if not -FARTHEST < seconds < FARTHEST:  # nor is NaN
        return None
    if int(seconds) // 1000 in SECONDS:  # in milliseconds
        seconds = seconds / 1000
    if int(seconds) not in SECONDS:
        return None
    return datetime.fromtimestamp(seconds, timezone.utc).date().isoformat()


def _is_jsonl(sample: Sample) -> bool:
    """Tell one object with a text, a list of such, or one on each line; by its name, any object or list."""
    named = sample.suffix in (*JSONL.suffixes, *JSONL.rarely)
    return _holds_texts(sample.head) or (named and sample.head.lstrip()[:1] in ("{", "["))


def _holds_texts(head: str) -> bool:
    start = START.match(head)
    if not start:
        return False
    whole = list(_objects(head, start.end(1) if start[1] else 0))
    return any(map(text_of, whole)) if whole else bool(TEXT.search(head))


def _objects(head: str, place: int) -> Iterator[dict[str, Any]]:
    """Yield the first objects that end within the head."""
    decoder = json.JSONDecoder()
    for _ in range(OBJECTS_SEEN):
        while head[place : place + 1] in (" ", "\t", "\r", "\n", ","):
            place += 1
        try:
            found, place = decoder.raw_decode(head, place)
        except (ValueError, RecursionError):
            return
        if not isinstance(found, dict):
            return
        yield found


def _load(_: Formats) -> Reader:
    return Reader(many=articles_from_jsonl)


JSONL: Final = Format(
    name="jsonl",
    suffixes=(".jsonl", ".ndjson"),
    rarely=(".json",),
    media_types=("application/json", "application/x-ndjson", "application/feed+json"),
    most=MAX_ARCHIVE_BYTES,
    sniff=_is_jsonl,
    load=_load,
)
