"""A zip or gzip file -> the files in it that may be articles; nothing is written to the disk."""

import struct
import zlib
from collections.abc import Iterator
from functools import partial
from gzip import BadGzipFile, GzipFile
from io import BytesIO
from lzma import LZMAError
from pathlib import PurePosixPath
from typing import Final
from zipfile import BadZipFile, ZipFile, ZipInfo

from ...errors import SourceError
from ..charset import OF_NAMES, likely
from ..limits import MAX_ARCHIVE_BYTES, MAX_UNPACKED
from . import Format, Formats, Member, Reader
from .html import is_companion
from .sample import ZIP as ZIP_MARK

GZIP_MARK: Final = b"\x1f\x8b\x08"
MAX_RATIO: Final = 200  # saved pages pack to a fifth, logs to a fiftieth; bombs to a thousandth
SMALL: Final = 1_000_000  # bytes that may come of any number
PIECE: Final = 1 << 20
ENCRYPTED: Final = 0x1
UTF_8: Final = 0x800
DAMAGE: Final = (BadZipFile, zlib.error, LZMAError, OSError, EOFError, ValueError, struct.error)


def members_of_gzip(content: bytes, name: str, formats: Formats) -> Iterator[Member]:
    """Yield the file that the bytes unpack to; it is called as they are, without ``.gz``.

    Raises:
        SourceError: they are damaged, or unpack to more than is read.
    """
    inner = name[:-3] if name.lower().endswith(".gz") else name
    most = formats.most_bytes(inner)
    try:
        with GzipFile(fileobj=BytesIO(content)) as file:
            unpacked = file.read(most + 1)
    except (BadGzipFile, EOFError, zlib.error):
        raise SourceError(name, "is a damaged gzip file") from None
    if len(unpacked) > most:
        raise SourceError(name, f"unpacks to more than {most / 1e6:.0f} MB")
    yield Member(inner, unpacked)


def members_of_zip(content: bytes, name: str, formats: Formats) -> Iterator[Member | SourceError]:
    """Yield the files that may be articles, in the archive's order, and why others cannot be read.

    Left out like in a folder: hidden files, pictures, scripts; and the lists of a web archive.

    Raises:
        SourceError: the archive is damaged.
    """
    try:
        archive = ZipFile(BytesIO(content))
    except (*DAMAGE, NotImplementedError):
        raise SourceError(name, "is a damaged zip archive") from None
    _name_rightly(archive)
    left = MAX_UNPACKED
    chosen = _chosen(archive, formats)
    locked = [entry for entry in chosen if entry.flag_bits & ENCRYPTED]
    if locked:
        files = "a file" if len(locked) == 1 else f"{len(locked):,} files"
        yield SourceError(name, f"holds {files} with a password; unpack it, then add the folder")
    for entry in chosen:
        if entry.flag_bits & ENCRYPTED:
            continue
        if formats.wanted(entry.filename) == "later":
            yield SourceError(entry.filename, f"kind {_path(entry).suffix.lower()} is not read yet")
            continue
        pieces: list[bytes] = []
        problem = _unpack(archive, entry, pieces, min(left, formats.most_bytes(entry.filename)))
        left -= sum(map(len, pieces))
        if left <= 0:
            raise SourceError(
                name, f"unpacks to more than {MAX_UNPACKED / 1e6:.0f} MB; the rest was not read"
            )
        if problem:
            yield SourceError(entry.filename, problem)
        elif _is_wanted(entry, unpacked := b"".join(pieces), formats):
            yield Member(entry.filename, unpacked)


def _chosen(archive: ZipFile, formats: Formats) -> list[ZipInfo]:
    """Return the entries that may be articles by their names, or are called like what is not read yet."""
    entries = {entry: _path(entry) for entry in archive.infolist() if not entry.is_dir()}
    beside: dict[PurePosixPath, set[str]] = {}
    for path in entries.values():
        beside.setdefault(path.parent, set()).add(path.name)
    top = beside.get(PurePosixPath("."), set())
    lists = ("indexes", "pages") if "datapackage.json" in top else ()  # of a web archive
    return [
        entry
        for entry, path in entries.items()
        if formats.wanted(path.name) != "skip" and _may_be_read(path, beside, lists)
    ]


def _may_be_read(path: PurePosixPath, beside: dict[PurePosixPath, set[str]], lists: tuple[str, ...]) -> bool:
    if any(part == "__MACOSX" or (part.startswith(".") and part != "..") for part in path.parts):
        return False
    if any(part in lists for part in path.parts[:1]):
        return False
    return not any(is_companion(folder.name, beside.get(folder.parent, ())) for folder in path.parents)


def _is_wanted(entry: ZipInfo, content: bytes, formats: Formats) -> bool:
    return formats.wanted(entry.filename) != "look" or formats.worth_a_look(content)


def _unpack(archive: ZipFile, entry: ZipInfo, pieces: list[bytes], most: int) -> str:
    """Put the bytes of an entry into ``pieces``, and return why they are not all there, if so."""
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


def _name_rightly(archive: ZipFile) -> None:
    """Give the entries the names that they were packed with, where the archive does not say their set.

    Zip programs write UTF-8 and do not say so, or the set of the country; the standard says that of DOS.
    One set is sought for all of them, as a name says little.
    """
    unsaid = [each for each in archive.infolist() if not each.flag_bits & UTF_8]
    raw = {entry: name for entry in unsaid if not entry.filename.isascii() and (name := _raw(entry))}
    charset = _charset(b"\n".join(raw.values())) if raw else ""
    for entry, name in raw.items():
        entry.filename = name.decode(charset, "replace")


def _raw(entry: ZipInfo) -> bytes:
    try:
        return entry.filename.encode("cp437")
    except UnicodeEncodeError:  # newer Pythons take a name in UTF-8 from beside the first
        return b""


def _charset(names: bytes) -> str:
    try:
        names.decode()
    except UnicodeDecodeError:
        return likely(names, sets=OF_NAMES)
    return "utf-8"


def _load_gzip(formats: Formats) -> Reader:
    return Reader(many=partial(members_of_gzip, formats=formats))


def _load_zip(formats: Formats) -> Reader:
    return Reader(many=partial(members_of_zip, formats=formats))


GZIP: Final = Format(
    name="gzip",
    noun="gzip file",
    suffixes=(".gz",),
    most=MAX_ARCHIVE_BYTES,
    nests=True,
    sniff=lambda sample: sample.content.startswith(GZIP_MARK),
    load=_load_gzip,
)
ZIP: Final = Format(
    name="zip",
    noun="zip archive",
    suffixes=(".zip",),
    most=MAX_ARCHIVE_BYTES,
    nests=True,
    sniff=lambda sample: sample.content.startswith(ZIP_MARK),
    load=_load_zip,
)
