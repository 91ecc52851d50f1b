"""What the HTTP header ``Content-Type`` says: the kind of a page, and its character set."""

import codecs
import re
from typing import Final, Literal

from ..decode import AS_BROWSERS_DO, BOMS, CHARSET, utf16_without_mark

Group = Literal["page", "text", "feed", "json", "pdf"]

GROUPS: Final[dict[str, Group]] = {
    "text/html": "page",
    "application/xhtml+xml": "page",
    "text/plain": "text",
    "text/markdown": "text",
    "text/x-markdown": "text",
    "application/rss+xml": "feed",
    "application/atom+xml": "feed",
    "application/rdf+xml": "feed",
    "application/xml": "feed",
    "text/xml": "feed",
    "application/feed+json": "json",
    "application/json": "json",
    "application/x-ndjson": "json",
    "application/pdf": "pdf",
    "application/x-pdf": "pdf",
}
UNSAID: Final = frozenset({"", "application/octet-stream", "binary/octet-stream", "unknown/unknown"})
NAMED: Final = re.compile(r";\s*charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I | re.A)
XML_NAMES: Final = re.compile(rb"\s*<\?xml[^>]{0,200}encoding", re.I)
WIDE: Final = {"utf-16": "utf-16-le", "utf-16-le": "utf-16-le", "utf-16-be": "utf-16-be"}
MAX_BAD: Final = 0.01  # of the characters; with more, the header is wrong


def media_type(header: str) -> str:
    """Return the type of a header, ``text/html`` for ``Text/HTML; charset=utf-8``."""
    return header.split(";", 1)[0].strip().lower()


def in_utf8(content: bytes, header: str) -> bytes:
    """Return a page whose character set only the header tells in UTF-8 with a byte order mark.

    A mark and valid UTF-8 speak for themselves, and XML that names its encoding is left as it
    is; over what a page says in a ``<meta>`` the header wins, as in browsers.
    """
    group = GROUPS.get(media_type(header))
    if group in ("pdf", "json") or content.startswith(tuple(mark for mark, _ in BOMS)):
        return content
    if group == "feed" and XML_NAMES.match(content[:400]):
        return content
    charset = _charset(header, content)
    if not charset or _is_utf8(content):
        return content
    text = content.decode(charset, "replace")
    return content if text.count("\ufffd") > MAX_BAD * len(text) else codecs.BOM_UTF8 + text.encode()


def _charset(header: str, content: bytes) -> str | None:
    """Return the codec that a header names, ``None`` for none, for UTF-8 and for what is no character set."""
    found = NAMED.search(header)
    if not found:
        return None
    try:
        name = codecs.lookup(found[1]).name
    except LookupError:
        return None
    if name in WIDE:
        return utf16_without_mark(content) or WIDE[name]
    return AS_BROWSERS_DO.get(name, name) if name != "utf-8" and CHARSET.match(name) else None


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return b"\0" not in content
