"""Connections to a server that are kept, and what runs over them: the home of psycopg.

One that the server has closed meanwhile, as when it went down or another took its place, is dropped before it
is used, and a new one finds whoever answers for the address now. A process that is forked off never touches
what it inherits.
"""

from __future__ import annotations

import os
import selectors
import threading
import weakref
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import count
from typing import TYPE_CHECKING, Any, Final

from ...errors import LibraryError, LibraryUnavailable
from ..database import Cursor
from .dialect import POSTGRES, marked
from .problems import explained, unreached

if TYPE_CHECKING:
    import psycopg

    from .address import Address

KEPT: Final = 8  # connections that nobody uses
AT_ONCE: Final = 2_000  # rows that are fetched of what is read bit by bit
_INHERITED: Final[list[object]] = []  # held for good: to drop one would be to close it


class PostgresConnection:
    """A connection to a server that rows are read and written over."""

    sql: Final = POSTGRES

    def __init__(self, link: psycopg.Connection[Any], *, bit_by_bit: bool = False) -> None:
        """Run statements over ``link``; within a transaction their rows may be fetched ``bit_by_bit``."""
        self.link = link
        self.process = os.getpid()
        self._names = count() if bit_by_bit else None
        self._open: list[Any] = []

    def rows(self, query: str, values: Sequence[Any] = (), /) -> list[Any]:
        """Return every row of a query."""
        return self._run(self.link.cursor(), query, values).fetchall()

    def execute(self, query: str, values: Sequence[Any] = (), /) -> Cursor:
        """Run a statement."""
        if self._names is None:
            return self._run(self.link.cursor(), query, values)
        cursor = self.link.cursor(f"rows_{next(self._names)}")
        cursor.itersize = AT_ONCE
        self._open.append(cursor)
        return self._run(cursor, query, values)

    def executemany(self, query: str, values: Iterable[Sequence[Any]], /) -> None:
        """Run a statement once for each of several values."""
        if given := [list(each) for each in values]:
            self.link.cursor().executemany(marked(query), given)

    def is_idle(self) -> bool:
        """Tell whether it is outside any transaction."""
        return self.link.info.transaction_status == 0

    def end_reading(self) -> None:
        """Forget what was not read to its end."""
        for cursor in self._open:
            with suppress(Exception):  # the transaction failed, or the connection is gone, and it with them
                cursor.close()

    def is_alive(self) -> bool:
        """Tell whether the server has not closed it, without asking; it says so of its own accord."""
        if self.link.closed or self.link.broken:
            return False
        with selectors.DefaultSelector() as selector:
            selector.register(self.link.pgconn.socket, selectors.EVENT_READ)
            return not selector.select(0)

    @staticmethod
    def _run(cursor: Any, query: str, values: Sequence[Any]) -> Cursor:
        done: Cursor = cursor.execute(marked(query), list(values)) if values else cursor.execute(query)
        return done


class Connections:
    """The connections of a process to one server, from any thread."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self._idle: list[PostgresConnection] = []
        self._using = threading.Lock()
        weakref.finalize(self, _close_all, self._idle)

    @contextmanager
    def one(self, begin: str = "") -> Iterator[PostgresConnection]:
        """Give a connection for a while; one that fails, or is left in a transaction, is not kept.

        ``begin`` is a statement to begin with: where the server has gone, it is given to its successor.
        """
        connection = self._begun(begin)
        try:
            with self.failures(connection):
                yield connection
        except BaseException:
            self.close(connection)
            raise
        self._give(connection)

    @contextmanager
    def failures(self, connection: PostgresConnection) -> Iterator[None]:
        """Raise what fails on a connection as a ``LibraryError`` of one line."""
        import psycopg

        try:
            yield
        except psycopg.Error as problem:
            lost = connection.link.broken or connection.link.closed
            raise explained(problem, self.address, lost=lost) from problem

    def new(self) -> PostgresConnection:
        """Open a connection, outside any transaction.

        Raises:
            LibraryUnavailable, LibraryError: there is none to be had; one line says why.
        """
        try:
            import psycopg
        except ImportError as problem:
            raise LibraryError(
                f"{self.address.place}: a library on a PostgreSQL server needs more than is installed"
                f" ({problem}); pip install 'quoth[cluster]'"
            ) from None
        try:
            return PostgresConnection(psycopg.connect(self.address.uri, autocommit=True))
        except psycopg.Error as problem:
            raise unreached(problem, self.address) from None

    @staticmethod
    def close(connection: PostgresConnection) -> None:
        """Close a connection; in another process than its own leave it alone for good."""
        if connection.process != os.getpid():
            _INHERITED.append(connection)
            return
        with suppress(Exception):
            connection.link.close()

    def _begun(self, begin: str) -> PostgresConnection:
        kept = self._taken()
        if kept is not None:
            try:
                with self.failures(kept):
                    return self._having(kept, begin)
            except LibraryUnavailable:  # it was closed at this moment
                self.close(kept)
        connection = self.new()
        try:
            with self.failures(connection):
                return self._having(connection, begin)
        except BaseException:
            self.close(connection)
            raise

    @staticmethod
    def _having(connection: PostgresConnection, begin: str) -> PostgresConnection:
        if begin:
            connection.execute(begin)
        return connection

    def _taken(self) -> PostgresConnection | None:
        """Return one that nobody uses and that still leads to the server."""
        while True:
            with self._using:
                if not self._idle:
                    return None
                connection = self._idle.pop()
            if connection.process == os.getpid() and connection.is_alive():
                return connection
            self.close(connection)

    def _give(self, connection: PostgresConnection) -> None:
        if connection.process == os.getpid():
            with self._using:
                if len(self._idle) < KEPT and connection.is_idle():
                    self._idle.append(connection)
                    return
        self.close(connection)


def _close_all(idle: list[PostgresConnection]) -> None:
    while idle:
        Connections.close(idle.pop())
