"""A web archive (WARC, or ARC before it) -> the pages it holds; home of warcio.

A record says when its page was captured. That is not when it was published, so it is not passed on.
"""

import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from io import BytesIO
from typing import Any, Final
from urllib.parse import urlsplit

from ...errors import SourceError
from ..decode import in_utf8, named
from ..facts.defaults import url_defaults
from ..limits import MAX_ARCHIVE_BYTES, MAX_BYTES, MAX_UNPACKED
from . import UNSAID, Format, Formats, Member, Reader, media_type
from .sample import Sample
from .unpack import Unpackable, decoded, gunzipped, import_brotli

Record = Any  # warcio.recordloader.ArcWarcRecord; warcio ships no type hints

MAX_LINE: Final = 65_536  # bytes
MAX_LINES: Final = 1_000  # without an empty one between them: the headers of a record
DAMAGED: Final = "is cut off or damaged"
GZIP: Final = b"\x1f\x8b"
MARKS: Final = (b"WARC/", b"filedesc://")  # the second is ARC, the format before it
PACKED_HEAD: Final = 65_536  # bytes of a packed archive that are unpacked to know it
NO_PAGE: Final = re.compile(r"/(?:robots|ads|app-ads|humans|security)\.txt|/\.well-known/.*", re.I)

HEAD: Final = 4_096
MARK_UP: Final = re.compile(rb"<(?:!doctype\s+html|html|head|body|rss|feed|rdf:rdf)\b", re.I)


@dataclass(frozen=True, slots=True)
class Capture:
    """A record that may be a page: its address, its HTTP headers, and its bytes, not read yet.

    ``size`` is in bytes, as they lie in the archive; ``announced`` is what the server said it is.
    """

    url: str
    content_type: str
    encoding: str
    size: int
    record: Record
    announced: str = ""
    chunked: bool = False

    def body(self) -> bytes:
        """Return the bytes, still in their content encoding; to be called once.

        Raises:
            Unpackable: the archive ends before they do, or is damaged.
        """
        from warcio.bufferedreaders import ChunkedDataReader

        stream = self.record.raw_stream
        found: bytes = (ChunkedDataReader(stream) if self.chunked else stream).read()
        stream.read()  # what stands behind the last chunk
        if not (self.announced.isdecimal() and len(found) >= int(self.announced[:20])):
            _refuse_cut(self.record)
        return found


class Pieces:
    """Pieces of bytes as the file that warcio wants to read; they are counted."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = filter(None, pieces)
        self._size = 0

    def read(self, size: int = -1) -> bytes:  # noqa: ARG002 - a piece is small, and more than asked for will do
        """Return the next piece, none at the end; raises ``Unpackable``."""
        piece = next(self._pieces, b"")
        self._size += len(piece)
        if self._size > MAX_UNPACKED:
            raise Unpackable(f"unpacks to more than {MAX_UNPACKED / 1e6:g} MB")
        return piece


class Lines:
    """How warcio reads a line: of any length, and as many as there are, unless somebody counts."""

    def __init__(self, readline: Callable[[int], bytes]) -> None:
        self._readline = readline
        self._lines = 0

    def __call__(self, length: int | None = None) -> bytes:
        """Return the next line or a part of it; raises ``Unpackable``."""
        line = self._readline(min(length or MAX_LINE, MAX_LINE))
        self._lines = self._lines + 1 if line.strip() else 0
        if self._lines > MAX_LINES:
            raise Unpackable(DAMAGED)
        return line


def captured(content: bytes) -> Iterator[Capture]:
    """Yield what may be a page in an archive, packed or not, in its order.

    What was not answered with 200 is none, nor are ``robots.txt`` and records of another kind.

    Raises:
        Unpackable: the archive is cut off, damaged, none at all, or too large.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed
    from warcio.statusandheaders import StatusAndHeadersParserException

    stream = Pieces(gunzipped(content)) if content.startswith(GZIP) else BytesIO(content)
    record = None
    try:
        archive = ArchiveIterator(stream, no_record_parse=True)
        archive.reader.readline = Lines(archive.reader.readline)
        for record in archive:
            _refuse_unmeasured(record)
            if capture := _capture(record):
                yield capture
    except Unpackable:
        raise
    except (ArchiveLoadFailed, StatusAndHeadersParserException, ValueError, TypeError, AttributeError):
        raise Unpackable(DAMAGED) from None  # the last three: what warcio runs into in bad headers
    if record:
        _refuse_cut(record)


def _refuse_unmeasured(record: Record) -> None:
    """Raise ``Unpackable`` when a record does not say where it ends; warcio takes it as empty, or endless."""
    length = record.rec_headers.get_header("length" if record.format == "arc" else "Content-Length")
    if not (length or "").strip().isdecimal():
        raise Unpackable(DAMAGED)


