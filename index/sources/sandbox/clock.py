"""A child that is ended, whatever it does, when it takes longer than it is allowed."""

import math
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

TICK_SECONDS: Final = 0.05  # between two looks at the clock


class Clock:
    """A thread that kills a child, which ends all waiting for its pipes, when a block takes too long.

    One thread does for many files; it ends with ``stop``, and when the child was ended.
    """

    def __init__(self, child: subprocess.Popen[bytes]) -> None:
        self.late = False
        self._child = child
        self._until = math.inf
        self._lock = threading.Lock()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    @contextmanager
    def allowing(self, seconds: float) -> Iterator[None]:
        """Give so long for the block; behind it ``late`` is final."""
        self._until = time.monotonic() + seconds
        try:
            yield
        finally:
            with self._lock:
                self._until = math.inf

    def stop(self) -> None:
        """Kill no more, and leave no thread."""
        with self._lock:
            self._stopped.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._stopped.wait(TICK_SECONDS) and self._child.returncode is None:
            with self._lock:
                if time.monotonic() > self._until and not self._stopped.is_set():
                    self.late = True
                    self._child.kill()
                    return
