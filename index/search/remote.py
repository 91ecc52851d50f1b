"""A search by an engine that outgrows one machine; the store stays the truth.

The engine is brought in step with the store by whoever may write, and believed by the stamp of its rows.
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

from ..errors import UNWRITTEN, LibraryMismatch, LibraryUnavailable
from ..passage import Filter
from ..store import BEFORE_ALL, Change, Store
from . import Query, QueryWord, Scored, Search, Spelling
from .address import Address
from .asked import asked
from .conditions import LISTED
from .filling import bring, fill
from .ids import NONE
from .milvus import Gone, Milvus, Unreached
from .seen import Seen
from .spelling import spelt_like
from .stamp import ANALYSIS, Stamp
from .tail import Tail

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ids = NDArray[np.int64]

PATIENCE: Final = 20.0  # seconds that a question waits for an engine that is started again
PAUSE: Final = 0.25  # seconds between two tries
TRIES: Final = 20  # times that a question is asked again while the library is changed beneath it

log: Final = logging.getLogger(__name__)
Given = TypeVar("Given")


class RemoteSearch(Search):
    """The search of an engine; what its methods promise stands at ``Search``.

    Each waits some seconds for an engine that does not answer. One that lacks rows is brought up to date by
    the first call that gets the writer's lock, be it a question: that call and this program's other threads
    wait until it is done, however long that takes; others that would write are told ``LibraryBusy``.

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
        self._opening = threading.Lock()
        self._seen: Seen | None = None
        self._counted = False  # whether the rows were counted since this was opened
        self._down = False
        try:
            self._milvus.check()
            self._own_stamp()
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
        return self._patiently(lambda: self._current().words(query))

    def having(self, terms: Sequence[str], *, in_order: bool = False) -> Ids:  # noqa: ARG002
        return self._patiently(lambda: self._soundly(lambda seen: seen.having(terms)))

    def spelt_like(self, word: str) -> list[Spelling]:
        return self._patiently(lambda: spelt_like(word, self._current(), self._store.texts))

    def holding(self, query: str) -> Ids:
        return self.having([term for each in asked(query) for term in each])

    def apply(self, change: Change) -> None:
        with self._opening:
            try:
                stamp = self._written(change)
                self._seen = self._look(change, stamp)
            except (Unreached, Gone) as problem:  # what is new is searched beside it once it is back
                self._seen = None
                self._tell_down(problem)

    def damaged(self) -> list[str]:
        def look() -> list[str]:
            stamp = self._own_stamp()
            is_whole = stamp is not None and stamp.state == "whole" and self._is_counted(stamp)
            if not is_whole:
                self._seen, self._counted = None, False
            return [] if is_whole else [self.place]

        return self._patiently(look)

    # -- in step with the store

    def _current(self) -> Seen:
        """Return what is searched as the store is now; another program may have changed it."""
        with self._opening:
            change, seen = self._store.change(), self._seen
            if seen is None or seen.change != change:
                seen = self._seen = self._look(change, self._read(change))
            return seen

    def _read(self, change: Change) -> Stamp | None:
        """Return the stamp of the engine, which is brought up to date if nobody else is writing."""
        stamp = self._own_stamp()
        if stamp and stamp.state == "whole" and stamp.change == change and self._counted:
            return stamp
        try:
            with self._store.lock(seconds=0):
                return self._written(self._store.change())
        except UNWRITTEN as problem:
            if isinstance(problem, Unreached):
                raise
            return stamp

    def _written(self, change: Change) -> Stamp | None:
        """Bring the engine up to date; the caller holds the writer's lock."""
        store, stamp = self._store, self._own_stamp()
        if not store.encoder() or not store.counts(Filter())[1]:
            return stamp
        reason = self._unusable(stamp)
        if stamp is None or reason:
            if reason:
                log.warning("%s: %s; it is filled again", self.place, reason)
            stamp = fill(self._milvus, store, change, stamp)
        elif stamp.change != change or stamp.toward:
            touched = store.touched_since(stamp.change)
            if touched is None or len(touched) > LISTED:
                log.warning("%s: is behind the library by too much; it is filled again", self.place)
                stamp = fill(self._milvus, store, change, stamp)
            else:
                stamp = bring(self._milvus, store, stamp, change, frozenset(touched))
        self._counted, self._down = True, False
        return stamp

    def _own_stamp(self) -> Stamp | None:
        """Return what the engine's rows were made of, where it is this library.

        Raises:
            LibraryMismatch: it is another.
        """
        stamp = Stamp.read(self._milvus.stamp())
        if stamp and not stamp.is_of(self._store):
            name = self._milvus.address.name
            raise LibraryMismatch(
                f"{self.place}: holds another library than {self._store.place}; write another name in place"
                f" of {name}, or drop the collections {name} and {name}_terms there"
            )
        return stamp

    def _unusable(self, stamp: Stamp | None) -> str:
        """Return why rows are of no use, empty where they are."""
        if stamp is None:
            return ""
        changes = filter(None, (stamp.change, stamp.toward))
        reasons = {
            "was filled by another version": stamp.analysis != ANALYSIS,
            "was left while it was filled": stamp.state == "filling",
            f"has the vectors of another encoder, {stamp.encoder}": stamp.encoder != self._store.encoder(),
            "is ahead of the library": not all(map(self._store.has_been, changes)),
        }
        if reason := next((said for said, holds in reasons.items() if holds), ""):
            return reason
        return "" if self._counted or stamp.toward or self._is_counted(stamp) else "lacks passages"

    def _is_counted(self, stamp: Stamp) -> bool:
        return self._milvus.count() == stamp.passages

    def _look(self, change: Change, stamp: Stamp | None) -> Seen:
        """Return what is searched at a change: what of it the engine has not is read from the store.

        Raises:
            LibraryUnavailable: another program is filling the engine.
        """
        passages = self._store.counts(Filter())[1]
        since = stamp.change if stamp else BEFORE_ALL
        if not passages or (stamp and since == change and stamp.state == "whole"):
            return Seen(self._milvus, self._store, change, stamp if passages else None, passages)
        touched = self._store.touched_since(since) if stamp and stamp.state != "filling" else None
        if touched is None or (stamp and stamp.encoder != self._store.encoder()):
            raise _Filling(
                f"{self.place}: is not filled yet by the program that writes; ask again in a while"
            )
        ids = self._store.ids(Filter(articles=frozenset(touched)))
        tail = Tail().changed(NONE, self._store.texts(ids))
        rows = self._milvus.of_articles(touched) if touched else {}
        replaced = Counter(term for terms in rows.values() for term in set(terms))
        return Seen(self._milvus, self._store, change, stamp, passages, frozenset(touched), tail, replaced)

    # -- searching

    def _soundly(self, look: Callable[[Seen], tuple[Given, bool]]) -> Given:
        """Return what is seen, looked at again while what is seen is changed beneath it.

        ``look`` tells whether what it gives is surely of one change; else the store must still be at it.
        """
        for last in range(TRIES - 1, -1, -1):
            seen = self._current()
            found, sound = look(seen)
            if (sound or self._store.change() == seen.change or not last) and self._still(seen):
                break
        return found

    def _still(self, seen: Seen) -> bool:
        """Tell whether the engine was not emptied or filled again meanwhile."""
        if seen.stamp is None:
            return True
        stamp = Stamp.read(self._milvus.stamp())
        if stamp and stamp.filling == seen.stamp.filling:
            return True
        with self._opening:
            self._seen, self._counted = None, False
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
                        f"{self.place}: the search engine does not answer; the articles are safe in the"
                        " library, and questions are answered again once it is back"
                    ) from None
                time.sleep(PAUSE)

    def _tell_down(self, problem: Exception) -> None:
        """Log one line for each time that the engine goes."""
        if not self._down:
            self._down = True
            log.warning("%s; what is new waits in the library until it is back", problem)


class _Filling(LibraryUnavailable):
    """Another program is writing the engine's rows."""


def _merged(found: dict[int, Scored], new: Sequence[Scored]) -> dict[int, Scored]:
    """Return what was found again, with its score by words where it had none."""
    return {each.passage.id: each for each in new if each.bm25 or each.passage.id not in found}
