"""Records of articles in JSON, one on each line, in one list or within one object -> articles."""

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

from ...article import Article
from ...errors import SourceError
from ..decode import BOMS, decode
from ..facts.records import keyed, known_of, text_of
from ..limits import MAX_ARCHIVE_BYTES, MAX_BYTES
from . import Format, Formats, Member, Pointer, Reader
from .records import part_of
from .sample import Sample

_LISTS: Final = """
    items articles entries results records documents docs data bookmarks pages stories news posts
"""
LISTS: Final = tuple(_LISTS.split())
"""What the list of records is called in an object that holds one."""

START: Final = re.compile(r'\s*(\[\s*)?\{\s*(?:"|\})')
TEXT: Final = re.compile(
    r'"(?:text|content|body|article_?[bB]ody|main_?text|full_?text|text_?content|html_?content)"\s*:\s*"',
    re.I,
)
LIST: Final = re.compile(rf'"(?:{"|".join(LISTS)})"\s*:\s*\[\s*(?=\{{)')
BETWEEN: Final = re.compile(r"[\s,]*")
OBJECTS_SEEN: Final = 20
LINE: Final = re.compile(rb"[^\r\n]+")
DECODER: Final = json.JSONDecoder()


def articles_from_jsonl(content: bytes, name: str) -> Iterator[Article | Member | Pointer | SourceError]:
    """Yield the article of each record; one whose text is HTML as a page that is yet to be read.

    A record has a ``text`` (or ``content``, ``body``, ``articleBody``, ``maintext``) and fields of
    ``Article`` by their names or usual ones: ``headline``, ``date``, ``published_at``, ``link``,
    ``site``, ``byline``. One without a text is yielded as a pointer to it. Records that give no article
    are named by their line.
    """
    texts = False
    for place, record in _records(_utf_8(content)):
        where = f"{name}: {place}"
        if not isinstance(record, dict):
            yield SourceError(where, "is no JSON object")
            continue
        part = part_of(record, where, loose=not texts)
        texts = texts or isinstance(part, (Article, Member))
        yield part


def _utf_8(content: bytes) -> bytes:
    for mark, charset in BOMS:
        if content.startswith(mark):
            rest = content[len(mark) :]
            return rest if charset == "utf-8" else rest.decode(charset, "replace").encode()
    return content


def _records(content: bytes) -> Iterator[tuple[str, Any]]:
    """Yield each record with its place, ``line 3`` or ``entry 3`` of a list; ``None`` for what is no JSON."""
    if content[:1000].lstrip().startswith(b"["):
        text = _text(content)
        yield from _listed(text, text.index("[") + 1)
        return
    lines = _lines(content)
    first = next(lines, None)
    if first is None:
        return
    if isinstance(first[1], dict):
        yield from _unwrapped(*first)
        yield from lines
        return
    whole = _loaded(content) if len(content) <= MAX_BYTES else None
    listed = LIST.search(text := _text(content)) if not isinstance(whole, dict) else None
    if isinstance(whole, dict):
        yield from _unwrapped("entry 1", whole)
    elif listed:
        yield from _listed(text, listed.end())
    else:
        yield first
        yield from lines


def _unwrapped(place: str, record: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield the records of the list that an object holds, else the object as one."""
    inner = _inner(record)
    if inner is None:
        yield place, record
    else:
        yield from ((f"entry {number}", one) for number, one in enumerate(inner, 1))


def _inner(record: dict[str, Any]) -> list[Any] | None:
    if text_of(keyed(record)):
        return None
    lists = (record.get(name) for name in LISTS)
    return next((one for one in lists if isinstance(one, list) and one and isinstance(one[0], dict)), None)


def _listed(text: str, place: int) -> Iterator[tuple[str, Any]]:
    """Yield the records of a list that begins at a place, one after the other, as far as it is sound."""
    number = 0
    while True:
        number += 1
        place = _next(text, place)
        if text[place : place + 1] == "]":
            if _next(text, place + 1) < len(text):
                yield f"behind entry {number - 1}", None
            return
        try:
            found, place = DECODER.raw_decode(text, place)
        except (ValueError, RecursionError):
            yield f"entry {number}", None
            return
        yield f"entry {number}", found


def _next(text: str, place: int) -> int:
    found = BETWEEN.match(text, place)
    return found.end() if found else place


def _lines(content: bytes) -> Iterator[tuple[str, Any]]:
    number, counted = 1, 0
    for line in LINE.finditer(content):
        number += content.count(b"\n", counted, line.start())
        counted = line.start()
        if not line[0].isspace():
            yield f"line {number}", _loaded(line[0])


def _loaded(written: bytes) -> Any:
    try:
        return json.loads(_text(written))
    except (ValueError, RecursionError):
        return None


def _text(written: bytes) -> str:
    try:
        return written.decode("utf-8")
    except UnicodeDecodeError:
        return decode(written)


def _is_jsonl(sample: Sample) -> bool:
    """Tell records of articles or links by the first of them; by its name, any object or list."""
    named = sample.suffix in (*JSONL.suffixes, *JSONL.rarely)
    return bool(_told(sample.head)) or (named and sample.head.lstrip()[:1] in ("{", "["))


def points(sample: Sample) -> bool:
    """Tell whether the first records have no text, only what is known of articles elsewhere."""
    return _told(sample.head) == "links"


def _told(head: str) -> str:
    """Return ``texts`` or ``links`` for what the first records hold, else nothing."""
    start = START.match(head)
    if not start:
        return ""
    whole = [keyed(one) for one in _first_records(head, start)]
    if any(map(text_of, whole)) or (not whole and TEXT.search(head)):
        return "texts"
    return "links" if any(map(_is_link, whole)) else ""


def _is_link(record: dict[str, Any]) -> bool:
    known = known_of(record)
    return "title" in known and not {"url", "published", "author", "source"}.isdisjoint(known)


def _first_records(head: str, start: re.Match[str]) -> Iterator[dict[str, Any]]:
    """Yield the first objects that end within the head, or those of the list in the first object."""
    if start[1]:
        yield from islice(_objects(head, start.end(1)), OBJECTS_SEEN)
        return
    lines = list(islice(_objects(head, 0), OBJECTS_SEEN))
    if lines:
        yield from (
            lines if (inner := _inner(lines[0])) is None else filter(_is_object, inner[:OBJECTS_SEEN])
        )
    elif listed := LIST.search(head):
        yield from islice(_objects(head, listed.end()), OBJECTS_SEEN)


def _is_object(value: Any) -> bool:
    return isinstance(value, dict)


def _objects(head: str, place: int) -> Iterator[dict[str, Any]]:
    """Yield the objects that end within the head."""
    while True:
        try:
            found, place = DECODER.raw_decode(head, _next(head, place))
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
    points=points,
    load=_load,
)
