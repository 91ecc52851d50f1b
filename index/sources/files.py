"""Which files of a folder may be articles, and the bytes of one file."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ..errors import SourceError

MAX_BYTES: Final = 20_000_000
"""The largest file that is read, in bytes; saved pages with their pictures inside reach a few million."""

READ_SUFFIXES: Final = frozenset({"", ".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml"})
_LATER: Final = (
    ".pdf .docx .doc .odt .rtf .epub .eml .msg .mbox .mhtml .mht .warc .wacz .zip .rss .atom .jsonl"
)
LATER_SUFFIXES: Final = frozenset(_LATER.split())
OPEN_FLAGS: Final = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
PAGE_SUFFIXES: Final = (".html", ".htm", ".xhtml")
COMPANION_ENDINGS: Final = ("_files", "-files", "_fichiers", "_archivos", "-Dateien")  # browsers translate it


@dataclass(frozen=True, slots=True)
class Files:
    """What lies under a folder, each part sorted by path.

    Attributes:
        readable: files that may be articles.
        skipped: files and folders that never are: hidden ones, pictures, scripts, a saved page's
            own folder, links to something that lies in the folder anyway.
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
    """Return the bytes of a file, at most ``MAX_BYTES``.

    A file that changes meanwhile is read once more.

    Raises:
        SourceError: it is gone, unreadable, too large, no regular file, or it keeps changing.
    """
    for _ in range(2):
        try:
            content = _read_unchanged(path)
        except OSError as problem:
            raise SourceError(named(path), _reason(problem)) from None
        except ValueError as problem:  # a NUL in the name
            raise SourceError(named(path), str(problem)) from None
        if content is not None:
            return content
    raise SourceError(named(path), "changed while it was read; try again when it is complete")


def named(path: str | os.PathLike[str]) -> str:
    """Return a path as one printable line, whatever bytes its name is made of."""
    name = os.fspath(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join(letter if letter.isprintable() else "?" for letter in name)


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
            return "skip" if _is_companion(entry.name, names) else "enter"
        return _file_verdict(Path(entry.path), regular=entry.is_file())
    except OSError as problem:
        return SourceError(named(entry.path), _reason(problem))


def _file_verdict(path: Path, *, regular: bool) -> str | SourceError:
    suffix = path.suffix.lower()
    if suffix in LATER_SUFFIXES or path.name.lower().endswith(".warc.gz"):
        return SourceError(named(path), f"kind {suffix} is not read yet")
    if suffix not in READ_SUFFIXES:
        return "skip"
    return "read" if regular else SourceError(named(path), "is not a regular file")


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


def _is_companion(name: str, names: frozenset[str]) -> bool:
    """Tell whether a folder holds the pictures and scripts of a page saved beside it."""
    stems = [name.removesuffix(ending) for ending in COMPANION_ENDINGS if name.endswith(ending)]
    return any(stem + suffix in names for stem in stems for suffix in PAGE_SUFFIXES)


def _read_unchanged(path: Path) -> bytes | None:
    """Return a file's bytes, or ``None`` when it changed meanwhile."""
    if not stat.S_ISREG(path.stat().st_mode):  # before opening: a pipe would wait, a device may act
        raise SourceError(named(path), "is not a regular file")
    descriptor = os.open(path, OPEN_FLAGS)
    try:
        before = os.fstat(descriptor)
        if before.st_size > MAX_BYTES:
            raise _too_large(path, before.st_size)
        content = b"".join(_pieces(descriptor))
        after = os.fstat(descriptor)
    finally:
        os.close(descriptor)
    if len(content) > MAX_BYTES:
        raise _too_large(path, after.st_size)
    state = (before.st_size, before.st_mtime_ns)
    return content if state == (len(content), after.st_mtime_ns) else None


def _pieces(descriptor: int) -> Iterator[bytes]:
    left = MAX_BYTES + 1
    while left and (piece := os.read(descriptor, min(left, 1 << 20))):
        left -= len(piece)
        yield piece


def _too_large(path: Path, size: int) -> SourceError:
    limit = f"at most {MAX_BYTES / 1e6:.0f} MB are read"
    return SourceError(named(path), f"is {max(size, MAX_BYTES + 1) / 1e6:.1f} MB; {limit}")


def _reason(problem: OSError) -> str:
    if isinstance(problem, FileNotFoundError):
        return "does not exist"
    if isinstance(problem, PermissionError):
        return "may not be read (permission denied)"
    return f"cannot be read ({problem.strerror or problem})"
