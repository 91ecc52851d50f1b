"""Which server writes an answer: it holds a lock for as long as it lives, and loses it however it ends."""

from __future__ import annotations

import secrets
from pathlib import Path


class Owner:
    """A server among those that share one file of conversations; usable from any thread."""

    def __init__(self, path: Path) -> None:
        """Take a lock beside the file of conversations, and remove those of servers that have ended.

        Raises:
            OSError: nothing can be written there.
        """
        from filelock import FileLock

        self._path = path
        self.id = secrets.token_hex(8)
        self._lock = FileLock(_place(path, self.id), thread_local=False)
        self._lock.acquire()
        for other in path.parent.glob(_place(path, "*").name):
            self.is_alive(other.name.split(".")[-2])

    def is_alive(self, owner: str) -> bool:
        """Whether this server, or the other one of that id, has not ended."""
        from filelock import FileLock, Timeout

        place = _place(self._path, owner)
        if owner == self.id or not place.exists():
            return owner == self.id
        try:
            with FileLock(place, timeout=0):
                place.unlink(missing_ok=True)
        except Timeout:
            return True
        return False

    def close(self) -> None:
        """Let go: what this server has not finished is cut off."""
        _place(self._path, self.id).unlink(missing_ok=True)
        self._lock.release()


def _place(path: Path, owner: str) -> Path:
    return path.with_name(f"{path.name}.{owner}.lock")
