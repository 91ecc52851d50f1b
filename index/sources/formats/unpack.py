"""Packed bytes (gzip, deflate, brotli, zip) -> what they hold, counted as it comes out."""

import struct
import zlib
from collections.abc import Callable, Iterable, Iterator
from gzip import BadGzipFile, GzipFile
from io import BytesIO
from itertools import chain
from lzma import LZMAError
from pathlib import PurePosixPath
from typing import Final
from zipfile import BadZipFile, ZipFile, ZipInfo

from ...errors import SourceError
from ..limits import MAX_UNPACKED, most_bytes
from .kind import worth_a_look
from .member import Member
from .suffixes import is_companion, wanted

MEMBER: Final = b"\x1f\x8b"  # how another gzip member begins
STEP: Final = 65_536  # bytes in, and bytes out, at a time: a bomb goes off no further

MAX_RATIO: Final = 200  # saved pages pack to a fifth, logs to a fiftieth; bombs to a thousandth
SMALL: Final = 1_000_000  # bytes that may come of any number
PIECE: Final = 1 << 20
ENCRYPTED: Final = 0x1
UTF_8: Final = 0x800
DAMAGE: Final = (BadZipFile, zlib.error, LZMAError, OSError, EOFError, ValueError, struct.error)


class Unpackable(ValueError):
    """Packed bytes that cannot be had whole; ``str()`` of it goes on after the words "this page"."""


def import_libraries() -> None:
    """Import what unpacking needs."""
    import brotli  # noqa: F401


def gunzipped(content: bytes) -> Iterator[bytes]:
    """Yield what gzip holds, one member after the other, in pieces of at most ``STEP`` bytes.

    Raises:
        Unpackable: it is damaged, or its end is missing; all before that was yielded.
    """
    return _inflated(content, zlib.MAX_WBITS | 16)


def joined(pieces: Iterable[bytes], limit: int) -> bytes:
    """Return pieces as one.

    Raises:
        Unpackable: they are more than ``limit`` bytes.
    """
    size, kept = 0, []
    for piece in pieces:
        size += len(piece)
        if size > limit:
            raise Unpackable(f"is over {limit / 1e6:g} MB")
        kept.append(piece)
    return b"".join(kept)


def decoded(content: bytes, encoding: str, limit: int) -> bytes:
    """Return content, its HTTP content encoding undone.

    What does not begin as its encoding would is taken as it is: some servers and many archives
    keep the header of bytes that they unpacked.

    Raises:
        Unpackable: the encoding is unknown, the content is damaged, or it is more than ``limit`` bytes.
    """
    method = encoding.strip().lower()
    if method in ("", "identity") or not content:
        return joined([content], limit)
    unpack = UNPACK.get(method)
    if not unpack:
        name = method[:20] if method.isprintable() else "something unknown"
        raise Unpackable(f"is packed as {name}, which is not read")
    pieces = unpack(content)
    try:
        first = next(pieces, b"")
    except Unpackable:
        return joined([content], limit)
    return joined(chain([first], pieces), limit)


def _inflated(content: bytes, window_bits: int) -> Iterator[bytes]:
    unpack = zlib.decompressobj(window_bits)
    try:
        for start in range(0, len(content), STEP):
            piece = content[start : start + STEP]
            if unpack.eof:  # padding, or one more member
                piece = piece.lstrip(b"\0")
                if not piece:
                    continue
                if not MEMBER.startswith(piece[:2]):
                    return
                unpack = zlib.decompressobj(window_bits)
            while piece:
                yield unpack.decompress(piece, STEP)
                piece = unpack.unconsumed_tail
                if unpack.eof and (piece := unpack.unused_data.lstrip(b"\0")):
                    if not MEMBER.startswith(piece[:2]):  # what servers put behind a page, as a line break
                        return
                    unpack = zlib.decompressobj(window_bits)
        while more := unpack.decompress(b"", STEP):
            yield more
    except zlib.error:
        raise Unpackable("is damaged") from None
    if not unpack.eof:
        raise Unpackable("is cut off")


def _deflated(content: bytes) -> Iterator[bytes]:
    """Yield what deflate holds; servers send it with and without its header."""
    has_header = content[0] & 15 == 8 and int.from_bytes(content[:2], "big") % 31 == 0
    return _inflated(content, zlib.MAX_WBITS if has_header else -zlib.MAX_WBITS)


def _brotli(content: bytes) -> Iterator[bytes]:
    import brotli

    unpack = brotli.Decompressor()
    try:
        for start in range(0, len(content), STEP):
            yield unpack.process(content[start : start + STEP], output_buffer_limit=STEP)
            while not unpack.can_accept_more_data():
                yield unpack.process(b"", output_buffer_limit=STEP)
    except brotli.error:
        raise Unpackable("is damaged") from None
    if not unpack.is_finished():
        raise Unpackable("is cut off")


UNPACK: Final[dict[str, Callable[[bytes], Iterator[bytes]]]] = {
    "gzip": gunzipped,
    "x-gzip": gunzipped,
    "deflate": _deflated,
    "br": _brotli,
}


