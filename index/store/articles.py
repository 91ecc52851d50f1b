"""The articles, their passages and vectors: the truth.

BM25 and FAISS are derived from these rows and can be made again from them at any time. ``change``
counts the transactions; what is derived carries the number it was made at.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from ..article import Article, text_digest
from ..errors import LibraryDamaged, SourceError
from ..passage import Filter, Passage, bare
from ..text.words import folded
from .database import Database
from .failures import enter_parts, enter_refused, failed_parts, leave_all, leave_refused, prepare, refused
from .rows import Entry, Record, article_of, columns, drop, drop_orphans, forget, insert, insert_passages
from .stories import ready, stories

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Entry", "Record", "Store"]

PAGE: Final = 100  # articles read at once


class Store:
    """The rows of one library, usable from any thread."""

    def __init__(self, path: Path) -> None:
        """Open the database file, made if absent; see ``Database`` for what can go wrong."""
        self._database = Database(path)

    # -- reading

    def meta(self, key: str) -> str | None:
        """Return a setting of the library, such as the encoder that made it."""
        rows = self._database.rows("SELECT value FROM meta WHERE key = ?", [key])
        return str(rows[0][0]) if rows else None

    def change(self) -> int:
        """Return the number of the last change of articles; 0 for an empty library."""
        return int(self.meta("change") or 0)

    def article(self, article_id: str) -> Article | None:
        """Return one article, ``None`` if it is not there."""
        return self.articles_by_id([article_id]).get(article_id)

    def articles_by_id(self, ids: Sequence[str]) -> dict[str, Article]:
        """Return those of the articles that are there."""
        names = columns(self._database.layout)
        rows = self._database.rows(
            f"SELECT {names} FROM articles WHERE id IN (SELECT value FROM json_each(?))",
            [json.dumps(list(ids))],
        )
        return {row[0]: article_of(row) for row in rows}

    def digests(self, ids: Sequence[str]) -> dict[str, str]:
        """Return the digests of the texts of those of the articles that are there."""
        wanted = json.dumps(list(ids))
        rows = "SELECT id, sha256 FROM articles WHERE id IN (SELECT value FROM json_each(?))"
        return dict(self._database.rows(rows, [wanted]))

    def articles(self) -> Iterator[Article]:
        """Yield every article, newest first, those without a day last; no connection stays open meanwhile."""
        ids = self.matching([])
        for first in range(0, len(ids), PAGE):
            page = ids[first : first + PAGE]
            found = self.articles_by_id(page)
            yield from (found[article_id] for article_id in page if article_id in found)

    def matching(self, words: Sequence[str]) -> list[str]:
        """Return the ids of articles whose title, source, author or url hold every word, newest first."""
        others = "".join(f" || ' ' || ifnull({name}, '')" for name in ("source", "author", "url"))
        condition = "".join(f" AND instr(folded(title{others}), ?)" for _ in words)
        rows = self._database.rows(
            f"SELECT id FROM articles WHERE 1{condition} ORDER BY published IS NULL, published DESC, id",
            [folded(word) for word in words],
        )
        return [row[0] for row in rows]

    def passages(self, ids: Sequence[int]) -> dict[int, tuple[Passage, NDArray[np.float32]]]:
        """Return those of the passages that are there, each with its vector."""
        rows = self._database.rows(
            'SELECT id, article_id, start, "end", vector FROM passages'
            " WHERE id IN (SELECT value FROM json_each(?))",
            [json.dumps(list(ids))],
        )
        return {row[0]: (Passage(*row[:4]), _floats(row[4])) for row in rows}

    def bylines(self, ids: Sequence[int]) -> dict[int, tuple[str | None, str | None]]:
        """Return the day and the source of those of the passages that are there."""
        rows = self._database.rows(
            "SELECT passages.id, published, source FROM passages JOIN articles ON articles.id = article_id"
            " WHERE passages.id IN (SELECT value FROM json_each(?))",
            [json.dumps(list(ids))],
        )
        return {passage_id: (day, source) for passage_id, day, source in rows}

    def stories(self, article_ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """Return for those of the articles that have near-copies the ids of their whole story, ascending."""
        return stories(self._database, article_ids)

    def passages_of(self, article_id: str) -> list[Passage]:
        """Return the passages of one article in reading order."""
        rows = self._database.rows(
            'SELECT id, article_id, start, "end" FROM passages WHERE article_id = ? ORDER BY id', [article_id]
        )
        return [Passage(*row) for row in rows]

    def ids(self, chosen: Filter) -> NDArray[np.int64]:
        """Return the ids of the passages whose articles pass the filter, ascending."""
        condition, values = _where(chosen)
        rows = self._database.rows(
            "SELECT passages.id FROM passages JOIN articles ON articles.id = article_id"
            f" WHERE {condition} ORDER BY passages.id",
            values,
        )
        return np.array([row[0] for row in rows], dtype=np.int64)

    def vectors(self, after: int = 0) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Return the ids above ``after``, ascending, and their vectors, shape (ids, dimensions)."""
        rows = self._database.rows("SELECT id, vector FROM passages WHERE id > ? ORDER BY id", [after])
        ids = np.array([row[0] for row in rows], dtype=np.int64)
        vectors = np.frombuffer(b"".join(row[1] for row in rows), dtype=np.float16)
        return ids, vectors.reshape(len(ids), -1 if len(ids) else 0).astype(np.float32)

    def texts(self, ids: NDArray[np.int64]) -> Iterator[tuple[int, str, str]]:
        """Yield (id, title, text) of the passages above the least of ``ids`` that are among them."""
        if not len(ids):
            return
        wanted = set(ids.tolist())
        with self._database.reading() as connection:
            rows = connection.execute(
                'SELECT passages.id, title, substr(text, start + 1, "end" - start)'
                " FROM passages JOIN articles ON articles.id = article_id WHERE passages.id >= ?",
                [int(ids[0])],
            )
            yield from (row for row in rows if row[0] in wanted)

    def origin_digests(self) -> dict[str, str]:
        """Return for every file or link that was read the digest of what it held."""
        return dict(self._database.rows("SELECT origin, digest FROM origins"))

    def counts(self, chosen: Filter) -> tuple[int, int, str | None, str | None]:
        """Return how many articles and passages pass the filter, and their first and last day."""
        condition, values = _where(chosen)
        articles, first, last = self._database.rows(
            f"SELECT count(*), min(published), max(published) FROM articles WHERE {condition}", values
        )[0]
        passages = self._database.rows(
            f"SELECT count(*) FROM passages JOIN articles ON articles.id = article_id WHERE {condition}",
            values,
        )[0][0]
        return articles, passages, first, last

    def sources(self, chosen: Filter) -> list[tuple[str, int]]:
        """Return every source of articles that pass the filter with their number, the largest first."""
        condition, values = _where(chosen)
        return self._database.rows(
            f"SELECT source, count(*) FROM articles WHERE source IS NOT NULL AND {condition}"
            " GROUP BY source ORDER BY count(*) DESC, source",
            values,
        )

    def origins(self) -> list[tuple[str, str]]:
        """Return every file or link with the id of each article it holds."""
        return self._database.rows("SELECT origin, article_id FROM origin_articles")

    def several(self) -> dict[str, int]:
        """Return how many articles each file or link holds that holds more than one."""
        counts = "SELECT origin, count(*) FROM origin_articles GROUP BY origin HAVING count(*) > 1"
        return dict(self._database.rows(counts))

    def refused(self) -> dict[str, SourceError]:
        """Return by their origins the files and links that gave no article when they were last read."""
        return refused(self._database)

    def failed_parts(self) -> list[SourceError]:
        """Return the parts of the files that it holds that gave no article."""
        return failed_parts(self._database)

    def repeats(self, origin: str) -> bool:
        """Tell whether another origin holds an article of this one too."""
        rows = self._database.rows(
            "SELECT 1 FROM origin_articles AS mine JOIN origin_articles AS others USING (article_id)"
            " WHERE mine.origin = ? AND others.origin != mine.origin LIMIT 1",
            [origin],
        )
        return bool(rows)

    def check(self) -> list[str]:
        """Return what is wrong with the file, its articles or its passages; empty when all is well."""
        try:
            found = [row[0] for row in self._database.rows("PRAGMA integrity_check") if row[0] != "ok"]
            parents = self._database.rows("PRAGMA foreign_key_check")
            found += [f"a row of {row[0]} without its parent" for row in parents]
            return found or [*self._changed_articles(), *self._broken_passages()]
        except LibraryDamaged as problem:
            return [str(problem)]

    def _changed_articles(self) -> Iterator[str]:
        with self._database.reading() as connection:
            for article_id, text, digest in connection.execute("SELECT id, text, sha256 FROM articles"):
                if text_digest(text) != digest:
                    yield f"the text of article {article_id} is not what was stored"

    def _broken_passages(self) -> list[str]:
        rows = self._database.rows(
            "SELECT passages.id FROM passages JOIN articles ON articles.id = article_id WHERE start < 0"
            ' OR start >= "end" OR "end" > length(text) OR length(vector) !='
            " (SELECT length(vector) FROM passages ORDER BY id LIMIT 1)"
        )
        return [f"passage {row[0]} is out of bounds" for row in rows]

    # -- writing

    def write(self, records: Iterable[Record]) -> list[tuple[str, str]]:
        """Store what files or links say, in place of what they said before, in one transaction.

        Articles that no origin holds any longer go. Returns (origin, title) of every article whose words
        another origin holds already.
        """
        copies: list[tuple[str, str]] = []
        with self._database.writing() as connection:
            ready(connection)
            prepare(connection)
            held: set[str] = set()
            for record in records:
                held.update(forget(connection, record.origin))
                connection.execute("INSERT INTO origins VALUES (?, ?)", [record.origin, record.digest])
                for entry in record.entries:
                    if insert(connection, record.origin, entry):
                        copies.append((record.origin, entry.article.title))
                enter_parts(connection, record.origin, record.failed)
            drop_orphans(connection, held)
        return copies

    def note(self, problems: Mapping[str, SourceError], gone: Iterable[str]) -> None:
        """Keep why files and links gave no article, and drop what was kept of others, in one transaction."""
        with self._database.writing(counted=False) as connection:
            prepare(connection)
            enter_refused(connection, problems)
            leave_refused(connection, gone)

    def forget_failures(self) -> None:
        """Drop every failure that was kept."""
        with self._database.writing(counted=False) as connection:
            prepare(connection)
            leave_all(connection)

    def forget(self, origins: Iterable[str]) -> None:
        """Drop files or links, and the articles that no other holds, in one transaction."""
        with self._database.writing() as connection:
            ready(connection)
            held = [article_id for origin in origins for article_id in forget(connection, origin)]
            drop_orphans(connection, held)

    def remove(self, article_ids: Iterable[str]) -> None:
        """Drop articles, their passages, and the origins that held nothing else, in one transaction."""
        with self._database.writing() as connection:
            ready(connection)
            drop(connection, list(article_ids))
            connection.execute("DELETE FROM origins WHERE origin NOT IN (SELECT origin FROM origin_articles)")

    def replace_passages(self, encoder: str, entries: Iterable[Entry]) -> None:
        """Store every article's passages anew, made by another encoder, in one transaction."""
        with self._database.writing() as connection:
            ready(connection)
            connection.execute("DELETE FROM passages")
            for entry in entries:
                insert_passages(connection, entry)
            connection.execute("INSERT OR REPLACE INTO meta VALUES ('encoder', ?)", [encoder])

    def set_encoder(self, encoder: str) -> None:
        """Note the encoder of a library that has none yet."""
        with self._database.writing() as connection:
            connection.execute("INSERT OR IGNORE INTO meta VALUES ('encoder', ?)", [encoder])


def _where(chosen: Filter) -> tuple[str, list[str]]:
    parts, values = ["1"], []
    for test, value in (("published >= ?", chosen.since), ("published <= ?", chosen.until)):
        if value is not None:
            parts.append(test)
            values.append(value)
    if chosen.sources is not None:
        parts.append("folded(source) IN (SELECT value FROM json_each(?))")
        names = [bare(name) for name in chosen.sources]
        values.append(json.dumps([*names, *(f"the {name}" for name in names)]))
    return " AND ".join(parts), values


def _floats(blob: bytes) -> NDArray[np.float32]:
    return np.frombuffer(blob, dtype=np.float16).astype(np.float32)
