"""Whether a derived file holds what was written: its digest, or that nobody has touched it since.

To read the digest of a large file takes a second for each gigabyte, and longer from a disk. One whose
size, time of writing and inode are as they were when it was sealed is believed before it is read, and
``Trust.check`` reads it later. A file that was copied, put back or written to has others and is read at once;
one that was given another name, or a second one, has not.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ..article import file_digest
from ..disk import flush

LARGE: Final = 1 << 20  # bytes; what is smaller is read each time, in a millisecond

Touched = tuple[int, ...]
"""Size, time of writing and inode of a file, whatever its name; another, or it written again, has others."""


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
        self._read: dict[Touched, str] = {}
        self._unread: dict[Touched, tuple[Path, str]] = {}

    def holds(self, path: Path, seal: Seal) -> bool:
        """Tell whether a file is as it was sealed.

        Raises:
            OSError: it cannot be read.
        """
        now = touched(path)
        if self._believes and now == seal.touched and _is_large(now) and now not in self._read:
            self._unread[now] = path, seal.digest
            return True
        return self.digest(path) == seal.digest

    def digest(self, path: Path) -> str:
        """Return the digest of a file; that of a large one which is known is not read again."""
        now = touched(path)
        if not _is_large(now):
            return file_digest(path)
        _, known = self._unread.get(now, (path, self._read.get(now)))
        if known is None:
            known = self._read[now] = file_digest(path)
        return known

    def seal(self, path: Path) -> Seal:
        """Return the seal of a file as it is now, and after a power cut: a large one is believed unread."""
        if _is_large(touched(path)):
            flush(path)
        return Seal(self.digest(path), touched(path))

    @property
    def believes_unread(self) -> bool:
        """Whether there is something to check."""
        return bool(self._unread)

    def check(self) -> bool:
        """Read what was believed unread, and tell whether all of it was as it was sealed."""
        sound = True
        for then, (path, wanted) in list(self._unread.items()):
            try:
                found = file_digest(path)
                if touched(path) == then:
                    self._read[then] = found
                    sound = sound and found == wanted
            except OSError:  # it has gone, and another stands in its place
                pass
            self._unread.pop(then, None)
        return sound


def touched(path: Path) -> Touched:
    """Return what is another once a file has been written to, copied or put back."""
    now = path.stat()
    return now.st_size, now.st_mtime_ns, now.st_ino


def _is_large(touched: Touched) -> bool:
    return bool(touched) and touched[0] >= LARGE
