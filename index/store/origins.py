"""What a library tells of the files and links that were read: their articles, and what of them gave none."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ..errors import SourceError
from ..passage import Filter
from .filtered import where
from .layout import columns_after

if TYPE_CHECKING:
    from .sqlite.file import SqliteFile


def origins(database: SqliteFile, article_ids: Sequence[str] | None) -> list[tuple[str, str]]:
    """Return every file or link with the id of each article it holds, of all articles or of some."""
    return _of(database, "article_id", "SELECT origin, article_id FROM origin_articles{}", article_ids)


def origin_digests(database: SqliteFile, names: Sequence[str] | None) -> dict[str, str]:
    """Return for every file or link, or for some, the digest of what it held."""
    return dict(_of(database, "origin", "SELECT origin, digest FROM origins{}", names))


def several(database: SqliteFile, names: Sequence[str] | None) -> dict[str, int]:
    """Return how many articles each file or link, or each of some, holds that holds more than one."""
    counts = "SELECT origin, count(*) FROM origin_articles{} GROUP BY origin HAVING count(*) > 1"
    return dict(_of(database, "origin", counts, names))


def repeats(database: SqliteFile, origin: str) -> bool:
    """Tell whether another origin holds an article of this one too."""
    rows = database.rows(
        "SELECT 1 FROM origin_articles AS mine JOIN origin_articles AS others USING (article_id)"
        " WHERE mine.origin = ? AND others.origin != mine.origin LIMIT 1",
        [origin],
    )
    return bool(rows)


def in_part(database: SqliteFile, chosen: Filter) -> list[tuple[str, str, str]]:
    """Return (origin, title, unread) of articles that pass the filter and were read only in part."""
    if columns_after(database.layout, "articles"):  # it knew nothing of this when it was written
        return []
    return database.rows(*partly(chosen))


def partly(chosen: Filter) -> tuple[str, list[str]]:
    """Return the query of ``in_part`` with its values.

    SQLite does not know how few they are, and would look at every article: by each plus and the word CROSS
    only the index of those that were read in part is left to it.
    """
    condition, values = where(chosen, day="+published")
    query = (
        "SELECT min(origin), title, unread FROM articles CROSS JOIN origin_articles ON article_id = id"
        f" WHERE unread IS NOT NULL AND {condition} GROUP BY +id ORDER BY min(origin), unread, title"
    )
    return query, values


def refused(database: SqliteFile) -> dict[str, SourceError]:
    """Return by their origins the files and links that gave no article when they were last read."""
    rows = _failures(database, "SELECT origin, place, reason FROM refused")
    return {origin: SourceError(place, reason) for origin, place, reason in rows}


def failed_parts(database: SqliteFile) -> list[SourceError]:
    """Return the parts of files that gave no article."""
    return [SourceError(*row) for row in _failures(database, "SELECT place, reason FROM failed_parts")]


def _of(database: SqliteFile, column: str, query: str, values: Sequence[str] | None) -> list[Any]:
    """Return the rows of a query with a place for a condition: all, or those with some values."""
    if values is None:
        return database.rows(query.format(""))
    condition = f" WHERE {column} IN (SELECT value FROM json_each(?))"
    return database.rows(query.format(condition), [json.dumps(list(values))])


def _failures(database: SqliteFile, query: str) -> list[Any]:
    """Return rows of failures; a library that was not written to since there are such has none."""
    known = database.rows("SELECT 1 FROM sqlite_master WHERE name = 'failed_parts'")
    return database.rows(query) if known else []
