"""Several files read at once and ahead of who asks for them, in order and within bounds of memory."""

import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from contextlib import closing
from dataclasses import dataclass
from queue import LifoQueue, SimpleQueue
from types import TracebackType
from typing import Any, Final, Generic, TypeVar

from .gathered import Parsed
from .kept import KeptParser, cores
from .parser import Parser

T = TypeVar("T")

MAX_THREADS: Final = 4  # that read files and fetch pages
MAX_PARSERS: Final = 4
FILES_PER_PARSER: Final = 16  # a child takes a second to start; for fewer files that does not pay
AHEAD_FILES: Final = 64  # that are read before they are asked for
AHEAD_BYTES: Final = 64_000_000  # of files at work and of text that waits, or one file if that is larger
STOP_SECONDS: Final = 2.0  # that are waited for threads; one that fetches a page ends by itself later


@dataclass(frozen=True, slots=True)
class Job(Generic[T]):
    """Something to read: ``work`` runs in any thread, and holds about ``size`` bytes meanwhile."""

    work: Callable[[], T]
    size: int = 0


class Pool:
    """Threads that read ahead, and the parsers that they share.

    One job alone is done in the thread that asks, and a parser starts its child with the first
    file that needs one. Leaving the ``with`` block ends threads, and children in the middle of a file.
    """

    def __init__(
        self, jobs: int, *, parsers: int | None = None, told: Callable[[str], None] = lambda _: None
    ) -> None:
        """Make ready for about so many jobs, with so many parsers or as many as pay.

        ``told`` hears, in any thread, of each step of work that takes long.
        """
        count = parsers or min(MAX_PARSERS, cores(), 1 + jobs // FILES_PER_PARSER)
        self._parsers = [KeptParser(told=told) for _ in range(count)]
        self._idle: LifoQueue[Parser] = LifoQueue()  # the one whose child has started comes first
        for parser in reversed(self._parsers):
            self._idle.put(parser)
        self._tasks: SimpleQueue[_Task[Any] | None] = SimpleQueue()
        self._over = False
        number = max(count, min(MAX_THREADS, jobs)) if jobs > 1 else 0
        self._threads = [threading.Thread(target=self._run, daemon=True) for _ in range(number)]
        for thread in self._threads:
            thread.start()

    def __enter__(self) -> "Pool":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def parse(self, name: str, content: bytes) -> Parsed:
        """Return what a parser that is free says; for jobs. Raises as ``Parser.parse``."""
        parser = self._idle.get()
        try:
            return parser.parse(name, content)
        finally:
            self._idle.put(parser)

    def results(self, jobs: Iterable[Job[T]], weigh: Callable[[T], int]) -> Iterator[T]:
        """Yield what comes of jobs, in their order; ``weigh`` says how many bytes of it wait to be asked for.

        What a job raises is raised where its result would be.
        """
        if not self._threads:
            yield from (job.work() for job in jobs)
            return
        with closing(_Window(self._tasks, weigh)) as window:
            for job in jobs:
                while not window.has_room(job.size):
                    yield window.first()
                window.add(job)
            while window.waits:
                yield window.first()

    def stop(self) -> None:
        """End the threads, and the children that are at work; the others are kept for the next call."""
        self._over = True
        for _ in self._threads:
            self._tasks.put(None)
        end = time.monotonic() + STOP_SECONDS
        while any(thread.is_alive() for thread in self._threads) and time.monotonic() < end:
            for parser in self._parsers:
                parser.stop()
            for thread in self._threads:
                thread.join(0.02)
        for parser in self._parsers:
            parser.stop()

    def _run(self) -> None:
        while (task := self._tasks.get()) and not self._over:
            task.run()


class _Task(Generic[T]):
    """A job on its way; its result is that of ``future``, and ``size`` what it holds now, in bytes."""

    def __init__(self, job: Job[T], weigh: Callable[[T], int]) -> None:
        self.size = job.size
        self.future: Future[T] = Future()
        self._work, self._weigh = job.work, weigh

    def run(self) -> None:
        if not self.future.set_running_or_notify_cancel():
            return
        try:
            result = self._work()
            self.size = self._weigh(result)
            self.future.set_result(result)
        except BaseException as problem:  # noqa: BLE001 - it is raised where the result is asked for
            self.future.set_exception(problem)


class _Window(Generic[T]):
    """The jobs that were begun before their results are asked for."""

    def __init__(self, tasks: "SimpleQueue[_Task[Any] | None]", weigh: Callable[[T], int]) -> None:
        self._tasks, self._weigh = tasks, weigh
        self.waits: deque[_Task[T]] = deque()

    def has_room(self, size: int) -> bool:
        if not self.waits:
            return True
        return len(self.waits) < AHEAD_FILES and size + sum(task.size for task in self.waits) <= AHEAD_BYTES

    def add(self, job: Job[T]) -> None:
        self.waits.append(_Task(job, self._weigh))
        self._tasks.put(self.waits[-1])

    def first(self) -> T:
        return self.waits.popleft().future.result()

    def close(self) -> None:
        for task in self.waits:
            task.future.cancel()
