"""Answers that are there, for who asks the same again while the library is the same."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from .making import Piece

MOST: Final = 256  # answers
LONGEST: Final = 40_000  # characters of the text of one; longer ones are made again


class Kept:
    """The answers used last; usable from any thread.

    Those of one state of the library are kept: the first of another throws all away.
    """

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._state: Hashable = None
        self._answers: OrderedDict[Hashable, tuple[list[Piece], Any]] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._answers)

    def get(self, state: Hashable, wish: Hashable) -> tuple[list[Piece], Any] | None:
        """Return the pieces and the whole of an answer of this state of the library."""
        with self._lock:
            found = self._answers.get(wish) if state == self._state else None
            if found:
                self._answers.move_to_end(wish)
            return found

    def put(self, state: Hashable, wish: Hashable, pieces: list[Piece], told: Any) -> None:
        """Keep an answer that was made of this state of the library, which it still has."""
        if sum(len(piece.text) for piece in pieces) > LONGEST:
            return
        with self._lock:
            if state != self._state:
                self._state = state
                self._answers.clear()
            self._answers[wish] = (pieces, told)
            while len(self._answers) > self._most:
                self._answers.popitem(last=False)
