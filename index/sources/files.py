"""Which files of a folder may be articles, and the bytes of one file."""

import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final, TypeVar

from ..errors import SourceError
from .decode import named
from .formats.html import is_companion
from .formats.registry import FORMATS
from .formats.sample import HEAD_BYTES

T = TypeVar("T")
OPEN_FLAGS: Final = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class Files:
    """What lies under a folder, each part sorted by path.

    Attributes:
        readable: files that may be articles.
        skipped: files and folders that never are: hidden ones, pictures, scripts, a saved page's
            own folder, XML and JSON that is neither feed nor article, links to something that lies
            in the folder anyway.
        failed: what should have been read and cannot be, with the reason.
    """

    readable: tuple[Path, ...]
    skipped: tuple[Path, ...]
    failed: tuple[SourceError, ...]


def files_under(folder: Path) -> Files:
    """Return what lies under a folder, at any depth; links are not followed.

    Raises:
        SourceError: there is no such folder, or it cannot be listed.
    """
    _refuse_no_folder(folder)
    top = folder.resolve()
    readable: list[Path] = []
    skipped: list[Path] = []
    failed: list[SourceError] = []
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            entries = sorted(os.scandir(here), key=lambda entry: entry.name)
        except OSError as problem:
            if here is folder:
                raise SourceError(named(folder), _reason(problem)) from None
            failed.append(SourceError(named(here), _reason(problem)))
            continue
        names = frozenset(entry.name for entry in entries)
        for entry in entries:
            path = here / entry.name
            verdict = _verdict(entry, names, top)
            if isinstance(verdict, SourceError):
                failed.append(verdict)
            else:
                {"read": readable, "skip": skipped, "enter": waiting}[verdict].append(path)
    return Files(
        tuple(sorted(readable)), tuple(sorted(skipped)), tuple(sorted(failed, key=lambda one: one.source))
    )


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file, at most as many as are read of its kind.

    A file that changes meanwhile is read once more.

    Raises:
        SourceError: it is gone, unreadable, too large, no regular file, or it keeps changing.
    """
    return _read(path, b"".join)


def read_digest(path: Path) -> str:
    """Return the SHA-256 of a file as 64 hex digits without holding all of it; raises as ``read_bytes``."""
    return _read(path, _digest)


def _refuse_no_folder(folder: Path) -> None:
    try:
        mode = folder.stat().st_mode
    except OSError as problem:
        raise SourceError(named(folder), _reason(problem)) from None
    if not stat.S_ISDIR(mode):
        raise SourceError(named(folder), "is not a folder")


def _verdict(entry: os.DirEntry[str], names: frozenset[str], top: Path) -> str | SourceError:
    """Return ``read``, ``skip``, ``enter``, or why the entry cannot be read."""
    if entry.name.startswith("."):
        return "skip"
    try:
        if entry.is_symlink():
            return _link_verdict(Path(entry.path), top)
        if entry.is_dir():
            return "skip" if is_companion(entry.name, names) else "enter"
        return _file_verdict(Path(entry.path), regular=entry.is_file())
    except OSError as problem:
        return SourceError(named(entry.path), _reason(problem))


def _file_verdict(path: Path, *, regular: bool) -> str | SourceError:
    verdict = FORMATS.wanted(path.name)
    if verdict == "later":
        return SourceError(named(path), FORMATS.not_read(path.name))
    if verdict == "skip":
        return "skip"
    if not regular:
        return SourceError(named(path), "is not a regular file")
    return "skip" if verdict == "look" and not FORMATS.worth_a_look(_first_bytes(path)) else "read"


def _first_bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(HEAD_BYTES)


def _link_verdict(path: Path, top: Path) -> str | SourceError:
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError):  # RuntimeError: a loop of links, before Python 3.13
        return SourceError(named(path), "is a link that leads nowhere")
    if top not in (target, *target.parents):
        return SourceError(named(path), "is a link that leads out of the folder")
    if target in path.parent.resolve().parents or target == path.parent.resolve():
        return SourceError(named(path), "is a link back to a folder that it lies in")
    return "skip"


def _read(path: Path, take: Callable[[Iterator[bytes]], T]) -> T:
    for _ in range(2):
        try:
            taken = _read_unchanged(path, take)
        except OSError as problem:
            raise SourceError(named(path), _reason(problem)) from None
        except ValueError as problem:  # a NUL in the name
            raise SourceError(named(path), str(problem)) from None
        if taken is not None:
            return taken
    raise SourceError(named(path), "changed while it was read; try again when it is complete")


def _read_unchanged(path: Path, take: Callable[[Iterator[bytes]], T]) -> T | None:
    """Return what is made of a file's bytes, or ``None`` when it changed meanwhile."""
    if not stat.S_ISREG(path.stat().st_mode):  # before opening: a pipe would wait, a device may act
        raise SourceError(named(path), "is not a regular file")
    most = FORMATS.most_bytes(path.name)
    descriptor = os.open(path, OPEN_FLAGS)
    try:
        before = os.fstat(descriptor)
        if before.st_size > most:
            raise _too_large(path, before.st_size, most)
        taken = take(_pieces(descriptor, most))
        length = os.lseek(descriptor, 0, os.SEEK_CUR)
        after = os.fstat(descriptor)
    finally:
        os.close(descriptor)
    if length > most:
        raise _too_large(path, after.st_size, most)
    return taken if (before.st_size, before.st_mtime_ns) == (length, after.st_mtime_ns) else None


def _pieces(descriptor: int, most: int) -> Iterator[bytes]:
    left = most + 1
    while left and (piece := os.read(descriptor, min(left, 1 << 20))):
        left -= len(piece)
        yield piece


def _digest(pieces: Iterator[bytes]) -> str:
    digest = sha256()
    for piece in pieces:
        digest.update(piece)
    return digest.hexdigest()


def _too_large(path: Path, size: int, most: int) -> SourceError:
    limit = f"at most {most / 1e6:.0f} MB are read"
    return SourceError(named(path), f"is {max(size, most + 1) / 1e6:.1f} MB; {limit}")


def _reason(problem: OSError) -> str:
    if isinstance(problem, FileNotFoundError):
        return "does not exist"
    if isinstance(problem, PermissionError):
        return "may not be read (permission denied)"
    return f"cannot be read ({problem.strerror or problem})"
