"""Whether a derived file holds what was written: its digest, or that nobody has touched it since.

To read the digest of a large file takes a second for each gigabyte, and longer from a disk. One whose
size, times and inode are as they were when it was sealed is believed before it is read, and ``Trust.check``
reads it later. A file that was copied, put back or written to has other times and is read at once.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ..article import file_digest

LARGE: Final = 1 << 20  # bytes; what is smaller is read each time, in a millisecond

Touched = tuple[int, ...]
"""Size, times and inode of a file; another, or the same written again, has others."""


@dataclass(frozen=True, slots=True)
class Seal:
    """What a file held when it was written; ``touched`` is empty where only the digest is known."""

    digest: str
    touched: Touched = ()


class Trust:
    """What is known of files by reading them; kept over all the times that they are opened.

    Usable from any thread.
    """

    def __init__(self, *, unread: bool = False) -> None:
        """Know nothing yet; ``unread`` believes large files that nobody has touched before they are read."""
        self._believes = unread
        self._read: dict[tuple[Path, Touched], str] = {}
        self._unread: dict[tuple[Path, Touched], str] = {}

    def holds(self, path: Path, seal: Seal) -> bool:
        """Tell whether a file is as it was sealed.

        Raises:
            OSError: it cannot be read.
        """
        now = path, touched(path)
        if self._believes and now[1] == seal.touched and _is_large(seal.touched) and now not in self._read:
            self._unread[now] = seal.digest
            return True
        return self.digest(path) == seal.digest

    def digest(self, path: Path) -> str:
        """Return the digest of a file; that of a large one which is known is not read again."""
        now = path, touched(path)
        if not _is_large(now[1]):
            return file_digest(path)
        known = self._read.get(now) or self._unread.get(now)
        if known is None:
            known = self._read[now] = file_digest(path)
        return known

    def seal(self, path: Path) -> Seal:
        """Return the seal of a file as it is now."""
        return Seal(self.digest(path), touched(path))

    @property
    def believes_unread(self) -> bool:
        """Whether there is something to check."""
        return bool(self._unread)

    def check(self) -> bool:
        """Read what was believed unread, and tell whether all of it was as it was sealed."""
        sound = True
        for now, wanted in list(self._unread.items()):
            path, then = now
            try:
                found = file_digest(path)
                if touched(path) == then:
                    self._read[now] = found
                    sound = sound and found == wanted
            except OSError:  # it has gone, and another stands in its place
                pass
            self._unread.pop(now, None)
        return sound


def write_stamp(folder: Path, known: Mapping[str, Any], trust: Trust) -> None:
    """Write what is known of a folder beside it, with the seal of every file in it that matters."""
    stamp = folder.with_suffix(".json")
    part = stamp.with_suffix(".part")
    part.touch()
    mode = part.stat().st_mode
    for file in _files(folder):  # tantivy writes for its own user alone; others may share the library
        if file.stat().st_mode != mode:
            file.chmod(mode)
    seals = {path.name: trust.seal(path) for path in _files(folder)}
    files = {name: seal.digest for name, seal in seals.items()}
    then = {name: seal.touched for name, seal in seals.items()}
    part.write_text(json.dumps({**known, "files": files, "touched": then}))
    part.replace(stamp)


def read_stamp(folder: Path, trust: Trust) -> dict[str, Any] | None:
    """Return what is known of a folder if it has the files that were sealed, as they were, and no other.

    Raises:
        OSError, ValueError, TypeError, LookupError: there is no stamp, or it makes no sense.
    """
    stamp: dict[str, Any] = json.loads(folder.with_suffix(".json").read_text())
    files, then = _files(folder), stamp.get("touched", {})
    if {file.name for file in files} != stamp["files"].keys():
        return None
    seals = {file: Seal(stamp["files"][file.name], tuple(then.get(file.name, ()))) for file in files}
    return stamp if all(trust.holds(file, seal) for file, seal in seals.items()) else None


def _files(folder: Path) -> list[Path]:
    """Return every file that matters; tantivy's lock files do not."""
    return sorted(path for path in folder.glob("*") if not path.name.endswith(".lock"))


def touched(path: Path) -> Touched:
    """Return what is another once a file has been written to, copied or put back."""
    now = path.stat()
    return now.st_size, now.st_mtime_ns, now.st_ctime_ns, now.st_ino


def _is_large(touched: Touched) -> bool:
    return bool(touched) and touched[0] >= LARGE
