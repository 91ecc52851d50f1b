"""What rows are read and written over: a database of whichever engine, and what engines say differently.

The rows are written once, in SQL that every engine understands, with ``?`` for a value; ``Dialect`` has the
few words that they do not share. ``sqlite`` is one home of it, ``postgres`` the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Protocol

if TYPE_CHECKING:
    from pathlib import Path

UNLIMITED: Final = 1 << 62
"""What ``LIMIT`` is given where all rows are wanted."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """What engines say in words of their own.

    Attributes:
        those: what follows a column that is to be among the values of one place.
        listed: values -> what that place is given.
        pairs: a query of the pairs of integers in JSON that is given.
        holds: the condition that a column, named by ``{}``, holds what is given as a part.
        gathered: the function that makes one JSON array of many rows.
        unindexed: what before a column says that no index of it helps.
        in_order: what joins two tables that are looked at in the order in which they are written.
        known_table: a query that has a row where there is a table of the name that is given.
        makes_late: whether tables that a library of an earlier version lacks are made as it is written to.
        longest_name: bytes of the longest text that rows are found by, ``None`` for any.
    """

    those: str
    listed: Callable[[Iterable[Any]], Any]
    pairs: str
    holds: str
    gathered: str
    unindexed: str
    in_order: str
    known_table: str
    makes_late: bool
    longest_name: int | None


class Cursor(Protocol):
    """What a statement gave."""

    def fetchone(self) -> Any: ...
    def fetchall(self) -> list[Any]: ...
    def __iter__(self) -> Iterator[Any]: ...


class Rows(Protocol):
    """What gives rows: a database as it is now, or a connection within what it has begun."""

    @property
    def sql(self) -> Dialect:
        """What its engine says differently."""

    def rows(self, query: str, values: Sequence[Any] = (), /) -> list[Any]:
        """Return every row of a query."""


class Connection(Rows, Protocol):
    """A connection within a transaction."""

    def execute(self, query: str, values: Sequence[Any] = (), /) -> Cursor:
        """Run a statement; its rows are read while the connection does nothing else."""

    def executemany(self, query: str, values: Iterable[Sequence[Any]], /) -> object:
        """Run a statement once for each of several values."""


class Database(Rows, Protocol):
    """The tables of one library, usable from any thread; failures come as a ``LibraryError``."""

    @property
    def layout(self) -> str:
        """What its tables have, as of ``layout.LAYOUT``."""

    @property
    def place(self) -> str:
        """Where it lies, as messages name it."""

    def reading(self) -> AbstractContextManager[Connection]:
        """Give a connection of one's own that sees one state, whatever others write meanwhile.

        Its rows need not all be read at once.
        """

    def writing(self, *, counted: bool = True) -> AbstractContextManager[Connection]:
        """Give a connection within one transaction; an error takes all of it back.

        One that changes neither articles nor passages need not be ``counted``: the indexes stay as they are.
        """

    def lock(self, seconds: float | None = None) -> AbstractContextManager[None]:
        """Be the only writer, for longer than a transaction; raises as ``Store.lock``."""

    def engine_lock(self, seconds: float | None = None) -> AbstractContextManager[None]:
        """As ``Store.engine_lock``."""

    def broken(self) -> list[str]:
        """Return what the engine itself finds wrong, a line each."""

    def find_anew(self) -> None:
        """As ``Store.find_anew``."""

    def back_up(self, file: Path) -> None:
        """As ``Store.back_up``."""

    def put_back(self, file: Path) -> None:
        """As ``Store.put_back``."""


def make(connection: Connection, statements: Iterable[str]) -> None:
    """Make tables that a library of an earlier version may lack, where they do not come with the others."""
    if connection.sql.makes_late:
        for statement in statements:
            connection.execute(statement)


def has_table(rows: Rows, name: str) -> bool:
    """Tell whether there is a table of a name."""
    return bool(rows.rows(rows.sql.known_table, [name]))


def set_meta(connection: Connection, key: str, value: str) -> None:
    """Note one value of the library, in place of what it was."""
    connection.execute(
        "INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", [key, value]
    )