def _refuse_cut(record: Record) -> None:
    """Raise ``Unpackable`` when less came of a record that was read to its end than its header says."""
    if record.raw_stream.limit:
        raise Unpackable("is cut off")


def _capture(record: Record) -> Capture | None:
    named_by = "uri" if record.format == "arc" else "WARC-Target-URI"
    url = named(record.rec_headers.get_header(named_by) or "").replace(" ", "%20")
    if not _may_be_page(url):
        return None
    if record.rec_type == "resource":
        return Capture(url, record.content_type or "", "", record.length, record)
    return _response(url, record) if record.rec_type == "response" else None


def _response(url: str, record: Record) -> Capture | None:
    from warcio.statusandheaders import StatusAndHeadersParser

    try:
        headers = StatusAndHeadersParser([], verify=False).parse(record.raw_stream)
    except EOFError:  # nothing was captured
        return None
    if headers.get_statuscode() != "200":
        return None
    return Capture(
        url,
        headers.get_header("content-type", ""),
        headers.get_header("content-encoding", ""),
        record.raw_stream.limit,
        record,
        announced=headers.get_header("content-length", ""),
        chunked=headers.get_header("transfer-encoding", "").lower() == "chunked",
    )


def _may_be_page(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and not NO_PAGE.fullmatch(parts.path)


def members_of_warc(content: bytes, name: str, formats: Formats) -> Iterator[Member | SourceError]:
    """Yield the pages of an archive, each named by its address, in the order of their capture.

    What was sent as a kind that is not read, as pictures and scripts are, is left out, and so is a page
    that came before with the same address and bytes is left out. A page that cannot be
    unpacked is an error in its place. An archive that is cut off or damaged ends in one error
    after the pages before.
    """
    pages = 0
    try:
        for one in _members(content, name, formats):
            pages += isinstance(one, Member)
            yield one
    except Unpackable as problem:
        count = "1 page was" if pages == 1 else f"{pages or 'no'} pages were"
        yield SourceError(name, f"{problem}; {count} read before that")


def _members(content: bytes, name: str, formats: Formats) -> Iterator[Member | SourceError]:
    """Yield pages, and what is wrong with some; raises ``Unpackable`` where the archive is."""
    seen: set[tuple[str, bytes]] = set()
    size = 0
    for capture in captured(content):
        sent_as = formats.sent_as(capture.content_type)
        if not sent_as and media_type(capture.content_type) not in UNSAID:
            continue
        kind = sent_as.name if sent_as else ""
        page = _page(capture, kind)
        if isinstance(page, Unpackable):
            size += MAX_BYTES
            yield SourceError(f"{name}: {capture.url}", str(page))
            continue
        size += len(page)
        if size > MAX_UNPACKED:
            raise Unpackable(f"unpacks to more than {MAX_UNPACKED / 1e6:g} MB")
        known = (capture.url, sha256(page).digest())
        if known not in seen and _is_page(page, kind):
            seen.add(known)
            yield Member(capture.url, page, defaults=url_defaults(capture.url))


def _page(capture: Capture, kind: str) -> bytes | Unpackable:
    """Return the bytes of a page, or what is wrong with it alone; raises what is wrong with the archive."""
    if capture.size > MAX_BYTES:
        return Unpackable(f"is over {MAX_BYTES / 1e6:g} MB")
    packed = capture.body()
    try:
        return in_utf8(decoded(packed, capture.encoding, MAX_BYTES), capture.content_type, kind)
    except Unpackable as problem:
        return problem


def _is_page(page: bytes, kind: str) -> bool:
    """Tell whether bytes are what their type says: scripts, data and pictures are sent as pages too."""
    head = page[:HEAD].lstrip()
    if kind == "html":
        return b"<" in page[: 16 * HEAD] and not head.startswith((b"{", b"["))
    if kind in ("text", "markdown"):
        return not head.startswith((b"{", b"[")) and bool(head)
    if kind == "pdf":
        return b"%PDF-" in head
    return kind != "jsonl" and (head.startswith(b"%PDF-") or bool(MARK_UP.search(head)))


def _is_warc(sample: Sample) -> bool:
    content = sample.content
    return content.startswith(MARKS) or (content.startswith(GZIP) and _peeked(content).startswith(MARKS))


def _peeked(content: bytes) -> bytes:
    """Return the first bytes that a gzip file unpacks to, none if it is damaged."""
    try:
        return zlib.decompressobj(wbits=31).decompress(content[:PACKED_HEAD], HEAD)
    except zlib.error:
        return b""


def _load(formats: Formats) -> Reader:
    import warcio.archiveiterator  # noqa: F401

    import_brotli()
    return Reader(many=partial(members_of_warc, formats=formats))


WARC: Final = Format(
    name="warc",
    noun="web archive",
    suffixes=(".arc", ".warc", ".wacz"),  # the last is a zip of the others
    most=MAX_ARCHIVE_BYTES,
    nests=True,
    sniff=_is_warc,
    load=_load,
)
