"""The file of saved questions: one small SQLite database in the library's folder, which programs share."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, Final

from index.store.beside import small_file

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
        with self._connected(writes=False) as connection:
            made = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'news'").fetchone()
            return connection.execute(query, values).fetchall() if made else []  # it is just being made

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Give a connection within one transaction; an error takes all of it back."""
        with self._connected(writes=True) as connection:
            for statement in _SCHEMA:
                connection.execute(statement)
            yield connection

    def _connected(self, *, writes: bool) -> AbstractContextManager[sqlite3.Connection]:
        return small_file(self.path, mend="keep the questions again", writes=writes)
