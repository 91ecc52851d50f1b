"""A library's database -> what of its rows is not what was stored: every row is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import LibraryDamaged
from . import Damage
from .rows import article_of, columns, passage_columns, vector_of

if TYPE_CHECKING:
    from .database import Database


def damage_in(database: Database) -> Damage:
    """Return what is wrong with the rows of a database."""
    try:
        if found := database.broken():
            return Damage(other=tuple(found))
        articles = _changed_articles(database)
        passages = [name for name in _changed_passages(database) if name not in articles]
        return Damage(tuple(articles), tuple(passages))
    except LibraryDamaged as problem:
        return Damage(other=(str(problem),))


def _changed_articles(database: Database) -> list[str]:
    found: list[str] = []
    with database.reading() as connection:
        for row in connection.execute(f"SELECT {columns(database.layout)} FROM articles"):
            try:
                article_of(row)
            except LibraryDamaged:
                found.append(row[0])
    return found


def _changed_passages(database: Database) -> list[str]:
    """Return the articles of passages that are not as stored, or do not lie in their article."""
    found: dict[str, None] = {}
    with database.reading() as connection:
        for row in connection.execute(f"SELECT {passage_columns(database.layout)} FROM passages"):
            try:
                vector_of(row)
            except LibraryDamaged:
                found[row[1]] = None
    outside = database.rows(
        "SELECT article_id FROM passages JOIN articles ON articles.id = article_id"
        ' WHERE start < 0 OR start >= "end" OR "end" > length(text)'
        " OR length(vector) != (SELECT length(vector) FROM passages ORDER BY id LIMIT 1)"
    )
    return list(found | dict.fromkeys(row[0] for row in outside))
