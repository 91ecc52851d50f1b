"""A search as what makes an answer: no pieces, then the passages."""

from __future__ import annotations

from collections.abc import Sequence
from contextvars import copy_context
from typing import TYPE_CHECKING

from index.passage import checked_query, chosen

if TYPE_CHECKING:
    from index.library import Library
    from index.passage import Hit

    from .wish import Wish


class Searching:
    """Searches when it is first asked for a piece; it is over too soon to be stopped.

    Raises:
        ValueError: the query is blank or too long, or a day or filter makes no sense.
    """

    so_far = None

    def __init__(self, library: Library, wish: Wish) -> None:
        checked_query(wish.text)
        chosen(**wish.only)
        self._library = library
        self._wish = wish
        self._context = copy_context()  # as a ``Stream`` does
        self.answer: Sequence[Hit] = ()
        self.is_whole = False

    def __next__(self) -> str:
        wish = self._wish
        self.answer = self._context.run(self._library.search, wish.text, k=wish.k, **wish.only)
        self.is_whole = True
        raise StopIteration

    def close(self) -> None:
        """Do nothing."""
