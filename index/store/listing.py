"""What the list of articles is searched by: title, source, author and link, folded, in the list's order.

To fold a hundred thousand of them takes seconds, to look through what is folded 23 ms. SQLite's trigrams find
a rare word in .1 ms, but a usual one no sooner, and one of a sign or two not at all; they take 2.6 times the
room and 7 times as long to write.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from ..text.fold import fold
from ..text.words import folded
from .database import make

if TYPE_CHECKING:
    from ..operators import Place
    from .database import Connection, Database

_OF_ARTICLES: Final = "SELECT published, id, title, source, author, url FROM articles"
TABLES: Final = (
    "CREATE TABLE IF NOT EXISTS listing (published TEXT NOT NULL,"
    " article_id TEXT NOT NULL REFERENCES articles ON DELETE CASCADE, names TEXT NOT NULL,"
    " PRIMARY KEY (published DESC, article_id)) WITHOUT ROWID",
    "CREATE UNIQUE INDEX IF NOT EXISTS listing_of_article ON listing (article_id)",
)


def enter(connection: Connection, article_id: str) -> None:
    """Put an article that was stored into the list; it leaves with its row."""
    connection.execute("DELETE FROM listing WHERE article_id = ?", [article_id])
    _put(connection, connection.rows(f"{_OF_ARTICLES} WHERE id = ?", [article_id]))


def enter_all(connection: Connection) -> None:
    """Make the list of a library that has none."""
    make(connection, TABLES)
    connection.execute("DELETE FROM listing")
    _put(connection, connection.rows(_OF_ARTICLES))


def listed(database: Database, words: Sequence[str], *, is_made: bool) -> list[str]:
    """Return the ids of articles that have every word, the newest first, those without a day last.

    Where the list is not made, as the library may not be written, what it would hold is looked through.
    """
    wanted = [folded(word) or "" for word in words]
    if not is_made:
        rows = map(_row, database.rows(f"{_OF_ARTICLES} ORDER BY published DESC NULLS LAST, id"))
        return [article_id for _, article_id, names in rows if all(word in names for word in wanted)]
    condition = " AND ".join(database.sql.holds.format("names") for _ in words)
    query = f"SELECT article_id FROM listing WHERE {condition} ORDER BY published DESC, article_id"
    return [row[0] for row in database.rows(query, wanted)]


def named(database: Database, place: Place, words: Sequence[str], *, is_made: bool) -> list[tuple[str, str]]:
    """Return (id, value) of articles whose title, source or author has every word, by id.

    The list knows which articles have them anywhere; their values are then looked at.
    """
    wanted = [fold(word) for word in words]
    having = "".join(f" AND {database.sql.holds.format('names')}" for _ in words) if is_made else ""
    those = f" AND id IN (SELECT article_id FROM listing WHERE 1 = 1{having})" if having else ""
    query = f"SELECT id, {place} FROM articles WHERE {place} IS NOT NULL{those} ORDER BY id"
    rows = database.rows(query, wanted if having else [])
    return [row for row in rows if all(word in (folded(row[1]) or "") for word in wanted)]


def _put(connection: Connection, articles: Sequence[Sequence[str | None]]) -> None:
    rows = [_row(article) for article in articles]
    connection.executemany("INSERT INTO listing (published, article_id, names) VALUES (?, ?, ?)", rows)


def _row(article: Sequence[Any]) -> tuple[str, str, str]:
    """Return what the list holds of a row of ``_OF_ARTICLES``."""
    published, article_id, *names = article
    return published or "", article_id, folded(" ".join(name or "" for name in names)) or ""
