"""Where every question comes in, of people and of programs: the one bound, and equal questions as one."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from index.llama_index import timing
from index.store import Change

from ..render.told import passage, told
from .kept import Kept
from .line import Crowded, Line, Places
from .search import Searching
from .tally import Tally
from .work import Asker, Piece, Work

if TYPE_CHECKING:
    from rag.assistant import Assistant

    from .wish import Wish
    from .work import Making

Key = tuple[Change, "Wish"]


@dataclass(slots=True)
class _Shared:
    """A work that has not ended, what it is for, and how many wait for it."""

    work: Work
    key: Key
    askers: int = field(default=1)


class Desk:
    """Takes questions to an assistant and gives each who asks an ``Asker``; usable from any thread."""

    def __init__(self, assistant: Assistant, places: Places | None = None) -> None:
        """Answer with ``places``, by default those of this machine."""
        self.assistant = assistant
        self.places = places or Places.of_machine(with_model=assistant.llm is not None)
        self.line = Line(self.places)
        self.kept = Kept()
        self.tally = Tally()
        self._lock = threading.Lock()
        self._shared: dict[Key, _Shared] = {}
        self._askers = 0

    @property
    def askers(self) -> int:
        """How many wait for an answer."""
        return self._askers

    def check_room(self, client: str = "") -> None:
        """Raise ``Crowded`` where a question that is equal to none would find no place."""
        try:
            if self._askers >= self.places.askers:
                raise Crowded(self.line.appointment())
            self.line.check_room(client)
        except Crowded as crowded:
            raise self._refused(crowded) from None

    def ask(self, wish: Wish, client: str = "") -> Asker:
        """Return what hears the answer, or the passages of a search.

        ``client`` tells one who asks from others, for nobody may have all places; blank where it cannot be
        told.

        Raises:
            Crowded: there is no place left, or none for this client.
            ValueError: it makes no sense; the errors are those of ``Assistant.stream``, ``stream_check`` and
                ``Library.search``.
            LibraryError: the library cannot be read.
        """
        key = (self.assistant.library.store.change(), wish)
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
        search = key[1].kind == "search"
        tell = (lambda hits: [passage(hit) for hit in hits]) if search else told
        return Work(
            self._making(key[1]),
            tell,
            client=client,
            places=self.places,
            over=lambda work: self._over(key, work),
        )

    def _making(self, wish: Wish) -> Making:
        with timing(self.tally.took):  # a stream takes this context along
            return self._made_for(wish)

    def _made_for(self, wish: Wish) -> Making:
        if wish.kind == "search":
            return Searching(self.assistant.library, wish)
        given: dict[str, Any] = {"history": wish.history, "rewrite": wish.rewrite, **wish.only}
        if wish.kind == "check":
            return self.assistant.stream_check(wish.text, **given)
        return self.assistant.stream(wish.text, today=wish.today, many=wish.many, **given)

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
            self.kept.put(*key, [Piece(each.text) for each in work.pieces], work.told)

    def _is_still(self, change: Change) -> bool:
        """Whether the library has not changed while an answer was made of it."""
        try:
            return bool(self.assistant.library.store.change() == change)
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
