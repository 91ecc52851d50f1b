"""The tables of a library's database, and how one that an earlier version made is brought up to date."""

from __future__ import annotations

import secrets
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
    (layout,) = connection.execute("SELECT value FROM meta WHERE key = 'layout'").fetchone()
    if layout == LAYOUT:  # another program has just done so
        return
    if not has_tokens(layout):
        connection.execute(_CHANGES.format(""))
        (number,) = connection.execute("SELECT value FROM meta WHERE key = 'change'").fetchone()
        connection.execute("INSERT OR IGNORE INTO changes VALUES (?, ?)", [int(number), secrets.token_hex(8)])
    for table in ("articles", "passages", "changes"):
        for column in columns_after(layout, table):
            connection.execute(f"ALTER TABLE {table} ADD COLUMN {column}")
    for statement in (_IN_PART, _NEWEST, "DROP INDEX IF EXISTS articles_by_day"):
        connection.execute(statement)
    listing.enter_all(connection)
    connection.execute("UPDATE meta SET value = ? WHERE key = 'layout'", [LAYOUT])
