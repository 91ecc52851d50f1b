"""What kind of article some bytes are, told from the bytes; a name only settles ties."""

import re
from pathlib import PurePath
from typing import Final, Literal

from ..errors import SourceError
from .decode import BOMS, utf16_without_mark

Kind = Literal["html", "markdown", "text"]

HEAD_BYTES: Final = 65_536
PROBE_BYTES: Final = 8_192
MAX_CONTROL_SHARE: Final = 0.02  # compressed bytes hold 11 %, prose none
MARKDOWN_SUFFIXES: Final = frozenset({".md", ".markdown"})
HTML_SUFFIXES: Final = frozenset({".html", ".htm", ".xhtml"})
MAGIC: Final = (
    (b"%PDF-", "is a PDF, which is not read yet"),
    (b"{\\rtf", "is an RTF document, which is not read yet"),
    (b"PK\x03\x04", "is a zip archive or office document, which is not read yet"),
    (b"WARC/", "is a web archive, which is not read yet"),
    (b"\x1f\x8b", "is binary, not text"),
    (b"\x89PNG", "is binary, not text"),
    (b"GIF8", "is binary, not text"),
    (b"\xff\xd8\xff", "is binary, not text"),
)
CONTROLS: Final = bytes({*range(32), 127} - set(b"\t\n\x0b\x0c\r\x1b"))
PAGE_START: Final = re.compile(r"<(?:!doctype\s+html|html|head|body|title|meta|base)\b", re.I)
PART_START: Final = re.compile(
    r"<(?:p|div|article|section|main|header|h[1-6]|table|span|script|style|link|ul|ol|center|font|b|a|img)\b[^<>]*>",
    re.I,
)
ANY_TAG: Final = re.compile(r"<(?:p|div|br|h[1-6]|body|html|table|span|article)\b[^<>]{0,2000}>", re.I)
FEED_START: Final = re.compile(r"<(?:rss|feed|rdf:RDF)\b", re.I)
MAIL_START: Final = re.compile(r"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,40}?MIME-Version:", re.I)
FRONT_MATTER: Final = re.compile(
    r"\s*---[ \t]*\r?\n(?:[^\n]*\n){0,100}?[\w ]+:[^\n]*\n(?:[^\n]*\n){0,200}?---"
)


def kind_of(content: bytes, name: str) -> Kind:
    """Return the kind of an article.

    Raises:
        SourceError: the bytes are empty, binary, or of a kind that is not read.
    """
    _refuse_binary(content, name)
    head = _head(content)
    start = _after_preamble(head)
    suffix = PurePath(name).suffix.lower()
    if FEED_START.match(head, start):
        raise SourceError(name, "is a feed, which is not read yet")
    if MAIL_START.match(head):
        raise SourceError(name, "is a mail or an MHTML page, which is not read yet")
    if PAGE_START.match(head, start):
        return "html"
    if suffix in MARKDOWN_SUFFIXES or FRONT_MATTER.match(head):
        return "markdown"
    if PART_START.match(head, start) and "</" in head:
        return "html"
    return "html" if suffix in HTML_SUFFIXES and ANY_TAG.search(head) else "text"


def _refuse_binary(content: bytes, name: str) -> None:
    if not content:
        raise SourceError(name, "is empty")
    for magic, reason in MAGIC:
        if content.startswith(magic):
            raise SourceError(name, reason)
    if content.startswith(tuple(mark for mark, _ in BOMS)) or utf16_without_mark(content):
        return
    probe = content[:PROBE_BYTES]
    controls = len(probe) - len(probe.translate(None, CONTROLS))
    if controls > MAX_CONTROL_SHARE * len(probe):
        raise SourceError(name, "is binary, not text")


def _head(content: bytes) -> str:
    """Return the first part as text; only its ASCII characters are sure to be right."""
    head = content[:HEAD_BYTES]
    for mark, charset in BOMS:
        if head.startswith(mark):
            return head[len(mark) :].decode(charset, "replace")
    return head.decode(utf16_without_mark(content) or "latin-1", "replace")


def _after_preamble(head: str) -> int:
    """Return where white space, comments and processing instructions end."""
    position = 0
    while True:
        while position < len(head) and head[position].isspace():
            position += 1
        for opening, closing in (("<!--", "-->"), ("<?", "?>")):
            if head.startswith(opening, position):
                end = head.find(closing, position)
                position = len(head) if end < 0 else end + len(closing)
                break
        else:
            return position
