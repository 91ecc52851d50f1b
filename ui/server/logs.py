"""The log stays short: what is said over and over is said a few times a minute, and then counted."""

from __future__ import annotations

import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Final

EACH: Final = 5  # times in a minute that the same is said
MINUTE: Final = 60.0  # seconds
KINDS: Final = 500  # that are remembered
BEGINNING: Final = 40  # characters of a message that tell what is the same, besides the place in the code


class Repeats(logging.Filter):
    """Lets a record through unless ``EACH`` of its kind were in this minute."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._now = now
        self._lock = threading.Lock()
        self._seen: OrderedDict[object, tuple[float, int]] = OrderedDict()  # since when, how many

    def filter(self, record: logging.LogRecord) -> bool:
        """Tell whether a record is written; the first of a new minute says how many were not."""
        problem = record.exc_info[0] if record.exc_info else None
        kind = (record.name, record.pathname, record.lineno, problem, str(record.msg)[:BEGINNING])
        with self._lock:
            since, number = self._seen.pop(kind, (self._now(), 0))
            left_out = 0
            if self._now() - since >= MINUTE:
                left_out, since, number = max(0, number - EACH), self._now(), 0
            self._seen[kind] = (since, number + 1)
            while len(self._seen) > KINDS:
                self._seen.popitem(last=False)
        if left_out:
            record.msg = f"{record.getMessage()} ({left_out:,} more like this were left out)"
            record.args = None
        return number < EACH


def keep_short() -> None:
    """Have every log of the process filtered, as its handlers are by now."""
    repeats = Repeats()
    named = [logging.getLogger(), *(logging.getLogger(name) for name in ("uvicorn", "uvicorn.access"))]
    last = [logging.lastResort] if logging.lastResort else []
    for handler in {*last, *(handler for logger in named for handler in logger.handlers)}:
        for old in [each for each in handler.filters if isinstance(each, Repeats)]:
            handler.removeFilter(old)
        handler.addFilter(repeats)
