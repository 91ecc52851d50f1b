"""The files inside an EPUB, read by their names and counted as they are unpacked."""

import posixpath
from io import BytesIO
from typing import Final
from urllib.parse import unquote
from zipfile import ZipFile

from ....errors import SourceError
from ..decode import decode
from ..zip import DAMAGE, ENCRYPTED, SMALL

MAX_UNPACKED: Final = 50_000_000  # bytes of all documents of a book; a long one has 5 million
MAX_DOCUMENT: Final = 10_000_000
MAX_RATIO: Final = 50  # of these to the book's file; prose packs to a third
PIECE: Final = 1 << 18


class DamagedDocument(SourceError):
    """One file of a book cannot be read; the others may."""


class Pack:
    """The files of one book; each is unpacked when it is asked for.

    Raises:
        SourceError: the archive is damaged.
    """

    def __init__(self, content: bytes, name: str) -> None:
        self.name = name
        self._left = min(MAX_UNPACKED, max(SMALL, MAX_RATIO * len(content)))
        try:
            self._archive = ZipFile(BytesIO(content))
        except (*DAMAGE, NotImplementedError):
            raise SourceError(name, "is a damaged e-book: its list of files cannot be read") from None
        self._entries = {entry.filename: entry for entry in self._archive.infolist()}
        self._lower = {entry.lower(): entry for entry in reversed(self._entries)}

    def find(self, path: str) -> str | None:
        """Return the name of a file as the archive spells it, ``None`` when it is not there."""
        return path if path in self._entries else self._lower.get(path.lower())

    def read(self, path: str) -> str:
        """Return the text of a file.

        Raises:
            DamagedDocument: it is not there or damaged.
            SourceError: it is locked, or the book unpacks to too much.
        """
        found = self.find(path)
        if found is None:
            raise DamagedDocument(self.name, f"is a damaged e-book: {path[:100]} is missing")
        if self._entries[found].flag_bits & ENCRYPTED:
            raise SourceError(self.name, "is protected with a password and cannot be read")
        try:
            return decode(self._unpacked(found), html=True)
        except NotImplementedError:
            raise DamagedDocument(self.name, f"{found[:100]} is packed in a way that is not read") from None
        except (*DAMAGE, RuntimeError):
            raise DamagedDocument(self.name, f"{found[:100]} is damaged") from None

    def _unpacked(self, path: str) -> bytes:
        pieces: list[bytes] = []
        size = 0
        with self._archive.open(self._entries[path]) as file:
            while piece := file.read(PIECE):
                pieces.append(piece)
                size += len(piece)
                if size > min(MAX_DOCUMENT, self._left):
                    raise SourceError(self.name, f"is an e-book that unpacks to too much: {path[:100]}")
        self._left -= size
        return b"".join(pieces)


def place_of(address: str, beside: str) -> str:
    """Return the path in the archive of what a file names by a relative address."""
    path = unquote(address.partition("#")[0].partition("?")[0])
    return posixpath.normpath(posixpath.join(posixpath.dirname(beside), path)).lstrip("/")
