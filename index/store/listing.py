"""What the list of articles is searched by: title, source, author and link, folded, in the list's order.

To fold a hundred thousand of them takes seconds, to look through what is folded 23 ms. SQLite's trigrams find
a rare word in .1 ms, but a usual one no sooner, and one of a sign or two not at all; they take 2.6 times the
room and 7 times as long to write.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from ..text.words import folded

if TYPE_CHECKING:
    import sqlite3

    from .sqlite.file import SqliteFile

_NAMES: Final = " || ' ' || ".join(f"ifnull({name}, '')" for name in ("title", "source", "author", "url"))
_OF_ARTICLES: Final = (
    f"SELECT ifnull(published, '') AS published, id AS article_id, folded({_NAMES}) AS names FROM articles"
)
TABLES: Final = (
    "CREATE TABLE IF NOT EXISTS listing (published TEXT NOT NULL,"
    " article_id TEXT NOT NULL REFERENCES articles ON DELETE CASCADE, names TEXT NOT NULL,"
    " PRIMARY KEY (published DESC, article_id)) WITHOUT ROWID",
    "CREATE UNIQUE INDEX IF NOT EXISTS listing_of_article ON listing (article_id)",
)


def enter(connection: sqlite3.Connection, article_id: str) -> None:
    """Put an article that was stored into the list; it leaves with its row."""
    connection.execute(f"INSERT OR REPLACE INTO listing {_OF_ARTICLES} WHERE id = ?", [article_id])


def enter_all(connection: sqlite3.Connection) -> None:
    """Make the list of a library that has none."""
    for statement in (*TABLES, f"INSERT OR REPLACE INTO listing {_OF_ARTICLES}"):
        connection.execute(statement)


def listed(database: SqliteFile, words: Sequence[str], *, is_made: bool) -> list[str]:
    """Return the ids of articles that have every word, the newest first, those without a day last.

    Where the list is not made, as the library may not be written, what it would hold is looked through.
    """
    rows = "listing" if is_made else f"({_OF_ARTICLES})"
    condition = " AND ".join("instr(names, ?)" for _ in words)
    found = database.rows(
        f"SELECT article_id FROM {rows} WHERE {condition} ORDER BY published DESC, article_id",
        [folded(word) for word in words],
    )
    return [row[0] for row in found]
