"""A search by an engine that outgrows one machine; the store stays the truth.

The engine is believed by the stamp of its rows, which ``upkeep`` brings in step with the store.
Articles that it has not taken up yet are searched beside it. One that does not answer is waited for.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final, TypeVar

import numpy as np

from ..errors import LibraryUnavailable
from ..passage import Filter
from ..store import BEFORE_ALL, Change, Store
from . import Overtaken, Query, QueryWord, Scored, Search, Spelling
from .address import Address
from .asked import asked
from .ids import NONE
from .milvus import Milvus
from .milvus_connection import Gone, Refused, Unreached
from .seen import Seen
from .spelling import spelt_like
from .stamp import Stamp
from .tail import Tail
from .upkeep import Upkeep

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ids = NDArray[np.int64]

PATIENCE: Final = 20.0  # seconds that a question waits for an engine that is started again
PAUSE: Final = 0.25  # seconds between two tries

log: Final = logging.getLogger(__name__)
Given = TypeVar("Given")


class RemoteSearch(Search):
    """The search of an engine; what its methods promise stands at ``Search``.

    Each waits some seconds for an engine that does not answer, or is being filled. One that lacks rows is
    brought up to date by the first call that finds it so, be it a question, under a lock of its own: where
    much is lacking, by a thread that ends with the program, while the library is read and written on.

    Raises, each method:
        LibraryUnavailable: it does not answer yet, or is being filled.
        LibraryMismatch: it holds another library.
    """

    def __init__(self, store: Store, address: str) -> None:
        """Search what ``store`` holds by an engine; where it answers, it is looked whose rows it has.

        Raises:
            ValueError: the address is none.
            LibraryMismatch: the engine holds another library.
        """
        self._store = store
        self._milvus = Milvus(Address.of(address))
        self._upkeep = Upkeep(store, self._milvus)
        self._opening = threading.Lock()
        self._seen: Seen | None = None
        self._down = False
        try:
            self._milvus.check()
            if store.change() != BEFORE_ALL:  # else a backup may be put back that the rows are of
                self._upkeep.stamp()
        except Unreached as problem:
            self._tell_down(problem)

    @property
    def place(self) -> str:
        """The address, as messages name it."""
        return str(self._milvus.address)

    def candidates(
        self, query: Query, *, depth: int, only: Filter, within: Filter | None = None
    ) -> list[Scored]:
        filters = (only, within) if within else (only,)

        def look(seen: Seen) -> tuple[list[Scored], bool]:
            found: dict[int, Scored] = {}
            sound = True
            for each in filters:
                scored, known = seen.scored(query, depth, each)
                found.update(_merged(found, scored))
                sound = sound and known
            return list(found.values()), sound

        return self._patiently(lambda: self._soundly(look))

    def words(self, query: str) -> list[QueryWord]:
        return self._patiently(lambda: self._soundly(lambda seen: (seen.words(query), True)))

    def having(self, terms: Sequence[str], *, in_order: bool = False) -> Ids:  # noqa: ARG002
        return self._patiently(lambda: self._soundly(lambda seen: seen.having(terms)))

    def spelt_like(self, word: str) -> list[Spelling]:
        return self._patiently(lambda: spelt_like(word, self._current(), self._store.texts))

    def holding(self, query: str) -> Ids:
        return self.having([term for each in asked(query) for term in each])

    def apply(self, change: Change) -> None:
        with self._opening:
            self._seen = None
        self._written(lambda: self._upkeep.apply(change))

    def catch_up(self) -> None:
        self._written(self._upkeep.write)

    def damaged(self) -> list[str]:
        def look() -> list[str]:
            is_whole = self._upkeep.is_whole()
            if not is_whole:
                self._seen = None
            return [] if is_whole else [self.place]

        return self._patiently(look)

    # -- in step with the store

    def _current(self) -> Seen:
        """Return what is searched as the store is now; another program may have changed it."""
        with self._opening:
            change, seen = self._store.change(), self._seen
            if seen is None or seen.change != change or seen.touched:
                stamp = self._upkeep.current(change)
                if seen is None or seen.change != change or seen.stamp != stamp:
                    seen = self._seen = self._look(change, stamp)
            return seen

    def _look(self, change: Change, stamp: Stamp | None) -> Seen:
        """Return what is searched at a change: what of it the engine has not is read from the store.

        Raises:
            LibraryUnavailable: the engine is being filled.
        """
        passages = self._store.counts(Filter())[1]
        since = stamp.change if stamp else BEFORE_ALL
        if not passages or (stamp and since == change and stamp.state == "whole"):
            return Seen(self._milvus, self._store, change, stamp if passages else None, passages)
        touched = self._store.touched_since(since) if stamp and stamp.state != "filling" else None
        if touched is None or (stamp and stamp.encoder != self._store.encoder()):
            raise _Filling(
                f"{self.place}: is being filled with {passages:,} passages; ask again in a while,"
                " or let quoth verify --search write them all first"
            )
        ids = self._store.ids(Filter(articles=frozenset(touched)))
        tail = Tail().changed(NONE, self._store.texts(ids))
        rows = self._milvus.of_articles(touched) if touched else {}
        replaced = Counter(term for terms in rows.values() for term in set(terms))
        return Seen(self._milvus, self._store, change, stamp, passages, frozenset(touched), tail, replaced)

    # -- searching

    def _soundly(self, look: Callable[[Seen], tuple[Given, bool]]) -> Given:
        """Return what is seen of one change of the store.

        ``look`` tells whether what it gives is surely of one; else the store must still be at it.

        Raises:
            Overtaken: it is not, or the engine's rows were changed meanwhile.
        """
        seen = self._current()
        found, sound = look(seen)
        if (sound or self._store.change() == seen.change) and self._still(seen):
            return found
        raise Overtaken.of(self._store.place)

    def _still(self, seen: Seen) -> bool:
        """Tell whether the engine was not emptied or filled again meanwhile, nor what it lacked written."""
        if seen.stamp is None:
            return True
        stamp = Stamp.read(self._milvus.stamp())
        is_same = stamp is not None and stamp.filling == seen.stamp.filling
        if is_same and (stamp == seen.stamp or not seen.touched):
            return True
        with self._opening:
            self._seen = None
        if not is_same:
            self._upkeep.recount()
        return False

    # -- an engine that does not answer

    def _patiently(self, work: Callable[[], Given]) -> Given:
        """Do some work, again and again for a while where the engine does not answer or is being filled."""
        end = time.monotonic() + PATIENCE
        while True:
            try:
                done = work()
                self._down = False
                return done
            except (Unreached, Gone, _Filling) as problem:
                with self._opening:
                    self._seen = None
                if not isinstance(problem, _Filling):
                    self._tell_down(problem)
                if time.monotonic() >= end:
                    if isinstance(problem, _Filling):
                        raise
                    raise LibraryUnavailable(
                        f"{self.place}: the search engine does not answer; check its address, or start it:"
                        " the articles are safe in the library, and questions are answered once it is back"
                    ) from None
                self._upkeep.wait(PAUSE)

    def _written(self, write: Callable[[], bool]) -> None:
        """Write, to an engine that does not answer, or refuses, later: what is new waits in the store."""
        try:
            if write():
                self._down = False
        except (Unreached, Gone, Refused) as problem:
            self._tell_down(problem)

    def _tell_down(self, problem: Exception) -> None:
        """Log one line for each time that the engine goes, or refuses what is new."""
        if not self._down:
            self._down = True
            log.warning("%s; what is new waits in the library until it can be written there", problem)


class _Filling(LibraryUnavailable):
    """The engine's rows are being written."""


def _merged(found: dict[int, Scored], new: Sequence[Scored]) -> dict[int, Scored]:
    """Return what was found again, with its score by words where it had none."""
    return {each.passage.id: each for each in new if each.bm25 or each.passage.id not in found}
