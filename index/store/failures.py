"""What gave no article when it was last read: files and links, and parts of files that are held.

A part's failure goes with its file. That of a whole file or link stays until it is read well or has gone;
what the library held of it before is still there. What is written here is one part of a transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from ..errors import SourceError

if TYPE_CHECKING:
    import sqlite3

    from .database import Database

_TABLES: Final = (
    "CREATE TABLE IF NOT EXISTS refused"
    " (origin TEXT PRIMARY KEY, place TEXT NOT NULL, reason TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS failed_parts (origin TEXT NOT NULL REFERENCES origins ON DELETE CASCADE,"
    " place TEXT NOT NULL, reason TEXT NOT NULL)",
    "CREATE INDEX IF NOT EXISTS failed_parts_of_origin ON failed_parts (origin)",
)


def prepare(connection: sqlite3.Connection) -> None:
    """Make the tables in a library that has none yet."""
    for statement in _TABLES:
        connection.execute(statement)


def refused(database: Database) -> dict[str, SourceError]:
    """Return by their origins the files and links that gave no article."""
    if not _is_prepared(database):
        return {}
    rows = database.rows("SELECT origin, place, reason FROM refused")
    return {origin: SourceError(place, reason) for origin, place, reason in rows}


def failed_parts(database: Database) -> list[SourceError]:
    """Return the parts of files that gave no article."""
    if not _is_prepared(database):
        return []
    return [SourceError(*row) for row in database.rows("SELECT place, reason FROM failed_parts")]


def enter_parts(connection: sqlite3.Connection, origin: str, failed: Sequence[SourceError]) -> None:
    """Store what of an origin gave no article; what was stored before went with its row."""
    rows = [(origin, problem.source, problem.reason) for problem in failed]
    connection.executemany("INSERT INTO failed_parts VALUES (?, ?, ?)", rows)


def enter_refused(connection: sqlite3.Connection, problems: Mapping[str, SourceError]) -> None:
    """Store by their origins why files and links gave no article."""
    rows = [(origin, problem.source, problem.reason) for origin, problem in problems.items()]
    connection.executemany("INSERT OR REPLACE INTO refused VALUES (?, ?, ?)", rows)


def leave_refused(connection: sqlite3.Connection, origins: Iterable[str]) -> None:
    """Drop what was stored of files and links."""
    connection.executemany("DELETE FROM refused WHERE origin = ?", [[origin] for origin in origins])


def leave_all(connection: sqlite3.Connection) -> None:
    """Drop every failure."""
    connection.execute("DELETE FROM refused")
    connection.execute("DELETE FROM failed_parts")


def _is_prepared(database: Database) -> bool:
    return bool(database.rows("SELECT 1 FROM sqlite_master WHERE name = 'failed_parts'"))
