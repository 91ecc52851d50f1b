"""The bylines of a database as it is now, kept and brought up to date with what other programs change too."""

from __future__ import annotations

import threading
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Final

from . import BEFORE_ALL, Change
from .bylines import Byline, Bylines, Run, Runs, runs_of
from .changes import last_change, touched_since
from .checksums import rows_lost
from .layout import columns_after

if TYPE_CHECKING:
    from .database import Connection, Database

ANEW: Final = 0.2  # share of the articles that were touched, from which it is as quick to read all anew
_ARTICLES: Final = "SELECT id, published, source FROM articles"
_PASSAGES: Final = "SELECT article_id, min(id), max(id), count(*) FROM passages"


class CurrentBylines:
    """What days and sources the articles of a database have; from any thread."""

    def __init__(self, database: Database) -> None:
        """Read nothing before it is asked for."""
        self._database = database
        self._reading = threading.Lock()
        self._known: tuple[Change, Bylines] = BEFORE_ALL, Bylines.of((), {})

    def at(self, change: Change) -> Bylines:
        """Return the bylines of a change, which is the last that the caller knows of, or of a later one."""
        with self._reading:
            if self._known[0] != change:
                self._known = self._sound(change)
            return self._known[1]

    def _sound(self, change: Change) -> tuple[Change, Bylines]:
        """Return the bylines; a day that is none, or a passage of no article, is damage."""
        try:
            with self._database.reading() as connection:
                return self._read(connection, change)
        except (ValueError, AttributeError, TypeError) as problem:
            raise rows_lost(self._database.place) from problem

    def _read(self, connection: Connection, change: Change) -> tuple[Change, Bylines]:
        # an earlier layout may not be written, and knew nothing of this when it was
        if columns_after(self._database.layout, "changes"):
            return change, Bylines.of(*_rows(connection))
        before, bylines = self._known
        touched = touched_since(connection, before)
        if touched is None or len(touched) > ANEW * len(bylines.runs):
            return last_change(connection), Bylines.of(*_rows(connection))
        return last_change(connection), bylines.changed(touched, *_rows(connection, touched))


def _rows(connection: Connection, article_ids: Collection[str] | None = None) -> tuple[list[Byline], Runs]:
    """Return what is known of some articles, or of all."""
    sql = connection.sql
    named = [] if article_ids is None else [sql.listed(article_ids)]
    those = f" WHERE {{}} {sql.those}" if named else ""
    bylines: list[Byline] = connection.rows(_ARTICLES + those.format("id"), named)
    runs: dict[str, Sequence[Run]] = {}
    scattered: list[str] = []
    query = f"{_PASSAGES}{those.format('article_id')} GROUP BY article_id"
    for article_id, first, last, passages in connection.rows(query, named):
        runs[article_id] = ((first, passages),)
        if last - first + 1 != passages:
            scattered.append(article_id)
    for article_id in scattered:
        own = "SELECT id FROM passages WHERE article_id = ? ORDER BY id"
        runs[article_id] = runs_of([row[0] for row in connection.rows(own, [article_id])])
    return bylines, runs
