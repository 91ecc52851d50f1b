"""An engine's rows, brought in step with the store by whoever finds them behind, under their own lock."""

from __future__ import annotations

import logging
import threading
import time
from typing import Final

from ..errors import UNWRITTEN, LibraryError, LibraryMismatch, QuothError
from ..memory import out_of_memory
from ..passage import Filter
from ..store import Change, Store
from .conditions import LISTED
from .filling import bring, fill
from .milvus import Milvus
from .milvus_connection import Unreached
from .stamp import ANALYSIS, Stamp

AT_ONCE: Final = 2_000  # passages that are written while a question waits

log: Final = logging.getLogger(__name__)


class Upkeep:
    """What keeps the rows of an engine in step with a store, from any thread.

    Raises, each method:
        Unreached, Gone: the engine does not answer, or has no rows any more.
        Refused: it will not have what it is given.
        LibraryMismatch: it holds another library.
    """

    def __init__(self, store: Store, milvus: Milvus) -> None:
        """Look after the rows that ``milvus`` leads to."""
        self._store = store
        self._milvus = milvus
        self._own = ""  # the filling of rows that were this library's since this was opened
        self._due = object()  # the last wish that the rows be counted,
        self._done: object = None  # and the one after which they were
        self._writing: threading.Thread | None = None  # what brings the engine up to date beside questions
        self._problem: QuothError | None = None  # what came of that, for the next question

    def stamp(self) -> Stamp | None:
        """Return what the engine's rows were made of, where it is this library, or was until a restore.

        Raises:
            LibraryMismatch: it is another.
        """
        stamp = Stamp.read(self._milvus.stamp())
        if stamp and stamp.is_of(self._store):
            self._own = stamp.filling
        elif stamp and stamp.filling != self._own:
            name = self._milvus.address.name
            raise LibraryMismatch(
                f"{self._milvus.address}: holds another library than {self._store.place}; write another name"
                f" in place of {name}, or drop the collections {name} and {name}_terms there"
            )
        return stamp

    def current(self, change: Change) -> Stamp | None:
        """Return the stamp of the engine, which is brought up to date if nobody else is at it.

        What takes long is left to a thread beside, lest this waits for it. One thread at a time calls this.
        """
        stamp = self.stamp()
        if stamp and stamp.state == "whole" and stamp.change == change and self._counted:
            return stamp
        if self._takes_long(stamp):
            self._write_beside()
            return stamp
        try:
            with self._store.engine_lock(seconds=0):
                return self._written(self._store.change())
        except UNWRITTEN as problem:
            if isinstance(problem, Unreached):
                raise
            return stamp

    def apply(self, change: Change) -> bool:
        """As ``write``, where that is soon done."""
        return not self._takes_long(self.stamp()) and self.write(change)

    def write(self, change: Change | None = None) -> bool:
        """Bring the rows to a change, or the store's last, however long that takes; not beside another.

        Tell whether it did.
        """
        try:
            with self._store.engine_lock(seconds=0):
                self._written(change or self._store.change())
        except UNWRITTEN as problem:
            if isinstance(problem, Unreached):
                raise
            return False
        return True

    def is_whole(self) -> bool:
        """Tell whether all rows are there that the stamp says; where they are not they are written again."""
        stamp = self.stamp()
        is_whole = stamp is not None and stamp.state == "whole" and self._is_counted(stamp)
        if not is_whole:
            self.recount()
        return is_whole

    def recount(self) -> None:
        """Believe no stamp before its rows are counted, also while another thread writes them."""
        self._due = object()

    def wait(self, seconds: float) -> None:
        """Wait for a while, or until the thread beside is done."""
        writing = self._writing
        if writing and writing.is_alive():
            writing.join(seconds)
        else:
            time.sleep(seconds)

    # -- steps

    @property
    def _counted(self) -> bool:
        return self._done is self._due

    def _takes_long(self, stamp: Stamp | None) -> bool:
        """Tell whether the engine lacks so much that no question may wait until it is written."""
        lacking, _ = self._lacking(stamp)
        every = Filter() if lacking is None else Filter(articles=lacking)
        return self._store.counts(every)[1] > AT_ONCE

    def _lacking(self, stamp: Stamp | None) -> tuple[frozenset[str] | None, str]:
        """Return the articles that rows lack, ``None`` for all, and why all of them are written again."""
        reason = self._unusable(stamp)
        if stamp is None or reason:
            return None, reason
        touched = self._store.touched_since(stamp.change)
        if touched is None or len(touched) > LISTED:
            return None, "is behind the library by too much"
        return frozenset(touched), ""

    def _write_beside(self) -> None:
        """Have a thread bring the engine up to date, unless one does; raise what came of the last."""
        if self._problem is not None:
            problem, self._problem = self._problem, None
            raise problem
        if self._writing is None or not self._writing.is_alive():
            self._writing = threading.Thread(target=self._write, name="engine", daemon=True)
            self._writing.start()

    def _write(self) -> None:
        try:
            self.write()
        except QuothError as problem:
            self._problem = problem
        except Exception as problem:
            log.debug("%s: could not be written", self._milvus.address, exc_info=True)
            said = " ".join(f"{type(problem).__name__}: {problem}".split())[:300]
            self._problem = out_of_memory(problem) or LibraryError(
                f"{self._milvus.address}: could not be written ({said});"
                " quoth verify --search writes it again"
            )

    def _written(self, change: Change) -> Stamp | None:
        """Bring the engine up to date; the caller holds its lock."""
        store, due, stamp = self._store, self._due, self.stamp()
        if not store.encoder() or not store.counts(Filter())[1]:
            if stamp and not stamp.is_of(store):
                self._milvus.clear()
                return None
            return stamp
        lacking, reason = self._lacking(stamp)
        if stamp is None or lacking is None:
            if reason:
                log.warning("%s: %s; it is filled again", self._milvus.address, reason)
            stamp = fill(self._milvus, store, change, stamp)
            if stamp is None:
                return None
        elif stamp.change != change or stamp.toward:
            stamp = bring(self._milvus, store, stamp, change, lacking)
        self._done = due
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
