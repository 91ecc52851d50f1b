"""Which files of a folder may be articles, and the bytes of one file."""

import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Final, TypeVar

from ..errors import SourceError
from .decode import named
from .formats import NO_ARTICLES, LeftOut
from .formats.beside import companions
from .formats.html import is_companion
from .formats.registry import FORMATS
from .formats.sample import HEAD_BYTES

T = TypeVar("T")
Verdict = str | SourceError
"""``read``, ``points``, ``skip``, ``enter``, or why the entry cannot be read or is left out."""

OPEN_FLAGS: Final = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class Files:
    """What lies under a folder, each part sorted by path.

    Attributes:
        readable: files that may be articles.
        skipped: files and folders that never are: hidden ones, pictures, scripts, a saved page's
            own folder, links to something that lies in the folder anyway.
        failed: what should have been read and cannot be, with the reason.
        pointing: of the readable those that say what is known of articles in others.
        left_out: what is seldom an article and is not read, with the reason: other kinds of file, and
            XML, JSON and tables that hold no articles.
    """

    readable: tuple[Path, ...]
    skipped: tuple[Path, ...] = ()
    failed: tuple[SourceError, ...] = ()
    left_out: tuple[SourceError, ...] = ()
    pointing: tuple[Path, ...] = ()


def files_under(folder: Path) -> Files:
    """Return what lies under a folder, at any depth; links are not followed.

    Raises:
        SourceError: there is no such folder, or it cannot be listed.
    """
    _refuse_no_folder(folder)
    found = list(_found(folder, folder.resolve()))
    apart = companions([_below(folder, path) for path, _ in found])
    verdicts = [(path, "skip" if _below(folder, path) in apart else verdict) for path, verdict in found]
    failed = [verdict for _, verdict in verdicts if isinstance(verdict, SourceError)]
    failed.sort(key=lambda one: one.source)
    return Files(
        readable=tuple(sorted(path for path, verdict in verdicts if verdict in ("read", "points"))),
        skipped=tuple(sorted(path for path, verdict in verdicts if verdict == "skip")),
        failed=tuple(one for one in failed if not isinstance(one, LeftOut)),
        left_out=tuple(one for one in failed if isinstance(one, LeftOut)),
        pointing=tuple(sorted(path for path, verdict in verdicts if verdict == "points")),
    )


def _found(folder: Path, top: Path) -> Iterator[tuple[Path, Verdict]]:
    """Yield everything under a folder but the folders that are entered, with what to do with it."""
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            entries = sorted(os.scandir(here), key=lambda entry: entry.name)
        except OSError as problem:
            if here is folder:
                raise SourceError(named(folder), _reason(problem)) from None
            yield here, SourceError(named(here), _reason(problem))
            continue
        names = frozenset(entry.name for entry in entries)
        for entry in entries:
            verdict = _verdict(entry, names, top)
            if verdict == "enter":
                waiting.append(here / entry.name)
            else:
                yield here / entry.name, verdict


def _below(folder: Path, path: Path) -> PurePosixPath:
    return PurePosixPath(path.relative_to(folder).as_posix())


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


def _verdict(entry: os.DirEntry[str], names: frozenset[str], top: Path) -> Verdict:
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


def _file_verdict(path: Path, *, regular: bool) -> Verdict:
    verdict = FORMATS.wanted(path.name)
    if verdict in ("later", "left"):
        unread = SourceError if verdict == "later" else LeftOut
        return unread(named(path), FORMATS.why_unread(path.name))
    if verdict != "skip" and not regular:
        return SourceError(named(path), "is not a regular file")
    return _verdict_by_look(path) if verdict == "look" else verdict


def _verdict_by_look(path: Path) -> Verdict:
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    if not FORMATS.worth_a_look(head):
        return LeftOut(named(path), NO_ARTICLES)
    return "points" if FORMATS.points(head) else "read"


def _link_verdict(path: Path, top: Path) -> Verdict:
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
