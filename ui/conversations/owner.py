"""Which server writes an answer: it holds a lock for as long as it lives, and loses it however it ends.

Of a shared file that is a lock of the system; of a database that servers share, one of the database.
"""

from __future__ import annotations

import secrets
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from index.errors import LibraryBusy, LibraryUnavailable
from index.store.postgres.locks import HELD, OWNERS

if TYPE_CHECKING:
    from index.store.postgres.connections import Connections, PostgresConnection

WAIT_SECONDS: Final = 3.0  # how long a server waits for a lock of its own that it has lost


class Owning(Protocol):
    """A server among those that share conversations; usable from any thread."""

    @property
    def id(self) -> str:
        """What no other server has."""

    def is_alive(self, owner: str) -> bool:
        """Whether this server, or the other one of that id, has not ended."""

    def close(self) -> None:
        """Let go: what this server has not finished is cut off."""


class Owner(Owning):
    """A server among those that share one file of conversations; usable from any thread."""

    def __init__(self, path: Path) -> None:
        """Take a lock beside the file of conversations, and remove those of servers that have ended.

        Raises:
            OSError: nothing can be written there, or no file can be locked.
        """
        from filelock import FileLock

        self._path = path
        self._id = secrets.token_hex(8)
        self._probing = threading.Lock()  # two threads that try one lock at once find it held: by each other
        self._lock = FileLock(_place(path, self.id), thread_local=False)
        try:
            self._lock.acquire()
        except OSError:  # the file may be there, though no lock can be had
            self._remove(self.id)
            raise
        for other in path.parent.glob(_place(path, "*").name):
            self.is_alive(other.name.split(".")[-2])

    @property
    def id(self) -> str:
        return self._id

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
        self._remove(self.id)
        self._lock.release()

    def _remove(self, owner: str) -> None:
        """Remove the file of a lock; one that stays is found without its lock, and so is dead as well."""
        with suppress(OSError):
            _place(self._path, owner).unlink(missing_ok=True)


class OwnerOnServer(Owning):
    """A server among those that share a database, which notices that one has gone with its connection."""

    def __init__(self, connections: Connections) -> None:
        """Take a lock of the database; raises a ``LibraryError`` where that cannot be had."""
        self._connections = connections
        self._number = secrets.randbelow(1 << 31)
        self._taking = threading.Lock()
        self._held = self._taken()

    @property
    def id(self) -> str:
        """Its number; the lock is taken again where the database went away and has come back."""
        with self._taking:
            if not self._held.is_alive():
                self._connections.close(self._held)
                self._held = self._taken()
        return str(self._number)

    def is_alive(self, owner: str) -> bool:
        if owner == str(self._number):
            return True
        with self._connections.one() as connection:
            return bool(connection.rows(f"SELECT 1 FROM pg_locks WHERE {HELD}", [OWNERS, int(owner)]))

    def close(self) -> None:
        with self._taking:
            self._connections.close(self._held)

    def _taken(self) -> PostgresConnection:
        """Take the lock over a connection of its own.

        Raises:
            LibraryUnavailable: the database has not noticed yet that the last such connection was lost.
        """
        connection = self._connections.new()
        try:
            with self._connections.failures(connection):
                connection.execute(f"SET lock_timeout = {int(WAIT_SECONDS * 1000)}")
                connection.rows("SELECT pg_advisory_lock(?, ?)", [OWNERS, self._number])
        except BaseException as problem:
            self._connections.close(connection)
            if isinstance(problem, LibraryBusy):
                raise LibraryUnavailable(
                    f"{self._connections.address.place}: has not noticed yet that a connection was lost;"
                    " try again in a minute"
                ) from None
            raise
        return connection


def _place(path: Path, owner: str) -> Path:
    return path.with_name(f"{path.name}.{owner}.lock")
