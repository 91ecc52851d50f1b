"""What our locks on a server are told from others by, and from each other: the first number of each.

The second is the library's schema, or the server that answers.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

from ...errors import LibraryBusy

if TYPE_CHECKING:
    from .connections import Connections, PostgresConnection

WRITER: Final = 1_903_260_016  # who adds, for longer than a transaction
TRANSACTION: Final = 1_903_260_017  # who writes just now
CONVERSATIONS: Final = 1_903_260_018  # who makes the tables of conversations
OWNERS: Final = 1_903_260_019  # who answers, for as long as it lives
ENGINE: Final = 1_903_260_020  # who writes what a search engine holds
BESIDE: Final = 1_903_260_021  # who writes what lies beside a library,
DOING: Final = 1_903_260_022  # or does something with it, for longer than a transaction

HELD: Final = (
    "locktype = 'advisory' AND granted AND classid = ? AND objid = CAST(? AS BIGINT) & 4294967295"
    " AND pg_locks.database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)
"""The condition that a row of ``pg_locks`` is a lock of two numbers that somebody has."""


class Locks:
    """The locks of one thing on a server, a library or what lies beside it; usable from any thread."""

    def __init__(self, connections: Connections, name: str) -> None:
        """``name`` is what it has in its database and nothing else there."""
        self.key: Final = int.from_bytes(blake2b(name.encode(), digest_size=4).digest(), "big", signed=True)
        self._connections = connections

    @contextmanager
    def held(self, lock: int, seconds: float, doing: str) -> Iterator[PostgresConnection]:
        """Give the connection that has one of the locks, which ends with it, however that ends.

        Raises:
            LibraryBusy: another has it and does not give it back in time; the line says what it is ``doing``.
        """
        connection = self._connections.new()
        try:
            with self._connections.failures(connection):
                self._take(lock, connection, seconds, doing)
            yield connection
            with suppress(Exception):  # else the server lets go of it a moment after the connection
                connection.execute("SELECT pg_advisory_unlock(?, ?)", [lock, self.key])
        finally:
            self._connections.close(connection)

    def _take(self, lock: int, connection: PostgresConnection, seconds: float, doing: str) -> None:
        """Take a lock, in turn with others who wait for it."""
        wanted = [lock, self.key]
        if connection.rows("SELECT pg_try_advisory_lock(?, ?)", wanted)[0][0]:
            return
        try:
            with self._connections.failures(connection):
                connection.execute("SET statement_timeout = 0")  # its user may have another
                connection.execute(f"SET lock_timeout = {max(int(seconds * 1000), 1)}")  # 0 is for ever
                connection.execute("SELECT pg_advisory_lock(?, ?)", wanted)
                connection.execute("RESET lock_timeout")
                connection.execute("RESET statement_timeout")
        except LibraryBusy:
            place = self._connections.address.place
            raise LibraryBusy(f"{place}: another program{self._holder(lock, connection)} {doing}") from None

    def _holder(self, lock: int, connection: PostgresConnection) -> str:
        """Return who holds a lock, such as `` (process 4711 on alpha)``; empty if unknown."""
        found = connection.rows(
            f"SELECT application_name FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE {HELD}",
            [lock, self.key],
        )
        ours, _, who = str(found[0][0] if found else "").partition(" ")
        process, _, machine = who.partition(" ")
        return f" (process {process} on {machine})" if ours == "quoth" and machine else ""
