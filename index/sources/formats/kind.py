"""What kind of article some bytes are, told from the bytes; a name only settles ties."""

import re
from pathlib import PurePath
from typing import Final, Literal

from ...errors import SourceError
from ..decode import BOMS, utf16_without_mark
from .jsonl import json_kind
from .signatures import PackedKind, packed_kind, why_binary

Kind = PackedKind | Literal["feed", "html", "jsonl", "mail", "markdown", "text"]

HEAD_BYTES: Final = 65_536
PROBE_BYTES: Final = 8_192
MAX_CONTROL_SHARE: Final = 0.02  # compressed bytes hold 11 %, prose none
MARKDOWN_SUFFIXES: Final = frozenset({".md", ".markdown"})
HTML_SUFFIXES: Final = frozenset({".html", ".htm", ".xhtml"})
MAIL_SUFFIXES: Final = frozenset({".eml", ".mbox", ".mht", ".mhtml"})
JSON_SUFFIXES: Final = frozenset({".json", ".jsonl", ".ndjson"})
CONTROLS: Final = bytes({*range(32), 127} - set(b"\t\n\x0b\x0c\r\x1b"))
PAGE_START: Final = re.compile(r"<(?:!doctype\s+html|html|head|body|title|meta|base)\b", re.I)
PART_START: Final = re.compile(
    r"<(?:p|div|article|section|main|header|h[1-6]|table|span|script|style|link|ul|ol|center|font|b|a|img)\b[^<>]*>",
    re.I,
)
ANY_TAG: Final = re.compile(r"<(?:p|div|br|h[1-6]|body|html|table|span|article)\b[^<>]{0,2000}>", re.I)
DOCTYPE: Final = re.compile(r"<!DOCTYPE\s[^<>\[]{0,500}(?:\[[^\]]{0,5000}\]\s*)?>\s*")
FEED_START: Final = re.compile(r"<(?:rss|(?:\w{1,40}:)?feed)\b", re.I)
RDF_START: Final = re.compile(r"<(?:\w{1,40}:)?RDF\b")
RDF_FEED: Final = re.compile(r"purl\.org/rss/1\.|my\.netscape\.com/(?:publish/formats/)?rdf")
HEADERS: Final = r"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)"
MAIL_START: Final = re.compile(
    rf"{HEADERS}{{0,60}}?(?:MIME-Version|Message-ID|Received|Return-Path|Delivered-To):", re.I
)
MBOX_START: Final = re.compile(
    rf"From [^\n]{{0,200}}?\d\d:\d\d[^\n]{{0,40}}\d{{4}}[^\n]{{0,40}}\n>?{HEADERS}", re.I
)
HEADER: Final = re.compile(r"\s*(?:From [^\n]*\n)?[\w-]+:\s", re.I)
FRONT_MATTER: Final = re.compile(
    r"\s*---[ \t]*\r?\n(?:[^\n]*\n){0,100}?[\w ]+:[^\n]*\n(?:[^\n]*\n){0,200}?---"
)


def kind_of(content: bytes, name: str) -> Kind:
    """Return the kind of an article, or of a file that holds some.

    Raises:
        SourceError: the bytes are empty, binary, or of a kind that is not read.
    """
    if not content:
        raise SourceError(name, "is empty")
    packed = packed_kind(content, name)
    if packed:
        return packed
    _refuse_binary(content, name)
    head = _head(content)
    suffix = PurePath(name).suffix.lower()
    if _is_mail(head, suffix):
        return "mail"
    found = json_kind(head)
    if found or (suffix in JSON_SUFFIXES and head.lstrip()[:1] in ("{", "[")):
        return found or "jsonl"
    return _written_kind(head, name, suffix)


def worth_a_look(head: bytes, name: str) -> bool:
    """Tell from the first bytes of a JSON or XML file whether it is a feed or holds articles."""
    try:
        kind = kind_of(head[:HEAD_BYTES], name)
    except SourceError:
        return False
    return kind == "feed" or (kind == "jsonl" and json_kind(_head(head)) is not None)


def _written_kind(head: str, name: str, suffix: str) -> Kind:
    start = _after_preamble(head)
    if _is_feed(head, start):
        return "feed"
    if PAGE_START.match(head, start):
        return "html"
    if suffix in MARKDOWN_SUFFIXES or FRONT_MATTER.match(head):
        return "markdown"
    if PART_START.match(head, start) and "</" in head:
        return "html"
    if suffix in HTML_SUFFIXES and ANY_TAG.search(head):
        return "html"
    if head.lstrip().startswith("<?xml"):
        raise SourceError(name, "is XML, but neither a page nor a feed")
    return "text"


def _is_feed(head: str, start: int) -> bool:
    above = DOCTYPE.match(head, start)
    root = _after_preamble(head, above.end()) if above else start
    if RDF_START.match(head, root):
        return bool(RDF_FEED.search(head))
    return bool(FEED_START.match(head, root))


def _is_mail(head: str, suffix: str) -> bool:
    if suffix in MAIL_SUFFIXES and HEADER.match(head):
        return True
    head = head.lstrip()
    return bool(MAIL_START.match(head) or MBOX_START.match(head))


def _refuse_binary(content: bytes, name: str) -> None:
    if content.startswith(tuple(mark for mark, _ in BOMS)) or utf16_without_mark(content):
        return
    probe = content[:PROBE_BYTES]
    controls = len(probe) - len(probe.translate(None, CONTROLS))
    if controls > MAX_CONTROL_SHARE * len(probe):
        raise SourceError(name, why_binary(name))


def _head(content: bytes) -> str:
    """Return the first part as text; only its ASCII characters are sure to be right."""
    head = content[:HEAD_BYTES]
    for mark, charset in BOMS:
        if head.startswith(mark):
            return head[len(mark) :].decode(charset, "replace")
    return head.decode(utf16_without_mark(content) or "latin-1", "replace")


def _after_preamble(head: str, position: int = 0) -> int:
    """Return where white space, comments and processing instructions end."""
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
