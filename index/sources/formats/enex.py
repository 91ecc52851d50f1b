"""Notes and clips as Evernote exports them (ENEX) -> pages to read, one for each note."""

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from ...errors import SourceError
from ..decode import clean_line, decode
from ..facts.days import stamped_day
from ..limits import MAX_ARCHIVE_BYTES
from . import Format, Formats, Member, Reader
from .records import page_of
from .safe_xml import Element, name_of, plain_xml, text_of, tree_of
from .sample import Sample

ROOT: Final = re.compile(r"<en-export\b", re.I)
NOTE: Final = re.compile(rb"<note(?:\s[^<>]{0,200})?>")
NOTE_END: Final = b"</note>"
RESOURCE, RESOURCE_END = b"<resource>", b"</resource>"
MIME: Final = re.compile(rb"<mime>\s*([\w./+-]{1,80})")
FILE_NAME: Final = re.compile(rb"<file-name>([^<>]{1,200})</file-name>")
FRAME: Final = re.compile(r"\s*(?:<\?xml[^<>]*>)?\s*(?:<!DOCTYPE[^<>]*>)?\s*")
NOTE_BODY: Final = re.compile(r"<(/?)en-note\b[^<>]*>", re.I)
LEFT_OUT: Final = re.compile(r"<en-(?:media|todo)\b[^<>]*>|</en-(?:media|todo)>", re.I)
LOCKED: Final = re.compile(r"<en-crypt\b[^<>]*>[^<]*</en-crypt>", re.I)
NAMED: Final = 3  # attachments


def members_of_enex(content: bytes, name: str) -> Iterator[Member | SourceError]:
    """Yield each note as a page with its title, author and address; what is no note costs itself.

    The day on which a note was made counts only where the page itself tells none. What is attached is not
    read: files are named with the note, pictures are not.

    Raises:
        SourceError: there is no note.
    """
    number = 0
    for number, note in enumerate(_notes(content), start=1):
        where = f"note {number}"
        body, attached = _without_resources(note)
        try:
            tree = tree_of(plain_xml(decode(body), where))
        except SourceError as problem:
            yield problem
            continue
        yield SourceError(where, "is damaged") if tree is None else _member(tree, attached, where)
    if not number:
        raise SourceError(name, "is an Evernote export without notes")


def _notes(content: bytes) -> Iterator[bytes]:
    """Yield the notes; what is cut off in the middle is yielded as far as it goes."""
    place = 0
    while start := NOTE.search(content, place):
        end = content.find(NOTE_END, start.end())
        place = end + len(NOTE_END) if end >= 0 else len(content)
        yield content[start.start() : place]


def _without_resources(note: bytes) -> tuple[bytes, list[str]]:
    """Return a note less what is attached to it, and the names of those that are no pictures."""
    kept: list[bytes] = []
    named: list[str] = []
    place = 0
    while (start := note.find(RESOURCE, place)) >= 0:
        kept.append(note[place:start])
        end = note.find(RESOURCE_END, start)
        place = end + len(RESOURCE_END) if end >= 0 else len(note)
        if label := _file(note, start, place):
            named.append(label)
    return b"".join([*kept, note[place:]]), named


def _file(note: bytes, start: int, end: int) -> str:
    """Return the name of an attached file, empty for a picture; its bytes are not looked at."""
    kind = MIME.search(note, start, end)
    if kind and kind[1].startswith(b"image/"):
        return ""
    called = FILE_NAME.search(note, start, end)
    return clean_line(html.unescape(decode(called[1]))) if called else "a file without a name"


def _member(note: Element, attached: list[str], where: str) -> Member | SourceError:
    said = {name_of(one): one for one in note.iter() if isinstance(one.tag, str)}
    markup = _markup(text_of(said.get("content")))
    if not re.sub(r"<[^<>]*>", "", markup).strip():
        return SourceError(where, "has no text")
    title, author, url = (clean_line(text_of(said.get(key))) for key in ("title", "author", "source-url"))
    known = {
        "title": title,
        "author": "" if "@" in author else author,
        "url": url if url.startswith(("http://", "https://")) else "",
        "unread": _unread(attached),
    }
    day = stamped_day(clean_line(text_of(said.get("created")))) or ""
    member = page_of(markup, {key: value for key, value in known.items() if value}, where)
    return replace(member, defaults={"published": day, "published_from": "saved"} if day else {})


def _markup(content: str) -> str:
    """Return what Evernote wraps as HTML; what is locked by a password is left out."""
    framed = FRAME.match(content)
    body = LOCKED.sub("", content[framed.end() if framed else 0 :])
    return LEFT_OUT.sub("", NOTE_BODY.sub(r"<\1div>", body))


def _unread(attached: list[str]) -> str:
    if not attached:
        return ""
    more = len(attached) - NAMED
    names = ", ".join(attached[:NAMED]) + (f" and {more:,} more" if more > 0 else "")
    files = "1 attached file was" if len(attached) == 1 else f"{len(attached):,} attached files were"
    return f"{files} not read: {names}"


def _is_enex(sample: Sample) -> bool:
    return bool(ROOT.search(sample.head[:2000])) and sample.head.lstrip(
        "\ufeff\xef\xbb\xbf \r\n\t"
    ).startswith("<")


def _load(_: Formats) -> Reader:
    from .safe_xml import import_parser

    import_parser()
    return Reader(many=members_of_enex)


ENEX: Final = Format(
    name="enex",
    suffixes=(".enex",),
    media_types=("application/enex+xml",),
    most=MAX_ARCHIVE_BYTES,
    sniff=_is_enex,
    load=_load,
)
