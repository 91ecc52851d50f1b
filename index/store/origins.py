"""What a library tells of the files and links that were read, and of the articles that each holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ..passage import Filter
from .filtered import where
from .layout import columns_after

if TYPE_CHECKING:
    from .database import Database, Dialect


def origins(database: Database, article_ids: Sequence[str] | None) -> list[tuple[str, str]]:
    """Return every file or link with the id of each article it holds, of all articles or of some."""
    return _of(database, "article_id", "SELECT origin, article_id FROM origin_articles{}", article_ids)


def origin_digests(database: Database, names: Sequence[str] | None) -> dict[str, str]:
    """Return for every file or link, or for some, the digest of what it held."""
    return dict(_of(database, "origin", "SELECT origin, digest FROM origins{}", names))


def several(database: Database, names: Sequence[str] | None) -> dict[str, int]:
    """Return how many articles each file or link, or each of some, holds that holds more than one."""
    counts = "SELECT origin, count(*) FROM origin_articles{} GROUP BY origin HAVING count(*) > 1"
    return dict(_of(database, "origin", counts, names))


def repeats(database: Database, origin: str) -> bool:
    """Tell whether another origin holds an article of this one too."""
    rows = database.rows(
        "SELECT 1 FROM origin_articles AS mine JOIN origin_articles AS others USING (article_id)"
        " WHERE mine.origin = ? AND others.origin != mine.origin LIMIT 1",
        [origin],
    )
    return bool(rows)


def in_part(database: Database, chosen: Filter) -> list[tuple[str, str, str]]:
    """Return (origin, title, unread) of articles that pass the filter and were read only in part."""
    if columns_after(database.layout, "articles"):  # it knew nothing of this when it was written
        return []
    return database.rows(*partly(database.sql, chosen))


def partly(sql: Dialect, chosen: Filter) -> tuple[str, list[Any]]:
    """Return the query of ``in_part`` with its values.

    SQLite does not know how few they are, and would look at every article: so only the index of those that
    were read in part is left to it.
    """
    condition, values = where(sql, chosen, day=f"{sql.unindexed}published")
    query = (
        f"SELECT min(origin), title, unread FROM articles {sql.in_order} origin_articles ON article_id = id"
        f" WHERE unread IS NOT NULL AND {condition} GROUP BY {sql.unindexed}id"
        " ORDER BY min(origin), unread, title"
    )
    return query, values


def _of(database: Database, column: str, query: str, values: Sequence[str] | None) -> list[Any]:
    """Return the rows of a query with a place for a condition: all, or those with some values."""
    if values is None:
        return database.rows(query.format(""))
    condition = f" WHERE {column} {database.sql.those}"
    return database.rows(query.format(condition), [database.sql.listed(values)])
