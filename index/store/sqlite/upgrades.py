"""The tables of a SQLite file, and how those that an earlier version made are brought up to date."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from .. import listing
from ..layout import CHANGES, IN_PART, LATER, LAYOUT, NEWEST, TABLES, columns_after

if TYPE_CHECKING:
    from .dialect import SqliteConnection

SCHEMA: Final = ";".join(
    ("BEGIN IMMEDIATE", *TABLES, f"INSERT OR IGNORE INTO meta VALUES ('layout', '{LAYOUT}')", "COMMIT;")
)


def layout_of(connection: SqliteConnection) -> str | None:
    """Return the layout of a library, ``None`` where none is told; the one whose columns are all there.

    Some that called themselves 3 or later had not yet all that a 3 has now.
    """
    row = connection.execute("SELECT value FROM meta WHERE key = 'layout'").fetchone()
    for known, gained in LATER.items():
        for table in {table for table, _ in gained} if row and row[0] > known else ():
            own = {column.split()[0] for owner, column in gained if owner == table}
            if not own <= _columns(connection, table):
                return known
    return row and str(row[0])


def bring_up_to_date(connection: SqliteConnection) -> None:
    """Give tables room for what they have gained since they were made; part of a transaction.

    What was derived of a library whose changes had no tokens is made again.
    """
    layout = layout_of(connection)
    if layout is None or layout == LAYOUT:  # another program has just done so
        return
    if not _columns(connection, "changes"):
        connection.execute(CHANGES.format(""))
        (number,) = connection.execute("SELECT value FROM meta WHERE key = 'change'").fetchone()
        connection.execute("INSERT OR IGNORE INTO changes VALUES (?, ?)", [int(number), secrets.token_hex(8)])
    for table in ("articles", "passages", "changes"):
        _widen(connection, table, columns_after(layout, table))
    for statement in (IN_PART, NEWEST, "DROP INDEX IF EXISTS articles_by_day"):
        connection.execute(statement)
    listing.enter_all(connection)
    connection.execute("UPDATE meta SET value = ? WHERE key = 'layout'", [LAYOUT])


def _widen(connection: SqliteConnection, table: str, columns: Sequence[str]) -> None:
    """Give a table those of some columns that it lacks; checksums of fewer columns say nothing any more."""
    there = _columns(connection, table)
    lacking = [column for column in columns if column.split()[0] not in there]
    for column in lacking:
        connection.execute(f"ALTER TABLE {table} ADD COLUMN {column}")
    if lacking and "checksum" in there:
        connection.execute(f"UPDATE {table} SET checksum = NULL")


def _columns(connection: SqliteConnection, table: str) -> set[str]:
    """Return the columns of a table; none where there is no such table."""
    return {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
