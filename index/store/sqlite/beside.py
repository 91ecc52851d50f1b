"""A small SQLite file beside the store, which programs share."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final

from ...errors import LibraryError, disk_problem
from ...holder import locked
from ..beside import Beside, Tables, making
from ..database import has_table
from .dialect import SQLITE, SqliteConnection

BUSY_SECONDS: Final = 10.0


class SmallFile(Beside):
    """The file; no other than these tables lie in it."""

    sql: Final = SQLITE

    def __init__(self, path: Path, tables: Tables, *, mend: str) -> None:
        """Make nothing yet; ``mend`` says what to do when the file is damaged."""
        self.path = path
        self._tables = tables
        self._mend = mend

    @property
    def exists(self) -> bool:
        return self.path.exists()

    def rows(self, query: str, values: Sequence[Any] = (), /) -> list[Any]:
        if not self.exists:
            return []
        with self._connected() as connection:
            is_made = all(has_table(connection, name) for name in self._tables)  # else it is just being made
            return connection.rows(query, values) if is_made else []

    @contextmanager
    def writing(self) -> Iterator[SqliteConnection]:
        with self._connected("BEGIN IMMEDIATE") as connection:
            for statement in making(self._tables):
                connection.execute(statement)
            yield connection

    @contextmanager
    def alone(self, doing: str) -> Iterator[None]:
        failed: OSError | None = None
        with locked(self.path.parent, 0, f"{self.path.stem}.lock", doing):
            try:
                yield
            except OSError as problem:  # none of the lock's
                failed = problem
        if failed is not None:
            raise failed

    @contextmanager
    def _connected(self, begin: str = "BEGIN") -> Iterator[SqliteConnection]:
        try:
            opened = sqlite3.connect(
                self.path, timeout=BUSY_SECONDS, isolation_level=None, factory=SqliteConnection
            )
            with closing(opened) as connection:
                connection.execute("PRAGMA foreign_keys = ON")
                connection.execute(begin)
                with connection:
                    yield connection
        except sqlite3.OperationalError as problem:
            raise disk_problem(str(self.path), problem) from problem
        except sqlite3.DatabaseError as problem:
            raise LibraryError(
                f"{self.path}: is damaged ({problem}); remove it and {self._mend}"
            ) from problem
