"""Where conversations are kept: a file that the servers of one machine share, or the library's own server."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import Final, Protocol

from index.errors import QuothError
from index.store.database import Connection, has_table
from index.store.postgres.address import address_of
from index.store.postgres.connections import Connections
from index.store.postgres.dialect import declared
from index.store.postgres.locks import CONVERSATIONS
from index.store.sqlite.dialect import SqliteConnection

from .owner import Owner, OwnerOnServer, Owning

BUSY_SECONDS: Final = 10.0
TABLES: Final = (
    """CREATE TABLE IF NOT EXISTS conversations (
    id TEXT PRIMARY KEY, "user" TEXT NOT NULL, title TEXT NOT NULL, changed TEXT NOT NULL
) WITHOUT ROWID""",
    """CREATE TABLE IF NOT EXISTS exchanges (
    conversation TEXT NOT NULL REFERENCES conversations ON DELETE CASCADE,
    number INTEGER NOT NULL, question TEXT NOT NULL, only_from TEXT NOT NULL, state TEXT NOT NULL,
    told TEXT, line TEXT NOT NULL DEFAULT '', rating INTEGER NOT NULL DEFAULT 0, asked_at TEXT NOT NULL,
    owner TEXT NOT NULL DEFAULT '', checks INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (conversation, number)
) WITHOUT ROWID""",
    'CREATE INDEX IF NOT EXISTS conversations_of_user ON conversations ("user", changed)',
)
_ADDED: Final = {  # to older files
    "owner": "ALTER TABLE exchanges ADD COLUMN owner TEXT NOT NULL DEFAULT ''",
    "checks": "ALTER TABLE exchanges ADD COLUMN checks INTEGER NOT NULL DEFAULT 0",
}


class Shelf(Protocol):
    """What keeps conversations, usable from any thread; several servers may share it."""

    @property
    def owner(self) -> Owning:
        """This server among those that share it."""

    def connected(self) -> AbstractContextManager[Connection]:
        """Give a connection within one transaction; an error takes all of it back."""


class FileShelf(Shelf):
    """One SQLite file."""

    def __init__(self, path: Path) -> None:
        """Open the file, made if absent.

        Raises:
            QuothError: it cannot be opened or written; one line names it.
        """
        self._path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._owner = Owner(path)
        except OSError as problem:
            raise QuothError(
                f"{path.parent}: conversations cannot be kept there ({problem.strerror or problem});"
                " name another file with --conversations"
            ) from None
        with self.connected() as connection:
            for statement in ("PRAGMA journal_mode = WAL", *TABLES):
                connection.execute(statement)
            known = {row[1] for row in connection.rows("PRAGMA table_info(exchanges)")}
            for name, statement in _ADDED.items():
                if name not in known:
                    connection.execute(statement)

    @property
    def owner(self) -> Owning:
        return self._owner

    @contextmanager
    def connected(self) -> Iterator[SqliteConnection]:
        try:
            opened = sqlite3.connect(self._path, timeout=BUSY_SECONDS, factory=SqliteConnection)
            with closing(opened) as connection:
                connection.execute("PRAGMA foreign_keys = ON")
                with connection:
                    yield connection
        except sqlite3.DatabaseError as problem:
            raise QuothError(f"{self._path}: the conversations cannot be used: {problem}") from problem


class ServerShelf(Shelf):
    """The tables beside those of a library on a server, so that every server shows every conversation."""

    def __init__(self, address: str) -> None:
        """Open the tables at a library's address, made if absent.

        Raises:
            LibraryError: they cannot be read or made; one line says why.
        """
        self._connections = Connections(address_of(address))
        with self.connected() as connection:
            self._make(connection)
        self._owner = OwnerOnServer(self._connections)

    @property
    def owner(self) -> Owning:
        return self._owner

    @contextmanager
    def connected(self) -> Iterator[Connection]:
        with self._connections.one("BEGIN") as connection:
            yield connection
            connection.execute("COMMIT")

    def _make(self, connection: Connection, tables: Sequence[str] = TABLES) -> None:
        if not has_table(connection, "exchanges"):
            connection.execute(f"SET LOCAL lock_timeout = {int(BUSY_SECONDS * 1000)}")
            connection.execute("SELECT pg_advisory_xact_lock(?, 0)", [CONVERSATIONS])
            for statement in tables:
                connection.execute(declared(statement))
