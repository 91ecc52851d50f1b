"""A worker seen from outside: its process, and the pipes over which it is asked."""

from __future__ import annotations

import multiprocessing
import os
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from .messages import Ask, Problem, Starters, Stop
from .worker import serve

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from .wish import Wish
    from .worker import Make

LEAVE: Final = 3.0  # seconds that a process has to end, before it is killed


class Pipe:
    """One of a worker's pipes; what is said over it may come from any thread, and is heard in one."""

    def __init__(self, connection: Connection, process: Process) -> None:
        self.connection = connection
        self.process = process
        self._number = 0
        self._lock = threading.Lock()

    def ask(self, wish: Wish, model: str | Problem = "") -> None:
        """Have a wish answered.

        Raises:
            OSError: the worker is gone.
        """
        with self._lock:
            self._number += 1
            self.connection.send(Ask(self._number, wish, model))

    def stop(self) -> None:
        """Have it stop what it was asked last."""
        with self._lock, suppress(OSError):
            self.connection.send(Stop(self._number))

    @property
    def is_there(self) -> bool:
        """Whether the other end is; of a pipe over which nothing is being answered."""
        try:
            return not self.connection.poll()
        except OSError:
            return False


class Process:
    """A worker; ``pipes`` are those for answers."""

    def __init__(self, make: Make, at_once: int) -> None:
        """Start it: ``make`` is called there, and must be something that can be pickled."""
        context = multiprocessing.get_context("spawn")  # a fork would take along locks of other threads
        ours, theirs = zip(*(context.Pipe() for _ in range(at_once + 1)), strict=True)
        self._aside, *self.pipes = (Pipe(each, self) for each in ours)
        self._aside_lock = threading.Lock()
        self._running = context.Process(target=serve, args=(make, theirs), name="quoth worker", daemon=True)
        self._running.start()
        for each in theirs:
            each.close()

    @property
    def pid(self) -> int:
        """The id of the process."""
        return self._running.pid or 0

    @property
    def memory(self) -> int:
        """Bytes of memory that it holds; 0 where the system does not say."""
        try:
            pages = Path(f"/proc/{self.pid}/statm").read_text(encoding="ascii").split()[1]
        except (OSError, IndexError):
            return 0
        return int(pages) * os.sysconf("SC_PAGE_SIZE")

    def wait_ready(self) -> None:
        """Wait until it can answer.

        Raises:
            EOFError, OSError: it has ended.
            Exception: why it cannot answer.
        """
        said = self._aside.connection.recv()
        if isinstance(said, Problem):
            raise said.raised()

    def starters(self, patience: float, library: str = "") -> tuple[str, ...] | None:
        """Return a few questions to begin with; ``None`` where another is waiting for them so long."""
        if not self._aside_lock.acquire(timeout=patience):
            return None
        try:
            self._aside.connection.send(Starters(patience, library))
            said = self._aside.connection.recv()
        finally:
            self._aside_lock.release()
        if isinstance(said, Problem):
            raise said.raised()
        return tuple(said)

    def wait_end(self) -> None:
        """Wait until it has ended, and close what is left of it."""
        self._running.join()

    def kill(self) -> None:
        """End it at once."""
        self._running.kill()

    def end(self) -> None:
        """Have it end, as it does when its pipes are closed."""
        self._running.terminate()
        self._running.join(LEAVE)
        if self._running.is_alive():
            self.kill()
