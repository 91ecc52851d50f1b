"""The tables of a library's database, in whichever engine it lies, and what they gained since each layout."""

from __future__ import annotations

from typing import Final

from . import listing

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

CHANGES: Final = "CREATE TABLE IF NOT EXISTS changes (number INTEGER PRIMARY KEY, token TEXT NOT NULL{})"
NEWEST: Final = "CREATE INDEX IF NOT EXISTS articles_newest ON articles (published DESC, id, source)"
IN_PART: Final = "CREATE INDEX IF NOT EXISTS articles_in_part ON articles (unread) WHERE unread IS NOT NULL"
TABLES: Final = (
    "CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    CHANGES.format(", articles TEXT"),
    """CREATE TABLE IF NOT EXISTS articles (
    id TEXT PRIMARY KEY, title TEXT NOT NULL, text TEXT NOT NULL, url TEXT, source TEXT, author TEXT,
    published TEXT, published_from TEXT, language TEXT, sha256 TEXT NOT NULL,
    pages TEXT NOT NULL DEFAULT '[]', page_labels TEXT NOT NULL DEFAULT '[]', unread TEXT,
    recognised TEXT NOT NULL DEFAULT '[]', boxes TEXT NOT NULL DEFAULT '[]', checksum INTEGER
)""",
    "CREATE TABLE IF NOT EXISTS origins (origin TEXT PRIMARY KEY, digest TEXT NOT NULL) WITHOUT ROWID",
    """CREATE TABLE IF NOT EXISTS origin_articles (
    origin TEXT NOT NULL REFERENCES origins ON DELETE CASCADE,
    article_id TEXT NOT NULL REFERENCES articles ON DELETE CASCADE,
    PRIMARY KEY (origin, article_id)
) WITHOUT ROWID""",
    """CREATE TABLE IF NOT EXISTS passages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id TEXT NOT NULL REFERENCES articles ON DELETE CASCADE,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, vector BLOB NOT NULL, checksum INTEGER
)""",
    "CREATE INDEX IF NOT EXISTS origins_of_article ON origin_articles (article_id)",
    "CREATE INDEX IF NOT EXISTS passages_of_article ON passages (article_id)",
    NEWEST,
    IN_PART,
    *listing.TABLES,
)
"""What makes the tables, in SQLite's words; those of ``stories`` and others come as they are first needed."""


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
