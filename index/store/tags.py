"""The tags that people give to articles: rows of their own, which outlast a file that changes or comes back.

What is written here is one part of a transaction; ``prepare`` comes first in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

from ..text.words import folded
from .database import make

if TYPE_CHECKING:
    from .database import Connection, Database

TABLES: Final = (
    "CREATE TABLE IF NOT EXISTS tags (tag TEXT NOT NULL, article_id TEXT NOT NULL, name TEXT NOT NULL,"
    " PRIMARY KEY (tag, article_id)) WITHOUT ROWID",
    "CREATE INDEX IF NOT EXISTS tags_of_article ON tags (article_id)",
)
_COUNT: Final = (
    "INSERT INTO meta VALUES ('tagged', '1')"
    " ON CONFLICT (key) DO UPDATE SET value = CAST(CAST(meta.value AS INTEGER) + 1 AS TEXT)"
)


def prepare(connection: Connection) -> None:
    """Make the table in a library that has none yet."""
    make(connection, TABLES)


def put(connection: Connection, article_ids: Iterable[str], tags: Iterable[str]) -> None:
    """Give articles tags; one that is there already is spelt as it was first."""
    spelt = [(folded(tag), _spelling(connection, tag)) for tag in tags]
    rows = [(tag, article_id, name) for article_id in article_ids for tag, name in spelt]
    connection.executemany("INSERT INTO tags VALUES (?, ?, ?) ON CONFLICT DO NOTHING", rows)
    connection.execute(_COUNT)


def take(connection: Connection, article_ids: Iterable[str], tags: Iterable[str]) -> None:
    """Take tags from articles."""
    keys = [folded(tag) for tag in tags]
    rows = [(tag, article_id) for article_id in article_ids for tag in keys]
    connection.executemany("DELETE FROM tags WHERE tag = ? AND article_id = ?", rows)
    connection.execute(_COUNT)


def forget(connection: Connection, article_ids: Iterable[str]) -> None:
    """Drop all tags of articles that a person removes."""
    connection.executemany("DELETE FROM tags WHERE article_id = ?", [[name] for name in article_ids])


def carry(connection: Connection, before: str, after: str) -> None:
    """Give an article the tags of what it was before its text changed."""
    connection.execute(
        "INSERT INTO tags SELECT tag, ?, name FROM tags WHERE article_id = ? ON CONFLICT DO NOTHING",
        [after, before],
    )


def times_tagged(database: Database) -> int:
    """Return how many times tags were given or taken."""
    rows = database.rows("SELECT value FROM meta WHERE key = 'tagged'")
    return int(rows[0][0]) if rows else 0


def tags_of(database: Database, article_ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return for those of the articles that have tags these, by their names."""
    found: dict[str, tuple[str, ...]] = {}
    if times_tagged(database):
        sql = database.sql
        query = f"SELECT article_id, name FROM tags WHERE article_id {sql.those} ORDER BY tag"
        for article_id, name in database.rows(query, [sql.listed(article_ids)]):
            found[article_id] = (*found.get(article_id, ()), name)
    return found


def counted(database: Database, passing: str, values: Sequence[Any]) -> list[tuple[str, int]]:
    """Return every tag with its number of articles, most first, of articles that pass a condition in SQL."""
    if not times_tagged(database):
        return []
    return database.rows(
        f"SELECT min(name), count(*) FROM tags JOIN articles ON id = article_id WHERE {passing}"
        " GROUP BY tag ORDER BY count(*) DESC, tag",
        values,
    )


def articles_tagged(database: Database, tags: Iterable[str]) -> set[str]:
    """Return the ids of the articles that have one of some tags."""
    if not times_tagged(database):
        return set()
    query = f"SELECT article_id FROM tags WHERE tag {database.sql.those}"
    return {row[0] for row in database.rows(query, [database.sql.listed(map(folded, tags))])}


def _spelling(connection: Connection, tag: str) -> str:
    row = connection.execute("SELECT min(name) FROM tags WHERE tag = ?", [folded(tag)]).fetchone()
    return tag if row[0] is None else str(row[0])
