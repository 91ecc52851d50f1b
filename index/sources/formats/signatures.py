"""Kinds that show in a file's first bytes: documents and archives that are read, and what is not."""

import struct
import zlib
from collections.abc import Iterator
from pathlib import PurePath
from typing import Final, Literal

from ...errors import SourceError

PackedKind = Literal["docx", "epub", "gzip", "pdf", "warc", "zip"]

NEITHER: Final = "is binary, not text"
REFUSED: Final = (
    (b"{\\rtf", "is an RTF document, which is not read yet"),
    (b"\xd0\xcf\x11\xe0", "is an Office document of the old kind or with a password, which is not read yet"),
    (b"7z\xbc\xaf\x27\x1c", "is a 7z archive, which is not read; pack it as zip"),
    (b"Rar!\x1a\x07", "is a RAR archive, which is not read; pack it as zip"),
    (b"\x89PNG", NEITHER),
    (b"GIF8", NEITHER),
    (b"\xff\xd8\xff", NEITHER),
)
NAMED_AS: Final = {
    ".pdf": "PDF",
    ".docx": "Word document",
    ".epub": "e-book",
    ".zip": "zip archive",
    ".wacz": "web archive",
    ".warc": "web archive",
    ".gz": "gzip file",
}
TAR_AT: Final = 257  # where its signature stands
PDF_WITHIN: Final = 1024  # bytes before which a PDF may begin, by its standard
ZIP: Final = b"PK\x03\x04"
EMPTY_ZIP: Final = b"PK\x05\x06"
GZIP: Final = b"\x1f\x8b\x08"
PEEK_BYTES: Final = 1024

WEB_ARCHIVE: Final = (b"WARC/", b"filedesc://")  # the second is ARC, the format before it
END: Final = struct.Struct("<4s4xHHIIH")  # of the directory at a zip's end
END_WITHIN: Final = END.size + 65_535
ENTRY: Final = struct.Struct("<4s24xHHH12x")
MAX_NAMES: Final = 5_000
MIMETYPE: Final = b"mimetype"  # where an e-book or OpenDocument file says what it is: first, not compressed
OPEN_DOCUMENT: Final = b"application/vnd.oasis.opendocument."
NAMED_KINDS: Final[dict[str, PackedKind]] = {".docx": "docx", ".epub": "epub"}
NOT_READ: Final = (
    (b"xl/", "is a spreadsheet, which is not read"),
    (b"ppt/", "is a presentation, which is not read"),
)


def packed_kind(content: bytes, name: str) -> PackedKind | None:
    """Return the kind of a file that begins as documents or archives do, ``None`` for any other.

    Raises:
        SourceError: it is of a kind that is not read.
    """
    if _is_pdf(content, name):
        return "pdf"
    if content.startswith(ZIP):
        return _zip_kind(content, name)
    if content.startswith(WEB_ARCHIVE):
        return "warc"
    if content.startswith(GZIP):
        return "warc" if peeked(content).startswith(WEB_ARCHIVE) else "gzip"
    if content.startswith(EMPTY_ZIP):
        raise SourceError(name, "is an empty zip archive")
    if content[TAR_AT : TAR_AT + 5] == b"ustar":
        raise SourceError(name, "is a tar archive, which is not read; pack it as zip")
    for magic, reason in REFUSED:
        if content.startswith(magic):
            raise SourceError(name, reason)
    return None


def why_binary(name: str) -> str:
    """Return why bytes that are no text and begin like nothing that is read are refused."""
    kind = NAMED_AS.get(PurePath(name).suffix.lower())
    return f"is a damaged {kind}, or none: it does not begin like one" if kind else NEITHER


def peeked(content: bytes) -> bytes:
    """Return the first bytes that a gzip file unpacks to, none if it is damaged."""
    try:
        return zlib.decompressobj(wbits=31).decompress(content[:65_536], PEEK_BYTES)
    except zlib.error:
        return b""


def _is_pdf(content: bytes, name: str) -> bool:
    before = content[:PDF_WITHIN].partition(b"%PDF-")
    if not before[1]:
        return False
    return PurePath(name).suffix.lower() == ".pdf" or not before[0].strip(b"\xef\xbb\xbf\x00 \t\r\n")


def _zip_kind(content: bytes, name: str) -> PackedKind:
    said = content[38:120] if content[30:38] == MIMETYPE else b""
    if said.startswith(b"application/epub+zip"):
        return "epub"
    if said.startswith(OPEN_DOCUMENT):
        raise SourceError(name, "is an OpenDocument file, which is not read yet")
    names = frozenset(_zip_names(content))
    if not names and (named := NAMED_KINDS.get(PurePath(name).suffix.lower())):
        return named  # whose reader says that it is damaged
    if b"META-INF/container.xml" in names:
        return "epub"
    if b"[Content_Types].xml" not in names:
        return "zip"
    for folder, reason in NOT_READ:
        if any(one.startswith(folder) for one in names):
            raise SourceError(name, reason)
    return "docx" if any(one.startswith(b"word/") for one in names) else "zip"


def _zip_names(content: bytes) -> Iterator[bytes]:
    """Yield the first names of a zip's directory; a damaged one ends early."""
    end = content.rfind(b"PK\x05\x06", max(0, len(content) - END_WITHIN))
    if end < 0 or end + END.size > len(content):
        return
    _, _, _, size, _, _ = END.unpack_from(content, end)
    place = end - size  # counted from the end, as bytes may stand before the archive
    for _ in range(MAX_NAMES):
        if place < 0 or place + ENTRY.size > end:
            return
        magic, name, extra, comment = ENTRY.unpack_from(content, place)
        if magic != b"PK\x01\x02":
            return
        start = place + ENTRY.size
        yield content[start : start + name]
        place = start + name + extra + comment
