"""An iterator that blocks -> its items, read in a thread of its own, so that waiting for them can end."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from contextvars import copy_context
from typing import Any, Final

from .llm.connection import LINE, Line

AHEAD: Final = 64  # items read before they are taken
LOOK: Final = 0.2  # seconds between two looks at whether anybody still takes them

END: Final = object()
"""What a feed gives when there are no more items."""


class Late(Exception):
    """Nothing came within so many seconds."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"nothing came for {seconds:.0f} seconds")


class Stopped(Exception):
    """Nobody waits for the answer any more."""


class Stop:
    """Ends an answer early, from any thread."""

    def __init__(self) -> None:
        self._event = threading.Event()
        self._lock = threading.Lock()
        self._cuts: list[Callable[[], None]] = []

    def now(self) -> None:
        """End it."""
        with self._lock:
            self._event.set()
            cuts = list(self._cuts)
        for cut in cuts:
            cut()

    def wait(self, seconds: float) -> None:
        """Sleep, unless it ends.

        Raises:
            Stopped: it has ended.
        """
        if self._event.wait(seconds):
            raise Stopped

    @contextmanager
    def cutting(self, cut: Callable[[], None]) -> Iterator[None]:
        """Have ``cut`` called when it ends within the block, and when the block is left."""
        with self._lock:
            self._cuts.append(cut)
        try:
            self.wait(0)
            yield
        finally:
            with self._lock:
                self._cuts.remove(cut)
            cut()


class Feed:
    """The items of what ``opened`` returns; opened and read in another thread, in a copy of this context."""

    def __init__(self, opened: Callable[[], Iterable[Any]]) -> None:
        self._items: queue.Queue[tuple[Any, Exception | None]] = queue.Queue(AHEAD)
        self._line = Line()
        self._is_cut = threading.Event()
        thread = threading.Thread(
            target=copy_context().run, args=(self._read, opened), name="reply", daemon=True
        )
        thread.start()

    def take(self, seconds: float) -> Any:
        """Return the next item, or ``END``; waits at most ``seconds``.

        Raises:
            Late: none came.
            Stopped: the feed was cut.
            Exception: whatever the iterator raised.
        """
        try:
            item, problem = self._items.get(timeout=max(seconds, 0.0))
        except queue.Empty:
            raise Late(seconds) from None
        if self._is_cut.is_set():
            raise Stopped
        if problem is not None:
            raise problem
        return item

    def cut(self) -> None:
        """Read no further: wake whoever waits, close the connection to the server."""
        self._is_cut.set()
        with suppress(queue.Full):  # then nobody waits
            self._items.put_nowait((END, None))
        self._line.cut()

    def _read(self, opened: Callable[[], Iterable[Any]]) -> None:
        LINE.set(self._line)
        items: Any = ()
        try:
            items = opened()
            for item in items:
                if not self._put(item, None):
                    return
            self._put(END, None)
        except Exception as problem:  # noqa: BLE001 - raised where the items are taken
            self._put(END, problem)
        finally:
            with suppress(Exception):  # of a connection that was cut
                getattr(items, "close", lambda: None)()
            self._line.close()

    def _put(self, item: Any, problem: Exception | None) -> bool:
        """Hand an item over when there is room; false when nobody takes any more."""
        while not self._is_cut.is_set():
            with suppress(queue.Full):
                self._items.put((item, problem), timeout=LOOK)
                return True
        return False
