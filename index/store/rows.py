"""Articles, their passages and origins <-> rows; what is written here is one part of a transaction."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from ..article import Article
from . import corrections, failures, listing, named, stories, tags
from .checksums import (
    article_sum,
    check_article,
    check_passage,
    not_as_stored,
    passage_not_as_stored,
    passage_sum,
)
from .layout import columns_after

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from . import Entry
    from .database import Connection

_COLUMNS: Final = (
    *("id", "title", "text", "url", "source", "author", "published", "published_from", "language"),
    *("pages", "page_labels", "unread", "recognised", "boxes", "sha256"),
)
_LISTS: Final = ("pages", "page_labels", "recognised", "boxes")  # as JSON
_NAMES: Final = ", ".join(_COLUMNS)


def ready_to_write(connection: Connection) -> None:
    """Make what is derived of articles, and room for what people say of them, where it is not there yet."""
    stories.ready(connection)
    named.ready(connection)
    tags.prepare(connection)
    corrections.prepare(connection)
    failures.prepare(connection)


def columns(layout: str) -> str:
    """Return what ``article_of`` is made from, as SQL; an earlier layout knows less of an article."""
    unknown = {column.split()[0] for column in columns_after(layout, "articles")}
    return ", ".join(_missing(name) if name in unknown else name for name in (*_COLUMNS, "checksum"))


def article_of(row: Sequence[Any]) -> Article:
    """Return the article of a row of ``columns``.

    Raises:
        LibraryDamaged: it is not what was stored.
    """
    *values, checksum = row
    check_article(row[0], values, checksum)
    known = dict(zip(_COLUMNS, values, strict=True))
    digest = known.pop("sha256")  # it is computed
    try:
        article = Article(**known | {name: json.loads(known[name]) for name in _LISTS})
    except (ValueError, TypeError):  # no row that was stored; those of an earlier layout have no checksum
        raise not_as_stored(row[0]) from None
    if article.sha256 != digest:
        raise not_as_stored(row[0])
    return article


def passage_columns(layout: str) -> str:
    """Return what ``vector_of`` is made from, as SQL; an earlier layout knows no checksum."""
    known = not columns_after(layout, "passages")
    return f'id, article_id, start, "end", vector, {"checksum" if known else "NULL"}'


def vector_of(row: Sequence[Any]) -> bytes:
    """Return the vector of a row of ``passage_columns``, as 16-bit floats.

    Raises:
        LibraryDamaged: the passage is not what was stored.
    """
    *passage, vector, checksum = row
    check_passage(passage, vector, checksum)
    return bytes(vector)


def vectors_of(rows: Sequence[Sequence[Any]]) -> NDArray[np.float32]:
    """Return the vectors of rows of ``passage_columns``, shape (rows, dimensions)."""
    blobs = [vector_of(row) for row in rows]
    for row, blob in zip(rows, blobs, strict=True):
        if len(blob) != len(blobs[0]):  # rows of an earlier layout have no checksum
            raise passage_not_as_stored(row[0])
    floats = np.frombuffer(b"".join(blobs), dtype=np.float16).astype(np.float32)
    return floats.reshape(len(rows), -1 if rows else 0)


def insert(connection: Connection, origin: str, entry: Entry, *, anew: bool = False) -> str | None:
    """Store an article; where another origin holds its words already, return the title they are kept under.

    If so, what is known of it stays as it is, and only gaps are filled, unless all of it is to be ``anew``.
    """
    article = entry.article
    old = connection.execute("SELECT sha256, title FROM articles WHERE id = ?", [article.id]).fetchone()
    held = connection.execute("SELECT 1 FROM origin_articles WHERE article_id = ?", [article.id]).fetchone()
    copy = held is not None and old[0] == article.sha256 and not anew
    updates = ", ".join(f"{name} = {_wanted(name, copy)}" for name in _COLUMNS[1:])
    corrections.take_off(connection, article.id)
    connection.execute(
        f"INSERT INTO articles ({_NAMES}) VALUES ({_marks(_COLUMNS)})"
        f" ON CONFLICT (id) DO UPDATE SET {updates}",
        _row(article),
    )
    corrections.put_on(connection, article.id)
    _seal(connection, article.id)
    listing.enter(connection, article.id)
    connection.execute(
        "INSERT INTO origin_articles VALUES (?, ?) ON CONFLICT DO NOTHING", [origin, article.id]
    )
    new = connection.execute("SELECT sha256, title FROM articles WHERE id = ?", [article.id]).fetchone()
    if anew or new != old:  # the words or the title before them are others, and so are the vectors
        connection.execute("DELETE FROM passages WHERE article_id = ?", [article.id])
        insert_passages(connection, entry)
        stories.enter(connection, article.id)
        named.enter(connection, article.id)
    return str(new[1]) if copy else None


def keep_by_hand(connection: Connection, before: Sequence[str], articles: Sequence[Article]) -> None:
    """Give articles of an origin that is read again what people said of them before their text changed.

    The only one that is new is the only one that has gone; of several those of one title are the same.
    """
    now = {article.id for article in articles}
    gone = {article_id: _title_read(connection, article_id) for article_id in before if article_id not in now}
    fresh = {article.id: article.title for article in articles if article.id not in before}
    alone = len(gone) == len(fresh) == 1
    for old, title in gone.items():
        same = [new for new, its in fresh.items() if alone or its == title]
        if len(same) == 1:
            tags.carry(connection, old, same[0])
            corrections.carry(connection, old, same[0])


def correct(
    connection: Connection, article_id: str, said: Mapping[str, str | None], undone: Iterable[str]
) -> None:
    """Put what is right in some fields of an article, and in others what was read, in its row."""
    corrections.take_off(connection, article_id)
    corrections.undo(connection, article_id, undone)
    corrections.enter(connection, article_id, said)
    corrections.put_on(connection, article_id)
    _seal(connection, article_id)
    listing.enter(connection, article_id)


def insert_passages(connection: Connection, entry: Entry) -> None:
    """Store the passages of an article."""
    connection.executemany(
        'INSERT INTO passages (article_id, start, "end", vector, checksum) VALUES (?, ?, ?, ?, ?)',
        [
            (*passage, passage_sum(*passage))
            for (start, end), vector in zip(entry.spans, entry.vectors, strict=True)
            for passage in [(entry.article.id, start, end, vector.astype(np.float16).tobytes())]
        ],
    )


def forget(connection: Connection, origin: str) -> list[str]:
    """Drop an origin and return the ids of the articles it held."""
    rows = connection.execute("SELECT article_id FROM origin_articles WHERE origin = ?", [origin]).fetchall()
    connection.execute("DELETE FROM origins WHERE origin = ?", [origin])
    return [row[0] for row in rows]


def drop_orphans(connection: Connection, article_ids: Iterable[str]) -> None:
    """Drop those of the articles that no origin holds."""
    held = "SELECT 1 FROM origin_articles WHERE article_id = ?"
    drop(connection, [name for name in article_ids if not connection.execute(held, [name]).fetchone()])


def drop(connection: Connection, article_ids: Sequence[str]) -> None:
    """Drop articles and their passages."""
    stories.leave(connection, article_ids)
    named.leave(connection, article_ids)
    connection.executemany("DELETE FROM articles WHERE id = ?", [[name] for name in article_ids])


def _wanted(name: str, copy: bool) -> str:
    """Return what a column is to hold: the new value, or for a copy only where there is none."""
    if not copy:
        return f"excluded.{name}"
    if name in _LISTS:  # they hang together, and come with the pages
        return f"CASE WHEN articles.pages = '[]' THEN excluded.{name} ELSE articles.{name} END"
    return f"coalesce(articles.{name}, excluded.{name})"


def _title_read(connection: Connection, article_id: str) -> str | None:
    """Return the title of an article as it was read."""
    row = connection.execute(
        "SELECT coalesce(read, title) FROM articles"
        " LEFT JOIN corrections ON article_id = id AND field = 'title' WHERE id = ?",
        [article_id],
    ).fetchone()
    return row[0] if row else None


def _row(article: Article) -> list[Any]:
    known = {name: getattr(article, name) for name in _COLUMNS}
    return list((known | {name: json.dumps(known[name]) for name in _LISTS}).values())


def _seal(connection: Connection, article_id: str) -> None:
    """Store the checksum of an article as it stands now."""
    row = connection.execute(f"SELECT {_NAMES} FROM articles WHERE id = ?", [article_id]).fetchone()
    connection.execute("UPDATE articles SET checksum = ? WHERE id = ?", [article_sum(row), article_id])


def _missing(name: str) -> str:
    return "'[]'" if name in _LISTS else "NULL"


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
