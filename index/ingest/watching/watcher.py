"""The one who watches: looks at a folder, feed or page, stores what is new, and keeps what came of it."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ...errors import QuothError
from ...holder import locked
from ...sources.decode import named
from ...store import Change
from ..ingest import Target, sync, take
from ..inputs import Intake, Manner, manner_of
from ..report import Report, silent
from .outcome import Look, Outcome
from .places import canonical, how_it_looks, place_of
from .watched import EVERY, Watched, Wish
from .watchlist import Watchlist

if TYPE_CHECKING:
    from ...sources.web.polite import Polite
    from .links import Found

log: Final = logging.getLogger(__name__)
LOCK: Final = "watch.lock"
PACE: Final = 1.0  # seconds between two requests to a host


class Watcher:
    """Watches for one library. Any thread and program may change its list; one at a time looks."""

    def __init__(
        self, target: Target, folder: Path, *, now: Callable[[], float] = time.time, pace: float = PACE
    ) -> None:
        """Use ``Library.watcher``; ``now`` is the machine's clock, ``pace`` the seconds between requests."""
        self.list = Watchlist(folder)
        self.over = threading.Event()
        self.now = now
        self.target = target
        self._folder = folder
        self._pace = pace
        self._polite: dict[bool, Polite] = {}
        self._synced: dict[str, int] = {}  # how folders looked when they were last synced

    # -- the list

    def add(
        self,
        places: Sequence[str | os.PathLike[str]],
        *,
        every: float = EVERY,
        follow: bool = False,
        allow_private: bool = False,
        source: str | None = None,
    ) -> list[Wish]:
        """Watch folders, feeds and pages from now on; nothing is looked at yet.

        Raises:
            ValueError, SourceError: one of them is none of these, or a folder is not there; none is added.
        """
        held = {each.wish.place for each in self.list.all()}
        outlet = manner_of(source, None).source
        wishes = [Wish(place_of(each, held), every, follow, allow_private, outlet) for each in places]
        self.list.add(wishes)
        return wishes

    def remove(self, place: str | os.PathLike[str]) -> None:
        """Watch something no more; what the library holds of it stays.

        Raises:
            ValueError: it is not watched.
        """
        name = os.fspath(place)
        if not self.list.remove(canonical(name)):
            raise ValueError(f"{named(name)} is not watched; quoth watch --status tells what is")

    def alone(self) -> AbstractContextManager[None]:
        """Be the only one who looks for the library, in this process and every other.

        Raises:
            LibraryBusy: another does.
        """
        return locked(self._folder, 0, LOCK, "watches for this library already")

    # -- looking

    def look(self, watched: Watched) -> Look:
        """Look at something now, whatever its turn, and keep what came of it."""
        if watched.wish.is_link:
            return self.stored(watched, self.fetched(watched))
        return self.synced(watched)

    def fetched(self, watched: Watched) -> Found | Exception:
        """Return what a link gives, or why it gives nothing; from any thread, as the library is only read."""
        from .links import found_at

        try:
            store = self.target.store
            known = store.has_been(Change(*watched.state.change))
            polite = self._polite_for(allow_private=watched.wish.allow_private)
            return found_at(watched, polite, store.origin_digests(), known=known)
        except Exception as problem:  # noqa: BLE001 - it is told when it is its turn to be stored
            return problem

    def stored(self, watched: Watched, found: Found | Exception) -> Look:
        """Store what a link gave, and keep what came of it."""
        with self._kept_on(watched) as told:
            if isinstance(found, Exception):
                raise found
            manner = Manner(watched.wish.source, allow_private=watched.wish.allow_private)
            told(self._taken(found, manner) if found.items else Report(failed=found.failed), found.state)
        return told.look

    def synced(self, watched: Watched, *, sure: bool = True) -> Look:
        """Bring the library in step with a folder, and keep what came of it.

        Unless it is ``sure`` that something changed, a folder whose files have the sizes and times that they
        had is not read.
        """
        place = watched.wish.place
        with self._kept_on(watched) as told:
            seen = how_it_looks(Path(place))
            if not sure and self._synced.get(place) == seen:
                told(Report(), watched.state)
            else:
                told(self._of_folder(Path(place), Manner(watched.wish.source)), watched.state)
                self._synced[place] = seen
        return told.look

    # -- steps

    def _taken(self, found: Found, manner: Manner) -> Report:
        report = take(self.target, Intake(found.items, found.failed), manner, silent)
        if report.failed and not (report.added or report.changed or report.unchanged):
            raise report.failed[0]
        return report

    def _of_folder(self, folder: Path, manner: Manner) -> Report:
        before = {str(problem) for problem in self.target.store.refused().values()}
        report = sync(self.target, folder, manner, silent)
        return replace(report, failed=tuple(each for each in report.failed if str(each) not in before))

    def _polite_for(self, *, allow_private: bool) -> Polite:
        from ...sources.web.fetch import reach_of
        from ...sources.web.polite import Polite

        if allow_private not in self._polite:
            reach = reach_of(allow_private=allow_private)
            self._polite[allow_private] = Polite(reach, wait=self.over.wait, pace=self._pace)
        return self._polite[allow_private]

    @contextmanager
    def _kept_on(self, watched: Watched) -> Iterator[Outcome]:
        """Keep what comes of the block, which calls what it is given, or raises."""
        outcome = Outcome(watched, self.now, self.target.store.change)
        try:
            yield outcome
        except Exception as problem:
            if not isinstance(problem, (QuothError, OSError, ValueError)):
                log.exception("%s could not be looked at", watched.wish.place)
            outcome.failed(problem)
        self.list.note(watched.wish.place, outcome.look.watched.state)
