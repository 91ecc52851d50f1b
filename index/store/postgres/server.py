"""A library's tables on a PostgreSQL server, its one writer and its failures.

Every write is one transaction, and one at a time: each takes a lock of the server that ends with it, so
changes are counted, and seen, in the order in which they were made.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final, NoReturn

from ...errors import LibraryError, LibraryMismatch, LibraryReadOnly, LibraryUnavailable
from ...holder import FILLING, WRITING
from ..beside import Tables
from ..changes import count_change
from ..database import Database
from ..layout import LATER, LAYOUT
from .address import Address
from .beside import TablesBeside
from .connections import Connections, PostgresConnection
from .dialect import POSTGRES
from .locks import ENGINE, TRANSACTION, WRITER, Locks
from .tables import IDENTITY, bring_up_to_date, make_tables

OLDEST: Final = 14  # version of the server, the first that has CREATE OR REPLACE TRIGGER
BUSY_SECONDS: Final = 10.0  # how long one transaction waits for another
LOCK_SECONDS: Final = 30.0  # how long a writer waits for another
MAKING_SECONDS: Final = 60.0  # how long one that opens a library waits for another that makes it


class PostgresServer(Database):
    """One schema of a database, usable from any thread."""

    sql: Final = POSTGRES

    def __init__(self, address: Address, *, make: bool = True) -> None:
        """Open the tables of a library, made if absent unless ``make`` is not said.

        Raises:
            LibraryUnavailable, LibraryError: the server cannot be reached, or lets this user not in.
            LibraryMismatch: a later version of Quoth made it, or the server is of a kind that does not serve.
            LibraryReadOnly: there is none and none can be made.
        """
        self.address = address
        self._connections = Connections(address)
        self._writer = threading.local()  # the connection that holds the lock of a thread
        self._locks = Locks(self._connections, address.schema)
        with self._connections.one() as connection:
            self._check_server(connection)
            if not connection.rows(POSTGRES.known_table, ["meta"]):
                self._check_schema(connection)
                if not make:
                    raise LibraryError(
                        f"{self.place}: there is no library; add articles with quoth add FOLDER"
                    )
                with self._alone(connection, MAKING_SECONDS):
                    make_tables(connection, address.schema)
            if self._read_layout(connection) != LAYOUT:
                with self._alone(connection, MAKING_SECONDS):
                    bring_up_to_date(connection, address.schema)

    @property
    def layout(self) -> str:
        return LAYOUT

    @property
    def place(self) -> str:
        return self.address.place

    def identity(self) -> str:
        """Return what no other library has."""
        ((value,),) = self.rows("SELECT value FROM meta WHERE key = ?", [IDENTITY])
        return str(value)

    def rows(self, query: str, values: Sequence[Any] = (), /) -> list[Any]:
        try:
            return self._rows(query, values)
        except LibraryUnavailable:  # a server that went down may have another in its place
            return self._rows(query, values)

    def _rows(self, query: str, values: Sequence[Any]) -> list[Any]:
        with self._connections.one() as connection:
            return connection.rows(query, values)

    @contextmanager
    def reading(self) -> Iterator[PostgresConnection]:
        with self._connections.one("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY") as kept:
            connection = PostgresConnection(kept.link, bit_by_bit=True)
            try:
                yield connection
            finally:
                connection.end_reading()
            kept.execute("COMMIT")

    @contextmanager
    def writing(self, *, counted: bool = True) -> Iterator[PostgresConnection]:
        held: PostgresConnection | None = getattr(self._writer, "connection", None)
        if held is None:
            with self._connections.one("BEGIN") as connection, self._alone(connection, BUSY_SECONDS):
                yield from self._written(connection, counted)
            return
        with self._connections.failures(held), self._alone(held, BUSY_SECONDS):
            yield from self._written(held, counted)

    @staticmethod
    def _written(connection: PostgresConnection, counted: bool) -> Iterator[PostgresConnection]:
        """Give the connection once, and count the change that was made over it."""
        connection.execute("DELETE FROM touched")
        yield connection
        if counted:
            count_change(connection)
            connection.execute("DELETE FROM touched")

    @contextmanager
    def lock(self, seconds: float | None = None) -> Iterator[None]:
        """Wait ``LOCK_SECONDS`` unless told otherwise.

        What this thread writes meanwhile goes over the same connection, so never without the lock.
        """
        wait = LOCK_SECONDS if seconds is None else seconds
        with self._locks.held(WRITER, wait, WRITING) as connection:
            before = getattr(self._writer, "connection", None)
            self._writer.connection = connection
            try:
                yield
            finally:
                self._writer.connection = before

    @contextmanager
    def engine_lock(self, seconds: float | None = None) -> Iterator[None]:
        """Wait as for ``lock``."""
        with self._locks.held(ENGINE, LOCK_SECONDS if seconds is None else seconds, FILLING):
            yield

    def beside(self, name: str, tables: Tables) -> TablesBeside:
        """Return small tables beside those of the library."""
        return TablesBeside(self.rows, self._connections, name, tables)

    def broken(self) -> list[str]:
        return []  # a server has pg_amcheck, and checksums if it was made with them; it refuses orphans

    def find_anew(self) -> None:
        pass  # whoever runs the server has REINDEX and pg_amcheck

    def back_up(self, file: Path) -> None:
        from .backup import back_up

        with self.reading() as connection:
            back_up(connection, file)

    def put_back(self, file: Path) -> None:
        from .backup import put_back

        with self.writing(counted=False) as connection:
            put_back(file, connection)

    # -- steps

    @contextmanager
    def _alone(self, connection: PostgresConnection, seconds: float) -> Iterator[None]:
        """Run a transaction that no other of this library runs beside; an error takes all of it back."""
        try:
            if connection.is_idle():
                connection.execute("BEGIN")
            connection.execute(f"SET LOCAL lock_timeout = {int(seconds * 1000)}")
            connection.execute("SELECT pg_advisory_xact_lock(?, ?)", [TRANSACTION, self._locks.key])
            connection.execute("SET LOCAL lock_timeout = 0")
            yield
            connection.execute("COMMIT")
        except BaseException:
            with suppress(Exception):
                connection.link.rollback()
            raise

    def _check_server(self, connection: PostgresConnection) -> None:
        version = connection.link.info.server_version // 10_000
        if version < OLDEST:
            raise LibraryMismatch(f"{self.place}: is PostgreSQL {version}; Quoth needs {OLDEST} or later")
        ((encoding,),) = connection.rows("SHOW server_encoding")
        if encoding != "UTF8":
            raise LibraryMismatch(
                f"{self.place}: the database is in {encoding}, which cannot hold every text; make one with"
                " createdb --encoding UTF8 --template template0"
            )

    def _check_schema(self, connection: PostgresConnection) -> None:
        """Raise a ``LibraryError`` where a schema without a library is none that one can be in."""
        name = self.address.schema
        seen = connection.rows(
            "SELECT has_schema_privilege(nspname, 'USAGE') FROM pg_namespace WHERE nspname = ?", [name]
        )
        if seen == [(False,)]:
            raise LibraryReadOnly(
                f"{self.place}: its user may not look into the schema {name}; GRANT USAGE ON SCHEMA {name},"
                f" and GRANT SELECT ON ALL TABLES IN SCHEMA {name}, let it read"
            )
        if connection.rows(POSTGRES.known_table, ["articles"]):
            self._refuse_tables()

    def _refuse_tables(self) -> NoReturn:
        raise LibraryMismatch(
            f"{self.place}: the schema {self.address.schema} holds tables of something else; name another"
            " with ?schema=NAME"
        )

    def _read_layout(self, connection: PostgresConnection) -> str:
        found = connection.rows("SELECT value FROM meta WHERE key = 'layout'")
        if not found:
            self._refuse_tables()
        if found[0][0] not in (LAYOUT, *LATER):
            raise LibraryMismatch(
                f"{self.place}: a later version of Quoth made this library; update Quoth to open it,"
                " or use another library"
            )
        return str(found[0][0])
