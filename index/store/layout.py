"""The tables of a library's database, and how one that an earlier version made is brought up to date."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from . import listing

if TYPE_CHECKING:
    import sqlite3

LAYOUT: Final = "5"
LATER: Final = {
    "1": (("articles", "pages TEXT NOT NULL DEFAULT '[]'"),),
    "2": (
        ("articles", "page_labels TEXT NOT NULL DEFAULT '[]'"),
        ("articles", "unread TEXT"),
        ("articles", "recognised TEXT NOT NULL DEFAULT '[]'"),
        ("articles", "boxes TEXT NOT NULL DEFAULT '[]'"),
        ("articles", "checksum INTEGER"),
        ("passages", "checksum INTEGER"),
    ),
    "3": (("changes", "articles TEXT"),),
    "4": (),
}
"""What tables gained after each earlier layout; a library is brought up to date where it may be written."""

_CHANGES: Final = "CREATE TABLE IF NOT EXISTS changes (number INTEGER PRIMARY KEY, token TEXT NOT NULL{})"
_NEWEST: Final = "CREATE INDEX IF NOT EXISTS articles_newest ON articles (published DESC, id, source)"
_IN_PART: Final = "CREATE INDEX IF NOT EXISTS articles_in_part ON articles (unread) WHERE unread IS NOT NULL"
SCHEMA: Final = f"""
BEGIN IMMEDIATE;
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
{_CHANGES.format(", articles TEXT")};
CREATE TABLE IF NOT EXISTS articles (
    id TEXT PRIMARY KEY, title TEXT NOT NULL, text TEXT NOT NULL, url TEXT, source TEXT, author TEXT,
    published TEXT, published_from TEXT, language TEXT, sha256 TEXT NOT NULL,
    pages TEXT NOT NULL DEFAULT '[]', page_labels TEXT NOT NULL DEFAULT '[]', unread TEXT,
    recognised TEXT NOT NULL DEFAULT '[]', boxes TEXT NOT NULL DEFAULT '[]', checksum INTEGER
);
CREATE TABLE IF NOT EXISTS origins (origin TEXT PRIMARY KEY, digest TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS origin_articles (
    origin TEXT NOT NULL REFERENCES origins ON DELETE CASCADE,
    article_id TEXT NOT NULL REFERENCES articles ON DELETE CASCADE,
    PRIMARY KEY (origin, article_id)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS passages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id TEXT NOT NULL REFERENCES articles ON DELETE CASCADE,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, vector BLOB NOT NULL, checksum INTEGER
);
CREATE INDEX IF NOT EXISTS origins_of_article ON origin_articles (article_id);
CREATE INDEX IF NOT EXISTS passages_of_article ON passages (article_id);
{_NEWEST};
{_IN_PART};
{";".join(listing.TABLES)};
INSERT OR IGNORE INTO meta VALUES ('layout', '{LAYOUT}');
COMMIT;
"""


def layout_of(connection: sqlite3.Connection) -> str | None:
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


def columns_after(layout: str, table: str) -> list[str]:
    """Return the columns that a table has gained since a layout, as SQL declares them."""
    return [
        column
        for known, gained in LATER.items()
        if layout <= known
        for owner, column in gained
        if owner == table
    ]


def has_tokens(layout: str) -> bool:
    """Tell whether the changes of a layout have tokens, by which what is derived of them is believed."""
    return layout > "2"


def bring_up_to_date(connection: sqlite3.Connection) -> None:
    """Give tables room for what they have gained since they were made; part of a transaction.

    What was derived of a library whose changes had no tokens is made again.
    """
    layout = layout_of(connection)
    if layout is None or layout == LAYOUT:  # another program has just done so
        return
    if not _columns(connection, "changes"):
        connection.execute(_CHANGES.format(""))
        (number,) = connection.execute("SELECT value FROM meta WHERE key = 'change'").fetchone()
        connection.execute("INSERT OR IGNORE INTO changes VALUES (?, ?)", [int(number), secrets.token_hex(8)])
    for table in ("articles", "passages", "changes"):
        _widen(connection, table, columns_after(layout, table))
    for statement in (_IN_PART, _NEWEST, "DROP INDEX IF EXISTS articles_by_day"):
        connection.execute(statement)
    listing.enter_all(connection)
    connection.execute("UPDATE meta SET value = ? WHERE key = 'layout'", [LAYOUT])


def _widen(connection: sqlite3.Connection, table: str, columns: Sequence[str]) -> None:
    """Give a table those of some columns that it lacks; checksums of fewer columns say nothing any more."""
    there = _columns(connection, table)
    lacking = [column for column in columns if column.split()[0] not in there]
    for column in lacking:
        connection.execute(f"ALTER TABLE {table} ADD COLUMN {column}")
    if lacking and "checksum" in there:
        connection.execute(f"UPDATE {table} SET checksum = NULL")


def _columns(connection: sqlite3.Connection, table: str) -> set[str]:
    """Return the columns of a table; none where there is no such table."""
    return {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
