"""The store whose rows lie in a database, of whichever engine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from ..article import Article
from ..errors import SourceError
from ..operators import Place
from ..passage import Filter, Passage
from . import (
    BEFORE_ALL,
    EVERY,
    Change,
    Damage,
    Entry,
    Record,
    Store,
    corrections,
    failures,
    listing,
    named,
    tags,
)
from . import origins as origin_rows
from .changes import first_change, last_change, touched_since
from .checksums import rows_lost
from .current import CurrentBylines
from .damage import damage_in
from .database import UNLIMITED, Database, set_meta
from .filtered import where
from .layout import LAYOUT, has_tokens
from .rows import (
    article_of,
    columns,
    correct,
    drop,
    drop_orphans,
    forget,
    insert,
    insert_passages,
    keep_by_hand,
    passage_columns,
    ready_to_write,
    vectors_of,
)
from .stories import stories

if TYPE_CHECKING:
    from numpy.typing import NDArray

FEW: Final = 1000  # passages whose texts are looked up one by one; for more of them all rows are read
_TEXT: Final = 'substr(text, CAST(start + 1 AS INTEGER), CAST("end" - start AS INTEGER))'
_JOINED: Final = "passages JOIN articles ON articles.id = article_id"


class RowStore(Store):
    """The rows of a database as a store; what its methods promise stands at ``Store``."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._sql = database.sql
        self._bylines = CurrentBylines(database)

    @property
    def place(self) -> str:
        return self._database.place

    @property
    def longest_name(self) -> int | None:
        return self._sql.longest_name

    def lock(self, seconds: float | None = None) -> AbstractContextManager[None]:
        return self._database.lock(seconds)

    def engine_lock(self, seconds: float | None = None) -> AbstractContextManager[None]:
        return self._database.engine_lock(seconds)

    def change(self) -> Change:
        if not has_tokens(self._database.layout):  # it may not be written; nothing derived of it is believed
            return Change(int(self._meta("change") or 0), "")
        return last_change(self._database)

    def first_change(self) -> Change:
        return first_change(self._database) if has_tokens(self._database.layout) else BEFORE_ALL

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
        return touched_since(self._database, change)

    def encoder(self) -> str | None:
        return self._meta("encoder")

    def damage(self) -> Damage:
        return damage_in(self._database)

    def find_anew(self) -> None:
        self._database.find_anew()
        self._bylines = CurrentBylines(self._database)

    # -- articles

    def articles_by_id(self, ids: Sequence[str]) -> dict[str, Article]:
        names = columns(self._database.layout)
        rows = self._rows(
            f"SELECT {names} FROM articles WHERE id {self._sql.those} ORDER BY id", self._sql.listed(ids)
        )
        return {row[0]: article_of(row) for row in rows}

    def digests(self, ids: Sequence[str]) -> dict[str, str]:
        query = f"SELECT id, sha256 FROM articles WHERE id {self._sql.those} ORDER BY id"
        return dict(self._rows(query, self._sql.listed(ids)))

    def matching(
        self,
        words: Sequence[str],
        *,
        start: int = 0,
        most: int | None = None,
        only: Filter = EVERY,
    ) -> tuple[int, list[str]]:
        if not words:
            passing, values = self._where(only)
            newest = f"SELECT id FROM articles WHERE {passing} ORDER BY published DESC NULLS LAST, id"
            change, limit = self.change(), UNLIMITED if most is None else most
            rows = self._rows(f"{newest} LIMIT ? OFFSET ?", *values, limit, start)
            total = self.counts(only)[0]
            if len(rows) != max(0, min(limit, total - start)) and self.change() == change:
                raise rows_lost(self.place)
            return total, [row[0] for row in rows]
        found = listing.listed(self._database, words, is_made=self._database.layout == LAYOUT)
        if only:
            passes = frozenset(self.matching([], only=only)[1])
            found = [one for one in found if one in passes]
        return len(found), found[start : None if most is None else start + most]

    def named(self, place: Place, words: Sequence[str]) -> list[tuple[str, str]]:
        return listing.named(self._database, place, words, is_made=self._database.layout == LAYOUT)

    def stories(self, article_ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
        return stories(self._database, article_ids)

    def counts(self, chosen: Filter) -> tuple[int, int, str | None, str | None]:
        return self._bylines.at(self.change()).counts(self._resolved(chosen))

    def in_part(self, chosen: Filter) -> list[tuple[str, str, str]]:
        return origin_rows.in_part(self._database, self._spelt(chosen))

    def sources(self, chosen: Filter) -> list[tuple[str, int]]:
        return self._bylines.at(self.change()).sources(self._resolved(chosen))

    def days(self, chosen: Filter) -> list[tuple[str, int]]:
        return self._bylines.at(self.change()).days(self._resolved(chosen))

    def most_named(self, chosen: Filter, most: int) -> list[tuple[str, int]]:
        return named.most_named(self._database, *self._where(chosen), most)

    # -- by hand

    def tags(self, chosen: Filter) -> list[tuple[str, int]]:
        return tags.counted(self._database, *self._where(chosen))

    def tags_of(self, article_ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
        return tags.tags_of(self._database, article_ids)

    def tagged(self) -> int:
        return tags.times_tagged(self._database)

    def read_before(self, article_ids: Sequence[str]) -> dict[str, dict[str, str | None]]:
        return corrections.read_before(self._database, article_ids)

    # -- passages

    def ids(self, chosen: Filter) -> NDArray[np.int64]:
        return self._bylines.at(self.change()).ids(self._resolved(chosen))

    def passages(self, ids: Sequence[int]) -> dict[int, tuple[Passage, NDArray[np.float32]]]:
        names = passage_columns(self._database.layout)
        query = f"SELECT {names} FROM passages WHERE id {self._sql.those} ORDER BY id"
        rows = self._rows(query, self._sql.listed(ids))
        return {
            row[0]: (Passage(*row[:4]), vector) for row, vector in zip(rows, vectors_of(rows), strict=True)
        }

    def places(self, ids: NDArray[np.int64]) -> list[Passage]:
        query = f'SELECT id, article_id, start, "end" FROM passages WHERE id {self._sql.those} ORDER BY id'
        return [Passage(*row) for row in self._rows(query, self._sql.listed(ids.tolist()))]

    def bylines(self, ids: Sequence[int]) -> dict[int, tuple[str | None, str | None]]:
        return self._bylines.at(self.change()).of_passages(ids)

    def vectors(
        self, after: int = 0, most: int | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        names = passage_columns(self._database.layout)
        query = f"SELECT {names} FROM passages WHERE id > ? ORDER BY id LIMIT ?"
        rows = self._rows(query, after, UNLIMITED if most is None else most)
        ids = np.array([row[0] for row in rows], dtype=np.int64)
        return ids, vectors_of(rows)

    def texts(self, ids: NDArray[np.int64]) -> Iterator[tuple[int, str, str]]:
        columns = f"SELECT passages.id, title, {_TEXT}"
        if len(ids) <= FEW:
            few = f"{columns} FROM {_JOINED} WHERE passages.id {self._sql.those} ORDER BY passages.id"
            yield from self._rows(few, self._sql.listed(ids.tolist()))
            return
        first, last = int(ids.min()), int(ids.max())
        wanted = np.bincount(ids - first).astype(bool).tobytes()  # a set takes 100 bytes an id, and not one
        with self._database.reading() as connection:
            rows = connection.execute(
                f"{columns} FROM {_JOINED} WHERE passages.id BETWEEN ? AND ? ORDER BY passages.id",
                [first, last],
            )
            yield from (row for row in rows if wanted[row[0] - first])

    # -- origins

    def origins(self, article_ids: Sequence[str] | None = None) -> list[tuple[str, str]]:
        return origin_rows.origins(self._database, article_ids)

    def origin_digests(self, origins: Sequence[str] | None = None) -> dict[str, str]:
        return origin_rows.origin_digests(self._database, origins)

    def several(self, origins: Sequence[str] | None = None) -> dict[str, int]:
        return origin_rows.several(self._database, origins)

    def repeats(self, origin: str) -> bool:
        return origin_rows.repeats(self._database, origin)

    def refused(self) -> dict[str, SourceError]:
        return failures.refused(self._database)

    def failed_parts(self) -> list[SourceError]:
        return failures.failed_parts(self._database)

    # -- writing

    def write(
        self, records: Iterable[Record], *, damaged: frozenset[str] = frozenset()
    ) -> list[tuple[str, str]]:
        copies: list[tuple[str, str]] = []
        with self._database.writing() as connection:
            ready_to_write(connection)
            held: set[str] = set()
            unsound = set(damaged)
            for record in records:
                before = forget(connection, record.origin)
                held.update(before)
                connection.execute("INSERT INTO origins VALUES (?, ?)", [record.origin, record.digest])
                keep_by_hand(connection, before, [entry.article for entry in record.entries])
                for entry in record.entries:
                    title = insert(connection, record.origin, entry, anew=entry.article.id in unsound)
                    if title is not None:
                        copies.append((record.origin, title))
                    unsound.discard(entry.article.id)
                failures.enter_parts(connection, record.origin, record.failed)
            drop_orphans(connection, held)
        return copies

    def forget(self, origins: Iterable[str]) -> None:
        with self._database.writing() as connection:
            ready_to_write(connection)
            held = [article_id for origin in origins for article_id in forget(connection, origin)]
            drop_orphans(connection, held)

    def remove(self, article_ids: Iterable[str]) -> None:
        with self._database.writing() as connection:
            ready_to_write(connection)
            removed = list(article_ids)
            of = "SELECT origin FROM origin_articles WHERE article_id = ?"
            emptied = [row for each in removed for row in connection.execute(of, [each])]
            drop(connection, removed)
            tags.forget(connection, removed)
            corrections.forget(connection, removed)
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
            connection.execute("INSERT INTO meta VALUES ('encoder', ?) ON CONFLICT DO NOTHING", [encoder])

    def replace_passages(
        self, encoder: str, entries: Iterable[Entry], *, of: Sequence[str] | None = None
    ) -> None:
        with self._database.writing() as connection:
            ready_to_write(connection)
            chosen = "" if of is None else f" WHERE article_id {self._sql.those}"
            those = [] if of is None else [self._sql.listed(of)]
            connection.execute(f"DELETE FROM passages{chosen}", those)
            for entry in entries:
                insert_passages(connection, entry)
            set_meta(connection, "encoder", encoder)

    def note(self, problems: Mapping[str, SourceError], gone: Iterable[str]) -> None:
        with self._database.writing(counted=False) as connection:
            failures.prepare(connection)
            failures.enter_refused(connection, problems)
            failures.leave_refused(connection, gone)

    def forget_failures(self) -> None:
        with self._database.writing(counted=False) as connection:
            failures.prepare(connection)
            failures.forget(connection)

    def back_up(self, file: Path) -> None:
        self._database.back_up(file)

    def put_back(self, file: Path) -> None:
        self._database.put_back(file)

    def tag(self, article_ids: Iterable[str], names: Sequence[str], *, off: bool = False) -> None:
        with self._database.writing(counted=False) as connection:
            tags.prepare(connection)
            (tags.take if off else tags.put)(connection, list(article_ids), names)

    def correct(
        self,
        article_id: str,
        said: Mapping[str, str | None],
        undone: Iterable[str] = (),
        *,
        anew: Entry | None = None,
    ) -> None:
        with self._database.writing() as connection:
            ready_to_write(connection)
            correct(connection, article_id, said, undone)
            if anew:
                connection.execute("DELETE FROM passages WHERE article_id = ?", [article_id])
                insert_passages(connection, anew)

    # -- steps

    def _resolved(self, chosen: Filter) -> Filter:
        """Return a filter that names the articles which have its tags and names."""
        if chosen.tags is None and chosen.names is None:
            return chosen
        found = chosen.articles
        if chosen.tags is not None:
            tagged = tags.articles_tagged(self._database, chosen.tags)
            found = frozenset(tagged if found is None else found & tagged)
        if chosen.names is not None:
            naming = named.articles_named(self._database, chosen.names)
            found = frozenset(naming if found is None else found & naming)
        return replace(chosen, articles=found, tags=None, names=None)

    def _spelt(self, chosen: Filter) -> Filter:
        """Return a filter resolved, whose sources are spelt as articles have them."""
        chosen = self._resolved(chosen)
        if chosen.sources is None:
            return chosen
        return replace(chosen, sources=self._bylines.at(self.change()).spellings(chosen.sources))

    def _where(self, chosen: Filter) -> tuple[str, list[Any]]:
        return where(self._sql, self._spelt(chosen))

    def _rows(self, query: str, *values: Any) -> list[Any]:
        return self._database.rows(query, values)

    def _meta(self, key: str) -> str | None:
        rows = self._rows("SELECT value FROM meta WHERE key = ?", key)
        return str(rows[0][0]) if rows else None
