"""The file of saved questions: one small SQLite database in the library's folder, which programs share."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final

from index.errors import LibraryError, disk_problem

BUSY_SECONDS: Final = 10.0
_SCHEMA: Final = (
    "CREATE TABLE IF NOT EXISTS questions (number INTEGER PRIMARY KEY AUTOINCREMENT, user TEXT NOT NULL,"
    " question TEXT NOT NULL, only_from TEXT NOT NULL, saved TEXT NOT NULL, seen TEXT NOT NULL,"
    " change_number INTEGER NOT NULL, change_token TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS known (article_id TEXT PRIMARY KEY, sha256 TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS at (number INTEGER NOT NULL, token TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS news (id INTEGER PRIMARY KEY AUTOINCREMENT,"
    " number INTEGER NOT NULL REFERENCES questions ON DELETE CASCADE, found TEXT NOT NULL,"
    " article_id TEXT NOT NULL, sha256 TEXT NOT NULL, told TEXT NOT NULL, handed INTEGER NOT NULL DEFAULT 0,"
    " UNIQUE (number, article_id, sha256))",
)


class QuestionsFile:
    """The file, which is made when it is first written to; usable from any thread."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def exists(self) -> bool:
        """Whether anything was ever written."""
        return self.path.exists()

    def rows(self, query: str, values: Sequence[Any]) -> list[Any]:
        """Return every row of a query; none where no question was ever kept."""
        if not self.exists:
            return []
        with self._connected() as connection:
            made = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'news'").fetchone()
            return connection.execute(query, values).fetchall() if made else []  # it is just being made

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Give a connection within one transaction; an error takes all of it back."""
        with self._connected() as connection:
            for statement in _SCHEMA:
                connection.execute(statement)
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("BEGIN IMMEDIATE")
            with connection:
                yield connection

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        try:
            opened = sqlite3.connect(self.path, timeout=BUSY_SECONDS, isolation_level=None)
            with closing(opened) as connection:
                yield connection
        except sqlite3.OperationalError as problem:
            raise disk_problem(str(self.path), problem) from problem
        except sqlite3.DatabaseError as problem:
            reason = f"{self.path}: is damaged ({problem}); remove it and keep the questions again"
            raise LibraryError(reason) from problem
