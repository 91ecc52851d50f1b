"""Which server writes an answer: it holds a lock for as long as it lives, and loses it however it ends."""

from __future__ import annotations

import secrets
import threading
from contextlib import suppress
from pathlib import Path


class Owner:
    """A server among those that share one file of conversations; usable from any thread."""

    def __init__(self, path: Path) -> None:
        """Take a lock beside the file of conversations, and remove those of servers that have ended.

        Raises:
            OSError: nothing can be written there, or no file can be locked.
        """
        from filelock import FileLock

        self._path = path
        self.id = secrets.token_hex(8)
        self._probing = threading.Lock()  # two threads that try one lock at once find it held: by each other
        self._lock = FileLock(_place(path, self.id), thread_local=False)
        try:
            self._lock.acquire()
        except OSError:  # the file may be there, though no lock can be had
            self._remove(self.id)
            raise
        for other in path.parent.glob(_place(path, "*").name):
            self.is_alive(other.name.split(".")[-2])

    def is_alive(self, owner: str) -> bool:
        """Whether this server, or the other one of that id, has not ended.

        One whose lock this server may not touch is taken to be alive.
        """
        from filelock import FileLock

        if owner == self.id:
            return True
        place = _place(self._path, owner)
        with self._probing:
            if not place.exists():
                return False
            try:
                with FileLock(place, timeout=0):
                    self._remove(owner)
            except OSError:  # it is held, or belongs to somebody else
                return True
        return False

    def close(self) -> None:
        """Let go: what this server has not finished is cut off."""
        self._remove(self.id)
        self._lock.release()

    def _remove(self, owner: str) -> None:
        """Remove the file of a lock; one that stays is found without its lock, and so is dead as well."""
        with suppress(OSError):
            _place(self._path, owner).unlink(missing_ok=True)


def _place(path: Path, owner: str) -> Path:
    return path.with_name(f"{path.name}.{owner}.lock")
