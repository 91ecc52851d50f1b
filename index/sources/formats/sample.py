"""A file's bytes and name as its kind is told from them, and the kinds that are known and not read."""

import struct
from collections.abc import Iterator
from functools import cached_property
from pathlib import PurePath
from typing import Final

from ...errors import SourceError
from ..charset import is_binary, utf16_without_mark
from ..decode import BOMS

HEAD_BYTES: Final = 65_536
PROBE_BYTES: Final = 8_192

ZIP: Final = b"PK\x03\x04"
END: Final = struct.Struct("<4s4xHHIIH")  # of the directory at a zip's end
END_WITHIN: Final = END.size + 65_535
ENTRY: Final = struct.Struct("<4s24xHHH12x")
MAX_NAMES: Final = 5_000
MIMETYPE: Final = b"mimetype"  # where an e-book or OpenDocument file says what it is: first, not compressed

NEITHER: Final = "is binary, not text"
UNREAD: Final = (
    (b"PK\x05\x06", "is an empty zip archive"),
    (b"7z\xbc\xaf\x27\x1c", "is a 7z archive, which is not read; pack it as zip"),
    (b"Rar!\x1a\x07", "is a RAR archive, which is not read; pack it as zip"),
    (b"\x89PNG", NEITHER),
    (b"GIF8", NEITHER),
    (b"\xff\xd8\xff", NEITHER),
)
OPEN_DOCUMENT: Final = b"application/vnd.oasis.opendocument."
OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0"
SAVE_AS: Final = {".msg": "is a mail as Outlook keeps it; save it as .eml"}
OLD_DOCUMENT: Final = (
    "is an Office document of the old kind or with a password; save it as .docx, without a password"
)
TAR_AT: Final = 257  # where its signature stands
OFFICE: Final = b"[Content_Types].xml"  # is in every Office document
UNREAD_OFFICE: Final = (
    (b"xl/", "is a spreadsheet, which is not read"),
    (b"ppt/", "is a presentation, which is not read"),
)


class Sample:
    """A file by its bytes and name; what is asked of it is told once."""

    def __init__(self, content: bytes, name: str) -> None:
        self.content, self.name = content, name
        self.suffix = PurePath(name).suffix.lower()

    @cached_property
    def is_binary(self) -> bool:
        """Whether the bytes are no text in any character set."""
        if self.content.startswith(tuple(mark for mark, _ in BOMS)) or utf16_without_mark(self.content):
            return False
        return is_binary(self.content[:PROBE_BYTES])

    @cached_property
    def head(self) -> str:
        """The first part as text; only its ASCII characters are sure to be right."""
        head = self.content[:HEAD_BYTES]
        for mark, charset in BOMS:
            if head.startswith(mark):
                return head[len(mark) :].decode(charset, "replace")
        return head.decode(utf16_without_mark(self.content) or "latin-1", "replace")

    @cached_property
    def start(self) -> int:
        """Where in ``head`` white space, comments and processing instructions end."""
        return self.after_preamble(0)

    def after_preamble(self, place: int) -> int:
        """Return where white space, comments and processing instructions end that begin at a place."""
        head = self.head
        while True:
            while place < len(head) and head[place].isspace():
                place += 1
            for opening, closing in (("<!--", "-->"), ("<?", "?>")):
                if head.startswith(opening, place):
                    end = head.find(closing, place)
                    place = len(head) if end < 0 else end + len(closing)
                    break
            else:
                return place

    @cached_property
    def zip_type(self) -> bytes:
        """What a zip says that it is, as e-books and OpenDocument files do; empty for others."""
        is_said = self.content.startswith(ZIP) and self.content[30:38] == MIMETYPE
        return self.content[38:120] if is_said else b""

    @cached_property
    def zip_names(self) -> frozenset[bytes]:
        """The first names of a zip's directory; none if that is damaged, or if it is no zip."""
        return frozenset(_zip_names(self.content)) if self.content.startswith(ZIP) else frozenset()

    def has_folder(self, folder: bytes) -> bool:
        """Tell whether a zip holds something in a folder, ``word/``."""
        return any(name.startswith(folder) for name in self.zip_names)


def refuse_unread(sample: Sample) -> None:
    """Raise ``SourceError`` for a kind that is known by its first bytes and not read."""
    for magic, reason in UNREAD:
        if sample.content.startswith(magic):
            raise SourceError(sample.name, reason)
    if sample.content.startswith(OLD_OFFICE):
        raise SourceError(sample.name, SAVE_AS.get(sample.suffix, OLD_DOCUMENT))
    if sample.content[TAR_AT : TAR_AT + 5] == b"ustar":
        raise SourceError(sample.name, "is a tar archive, which is not read; pack it as zip")
    if sample.zip_type.startswith(OPEN_DOCUMENT) and not sample.zip_type.startswith(OPEN_DOCUMENT + b"text"):
        raise SourceError(sample.name, "is an OpenDocument file of another kind than text, which is not read")
    for folder, reason in UNREAD_OFFICE:
        if OFFICE in sample.zip_names and sample.has_folder(folder):
            raise SourceError(sample.name, reason)


def _zip_names(content: bytes) -> Iterator[bytes]:
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