def members_of_gzip(content: bytes, name: str) -> Iterator[Member]:
    """Yield the file that the bytes unpack to; it is called as they are, without ``.gz``.

    Raises:
        SourceError: they are damaged, or unpack to more than is read.
    """
    inner = name[:-3] if name.lower().endswith(".gz") else name
    most = most_bytes(inner)
    try:
        with GzipFile(fileobj=BytesIO(content)) as file:
            unpacked = file.read(most + 1)
    except (BadGzipFile, EOFError, zlib.error):
        raise SourceError(name, "is a damaged gzip file") from None
    if len(unpacked) > most:
        raise SourceError(name, f"unpacks to more than {most / 1e6:.0f} MB")
    yield Member(inner, unpacked)


def members_of_zip(content: bytes, name: str) -> Iterator[Member | SourceError]:
    """Yield the files that may be articles, in the archive's order, and why others cannot be read.

    Left out like in a folder: hidden files, pictures, scripts; and the lists of a web archive.

    Raises:
        SourceError: the archive is damaged.
    """
    try:
        archive = ZipFile(BytesIO(content))
    except (*DAMAGE, NotImplementedError):
        raise SourceError(name, "is a damaged zip archive") from None
    left = MAX_UNPACKED
    chosen = _chosen(archive)
    locked = [entry for entry in chosen if entry.flag_bits & ENCRYPTED]
    if locked:
        files = "a file" if len(locked) == 1 else f"{len(locked):,} files"
        yield SourceError(name, f"holds {files} with a password; unpack it, then add the folder")
    for entry in chosen:
        if entry.flag_bits & ENCRYPTED:
            continue
        pieces: list[bytes] = []
        problem = _unpack(archive, entry, pieces, min(left, most_bytes(entry.filename)))
        left -= sum(map(len, pieces))
        if left <= 0:
            raise SourceError(
                name, f"unpacks to more than {MAX_UNPACKED / 1e6:.0f} MB; the rest was not read"
            )
        if problem:
            yield SourceError(_name(entry), problem)
        elif _is_wanted(entry, unpacked := b"".join(pieces)):
            yield Member(_name(entry), unpacked)


def _chosen(archive: ZipFile) -> list[ZipInfo]:
    """Return the entries that may be articles by their names, or are called like what is not read yet."""
    entries = {entry: _path(entry) for entry in archive.infolist() if not entry.is_dir()}
    beside: dict[PurePosixPath, set[str]] = {}
    for path in entries.values():
        beside.setdefault(path.parent, set()).add(path.name)
    top = beside.get(PurePosixPath("."), set())
    lists = ("indexes", "pages") if "datapackage.json" in top else ()  # of a web archive
    return [entry for entry, path in entries.items() if _may_be_read(path, beside, lists)]


def _may_be_read(path: PurePosixPath, beside: dict[PurePosixPath, set[str]], lists: tuple[str, ...]) -> bool:
    if any(part == "__MACOSX" or (part.startswith(".") and part != "..") for part in path.parts):
        return False
    if any(part in lists for part in path.parts[:1]) or wanted(path.name) == "skip":
        return False
    return not any(is_companion(folder.name, beside.get(folder.parent, ())) for folder in path.parents)


def _is_wanted(entry: ZipInfo, content: bytes) -> bool:
    return wanted(entry.filename) != "look" or worth_a_look(content, entry.filename)


def _unpack(archive: ZipFile, entry: ZipInfo, pieces: list[bytes], most: int) -> str:
    """Put the bytes of an entry into ``pieces``, and return why they are not all there, if so."""
    if wanted(entry.filename) == "later":
        return f"kind {_path(entry).suffix.lower()} is not read yet"
    try:
        return _unpack_counting(archive, entry, pieces, most)
    except NotImplementedError:
        return "is packed in a way that is not read"
    except MemoryError:
        return "needs more memory to be unpacked than there is"
    except (*DAMAGE, RuntimeError):
        return "is damaged"


def _unpack_counting(archive: ZipFile, entry: ZipInfo, pieces: list[bytes], most: int) -> str:
    """Unpack until there is too much; what the archive says of an entry's size is not believed."""
    largest = max(SMALL, MAX_RATIO * entry.compress_size)
    size = 0
    with archive.open(entry) as file:
        while piece := file.read(PIECE):
            size += len(piece)
            pieces.append(piece)
            if size > largest:
                return f"unpacks to more than {MAX_RATIO} times its size"
            if size > most:
                return f"unpacks to more than {most / 1e6:.0f} MB"
    return ""


def _path(entry: ZipInfo) -> PurePosixPath:
    return PurePosixPath(entry.filename.replace("\\", "/") or "?")


def _name(entry: ZipInfo) -> str:
    """Return the name of an entry; zip programs often write UTF-8 and do not say so."""
    if entry.flag_bits & UTF_8:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("utf-8")
    except ValueError:
        return entry.filename
