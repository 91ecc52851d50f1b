"""Processes that answer beside the page's: which of them is free, and another in place of one that died."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from index.errors import QuothError

from ..render.texts import NO_WORKER
from .messages import Problem
from .process import Process
from .remote import Remote, WorkerLost

if TYPE_CHECKING:
    from .making import Took
    from .process import Pipe
    from .wish import Wish
    from .worker import Make

LOG = logging.getLogger(__name__)
PATIENCE: Final = 60.0  # seconds that a question waits for a worker that is being started
STEADY: Final = 30.0  # seconds after which a worker that dies is taken for one that can live
LONGEST_PAUSE: Final = 30.0  # seconds before a worker is started again that dies at once


class Workers:
    """Keeps ``number`` workers running until it is closed; usable from any thread.

    The page's process has the one line of those who ask, and changes the library; the workers read it, and
    see each change.
    """

    def __init__(
        self, make: Make, number: int, *, at_once: int = 1, model: Callable[[], str] | None = None
    ) -> None:
        """Start them.

        Args:
            make: called in each worker, returns what answers there, by the name of its library; it must be
                something that can be pickled.
            number: how many.
            at_once: answers that each makes at the same time: more than one where a model is waited for.
            model: gives the socket at which the model of a file answers that this process runs for all of
                them; it raises a ``QuothError`` where it cannot.
        """
        self.number = number
        self._make = make
        self._at_once = at_once
        self._model = model
        self._changed = threading.Condition()
        self._ready: dict[Process, list[Pipe]] = {}  # with the pipes that are free
        self._all: set[Process] = set()
        self._why = ""  # the last one could not be started
        self._is_over = threading.Event()
        for _ in range(number):
            threading.Thread(target=self._keep, name="worker", daemon=True).start()

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End all workers."""
        self._is_over.set()
        with self._changed:
            running = list(self._all)
            self._changed.notify_all()
        for each in running:
            each.end()

    def making(self, wish: Wish, took: Took) -> Remote:
        """Return what makes an answer in the worker that is free by then; ``took`` is told of its steps."""
        return Remote(self, wish, took)

    @property
    def running(self) -> list[Process]:
        """Those that can answer."""
        with self._changed:
            return list(self._ready)

    def starters(self, patience: float, library: str = "") -> tuple[str, ...]:
        """Return what ``Assistant.starters`` does; nothing if no worker is there by then."""
        with self._changed:
            self._changed.wait_for(lambda: self._ready, patience)
        for each in self.running:
            try:
                return each.starters(patience, library) or ()
            except (EOFError, OSError):
                continue
        return ()

    def model_for(self, wish: Wish) -> str | Problem:
        """Return the socket at which the model of a file answers, once it is loaded, or why it does not."""
        if self._model is None or wish.kind != "ask":
            return ""
        try:
            return self._model()
        except QuothError as problem:
            return Problem.of(problem)

    def free(self, making: Remote) -> Pipe | None:
        """Wait for a worker that is free, and return a pipe to it; ``None`` once ``making`` was closed.

        Raises:
            WorkerLost: there was none for ``PATIENCE`` seconds.
        """
        end = time.monotonic() + PATIENCE
        with self._changed:
            while not making.is_closed:
                if pipe := self._taken():
                    return pipe
                if self._is_over.is_set() or time.monotonic() > end:
                    raise WorkerLost(NO_WORKER.format(why=self._why).strip())
                self._changed.wait(1.0)
        return None

    def give_back(self, pipe: Pipe, *, is_well: bool) -> None:
        """Let others have a pipe; a worker of which an answer was not heard to its end is ended."""
        if not is_well:
            pipe.process.kill()
        with self._changed:
            if not is_well:
                self._ready.pop(pipe.process, None)
            elif pipe.process in self._ready:
                self._ready[pipe.process].append(pipe)
            self._changed.notify_all()

    def look(self) -> None:
        """Have those who wait for a worker look whether they still have to."""
        with self._changed:
            self._changed.notify_all()

    def _taken(self) -> Pipe | None:
        """Return a pipe of the worker that has most free."""
        for pipes in sorted(self._ready.values(), key=len, reverse=True):
            while pipes:
                if (pipe := pipes.pop()).is_there:
                    return pipe
        return None

    def _keep(self) -> None:
        """Keep one worker running."""
        pause = 0.0
        while not self._is_over.wait(pause):
            began = time.monotonic()
            try:
                self._run()
            except OSError:  # the machine gives no process, or no pipe
                LOG.exception("a worker could not be started")
            lived = time.monotonic() - began
            pause = 0.0 if lived > STEADY else min(max(1.0, 2 * pause), LONGEST_PAUSE)

    def _run(self) -> None:
        """Start a worker, offer it, and wait until it has ended."""
        process = Process(self._make, self._at_once)
        with self._changed:
            self._all.add(process)
        if self._is_over.is_set():  # closed in between
            process.end()
        try:
            process.wait_ready()
            self._offer(process)
        except (EOFError, OSError):
            self._why = ""
        except (QuothError, ValueError) as problem:
            self._why = str(problem)  # told to those who wait for a worker
        except Exception:
            LOG.exception("a worker could not be started")
        process.wait_end()
        with self._changed:
            self._ready.pop(process, None)
            self._all.discard(process)
        if not self._is_over.is_set():
            LOG.warning("a worker ended and is started again%s", self._why and f": {self._why}")

    def _offer(self, process: Process) -> None:
        with self._changed:
            self._why = ""
            self._ready[process] = list(process.pipes)
            self._changed.notify_all()
