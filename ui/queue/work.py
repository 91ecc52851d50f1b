"""One answer that is being made, and those who wait for it: each hears all of it, from wherever one joins."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from index.errors import QuothError

from ..render.texts import TOO_LONG
from .line import Crowded

if TYPE_CHECKING:
    from ..render.told import Told
    from .line import Places
    from .making import Making, Piece

LOOK: Final = 2.0  # seconds between two looks at the clock, and at one's place while others come first
RETRY: Final = 30  # seconds after which to ask again, for one whose turn did not come


class TookTooLong(QuothError):
    """An answer was stopped, for it took longer than one may."""


@dataclass(frozen=True, slots=True)
class Place:
    """How many answers have to end before one's own begins; 0 when it has begun."""

    before: int


class Work:
    """One answer in the making.

    Used by the thread that makes it, by the line, which tells its place, and by its askers.
    """

    def __init__(
        self,
        making: Making,
        *,
        client: str,
        places: Places,
        over: Callable[[Work], None],
    ) -> None:
        """``over`` is called with the work when it has ended, however it did."""
        self.client = client
        self.places = places
        self.changed = threading.Condition()
        self.joined = time.monotonic()
        self.began: float | None = None
        self.ended: float | None = None
        self.before = 0
        self.pieces: list[Piece] = []
        self.told: Any = None
        self.problem: Exception | None = None
        self._making = making
        self._over = over

    def stands(self, before: int) -> None:
        """Note the place in the line, which changes with every answer that ends.

        Nobody is woken: to show each place to each who waits would take longer than the answers.
        """
        with self.changed:
            self.before = before

    def run(self) -> None:
        """Make the answer; whatever goes wrong is raised where it is waited for."""
        self._change(began=time.monotonic(), before=0)
        told, problem = None, None
        try:
            told = self._made()
        except Exception as raised:  # noqa: BLE001 - raised where it is waited for
            problem = raised
        except BaseException as raised:  # noqa: BLE001 - it would end the server, raised there
            problem = RuntimeError(f"the thread that made an answer ended: {raised!r}")
        self._over_with(told, problem)

    def stop(self) -> None:
        """Stop making it: nobody waits any more."""
        self._making.close()

    def give(self, pieces: list[Piece], told: Any) -> None:
        """Be an answer that was there before."""
        self._change(pieces=pieces, told=told, ended=time.monotonic())

    def _made(self) -> Any:
        """Return what is told of the whole, none if it was stopped; pass the pieces on as they come."""
        while (piece := next(self._making, None)) is not None:
            with self.changed:
                self.pieces.append(piece)
                self.changed.notify_all()
        return self._making.told

    def _over_with(self, told: Any, problem: Exception | None) -> None:
        self.told = told
        self.problem = problem
        try:
            self._over(self)  # before anybody hears of it: an equal question must not join what has ended
        finally:
            self._change(ended=time.monotonic())

    def _change(self, **values: Any) -> None:
        with self.changed:
            for name, value in values.items():
                setattr(self, name, value)
            self.changed.notify_all()


class Asker:
    """One of those who wait for an answer: iterate over what happens, then read ``told``.

    ``close`` it to go away. Of an answer that was stopped there is no ``told``.
    """

    def __init__(self, work: Work, leave: Callable[[Work], None]) -> None:
        """Use ``Desk.ask``; ``leave`` is called once, when this one does not wait any more."""
        self._work = work
        self._leave = leave
        self._at = 0
        self._place = 0
        self._has_left = False

    def __iter__(self) -> Iterator[Place | Piece]:
        """Yield what has not been heard yet."""
        return self

    def __next__(self) -> Place | Piece:
        """Wait for what happens next: another place in the line, or more of the answer.

        Raises:
            Crowded: the turn did not come in time.
            TookTooLong: the answer was not there in time.
            Exception: whatever went wrong in making it.
        """
        work = self._work
        try:
            with work.changed:
                while not self._has_left:
                    if self._at < len(work.pieces):
                        self._at += 1
                        return work.pieces[self._at - 1]
                    if work.ended is not None:
                        break
                    if work.before != self._place:
                        self._place = work.before
                        return Place(work.before)
                    self._check_time()
                    work.changed.wait(LOOK)
                problem = None if self._has_left else work.problem
        except QuothError:
            self.close()
            raise
        self.close()
        if problem is not None:
            raise problem
        raise StopIteration

    def close(self) -> None:
        """Wait no longer, from any thread; what nobody waits for is not made."""
        with self._work.changed:
            if self._has_left:
                return
            self._has_left = True
            self._work.changed.notify_all()
        self._leave(self._work)

    @property
    def is_whole(self) -> bool:
        """Whether all of it has been heard."""
        return self._work.told is not None and self._at == len(self._work.pieces)

    @property
    def told(self) -> Any:
        """The whole answer.

        Raises:
            RuntimeError: it is not there, or not all pieces have been heard.
        """
        if not self.is_whole:
            raise RuntimeError("the answer is there when all of it has been heard")
        return self._work.told

    @property
    def so_far(self) -> Told | None:
        """What this one has heard, as far as a model has said it and it was checked; at last the answer."""
        if self.is_whole:
            told: Told = self._work.told
            return told
        return self._work.pieces[self._at - 1].so_far if self._at else None

    def _check_time(self) -> None:
        work, now = self._work, time.monotonic()
        if work.began is None and now - work.joined > work.places.patience:
            raise Crowded(RETRY)
        if work.began is not None and now - work.began > work.places.longest:
            raise TookTooLong(TOO_LONG.format(n=round(work.places.longest)))
