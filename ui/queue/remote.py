"""An answer that a worker makes, heard in the page's process."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from index.errors import QuothError

from ..render.texts import LOST
from .making import Piece
from .messages import End

if TYPE_CHECKING:
    from .making import Took
    from .process import Pipe
    from .wish import Wish
    from .workers import Workers

LOOK: Final = 1.0  # seconds between two looks whether somebody still waits
GRACE: Final = 60.0  # seconds that a worker has to stop before it is ended; a busy machine may need many
TRIES: Final = 2  # workers that are asked, where the first one dies over it


class WorkerLost(QuothError):
    """The processes that answer died over a question, or none can be started."""


class Remote:
    """One answer, made by a worker that is free when its first piece is taken.

    If that worker dies, the question is asked once more of another. Pieces that came before are void then:
    no more come, and ``told`` has the whole.
    """

    def __init__(self, workers: Workers, wish: Wish, took: Took) -> None:
        """Use ``Workers.making``."""
        self.told: Any = None
        self._workers = workers
        self._wish = wish
        self._took = took
        self._lock = threading.Lock()
        self._pipe: Pipe | None = None
        self._closed_at: float | None = None
        self._has_pieces = False
        self._so_far: Any = None
        self._pieces = self._heard()

    def __next__(self) -> Piece:
        """Return the next piece.

        Raises:
            WorkerLost: two workers died over it, or there is none.
            Exception: whatever went wrong in the worker.
        """
        return next(self._pieces)

    def close(self) -> None:
        """Have the worker stop it."""
        with self._lock:
            self._closed_at = self._closed_at or time.monotonic()
            if self._pipe:
                self._pipe.stop()
        self._workers.look()

    @property
    def is_closed(self) -> bool:
        """Whether nobody waits for it any more."""
        return self._closed_at is not None

    def _heard(self) -> Iterator[Piece]:
        for _ in range(TRIES):
            pipe = self._workers.free(self)
            if pipe is None:
                return
            try:
                yield from self._from(pipe)
            except (EOFError, OSError):  # it died
                if self.is_closed:
                    return
            else:
                return
        raise WorkerLost(LOST)

    def _from(self, pipe: Pipe) -> Iterator[Piece]:
        """Yield the pieces of one worker; its pipe is free again when it has said the end."""
        is_over = False
        with self._lock:
            self._pipe = pipe
        try:
            pipe.ask(self._wish, self._workers.model_for(self._wish))
            if self.is_closed:
                pipe.stop()
            again = self._has_pieces
            while not isinstance(message := self._next(pipe), End):
                self._has_pieces = True
                self._so_far = message.so_far or self._so_far
                if not again:
                    yield replace(message, so_far=self._so_far)
            is_over = True
        finally:
            with self._lock:
                self._pipe = None
            self._workers.give_back(pipe, is_well=is_over)
        self._end(message)

    def _next(self, pipe: Pipe) -> Any:
        """Wait for what a worker says next.

        Raises:
            EOFError, OSError: it is gone, or was ended, for it did not stop.
        """
        while not pipe.connection.poll(LOOK):
            if self._closed_at is not None and time.monotonic() - self._closed_at > GRACE:
                pipe.process.kill()
        return pipe.connection.recv()

    def _end(self, end: End) -> None:
        for step in end.steps:
            self._took(*step)
        if end.problem is not None:
            raise end.problem.raised()
        if not self.is_closed:
            self.told = end.told
