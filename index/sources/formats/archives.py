"""A zip or gzip file -> the files in it that may be articles; nothing is written to the disk."""

import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from gzip import BadGzipFile, GzipFile
from io import BytesIO
from itertools import islice
from lzma import LZMAError
from pathlib import PurePosixPath
from typing import Final
from zipfile import BadZipFile, ZipFile, ZipInfo

from ...errors import SourceError
from ..charset import OF_NAMES, likely
from ..limits import MAX_ARCHIVE_BYTES, MAX_PARTS, MAX_UNPACKED
from . import NO_ARTICLES, Format, Formats, LeftOut, Member, Pointer, Reader
from .beside import companions, described, goes_first
from .html import is_companion
from .sample import ZIP as ZIP_MARK

GZIP_MARK: Final = b"\x1f\x8b\x08"
MAX_RATIO: Final = 200  # saved pages pack to a fifth, logs to a fiftieth; bombs to a thousandth
SMALL: Final = 1_000_000  # bytes that may come of any number
PIECE: Final = 1 << 20
ENCRYPTED: Final = 0x1
UTF_8: Final = 0x800
LISTS: Final = ("indexes", "pages", "datapackage.json", "datapackage-digest.json")  # of a web archive
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


def members_of_zip(content: bytes, name: str, formats: Formats) -> Iterator[Member | Pointer | SourceError]:
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
    unpacking = _Unpacking(archive, name, formats)
    chosen = _chosen(archive, formats)
    locked = [entry for entry in chosen if entry.flag_bits & ENCRYPTED]
    if locked:
        files = "a file" if len(locked) == 1 else f"{len(locked):,} files"
        yield SourceError(name, f"holds {files} with a password; unpack it, then add the folder")
    chosen = [entry for entry in chosen if not entry.flag_bits & ENCRYPTED]
    said = _said(chosen, _Unpacking(archive, name, formats), formats)
    known, spoke = described(list(map(_path, chosen)), said)
    for entry in chosen:
        wanted = formats.wanted(entry.filename)
        if wanted in ("later", "left"):
            reason = formats.why_unread(entry.filename)
            yield (
                SourceError(entry.filename, reason) if wanted == "later" else LeftOut(entry.filename, reason)
            )
        elif _path(entry) in spoke:
            yield from spoke[_path(entry)]
        else:
            unpacked = unpacking.of(entry)
            if isinstance(unpacked, SourceError):
                yield unpacked
            elif _is_wanted(entry, unpacked, formats):
                yield _member(entry, unpacked, known.get(_path(entry), {}))
            else:
                yield LeftOut(entry.filename, NO_ARTICLES)


def _said(
    chosen: Sequence[ZipInfo], unpacking: "_Unpacking", formats: Formats
) -> dict[PurePosixPath, list[Pointer]]:
    """Return what files say that hold only what is known of others; what is wrong with them is told later."""
    found: dict[PurePosixPath, list[Pointer]] = {}
    for entry in chosen if len(chosen) > 1 else ():
        if formats.wanted(entry.filename) == "look":
            with suppress(SourceError):
                found[_path(entry)] = _pointers(unpacking.of(entry), entry.filename, formats)
    return {path: pointers for path, pointers in found.items() if pointers}


def _pointers(content: bytes | SourceError, name: str, formats: Formats) -> list[Pointer]:
    if isinstance(content, SourceError) or not formats.points(content):
        return []
    read = formats.of(content, name).load(formats).many
    parts = read(content, name) if read else ()
    return [part for part in islice(parts, MAX_PARTS) if isinstance(part, Pointer)]


def _member(entry: ZipInfo, content: bytes, known: Mapping[str, str]) -> Member:
    if goes_first(content, entry.filename):
        return Member(entry.filename, content, defaults=known)
    return Member(entry.filename, content, known=known)


class _Unpacking:
    """Unpacks entries of one archive, all of them together within a limit."""

    def __init__(self, archive: ZipFile, name: str, formats: Formats) -> None:
        self._archive, self._name, self._formats = archive, name, formats
        self._left = MAX_UNPACKED

    def of(self, entry: ZipInfo) -> bytes | SourceError:
        """Return the bytes of an entry, or why they cannot be had.

        Raises:
            SourceError: the archive unpacks to more than is read.
        """
        pieces: list[bytes] = []
        most = min(self._left, self._formats.most_bytes(entry.filename))
        problem = _unpack(self._archive, entry, pieces, most)
        self._left -= sum(map(len, pieces))
        if self._left <= 0:
            reason = f"unpacks to more than {MAX_UNPACKED / 1e6:.0f} MB; the rest was not read"
            raise SourceError(self._name, reason)
        return SourceError(entry.filename, problem) if problem else b"".join(pieces)


def _chosen(archive: ZipFile, formats: Formats) -> list[ZipInfo]:
    """Return the entries that may be articles by their names, or are called like what is not read yet."""
    entries = {entry: _path(entry) for entry in archive.infolist() if not entry.is_dir()}
    beside: dict[PurePosixPath, set[str]] = {}
    for path in entries.values():
        beside.setdefault(path.parent, set()).add(path.name)
    top = beside.get(PurePosixPath("."), set())
    lists = LISTS if "datapackage.json" in top else ()
    chosen = {
        entry: path
        for entry, path in entries.items()
        if formats.wanted(path.name) != "skip" and _may_be_read(path, beside, lists)
    }
    apart = companions(set(chosen.values()))
    return [entry for entry, path in chosen.items() if path not in apart]


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
