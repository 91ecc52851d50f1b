"""What of files and links gave no article when it was last read.

A part's failure goes with its file; that of a whole file or link stays until it is read well or has gone, and
what the library held of it before is still there. What is written is one part of a transaction; ``prepare``
comes first in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from ..errors import SourceError
from .database import Connection, Database, has_table, make

TABLES: Final = (
    "CREATE TABLE IF NOT EXISTS refused"
    " (origin TEXT PRIMARY KEY, place TEXT NOT NULL, reason TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS failed_parts (origin TEXT NOT NULL REFERENCES origins ON DELETE CASCADE,"
    " place TEXT NOT NULL, reason TEXT NOT NULL)",
    "CREATE INDEX IF NOT EXISTS failed_parts_of_origin ON failed_parts (origin)",
)


def prepare(connection: Connection) -> None:
    """Make the tables in a library that has none yet."""
    make(connection, TABLES)


def enter_parts(connection: Connection, origin: str, failed: Sequence[SourceError]) -> None:
    """Store what of an origin gave no article; what was stored before went with its row."""
    rows = [(origin, problem.source, problem.reason) for problem in failed]
    connection.executemany("INSERT INTO failed_parts VALUES (?, ?, ?)", rows)


def enter_refused(connection: Connection, problems: Mapping[str, SourceError]) -> None:
    """Store by their origins why files and links gave no article."""
    rows = [(origin, problem.source, problem.reason) for origin, problem in problems.items()]
    connection.executemany(
        "INSERT INTO refused VALUES (?, ?, ?)"
        " ON CONFLICT (origin) DO UPDATE SET place = excluded.place, reason = excluded.reason",
        rows,
    )


def leave_refused(connection: Connection, origins: Iterable[str]) -> None:
    """Drop what was stored of files and links."""
    connection.executemany("DELETE FROM refused WHERE origin = ?", [[origin] for origin in origins])


def forget(connection: Connection) -> None:
    """Drop all that was stored."""
    connection.execute("DELETE FROM refused")
    connection.execute("DELETE FROM failed_parts")


def refused(database: Database) -> dict[str, SourceError]:
    """Return by their origins the files and links that gave no article when they were last read."""
    rows = _rows(database, "SELECT origin, place, reason FROM refused ORDER BY origin")
    return {origin: SourceError(place, reason) for origin, place, reason in rows}


def failed_parts(database: Database) -> list[SourceError]:
    """Return the parts of files that gave no article, by their names."""
    rows = _rows(database, "SELECT place, reason FROM failed_parts ORDER BY place, reason")
    return [SourceError(*row) for row in rows]


def _rows(database: Database, query: str) -> list[Any]:
    """Return rows of failures; a library that was not written to since there are such has none."""
    return database.rows(query) if has_table(database, "failed_parts") else []
