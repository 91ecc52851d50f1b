"""Children that outlive a call, so that the next one need not wait for one to start.

What passes from file to file in a child is what its libraries keep: no text and no bytes of a file. A file
that took a child over could reach the next ones in it, as it could the next ones of its folder; so a child
is given up after some thousands of files, once it has grown, when a file was too much for it, and when
nobody had work for it for a while.
"""

import os
import threading
import time
from collections import deque
from contextlib import suppress
from functools import cache
from typing import Final

from .gathered import Gathered
from .parser import PARSE_SECONDS, Parser
from .process import ChildProcess

MAX_KEPT: Final = 4  # or as many as there are cores
IDLE_SECONDS: Final = 60.0


class Stopped(Exception):
    """The work was given up, as nobody waits for it any more."""


class Kept:
    """Children at rest, the one that worked last on top; any thread may take one and give it back."""

    def __init__(self) -> None:
        self._resting: deque[tuple[float, ChildProcess]] = (
            deque()
        )  # its steps need no lock; IndexError: it is empty
        self._timer: threading.Timer | None = None

    def take(self) -> ChildProcess:
        """Return a child that is nobody else's, started or not."""
        with suppress(IndexError):
            while True:
                _, child = self._resting.pop()
                if child.fit:
                    return child
                child.end()
        return ChildProcess(PARSE_SECONDS)

    def give(self, child: ChildProcess) -> None:
        """Keep a child for the next call, if it is fit for more; of many, those that rest longest end."""
        if not child.fit:
            child.end()
            return
        child.rest()
        self._resting.append((time.monotonic(), child))
        with suppress(IndexError):
            while len(self._resting) > min(MAX_KEPT, cores()):
                self._resting.popleft()[1].end()
        self.watch()

    def end(self) -> None:
        """End all children at rest."""
        self.unwatch()
        self._end_idle(0.0)

    def watch(self) -> None:
        """See that children do not rest for ever."""
        if self._resting and not (self._timer and self._timer.is_alive()):
            _hold_no_thread_at_forks()
            self._timer = threading.Timer(IDLE_SECONDS, self._tick)
            self._timer.daemon = True
            self._timer.start()

    def unwatch(self) -> None:
        """Hold no thread."""
        if timer := self._timer:
            timer.cancel()
            timer.join()

    def _tick(self) -> None:
        self._timer = None
        self._end_idle(IDLE_SECONDS)
        self.watch()

    def _end_idle(self, seconds: float) -> None:
        with suppress(IndexError):
            while True:
                since, child = self._resting.popleft()
                if time.monotonic() - since < seconds:
                    self._resting.appendleft((since, child))
                    return
                child.end()


KEPT: Final = Kept()


@cache
def _hold_no_thread_at_forks() -> None:
    """Python warns who forks a process that has threads."""
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(before=KEPT.unwatch, after_in_parent=KEPT.watch)


class KeptParser(Parser):
    """A parser of one call: its child was another's and will be, and another thread may stop it."""

    _stopped = False

    def stop(self) -> None:
        """End the child in the middle of a file, or let it go, and read no more."""
        self._stopped = True
        if self._lock.acquire(blocking=False):
            self._lock.release()
            self.close()
        elif child := self._child:
            child.kill()

    def _take(self) -> ChildProcess:
        return KEPT.take()

    def _leave(self, child: ChildProcess) -> None:
        KEPT.give(child)

    def _gather(
        self, header: dict[str, object], content: bytes, gathered: Gathered, end: float
    ) -> tuple[int, str, str]:
        if self._stopped:
            raise Stopped
        return super()._gather(header, content, gathered, end)


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
