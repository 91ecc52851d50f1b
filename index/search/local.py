"""The default search: BM25 and FAISS indexes in the library's folder, kept in step with its store."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..errors import UNWRITTEN, LibraryBusy, disk_problem
from ..holder import locked
from ..passage import Filter
from ..store import Change, Store
from ..store.checksums import rows_lost
from . import Query, QueryWord, Scored, Search, Spelling
from .bm25 import Lexical, is_small
from .faiss import Dense, seal_again, sealed_file
from .ids import without
from .seal import Seal, Touched, Trust, touched
from .spelling import spelt_like

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ids = NDArray[np.int64]


FILES: Final = ("lexical.json", "dense.json")
"""The stamps of what is derived; where one lies, there has been a library."""
TRIES: Final = 5  # to search the state of which the ids that pass a filter are
PATIENCE: Final = 10.0  # seconds in which another program may finish files that are not whole
LOCK_SECONDS: Final = 30.0  # how long who writes them waits for another
CHECKED_AFTER: Final = 3.0  # seconds after which files that were believed unread are read


@dataclass(frozen=True, slots=True)
class _Indexes:
    """Both indexes, and the change of the store that they are in step with.

    ``behind``: the BM25 index of the folder where it was not, so that it is taken again once it is another.
    """

    change: Change
    lexical: Lexical
    dense: Dense
    behind: Touched | None = None


class LocalSearch(Search):
    """The search of a folder; what its methods promise stands at ``Search``."""

    def __init__(self, store: Store, folder: Path, *, is_shared: bool = False) -> None:
        """Search what ``store`` holds with indexes in ``folder``; nothing is read before it is needed.

        Of a store that ``is_shared`` by many machines each has a folder, which is written under a lock of its
        own: who makes the indexes of one keeps nobody from changing the store.
        """
        self._store = store
        self._folder = folder
        self._is_shared = is_shared
        self._lexical_folder = folder / "lexical"
        self._dense_file = folder / "dense.faiss"
        self._opening = threading.Lock()
        self._opened: _Indexes | None = None
        self._trust = Trust(unread=True)

    def candidates(
        self, query: Query, *, depth: int, only: Filter, within: Filter | None = None
    ) -> list[Scored]:
        indexes, each = self._passing((only, within) if within else (only,))
        bm25: dict[int, float] = {}
        nearest: set[int] = set()
        for allowed in each:
            bm25.update(indexes.lexical.search(query.text, depth, allowed))
            nearest.update(indexes.dense.search(query.vector, depth, allowed))
        best = list(nearest.union(bm25))
        rows = self._store.passages(best)
        if len(rows) < len(best):
            raise rows_lost(self._store.place)
        return [
            Scored(passage, vector, float(vector @ query.vector), bm25.get(key, 0.0))
            for key, (passage, vector) in rows.items()
        ]

    def words(self, query: str) -> list[QueryWord]:
        return self._current().lexical.words(query)

    def having(self, terms: Sequence[str], *, in_order: bool = False) -> Ids:
        return self._current().lexical.having(terms, in_order=in_order)

    def spelt_like(self, word: str) -> list[Spelling]:
        return spelt_like(word, self._current().lexical, self._store.texts)

    def holding(self, query: str) -> Ids:
        return self._current().lexical.holding(query)

    def apply(self, change: Change) -> None:
        opened = self._opened
        is_written = opened and opened.change == change and not opened.behind and not opened.dense.drifted
        if is_written:
            return
        try:
            with locked(self._folder, 0) if self._is_shared else nullcontext():
                self._opened = self._written(change)
        except LibraryBusy:  # another program of this machine is just making them, and goes on to this change
            self._opened = None
            return
        self._check_later()

    def catch_up(self) -> None:
        pass  # ``apply`` leaves nothing

    def damaged(self) -> list[str]:
        trust = Trust()
        sound = {
            self._lexical_folder: self._lexical(trust) is not None,
            self._dense_file: sealed_file(self._dense_file, self._store.has_been, trust) is not None,
        }
        if not all(sound.values()):
            self._opened, self._trust = None, Trust()
        return [place.name for place, is_whole in sound.items() if not is_whole]

    # -- the files

    @property
    def folder(self) -> Path:
        """Where the files of both indexes lie."""
        return self._folder

    def lock(self, seconds: float = LOCK_SECONDS) -> AbstractContextManager[None]:
        """Be the only one that writes the files of the folder.

        Raises:
            LibraryReadOnly, LibraryFull: nothing can be written there.
            LibraryBusy: another writer did not finish within ``seconds``.
        """
        return locked(self._folder, seconds) if self._is_shared else self._store.lock(seconds)

    def write(self) -> None:
        """Bring the files in step with the store; the caller holds their ``lock``."""
        self._opened = self._written(self._store.change())
        self._check_later()

    # -- steps

    def _passing(self, filters: Sequence[Filter]) -> tuple[_Indexes, list[Ids | None]]:
        """Return the indexes, and the ids that pass each filter, of one state unless others write on and on.

        ``None`` stands for all ids.
        """
        for _ in range(TRIES):
            indexes = self._current()
            allowed = [self._store.ids(passing) if passing else None for passing in filters]
            if not any(filters) or self._store.change() == indexes.change:
                break
        return indexes, allowed

    def _current(self) -> _Indexes:
        """Return the indexes as the store is now; another program may have changed it."""
        with self._opening:
            change, opened = self._store.change(), self._opened
            if opened is None or opened.change != change or self._is_overtaken(opened):
                opened = self._opened = self._read(change)
                self._check_later()
            return opened

    def _is_overtaken(self, opened: _Indexes) -> bool:
        """Tell whether the files that another program was just writing are written now."""
        return opened.behind is not None and opened.behind != self._behind()

    def _behind(self) -> Touched:
        try:
            return touched(self._lexical_folder.with_suffix(".json"))
        except OSError:
            return ()

    def _read(self, change: Change) -> _Indexes:
        """Return both indexes; the files are brought up to date if they may be.

        Where another program is just writing, or nothing may be written, the files are left alone: what they
        hold goes on being searched, and what is new beside it.
        """
        behind = self._behind()
        lexical = self._lexical(self._trust)
        is_current = lexical is not None and lexical.change == change
        if not (is_current and self._dense_seal()):
            try:
                with self.lock(seconds=0):
                    return self._written(self._store.change())
            except UNWRITTEN:
                pass
        if lexical is not None and is_current:
            return _Indexes(change, lexical, self._dense(lexical.ids))
        lexical = self._beside(lexical, change)
        return _Indexes(change, lexical, self._dense(lexical.ids), behind)

    def _written(self, change: Change) -> _Indexes:
        """Bring the files up to date; the caller holds the lock of those who write them."""
        try:
            lexical = self._lexical(self._trust) or Lexical(self._lexical_folder, self._trust)
            if lexical.change != change:
                self._catch_up(lexical, change, self._store.ids(Filter()))
            dense = self._dense(lexical.ids)
            if dense.drifted:
                dense.save(change, self._store.vectors, self._dense_file, self._trust)
            else:
                seal_again(self._dense_file, self._trust)
        except (OSError, RuntimeError, ValueError) as problem:  # what tantivy, FAISS and the files raise
            raise disk_problem(str(self._folder), problem) from problem
        return _Indexes(change, lexical, dense)

    def _lexical(self, trust: Trust) -> Lexical | None:
        """Return the BM25 index of the folder, ``None`` where it is not sound or of another history."""
        found = Lexical.load(self._lexical_folder, trust)
        return found if found and self._store.has_been(found.change) else None

    def _beside(self, lexical: Lexical | None, change: Change) -> Lexical:
        """Return a BM25 index of a change that may not be written: what was last searched, and a tail.

        A small one is made in memory, as its scores would lie too far from those of all passages.
        """
        live = self._store.ids(Filter())
        before = None if is_small(len(live)) else self._before(lexical) or self._waited_for()
        if before is None:
            made = Lexical(None)
            self._catch_up(made, change, live)
            return made
        return before.beside(change, live, self._store.texts(without(live, before.ids)))

    def _before(self, lexical: Lexical | None) -> Lexical | None:
        """Return what was last searched, with its tail, or the files where these are newer."""
        opened = self._opened
        if opened is None or not self._store.has_been(opened.change):
            return lexical
        return opened.lexical if lexical is None or lexical.change.number <= opened.change.number else lexical

    def _waited_for(self) -> Lexical | None:
        """Return the BM25 index of the folder once another program has written it."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                with self.lock(seconds=0.1):
                    return self._lexical(self._trust)
            except LibraryBusy:
                if found := self._lexical(self._trust):
                    return found
            except UNWRITTEN:
                return None
        return None

    def _dense(self, live: Ids) -> Dense:
        """Return the FAISS index of the live ids; that which was last searched is kept while it serves."""
        store, opened, seal = self._store, self._opened, self._dense_seal()
        if opened is not None and store.has_been(opened.change):
            dense = opened.dense.beside(live, store.vectors)
            if seal is None:  # it is to be written again
                dense.seal = None
            if dense.seal == seal or (dense.seal and not dense.outgrown):
                return dense
        return Dense(live, store.vectors, self._dense_file, store.has_been, self._trust)

    def _dense_seal(self) -> Seal | None:
        return sealed_file(self._dense_file, self._store.has_been, self._trust)

    def _catch_up(self, lexical: Lexical, change: Change, live: Ids) -> None:
        gone = without(lexical.ids, live)
        if lexical.drifts(len(gone)):
            gone = lexical.ids
        kept = without(lexical.ids, gone)
        lexical.update(change, gone, self._store.texts(without(live, kept)))

    def _check_later(self) -> None:
        """Read in a while what was believed unread; what is not as it was sealed is no longer searched."""

        def check() -> None:
            if not self._trust.check():
                with self._opening:
                    self._opened = None

        if self._trust.believes_unread:
            timer = threading.Timer(CHECKED_AFTER, check)
            timer.daemon = True
            timer.start()
