"""Tables beside those of a library on a server, which its programs share, whichever machine they run on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from ..beside import Beside, Tables, making
from ..database import has_table
from .dialect import POSTGRES, declared
from .locks import BESIDE, DOING, Locks

if TYPE_CHECKING:
    from .connections import Connections, PostgresConnection

BUSY_SECONDS: Final = 10.0  # how long one transaction waits for another
_READABLE: Final = (
    "SELECT bool_and(coalesce(has_table_privilege(CAST(to_regclass(name) AS OID), 'SELECT'), false))"
    " FROM unnest(CAST(? AS TEXT[])) AS name"
)


class TablesBeside(Beside):
    """The tables; who may read the library but not them finds nothing there."""

    sql: Final = POSTGRES

    def __init__(
        self, rows: Callable[..., list[Any]], connections: Connections, name: str, tables: Tables
    ) -> None:
        """``rows`` reads those of the library; nothing is made yet."""
        self._rows = rows
        self._connections = connections
        self._locks = Locks(connections, f"{connections.address.schema} {name}")
        self._tables = tables

    @property
    def exists(self) -> bool:
        return bool(self._rows(_READABLE, [list(self._tables)])[0][0])

    def rows(self, query: str, values: Sequence[Any] = (), /) -> list[Any]:
        return self._rows(query, values) if self.exists else []

    @contextmanager
    def writing(self) -> Iterator[PostgresConnection]:
        with self._connections.one("BEGIN") as connection:
            connection.execute(f"SET LOCAL lock_timeout = {int(BUSY_SECONDS * 1000)}")
            connection.execute("SELECT pg_advisory_xact_lock(?, ?)", [BESIDE, self._locks.key])
            if not all(has_table(connection, name) for name in self._tables):
                for statement in making(self._tables):
                    connection.execute(declared(statement))
            yield connection
            connection.execute("COMMIT")

    @contextmanager
    def alone(self, doing: str) -> Iterator[None]:
        with self._locks.held(DOING, 0, doing):
            yield
