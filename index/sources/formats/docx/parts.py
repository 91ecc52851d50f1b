"""The parts of a Word document: XML within a zip, streamed, so that no size of it fills the memory."""

import posixpath
import struct
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from typing import Any, Final
from xml.parsers import expat
from zipfile import ZipFile

from ....errors import SourceError
from ...limits import MAX_DOWNLOAD
from ..archives import DAMAGE

MAX_UNPACKED: Final = 100_000_000  # bytes of all parts that are read; a book without its pictures has some 20
MAX_RATIO: Final = 200  # Word packs to a twentieth, tables of nothing to a hundredth; bombs to a thousandth
SMALL: Final = 2_000_000  # bytes that may come of any number
MAX_ELEMENTS: Final = 2_000_000  # of mark-up: a few seconds
MAX_DEPTH: Final = 500
MAX_DIRECTORY: Final = 5_000_000  # bytes of a zip's list of names; Python keeps ten times as many of each
PIECE: Final = 1 << 16
END: Final = struct.Struct("<4s8xI")  # of a zip's directory: the mark, and the directory's size

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]
Words = Callable[[str], None]


class Parts:
    """The parts of one document by their names; what is read of all together is bounded.

    Raises:
        SourceError: it is damaged or encrypted.
    """

    def __init__(self, content: bytes, name: str, *, noun: str = "Word document") -> None:
        self._name, self._noun = name, noun
        self._left = MAX_UNPACKED
        self._elements = self._characters = 0
        place = content.rfind(b"PK\x05\x06")
        with suppress(struct.error):
            if place >= 0 and END.unpack_from(content, place)[1] > MAX_DIRECTORY:
                raise SourceError(name, f"holds more files than a {noun} does")
        try:
            self._zip = ZipFile(BytesIO(content))
        except (*DAMAGE, NotImplementedError):
            raise SourceError(name, f"is a damaged {noun}") from None

    def related(self, part: str) -> dict[str, str]:
        """Return the parts that a part names, by what each is to it; ``""`` is the whole document."""
        folder, file = posixpath.split(part)
        found: dict[str, str] = {}

        def start(_: str, fields: dict[str, str]) -> None:
            target = fields.get("Target", "")
            if "Type" in fields and fields.get("TargetMode") != "External":
                path = target[1:] if target.startswith("/") else posixpath.join(folder, target)
                found.setdefault(fields["Type"].rpartition("/")[2], posixpath.normpath(path))

        self.read(posixpath.join(folder, "_rels", f"{file}.rels"), start)
        return found

    def read(self, part: str, start: Start, end: End | None = None, words: Words | None = None) -> bool:
        """Read a part and call the functions as its elements begin and end and words come.

        A name is that of the namespace, a space and the element's. Returns whether there is such a part.

        Raises:
            SourceError: it is damaged, encrypted or too large, or declares entities.
        """
        try:
            entry = self._zip.getinfo(part)
        except KeyError:
            return False
        if entry.flag_bits & 1:
            raise SourceError(self._name, "is encrypted; save it without a password")
        most = min(self._left, max(SMALL, MAX_RATIO * entry.compress_size))
        if entry.file_size > most:
            raise self._too_large()
        parser = self._parser(start, end, words)
        try:
            with self._zip.open(entry) as file:
                while piece := file.read(PIECE):
                    self._left -= len(piece)
                    if self._left < 0:
                        raise self._too_large()
                    parser.Parse(piece, False)
            parser.Parse(b"", True)
        except (*DAMAGE, NotImplementedError, RuntimeError, expat.ExpatError):
            raise SourceError(self._name, f"is a damaged {self._noun}") from None
        return True

    def _too_large(self) -> SourceError:
        return SourceError(
            self._name, f"unpacks to more than {MAX_RATIO} times its size or {MAX_UNPACKED / 1e6:g} MB"
        )

    def _parser(self, start: Start, end: End | None, words: Words | None) -> Any:
        """Return a parser that refuses declarations, with which entities begin, and bounds elements."""
        depth = 0

        def count(name: str, fields: dict[str, str]) -> None:
            nonlocal depth
            depth += 1
            self._elements += 1
            if self._elements > MAX_ELEMENTS:
                raise SourceError(self._name, f"holds more than {MAX_ELEMENTS:,} pieces of mark-up")
            if depth > MAX_DEPTH:
                raise SourceError(self._name, "is nested too deeply to be read")
            start(name, fields)

        def close(name: str) -> None:
            nonlocal depth
            depth -= 1
            if end:
                end(name)

        def refuse(*_: object) -> None:
            raise SourceError(self._name, f"declares XML entities, which no {self._noun} does")

        def take(some: str) -> None:
            self._characters += len(some)
            if self._characters > MAX_DOWNLOAD:
                raise SourceError(
                    self._name, f"holds more than {MAX_DOWNLOAD / 1e6:g} million characters of text"
                )
            if words:
                words(some)

        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = count
        parser.EndElementHandler = close
        parser.StartDoctypeDeclHandler = refuse
        parser.CharacterDataHandler = take
        return parser
