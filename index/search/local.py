"""The default search: BM25 and FAISS indexes in the library's folder, kept in step with its store."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from ..errors import LibraryBusy, LibraryFull, LibraryReadOnly, disk_problem
from ..passage import Filter
from ..store import Change, Store
from . import Query, QueryWord, Scored, Search
from .bm25 import Lexical
from .faiss import Dense, is_believed

if TYPE_CHECKING:
    from numpy.typing import NDArray


FILES: Final = ("lexical.json", "dense.json")
"""The stamps of what is derived; where one lies, there has been a library."""


@dataclass(frozen=True, slots=True)
class _Indexes:
    """Both indexes, and the change of the store that they are in step with."""

    change: Change
    lexical: Lexical
    dense: Dense


class LocalSearch(Search):
    """The search of a folder; what its methods promise stands at ``Search``."""

    def __init__(self, store: Store, folder: Path) -> None:
        """Search what ``store`` holds with indexes in ``folder``; nothing is read before it is needed."""
        self._store = store
        self._lexical_folder = folder / "lexical"
        self._dense_file = folder / "dense.faiss"
        self._opening = threading.Lock()
        self._opened: _Indexes | None = None

    def candidates(self, query: Query, *, depth: int, only: Filter) -> list[Scored]:
        indexes = self._current()
        allowed = self._store.ids(only) if only else None
        bm25 = dict(indexes.lexical.search(query.text, depth, allowed))
        nearest = indexes.dense.search(query.vector, depth, allowed)
        rows = self._store.passages(list({*bm25, *nearest}))
        return [
            Scored(passage, float(vector @ query.vector), bm25.get(key, 0.0))
            for key, (passage, vector) in rows.items()
        ]

    def words(self, query: str) -> list[QueryWord]:
        return self._current().lexical.words(query)

    def apply(self, change: Change) -> None:
        self._opened = self._written(change)

    def damaged(self) -> list[str]:
        sound = {
            self._lexical_folder: self._lexical() is not None,
            self._dense_file: is_believed(self._dense_file, self._store.has_been),
        }
        return [place.name for place, is_whole in sound.items() if not is_whole]

    # -- steps

    def _current(self) -> _Indexes:
        """Return the indexes as the store is now; another program may have changed it."""
        with self._opening:
            change = self._store.change()
            if self._opened is None or self._opened.change != change:
                self._opened = self._read(change)
            return self._opened

    def _read(self, change: Change) -> _Indexes:
        """Return both indexes; the files are brought up to date if they may be.

        Where another program is just writing, or nothing may be written, stale files are left alone and the
        index is made in memory.
        """
        lexical = self._lexical()
        live = self._store.ids(Filter())
        if lexical is None or lexical.change != change:
            try:
                with self._store.lock(seconds=0):
                    return self._written(self._store.change())
            except (LibraryBusy, LibraryFull, LibraryReadOnly):
                lexical = Lexical(None)
                self._catch_up(lexical, change, live)
        return _Indexes(change, lexical, self._dense(live))

    def _written(self, change: Change) -> _Indexes:
        """Bring the files up to date; the caller holds the writer's lock."""
        live = self._store.ids(Filter())
        try:
            lexical = self._lexical() or Lexical(self._lexical_folder)
            if lexical.change != change:
                self._catch_up(lexical, change, live)
            dense = self._dense(live)
            if dense.drifted:
                dense.save(change, self._store.vectors, self._dense_file)
        except (OSError, RuntimeError, ValueError) as problem:  # what tantivy, FAISS and the files raise
            raise disk_problem(self._store.place, problem) from problem
        return _Indexes(change, lexical, dense)

    def _lexical(self) -> Lexical | None:
        """Return the BM25 index of the folder, ``None`` where it is not sound or of another history."""
        found = Lexical.load(self._lexical_folder)
        return found if found and self._store.has_been(found.change) else None

    def _dense(self, live: NDArray[np.int64]) -> Dense:
        return Dense(live, self._store.vectors, self._dense_file, self._store.has_been)

    def _catch_up(self, lexical: Lexical, change: Change, live: NDArray[np.int64]) -> None:
        gone = np.setdiff1d(lexical.ids, live)
        if lexical.drifts(len(gone)):
            gone = lexical.ids
        kept = np.setdiff1d(lexical.ids, gone)
        lexical.update(change, gone, self._store.texts(np.setdiff1d(live, kept)))
