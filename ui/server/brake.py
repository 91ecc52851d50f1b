"""A brake on guessing passwords: after a few wrong ones a name or an address waits, ever longer."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Final

FREE: Final = 10  # wrong guesses before there is a wait
FIRST_WAIT: Final = 2.0  # seconds; each further wrong guess doubles it
LONGEST_WAIT: Final = 900.0
FORGOTTEN: Final = 3600.0  # seconds without a wrong guess after which there was none
MOST: Final = 10_000  # names and addresses that are remembered
KNOWN: Final = 10_000  # pairs of name and address


class Brake:
    """Counts wrong passwords by name and by address.

    Whoever came in before from an address is not kept out by others who guess at his name from elsewhere.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._lock = threading.Lock()
        self._wrong: OrderedDict[tuple[str, str], tuple[int, float]] = (
            OrderedDict()
        )  # how many, the last when
        self._known: OrderedDict[tuple[str, str], None] = OrderedDict()

    def wait(self, user: str, address: str) -> float:
        """Return how many seconds to wait before another guess is looked at; 0 for none."""
        with self._lock:
            if (user, address) in self._known:
                return 0.0
            return max(self._left(("name", user)), self._left(("address", address)))

    def wrong(self, user: str, address: str) -> None:
        """Count a wrong password."""
        with self._lock:
            self._known.pop((user, address), None)
            for key in (("name", user), ("address", address)):
                number, last = self._wrong.pop(key, (0, 0.0))
                self._wrong[key] = (number + 1 if self._now() - last < FORGOTTEN else 1, self._now())
            while len(self._wrong) > MOST:
                self._wrong.popitem(last=False)

    def right(self, user: str, address: str) -> None:
        """Note that a user came in from an address."""
        with self._lock:
            self._known[user, address] = None
            self._known.move_to_end((user, address))
            while len(self._known) > KNOWN:
                self._known.popitem(last=False)

    def _left(self, key: tuple[str, str]) -> float:
        number, last = self._wrong.get(key, (0, 0.0))
        if number < FREE:
            return 0.0
        wait = min(LONGEST_WAIT, FIRST_WAIT * 2.0 ** min(number - FREE, 20))
        return max(0.0, last + wait - self._now())
