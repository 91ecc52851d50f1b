"""Where every question comes in, of people and of programs: the one bound, and equal questions as one."""

from __future__ import annotations

import threading
import time
from collections import deque
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from index.store import Change

from .kept import Kept
from .line import Crowded, Line, Places
from .making import Piece, made_here
from .tally import Tally
from .work import Asker, Work

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.assistant import Assistant

    from .making import Making
    from .wish import Wish
    from .workers import Workers

NO_LIBRARY: Final = "there is no library {name}; there are {there}"
NAMELESS: Final = "none with a name: leave it out"
ON_THE_WAY: Final = 10.0  # seconds after which one who was let in is not expected any more

State = tuple[Change, int]
"""The last change of articles, and how many times tags were given or taken."""

Key = tuple[State, "Wish"]


@dataclass(slots=True)
class _Shared:
    """A work that has not ended, what it is for, and how many wait for it."""

    work: Work
    key: Key
    askers: int = field(default=1)


class Desk:
    """Takes questions to an assistant and gives each who asks an ``Asker``; usable from any thread."""

    def __init__(
        self,
        assistant: Assistant,
        places: Places | None = None,
        workers: Workers | None = None,
        *,
        library: str = "",
        beside: Desk | None = None,
    ) -> None:
        """Answer with ``places``, by default those of this machine; in ``workers``, or in threads here.

        Desks of several libraries have a name each, by which ``workers`` know it, and one line: that of the
        desk ``beside`` which this one stands.
        """
        self.assistant = assistant
        self.workers = workers
        self.library = library
        self.places = places or Places.of_machine(with_model=assistant.llm is not None)
        self.line: Line = beside.line if beside else Line(self.places)
        self.tally: Tally = beside.tally if beside else Tally()
        self.kept = Kept()
        self._desks: dict[str, Desk] = beside._desks if beside else {}
        self._desks[library] = self
        self._lock = threading.Lock()
        self._shared: dict[Key, _Shared] = {}
        self._askers = 0
        self._coming: deque[float] = deque()  # when those were let in who have not arrived yet

    @property
    def askers(self) -> int:
        """How many wait for an answer."""
        return self._askers

    def named(self, library: str | None) -> Desk:
        """Return the desk of a library by its name; this one if none is named.

        Raises:
            ValueError: there is none of that name.
        """
        if not library:
            return self
        if library not in self._desks:
            names = ", ".join(repr(name) for name in self._desks if name)
            raise ValueError(NO_LIBRARY.format(name=repr(library[:80]), there=names or NAMELESS))
        return self._desks[library]

    def check_room(self, client: str = "", coming: int = 0) -> None:
        """Raise ``Crowded`` where a question equal to none would find no place behind those who come."""
        try:
            if self._askers + coming >= self.places.askers:
                raise Crowded(self.line.appointment())
            self.line.check_room(client, coming)
        except Crowded as crowded:
            raise self._refused(crowded) from None

    def expect(self, client: str = "") -> None:
        """Let a question in that is to ``arrive``, after a way that costs more than to be refused here.

        Of many who come at once no more are let in than find a place.

        Raises:
            Crowded: there is no place left, or none for this client.
        """
        with self._lock:
            now = time.monotonic()
            while self._coming and self._coming[0] < now - ON_THE_WAY:
                self._coming.popleft()
            coming = len(self._coming)
            self._coming.append(now)
        try:
            self.check_room(client, coming)
        except Crowded:
            self.arrive()
            raise

    def arrive(self) -> None:
        """Note that one who was expected is there, and asks now or never."""
        with self._lock:
            if self._coming:
                self._coming.popleft()

    def ask(self, wish: Wish, client: str = "") -> Asker:
        """Return what hears the answer, or the passages of a search.

        ``client`` tells one who asks from others, for nobody may have all places; blank where it cannot be
        told.

        Raises:
            Crowded: there is no place left, or none for this client.
            ValueError: it makes no sense; the errors are those of ``Assistant.stream``, ``stream_check`` and
                ``Library.find``.
            LibraryError: the library cannot be read.
        """
        key = (self._state(), wish)
        with self._lock:
            if self._askers >= self.places.askers:
                raise self._refused(Crowded(self.line.appointment()))
            shared = self._shared.get(key)
            if shared:
                shared.askers += 1
                self._askers += 1
                self.tally.asked(wish.kind, "shared")
                return Asker(shared.work, self._leave)
        return self._known(key, client) or self._begun(key, client)

    def _known(self, key: Key, client: str) -> Asker | None:
        """Return an answer that is there."""
        found = self.kept.get(*key)
        if found is None:
            return None
        work = self._work(key, client)
        work.give(*found)
        self.tally.asked(key[1].kind, "kept")
        return Asker(work, lambda _: None)

    def _begun(self, key: Key, client: str) -> Asker:
        work = self._work(key, client)
        with self._lock:
            other = self._shared.get(key)
            if other:  # it came in between
                other.askers += 1
            else:
                try:
                    self.line.join(work)
                except Crowded as crowded:
                    raise self._refused(crowded) from None
                self._shared[key] = _Shared(work, key)
            self._askers += 1
        self.tally.asked(key[1].kind, "shared" if other else "made")
        return Asker(other.work if other else work, self._leave)

    def _work(self, key: Key, client: str) -> Work:
        return Work(
            self._making(key[1]),
            client=client,
            places=self.places,
            over=lambda work: self._over(key, work),
        )

    def _making(self, wish: Wish) -> Making:
        here = made_here(self.assistant, wish, self.tally.took)  # what makes no sense is refused at once
        named = replace(wish, library=self.library)
        return self.workers.making(named, self.tally.took) if self.workers else here

    def starters(self, patience: float) -> Sequence[str]:
        """Return a few questions to begin with, as ``Assistant.starters`` does."""
        if self.workers:
            return self.workers.starters(patience, self.library)
        return self.assistant.starters(patience)

    def _over(self, key: Key, work: Work) -> None:
        """Keep what a work has made, and then let go of it: an equal question finds the one or the other."""
        try:
            self.tally.ended(work)
            self._keep(key, work)
        finally:
            with self._lock:
                shared = self._shared.get(key)
                if shared and shared.work is work:
                    del self._shared[key]

    def _keep(self, key: Key, work: Work) -> None:
        """Keep an answer where nothing went wrong with it, and it is sure what it was made of."""
        if work.told is None or key[1].kind == "search" or work.told.notice:
            return
        if self._is_still(key[0]):
            self.kept.put(*key, [Piece(each.text) for each in work.pieces if each.text], work.told)

    def _state(self) -> State:
        store = self.assistant.library.store
        return store.change(), store.tagged()

    def _is_still(self, state: State) -> bool:
        """Whether the library has not changed while an answer was made of it."""
        try:
            return self._state() == state
        except Exception:  # noqa: BLE001 - the answer was there, and is told
            return False

    def _leave(self, work: Work) -> None:
        """Count one asker less; the last one stops the work."""
        with self._lock:
            self._askers -= 1
            shared = next((each for each in self._shared.values() if each.work is work), None)
            if shared is None:  # it has ended
                return
            shared.askers -= 1
            if shared.askers:
                return
            del self._shared[shared.key]
        if not self.line.leave(work):
            work.stop()

    def _refused(self, crowded: Crowded) -> Crowded:
        self.tally.refused(crowded.status)
        return crowded
