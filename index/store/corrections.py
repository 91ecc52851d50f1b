"""What people corrected by hand of what was read of an article, beside what was read.

An article's row has what is right; here lies what was read in its place, so that it can be put back. When the
article is read again, what was read comes first (``take_off``), is brought up to date, and is corrected again
(``put_on``). What is written here is one part of a transaction; ``prepare`` comes first in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from .database import has_table, make

if TYPE_CHECKING:
    from .database import Connection, Database

FIELDS: Final = ("title", "source", "author", "published")
BY_HAND: Final = "corrected"  # where a corrected day was found
_FROM: Final = "published_from"  # is corrected with the day
TABLES: Final = (
    "CREATE TABLE IF NOT EXISTS corrections (article_id TEXT NOT NULL, field TEXT NOT NULL,"
    " said TEXT, read TEXT, PRIMARY KEY (article_id, field)) WITHOUT ROWID",
)


def prepare(connection: Connection) -> None:
    """Make the table in a library that has none yet."""
    make(connection, TABLES)


def enter(connection: Connection, article_id: str, said: Mapping[str, str | None]) -> None:
    """Note what is right in some fields of an article; what was read there already is no correction.

    The article's row has what was read; ``put_on`` changes it.
    """
    if "published" in said:
        said = {**said, _FROM: BY_HAND}
    for field, value in said.items():
        (read,) = connection.execute(f"SELECT {field} FROM articles WHERE id = ?", [article_id]).fetchone()
        connection.execute(
            "INSERT INTO corrections VALUES (?, ?, ?, ?)"
            " ON CONFLICT (article_id, field) DO UPDATE SET said = excluded.said, read = excluded.read",
            [article_id, field, value, read],
        )
    connection.execute(
        "DELETE FROM corrections WHERE article_id = ? AND field != ?"
        " AND (said = read OR said IS NULL AND read IS NULL)",
        [article_id, _FROM],
    )
    connection.execute(
        "DELETE FROM corrections WHERE article_id = ? AND field = ? AND NOT EXISTS"
        " (SELECT 1 FROM corrections WHERE article_id = ? AND field = 'published')",
        [article_id, _FROM, article_id],
    )


def undo(connection: Connection, article_id: str, fields: Iterable[str]) -> None:
    """Forget the corrections of some fields, of a row that has what was read."""
    named = [field for each in fields for field in ((each, _FROM) if each == "published" else (each,))]
    rows = [(article_id, field) for field in named]
    connection.executemany("DELETE FROM corrections WHERE article_id = ? AND field = ?", rows)


def take_off(connection: Connection, article_id: str) -> None:
    """Put what was read into an article's row."""
    _set(connection, article_id, "read")


def put_on(connection: Connection, article_id: str) -> None:
    """Note what an article's row has as what was read, and put what is right in its place."""
    for (field,) in _of(connection, article_id, "field"):
        connection.execute(
            f"UPDATE corrections SET read = (SELECT {field} FROM articles WHERE id = article_id)"
            " WHERE article_id = ? AND field = ?",
            [article_id, field],
        )
    _set(connection, article_id, "said")


def forget(connection: Connection, article_ids: Iterable[str]) -> None:
    """Drop the corrections of articles that a person removes."""
    connection.executemany("DELETE FROM corrections WHERE article_id = ?", [[name] for name in article_ids])


def carry(connection: Connection, before: str, after: str) -> None:
    """Correct an article as it was before its text changed."""
    connection.execute(
        "INSERT INTO corrections SELECT ?, field, said, read FROM corrections WHERE article_id = ?"
        " AND NOT EXISTS (SELECT 1 FROM articles WHERE id = ?)"  # or it has been read elsewhere
        " ON CONFLICT DO NOTHING",
        [after, before, after],
    )


def read_before(database: Database, article_ids: Sequence[str]) -> dict[str, dict[str, str | None]]:
    """Return for those of the articles that were corrected what was read in each field that was."""
    found: dict[str, dict[str, str | None]] = {}
    if has_table(database, "corrections"):
        query = (
            "SELECT article_id, field, read FROM corrections WHERE field != ?"
            f" AND article_id {database.sql.those} ORDER BY article_id, field"
        )
        for article_id, field, read in database.rows(query, [_FROM, database.sql.listed(article_ids)]):
            found.setdefault(article_id, {})[field] = read
    return found


def _of(connection: Connection, article_id: str, columns: str) -> list[tuple[str, ...]]:
    return connection.execute(
        f"SELECT {columns} FROM corrections WHERE article_id = ?", [article_id]
    ).fetchall()


def _set(connection: Connection, article_id: str, what: str) -> None:
    for field, value in _of(connection, article_id, f"field, {what}"):
        connection.execute(f"UPDATE articles SET {field} = ? WHERE id = ?", [value, article_id])
