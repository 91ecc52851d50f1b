"""What is watched, looked at in its turn until all is over: folders by events, links a few at once.

One thread stores. Links are fetched in others, as a slow site must not hold up the rest. Turns are told by a
clock that does not jump.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Final

from ...errors import QuothError
from .events import FolderEvents
from .outcome import Look
from .watched import Watched
from .watcher import Watcher

if TYPE_CHECKING:
    from .links import Found

TICK: Final = 1.0  # seconds between two looks at what is due
AT_ONCE: Final = 4  # links that are fetched
REST: Final = 9.0  # a folder in which much is going on is left alone for so many times what its sync took,
LONGEST_REST: Final = 60.0  # but no longer than so many seconds

Told = Callable[[Look], None]


class Rounds:
    """The turns of what a watcher watches; ``run`` them in one thread."""

    def __init__(self, watcher: Watcher, told: Told, *, clock: Callable[[], float] = time.monotonic) -> None:
        """``told`` hears what came of each look; ``clock`` never goes back."""
        self._watcher = watcher
        self._told = told
        self._clock = clock
        self._due: dict[str, float] = {}
        self._rest: dict[str, float] = {}  # until when a folder is left alone
        self._sure: set[str] = set()  # folders in which something has changed
        self._fetching: set[str] = set()
        self._fetched: SimpleQueue[tuple[Watched, Found | Exception]] = SimpleQueue()

    def run(self) -> None:
        """Look at all that is due, again and again, until the watcher is ``over``.

        Raises:
            LibraryBusy: another program watches for the library.
        """
        events = FolderEvents()
        try:
            with self._watcher.alone():
                while not self._watcher.over.is_set():
                    self.turn(events)
        finally:
            events.close()

    def once(self) -> list[Look]:
        """Look at everything that is watched, one after the other, and return what came of each.

        Raises:
            LibraryBusy: another program watches for the library.
        """
        with self._watcher.alone():
            looks = []
            for watched in self._watcher.list.all():
                looks.append(self._watcher.look(watched))
                self._told(looks[-1])
            return looks

    def turn(self, events: FolderEvents) -> None:
        """Look at what is due now, then wait for what comes next, a second at most."""
        every = self._listed()
        if not every:
            return
        folders = [each.wish.place for each in every if not each.wish.is_link]
        for place in events.follow(folders):
            self._changed(place)
        for watched in every:
            self._begin(watched)
        self._store()
        for place in events.wait(TICK, self._watcher.over):
            self._changed(place)

    def _listed(self) -> list[Watched]:
        """Return what is watched now; what is new to this program is due as its state says."""
        over = self._watcher.over
        try:
            every = self._watcher.list.all()
        except QuothError:  # the list is being written, or its disk is away
            every = []
        if not every:
            over.wait(TICK)
        now = self._clock()
        for each in every:
            first = each.due_in(self._watcher.now()) if each.wish.is_link else 0.0
            self._due.setdefault(each.wish.place, now + first)
        for gone in self._due.keys() - {each.wish.place for each in every}:
            del self._due[gone]
        return every

    def _changed(self, place: str) -> None:
        self._sure.add(place)
        soon = max(self._clock(), self._rest.get(place, 0.0))
        self._due[place] = min(self._due.get(place, soon), soon)

    def _begin(self, watched: Watched) -> None:
        """Look at something if it is due: at a folder to the end, at a link in a thread."""
        place = watched.wish.place
        if self._clock() < self._due[place] or place in self._fetching:
            return
        if not watched.wish.is_link:
            sure = place in self._sure
            self._sure.discard(place)
            begun = self._clock()
            self._ended(self._watcher.synced(watched, sure=sure))
            rest = min(REST * (self._clock() - begun), LONGEST_REST)
            self._rest[place] = self._clock() + rest
        elif len(self._fetching) < AT_ONCE:
            self._fetching.add(place)
            threading.Thread(target=self._fetch, args=[watched], daemon=True, name="watching").start()

    def _fetch(self, watched: Watched) -> None:
        self._fetched.put((watched, self._watcher.fetched(watched)))

    def _store(self) -> None:
        with suppress(Empty):
            while True:
                watched, found = self._fetched.get_nowait()
                self._fetching.discard(watched.wish.place)
                if not self._watcher.over.is_set():
                    self._ended(self._watcher.stored(watched, found))

    def _ended(self, look: Look) -> None:
        self._due[look.watched.wish.place] = self._clock() + look.watched.state.wait
        self._told(look)
