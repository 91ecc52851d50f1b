"""Bounded work: so many answers at once, a short line behind them in the order of coming, and no more."""

from __future__ import annotations

import logging
import math
import os
import threading
import time
from collections import Counter, deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from index.errors import QuothError

from ..render.texts import CROWDED, TOO_MANY

if TYPE_CHECKING:
    from .work import Work

LOG = logging.getLogger(__name__)
IDLE: Final = 10.0  # seconds after which a thread without work ends
FIRST_GUESS: Final = 1.0  # seconds that an answer takes, before any was made
WEIGHT: Final = 0.2  # of the newest answer in the mean of their seconds
QUICK: Final = 0.25  # seconds that a quick answer takes, before any was made
RISE: Final = 0.1  # of the way to a slower one, that a quick one is taken to last longer
MOST_ASKERS: Final = 256  # who wait for an answer, each in a thread
EARLY: Final = 0.5  # of the time until the turn, after which one who was refused is asked to come back
LONGEST_RETRY: Final = 30  # seconds after which one who was refused is asked to come back, at most


class Crowded(QuothError):
    """Too many ask, or one asks too much: the status, one line, and the seconds after which to ask again."""

    def __init__(self, wait: int, *, status: int = 503) -> None:
        super().__init__((TOO_MANY if status == 429 else CROWDED).format(n=wait))
        self.status = status
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Places:
    """How much is done at once, and how long for.

    Attributes:
        at_once: answers that are made at the same time.
        waiting: answers that wait for their turn.
        of_one: of both, how many one client may have where clients can be told apart.
        askers: who wait for an answer, those of equal questions counted one by one.
        patience: seconds that one waits for the turn.
        longest: seconds that an answer may take.
    """

    at_once: int
    waiting: int
    of_one: int
    askers: int = MOST_ASKERS
    patience: float = 60.0
    longest: float = 120.0

    @classmethod
    def of_machine(cls, *, with_model: bool, workers: int = 0) -> Places:
        """Return as many places as there are workers, or cores; more where they mostly wait for a model."""
        cores = _cores()
        at_once = max(8, 2 * cores, workers) if with_model else workers or cores
        patience, longest = (120.0, 900.0) if with_model else (40.0, 120.0)
        return cls(at_once, 16 * cores, max(2, 4 * cores), patience=patience, longest=longest)


class Line:
    """Does works in the order in which they come, ``places.at_once`` at a time, each in a thread."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self._changed = threading.Condition()
        self._waiting: deque[Work] = deque()
        self._running: set[Work] = set()
        self._held: Counter[str] = Counter()  # places by client; "" for those that cannot be told apart
        self._idle = 0
        self._threads = 0
        self._seconds = FIRST_GUESS
        self._quick = QUICK
        self._booked = 0.0  # when the last one who was refused is asked to come back

    @property
    def lengths(self) -> tuple[int, int]:
        """How many answers are being made, and how many wait."""
        with self._changed:
            return len(self._running), len(self._waiting)

    def appointment(self) -> int:
        """Return the seconds after which one who is refused may find a place.

        Each is given another moment, after that of the one before: those who came at once would otherwise all
        come back at once. The pace is that of quick answers, so that more come than are answered, and beyond
        ``LONGEST_RETRY`` the moments begin anew: while many come at once answers take longer than they will,
        and a place that stays free costs far more than word to come back once more.
        """
        with self._changed:
            now, pace = time.monotonic(), EARLY * self._quick / self.places.at_once
            soonest = now + min((len(self._waiting) + 1) * pace, LONGEST_RETRY / 2)
            self._booked += pace
            if not soonest <= self._booked <= now + LONGEST_RETRY:
                self._booked = soonest
            return max(1, math.ceil(self._booked - now))

    def check_room(self, client: str, coming: int = 0) -> None:
        """Raise ``Crowded`` where there is no place left, or none for this client, behind those who come.

        On a slow machine the line is shorter: nobody is let in whose turn would come too late.
        """
        with self._changed:
            if client and self._held[client] >= self.places.of_one:
                raise Crowded(self.appointment(), status=429)
            behind = len(self._waiting) + coming - self._free
            turn = (behind + 1) * self._seconds / self.places.at_once
            if behind >= self.places.waiting or (behind >= 0 and turn > self.places.patience):
                raise Crowded(self.appointment())

    def join(self, work: Work) -> None:
        """Have a work done, now or in its turn.

        Raises:
            Crowded: there is no place left, or none for this client.
        """
        with self._changed:
            self.check_room(work.client)
            self._waiting.append(work)
            self._held[work.client] += 1
            if self._idle < len(self._waiting) and self._threads < self.places.at_once:
                self._threads += 1
                threading.Thread(target=self._serve, name="answer", daemon=True).start()
            self._tell_places()
            self._changed.notify()

    def leave(self, work: Work) -> bool:
        """Give up the place of a work that has not begun; false where it has."""
        with self._changed:
            if work not in self._waiting:
                return False
            self._waiting.remove(work)
            self._let_go(work)
            self._tell_places()
            return True

    @property
    def _free(self) -> int:
        return self.places.at_once - len(self._running)

    def _serve(self) -> None:
        """Do one work after the other; end when none has come for a while."""
        while work := self._next():
            started = time.monotonic()
            try:
                work.run()
            except Exception:  # the next one in the line must not wait for it
                LOG.exception("an answer could not be handed over")
            self._done(work, time.monotonic() - started)

    def _next(self) -> Work | None:
        with self._changed:
            self._idle += 1
            self._changed.wait_for(lambda: self._waiting, IDLE)
            self._idle -= 1
            if not self._waiting:
                self._threads -= 1
                return None
            work = self._waiting.popleft()
            self._running.add(work)
            self._tell_places()
            return work

    def _done(self, work: Work, seconds: float) -> None:
        with self._changed:
            self._running.discard(work)
            self._let_go(work)
            self._seconds += WEIGHT * (seconds - self._seconds)
            self._quick = min(seconds, self._quick + RISE * (seconds - self._quick))
            self._tell_places()

    def _let_go(self, work: Work) -> None:
        self._held[work.client] -= 1
        if not self._held[work.client]:
            del self._held[work.client]

    def _tell_places(self) -> None:
        """Tell each that waits how many answers have to end before its own begins."""
        free = self._free
        for number, work in enumerate(self._waiting, 1):
            work.stands(max(0, number - free))


def _cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
