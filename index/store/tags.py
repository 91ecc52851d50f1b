"""The tags that people give to articles: rows of their own, which outlast a file that changes or comes back.

What is written here is one part of a transaction; ``prepare`` comes first in it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from ..text.words import folded

if TYPE_CHECKING:
    import sqlite3

    from .sqlite.file import SqliteFile

_TABLES: Final = (
    "CREATE TABLE IF NOT EXISTS tags (tag TEXT NOT NULL, article_id TEXT NOT NULL, name TEXT NOT NULL,"
    " PRIMARY KEY (tag, article_id)) WITHOUT ROWID",
    "CREATE INDEX IF NOT EXISTS tags_of_article ON tags (article_id)",
)
_THOSE: Final = "IN (SELECT value FROM json_each(?))"
_COUNT: Final = (
    "INSERT INTO meta VALUES ('tagged', '1')"
    " ON CONFLICT (key) DO UPDATE SET value = CAST(value AS INTEGER) + 1"
)


def prepare(connection: sqlite3.Connection) -> None:
    """Make the table in a library that has none yet."""
    for statement in _TABLES:
        connection.execute(statement)


def put(connection: sqlite3.Connection, article_ids: Iterable[str], tags: Iterable[str]) -> None:
    """Give articles tags; one that is there already is spelt as it was first."""
    spelt = [(folded(tag), _spelling(connection, tag)) for tag in tags]
    rows = [(tag, article_id, name) for article_id in article_ids for tag, name in spelt]
    connection.executemany("INSERT OR IGNORE INTO tags VALUES (?, ?, ?)", rows)
    connection.execute(_COUNT)


def take(connection: sqlite3.Connection, article_ids: Iterable[str], tags: Iterable[str]) -> None:
    """Take tags from articles."""
    keys = [folded(tag) for tag in tags]
    rows = [(tag, article_id) for article_id in article_ids for tag in keys]
    connection.executemany("DELETE FROM tags WHERE tag = ? AND article_id = ?", rows)
    connection.execute(_COUNT)


def forget(connection: sqlite3.Connection, article_ids: Iterable[str]) -> None:
    """Drop all tags of articles that a person removes."""
    connection.executemany("DELETE FROM tags WHERE article_id = ?", [[name] for name in article_ids])


def carry(connection: sqlite3.Connection, before: str, after: str) -> None:
    """Give an article the tags of what it was before its text changed."""
    connection.execute(
        "INSERT OR IGNORE INTO tags SELECT tag, ?, name FROM tags WHERE article_id = ?", [after, before]
    )


def times_tagged(database: SqliteFile) -> int:
    """Return how many times tags were given or taken."""
    rows = database.rows("SELECT value FROM meta WHERE key = 'tagged'")
    return int(rows[0][0]) if rows else 0


def tags_of(database: SqliteFile, article_ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return for those of the articles that have tags these, by their names."""
    found: dict[str, tuple[str, ...]] = {}
    if times_tagged(database):
        query = f"SELECT article_id, name FROM tags WHERE article_id {_THOSE} ORDER BY tag"
        for article_id, name in database.rows(query, [json.dumps(list(article_ids))]):
            found[article_id] = (*found.get(article_id, ()), name)
    return found


def counted(database: SqliteFile, passing: str, values: Sequence[str]) -> list[tuple[str, int]]:
    """Return every tag with its number of articles, most first, of articles that pass a condition in SQL."""
    if not times_tagged(database):
        return []
    return database.rows(
        f"SELECT min(name), count(*) FROM tags JOIN articles ON id = article_id WHERE {passing}"
        " GROUP BY tag ORDER BY count(*) DESC, tag",
        values,
    )


def articles_tagged(database: SqliteFile, tags: Iterable[str]) -> set[str]:
    """Return the ids of the articles that have one of some tags."""
    if not times_tagged(database):
        return set()
    wanted = json.dumps([folded(tag) for tag in tags])
    return {row[0] for row in database.rows(f"SELECT article_id FROM tags WHERE tag {_THOSE}", [wanted])}


def _spelling(connection: sqlite3.Connection, tag: str) -> str:
    row = connection.execute("SELECT name FROM tags WHERE tag = ? LIMIT 1", [folded(tag)]).fetchone()
    return str(row[0]) if row else tag
