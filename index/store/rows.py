"""Articles, their passages and origins <-> rows; what is written here is one part of a transaction."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from ..article import Article
from ..errors import SourceError
from ..text.split import Span
from .stories import enter, leave

if TYPE_CHECKING:
    import sqlite3

    from numpy.typing import NDArray

_COLUMNS: Final = (
    *("id", "title", "text", "url", "source", "author", "published", "published_from", "language"),
    *("pages", "sha256"),
)
_NAMES: Final = ", ".join(_COLUMNS)


@dataclass(frozen=True, slots=True)
class Entry:
    """An article ready to be stored: its passages and their vectors, shape (passages, dimensions)."""

    article: Article
    spans: tuple[Span, ...]
    vectors: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Record:
    """What one file, link or caller said: the digest of its bytes, its articles, and what in it gave none."""

    origin: str
    digest: str
    entries: tuple[Entry, ...]
    failed: tuple[SourceError, ...] = ()


def columns(layout: str) -> str:
    """Return what ``article_of`` is made from, as SQL; the first layout knows no pages."""
    return _NAMES.replace("pages", "'[]'") if layout == "1" else _NAMES


def article_of(row: Sequence[Any]) -> Article:
    """Return the article of a row of ``columns``."""
    known = dict(zip(_COLUMNS[:-1], row, strict=False))
    return Article(**known | {"pages": tuple(json.loads(known["pages"]))})


def insert(connection: sqlite3.Connection, origin: str, entry: Entry) -> bool:
    """Store an article and tell whether another origin holds its words already.

    If so, what is known of it stays as it is, and only gaps are filled.
    """
    article = entry.article
    old = connection.execute("SELECT sha256, title FROM articles WHERE id = ?", [article.id]).fetchone()
    held = connection.execute("SELECT 1 FROM origin_articles WHERE article_id = ?", [article.id]).fetchone()
    copy = held is not None and old[0] == article.sha256
    updates = ", ".join(f"{name} = {_wanted(name, copy)}" for name in _COLUMNS[1:])
    connection.execute(
        f"INSERT INTO articles ({_NAMES}) VALUES ({_marks(_COLUMNS)})"
        f" ON CONFLICT (id) DO UPDATE SET {updates}",
        _row(article),
    )
    connection.execute("INSERT OR IGNORE INTO origin_articles VALUES (?, ?)", [origin, article.id])
    new = connection.execute("SELECT sha256, title FROM articles WHERE id = ?", [article.id]).fetchone()
    if new != old:  # the words or the title before them are others, and so are the vectors
        connection.execute("DELETE FROM passages WHERE article_id = ?", [article.id])
        insert_passages(connection, entry)
        enter(connection, article.id)
    return copy


def insert_passages(connection: sqlite3.Connection, entry: Entry) -> None:
    """Store the passages of an article."""
    connection.executemany(
        'INSERT INTO passages (article_id, start, "end", vector) VALUES (?, ?, ?, ?)',
        [
            (entry.article.id, start, end, vector.astype(np.float16).tobytes())
            for (start, end), vector in zip(entry.spans, entry.vectors, strict=True)
        ],
    )


def forget(connection: sqlite3.Connection, origin: str) -> list[str]:
    """Drop an origin and return the ids of the articles it held."""
    rows = connection.execute("SELECT article_id FROM origin_articles WHERE origin = ?", [origin]).fetchall()
    connection.execute("DELETE FROM origins WHERE origin = ?", [origin])
    return [row[0] for row in rows]


def drop_orphans(connection: sqlite3.Connection, article_ids: Iterable[str]) -> None:
    """Drop those of the articles that no origin holds."""
    held = "SELECT 1 FROM origin_articles WHERE article_id = ?"
    drop(connection, [name for name in article_ids if not connection.execute(held, [name]).fetchone()])


def drop(connection: sqlite3.Connection, article_ids: Sequence[str]) -> None:
    """Drop articles and their passages."""
    leave(connection, article_ids)
    connection.executemany("DELETE FROM articles WHERE id = ?", [[name] for name in article_ids])


def _wanted(name: str, copy: bool) -> str:
    """Return what a column is to hold: the new value, or for a copy only where there is none."""
    held = "nullif(pages, '[]')" if name == "pages" else name
    return f"coalesce({held}, excluded.{name})" if copy else f"excluded.{name}"


def _row(article: Article) -> list[Any]:
    known = {name: getattr(article, name) for name in _COLUMNS}
    return list((known | {"pages": json.dumps(article.pages)}).values())


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
