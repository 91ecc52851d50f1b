"""The default store: one SQLite file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from ..article import Article
from ..errors import LibraryDamaged, SourceError
from ..passage import Filter, Passage, bare
from ..text.words import folded
from . import BEFORE_ALL, Change, Damage, Entry, Record, Store
from .backup import back_up, put_back
from .changes import last_change, touched_since
from .checksums import check_passage, passage_not_as_stored
from .current import CurrentBylines
from .database import Database
from .layout import LAYOUT, columns_after, has_tokens
from .rows import (
    article_of,
    columns,
    drop,
    drop_orphans,
    enter_parts,
    enter_refused,
    forget,
    insert,
    insert_passages,
    leave_refused,
    prepare_failures,
)
from .stories import ready, stories

if TYPE_CHECKING:
    from numpy.typing import NDArray

DATABASE: Final = "library.sqlite"
_THOSE: Final = "IN (SELECT value FROM json_each(?))"
_JOINED: Final = "passages JOIN articles ON articles.id = article_id"


class SqliteStore(Store):
    """The store in a folder; what its methods promise stands at ``Store``."""

    def __init__(self, folder: Path, *, derived: Sequence[str] = ()) -> None:
        """Open the database of a folder, made if absent; see ``Database`` for what can go wrong.

        ``derived`` are names of files that are made of a database and never before it.
        """
        self._database = Database(folder / DATABASE, derived)
        self._bylines = CurrentBylines(self._database)

    @property
    def place(self) -> str:
        return str(self._database.path.parent)

    def lock(self, seconds: float | None = None) -> AbstractContextManager[None]:
        return self._database.lock(seconds)

    def change(self) -> Change:
        if not has_tokens(self._database.layout):  # it may not be written; nothing derived of it is believed
            return Change(int(self._meta("change") or 0), "")
        with self._database.own() as connection:
            return last_change(connection)

    def has_been(self, change: Change) -> bool:
        if change == BEFORE_ALL:
            return True
        if not has_tokens(self._database.layout):
            return False
        known = "SELECT 1 FROM changes WHERE number = ? AND token = ?"
        return bool(self._rows(known, change.number, change.token))

    def touched_since(self, change: Change) -> set[str] | None:
        if self._database.layout != LAYOUT:
            return None
        with self._database.own() as connection:
            return touched_since(connection, change)

    def encoder(self) -> str | None:
        return self._meta("encoder")

    def damage(self) -> Damage:
        try:
            found = [row[0] for row in self._rows("PRAGMA integrity_check") if row[0] != "ok"]
            parents = self._rows("PRAGMA foreign_key_check")
            found += [f"a row of {row[0]} without its parent" for row in parents]
            if found:
                return Damage(other=tuple(found))
            articles = self._changed_articles()
            passages = [name for name in self._changed_passages() if name not in articles]
            return Damage(tuple(articles), tuple(passages))
        except LibraryDamaged as problem:
            return Damage(other=(str(problem),))

    # -- articles

    def articles_by_id(self, ids: Sequence[str]) -> dict[str, Article]:
        names = columns(self._database.layout)
        rows = self._rows(f"SELECT {names} FROM articles WHERE id {_THOSE}", json.dumps(list(ids)))
        return {row[0]: article_of(row) for row in rows}

    def digests(self, ids: Sequence[str]) -> dict[str, str]:
        return dict(self._rows(f"SELECT id, sha256 FROM articles WHERE id {_THOSE}", json.dumps(list(ids))))

    def matching(
        self, words: Sequence[str], *, start: int = 0, most: int | None = None
    ) -> tuple[int, list[str]]:
        others = "".join(f" || ' ' || ifnull({name}, '')" for name in ("source", "author", "url"))
        condition = "".join(f" AND instr(folded(title{others}), ?)" for _ in words)
        limit = -1 if most is None else most
        if not words:
            newest = "SELECT id FROM articles ORDER BY published DESC, id LIMIT ? OFFSET ?"
            return self.counts(Filter())[0], [row[0] for row in self._rows(newest, limit, start)]
        rows = self._rows(  # the plus has rows read as they lie, and not each by itself in the index's order
            f"SELECT id FROM articles WHERE 1{condition} ORDER BY +published DESC, id",
            *(folded(word) for word in words),
        )
        page = rows[start : None if most is None else start + most]
        return len(rows), [row[0] for row in page]

    def stories(self, article_ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
        return stories(self._database, article_ids)

    def counts(self, chosen: Filter) -> tuple[int, int, str | None, str | None]:
        return self._bylines.at(self.change()).counts(chosen)

    def in_part(self, chosen: Filter) -> list[tuple[str, str, str]]:
        if columns_after(self._database.layout, "articles"):  # it knew nothing of this when it was written
            return []
        condition, values = _where(chosen)
        return self._rows(
            "SELECT min(origin), title, unread FROM articles JOIN origin_articles ON article_id = id"
            f" WHERE unread IS NOT NULL AND {condition} GROUP BY id ORDER BY min(origin), unread, title",
            *values,
        )

    def sources(self, chosen: Filter) -> list[tuple[str, int]]:
        return self._bylines.at(self.change()).sources(chosen)

    def days(self, chosen: Filter) -> list[tuple[str, int]]:
        return self._bylines.at(self.change()).days(chosen)

    # -- passages

    def ids(self, chosen: Filter) -> NDArray[np.int64]:
        return self._bylines.at(self.change()).ids(chosen)

    def passages(self, ids: Sequence[int]) -> dict[int, tuple[Passage, NDArray[np.float32]]]:
        query = f"SELECT {self._passage} FROM passages WHERE id {_THOSE}"
        rows = self._rows(query, json.dumps(list(ids)))
        return {row[0]: (Passage(*row[:4]), vector) for row, vector in zip(rows, _vectors(rows), strict=True)}

    def bylines(self, ids: Sequence[int]) -> dict[int, tuple[str | None, str | None]]:
        return self._bylines.at(self.change()).of_passages(ids)

    def vectors(
        self, after: int = 0, most: int | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        query = f"SELECT {self._passage} FROM passages WHERE id > ? ORDER BY id LIMIT ?"
        rows = self._rows(query, after, -1 if most is None else most)
        ids = np.array([row[0] for row in rows], dtype=np.int64)
        return ids, _vectors(rows)

    def texts(self, ids: NDArray[np.int64]) -> Iterator[tuple[int, str, str]]:
        if not len(ids):
            return
        wanted = set(ids.tolist())
        with self._database.reading() as connection:
            rows = connection.execute(
                'SELECT passages.id, title, substr(text, start + 1, "end" - start)'
                f" FROM {_JOINED} WHERE passages.id >= ?",
                [int(ids.min())],
            )
            yield from (row for row in rows if row[0] in wanted)

    # -- origins

    def origins(self, article_ids: Sequence[str] | None = None) -> list[tuple[str, str]]:
        return self._of("article_id", "SELECT origin, article_id FROM origin_articles{}", article_ids)

    def origin_digests(self, origins: Sequence[str] | None = None) -> dict[str, str]:
        return dict(self._of("origin", "SELECT origin, digest FROM origins{}", origins))

    def several(self, origins: Sequence[str] | None = None) -> dict[str, int]:
        counts = "SELECT origin, count(*) FROM origin_articles{} GROUP BY origin HAVING count(*) > 1"
        return dict(self._of("origin", counts, origins))

    def repeats(self, origin: str) -> bool:
        rows = self._rows(
            "SELECT 1 FROM origin_articles AS mine JOIN origin_articles AS others USING (article_id)"
            " WHERE mine.origin = ? AND others.origin != mine.origin LIMIT 1",
            origin,
        )
        return bool(rows)

    def refused(self) -> dict[str, SourceError]:
        rows = self._failures("SELECT origin, place, reason FROM refused")
        return {origin: SourceError(place, reason) for origin, place, reason in rows}

    def failed_parts(self) -> list[SourceError]:
        return [SourceError(*row) for row in self._failures("SELECT place, reason FROM failed_parts")]

    # -- writing

    def write(self, records: Iterable[Record]) -> list[tuple[str, str]]:
        copies: list[tuple[str, str]] = []
        with self._database.writing() as connection:
            ready(connection)
            prepare_failures(connection)
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

    def forget(self, origins: Iterable[str]) -> None:
        with self._database.writing() as connection:
            ready(connection)
            held = [article_id for origin in origins for article_id in forget(connection, origin)]
            drop_orphans(connection, held)

    def remove(self, article_ids: Iterable[str]) -> None:
        with self._database.writing() as connection:
            ready(connection)
            removed = list(article_ids)
            of = "SELECT origin FROM origin_articles WHERE article_id = ?"
            emptied = [row for each in removed for row in connection.execute(of, [each])]
            drop(connection, removed)
            connection.executemany(
                "DELETE FROM origins WHERE origin = ? AND origin NOT IN (SELECT origin FROM origin_articles)",
                emptied,
            )

    def unseal(self, origins: Iterable[str]) -> None:
        with self._database.writing(counted=False) as connection:
            rows = [[one] for one in origins]
            connection.executemany("UPDATE origins SET digest = '' WHERE origin = ?", rows)

    def set_encoder(self, encoder: str) -> None:
        with self._database.writing() as connection:
            connection.execute("INSERT OR IGNORE INTO meta VALUES ('encoder', ?)", [encoder])

    def replace_passages(
        self, encoder: str, entries: Iterable[Entry], *, of: Sequence[str] | None = None
    ) -> None:
        with self._database.writing() as connection:
            ready(connection)
            chosen = "" if of is None else f" WHERE article_id {_THOSE}"
            connection.execute(f"DELETE FROM passages{chosen}", [] if of is None else [json.dumps(list(of))])
            for entry in entries:
                insert_passages(connection, entry)
            connection.execute("INSERT OR REPLACE INTO meta VALUES ('encoder', ?)", [encoder])

    def note(self, problems: Mapping[str, SourceError], gone: Iterable[str]) -> None:
        with self._database.writing(counted=False) as connection:
            prepare_failures(connection)
            enter_refused(connection, problems)
            leave_refused(connection, gone)

    def forget_failures(self) -> None:
        with self._database.writing(counted=False) as connection:
            prepare_failures(connection)
            connection.execute("DELETE FROM refused")
            connection.execute("DELETE FROM failed_parts")

    def back_up(self, file: Path) -> None:
        if self._database.layout != LAYOUT:
            self._database.bring_up_to_date()
        with self._database.reading() as connection:
            connection.execute("BEGIN")  # one state, whatever others write meanwhile
            connection.execute("SELECT 1 FROM meta").fetchone()
            back_up(connection, file)
            connection.execute("COMMIT")

    def put_back(self, file: Path) -> None:
        with self._database.replacing() as connection:
            put_back(file, connection)
        self._database.bring_up_to_date()

    # -- steps

    @property
    def _passage(self) -> str:
        """Return the columns of a passage, as SQL; an earlier layout knows no checksum."""
        known = not columns_after(self._database.layout, "passages")
        return f'id, article_id, start, "end", vector, {"checksum" if known else "NULL"}'

    def _rows(self, query: str, *values: Any) -> list[Any]:
        return self._database.rows(query, values)

    def _of(self, column: str, query: str, values: Sequence[str] | None) -> list[Any]:
        """Return the rows of a query with a place for a condition: all, or those with some values."""
        if values is None:
            return self._rows(query.format(""))
        return self._rows(query.format(f" WHERE {column} {_THOSE}"), json.dumps(list(values)))

    def _meta(self, key: str) -> str | None:
        rows = self._rows("SELECT value FROM meta WHERE key = ?", key)
        return str(rows[0][0]) if rows else None

    def _failures(self, query: str) -> list[Any]:
        """Return rows of failures; a library that was not written to since there are such has none."""
        known = self._rows("SELECT 1 FROM sqlite_master WHERE name = 'failed_parts'")
        return self._rows(query) if known else []

    def _changed_articles(self) -> list[str]:
        found: list[str] = []
        with self._database.reading() as connection:
            for row in connection.execute(f"SELECT {columns(self._database.layout)} FROM articles"):
                try:
                    article_of(row)
                except LibraryDamaged:
                    found.append(row[0])
        return found

    def _changed_passages(self) -> list[str]:
        """Return the articles of passages that are not as stored, or do not lie in their article."""
        found: dict[str, None] = {}
        with self._database.reading() as connection:
            for row in connection.execute(f"SELECT {self._passage} FROM passages"):
                try:
                    _checked_blob(row)
                except LibraryDamaged:
                    found[row[1]] = None
        outside = self._rows(
            f'SELECT article_id FROM {_JOINED} WHERE start < 0 OR start >= "end" OR "end" > length(text)'
            " OR length(vector) != (SELECT length(vector) FROM passages ORDER BY id LIMIT 1)"
        )
        return list(found | dict.fromkeys(row[0] for row in outside))


def _where(chosen: Filter) -> tuple[str, list[str]]:
    parts, values = ["1"], []
    for test, value in (("published >= ?", chosen.since), ("published <= ?", chosen.until)):
        if value is not None:
            parts.append(test)
            values.append(value)
    if chosen.sources is not None:
        parts.append(f"folded(source) {_THOSE}")
        names = [bare(name) for name in chosen.sources]
        values.append(json.dumps([*names, *(f"the {name}" for name in names)]))
    if chosen.within is not None:
        parts.append(f"id {_THOSE}")
        values.append(json.dumps(chosen.within))
    return " AND ".join(parts), values


def _checked_blob(row: Sequence[Any]) -> bytes:
    *passage, vector, checksum = row
    check_passage(passage, vector, checksum)
    return bytes(vector)


def _vectors(rows: Sequence[Sequence[Any]]) -> NDArray[np.float32]:
    """Return the vectors of rows of passages, shape (rows, dimensions)."""
    blobs = [_checked_blob(row) for row in rows]
    for row, blob in zip(rows, blobs, strict=True):
        if len(blob) != len(blobs[0]):  # rows of an earlier layout have no checksum
            raise passage_not_as_stored(row[0])
    floats = np.frombuffer(b"".join(blobs), dtype=np.float16).astype(np.float32)
    return floats.reshape(len(rows), -1 if rows else 0)
