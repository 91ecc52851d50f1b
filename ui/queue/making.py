"""What makes an answer, wherever that is done: a wish comes in; pieces come out, then the whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from index.errors import QuothError
from index.llama_index import timing
from index.memory import out_of_memory

from ..render.told import passages, told
from .search import Searching

if TYPE_CHECKING:
    from rag.assistant import Assistant
    from rag.stream import Stream

    from ..render.told import Told
    from .wish import Wish

Took = Callable[[str, float], None]
"""Told the name and the seconds of each step, in any thread."""


@dataclass(frozen=True, slots=True)
class Piece:
    """The next words, and what has been said and checked with them, where a model writes."""

    text: str
    so_far: Told | None = None


class Making(Protocol):
    """An answer that is made while its pieces are taken, in one thread."""

    def __next__(self) -> Piece:
        """Return the next piece; whatever goes wrong is raised here."""

    def close(self) -> None:
        """Stop it, from any thread: no more pieces come."""

    @property
    def told(self) -> Any:
        """What is told of the whole; ``None`` before the last piece was taken, and when it was stopped."""


class Here:
    """An answer that is made in the thread that takes its pieces; ``tell`` turns it into what is told."""

    def __init__(self, stream: Stream | Searching, tell: Callable[[Any], Any]) -> None:
        self._stream = stream
        self._tell = tell
        self._seen: tuple[Any, Any] = (None, None)  # what was last said so far, and as it is told

    def __next__(self) -> Piece:
        """Return the next piece.

        Raises:
            OutOfMemory: there is no more of it; others go on.
        """
        try:
            return Piece(next(self._stream), self._so_far())
        except (MemoryError, ImportError, RuntimeError, QuothError) as problem:
            if no_more := out_of_memory(problem):
                raise no_more from problem
            raise

    def close(self) -> None:
        """Stop it."""
        self._stream.close()

    @property
    def told(self) -> Any:
        """What is told of the whole."""
        return self._tell(self._stream.answer) if self._stream.is_whole else None

    def _so_far(self) -> Any:
        answer = self._stream.so_far
        if answer is not self._seen[0]:
            self._seen = (answer, self._tell(answer))
        return self._seen[1]


def made_here(assistant: Assistant, wish: Wish, took: Took) -> Here:
    """Return what makes an answer in this process; nothing is done before its first piece is taken.

    Raises:
        ValueError: it makes no sense; the errors are those of ``Assistant.stream``, ``stream_check`` and
            ``Library.find``.
    """
    with timing(took):  # a stream takes this context along
        if wish.kind == "search":
            return Here(Searching(assistant.library, wish), passages)
        given: dict[str, Any] = {"history": wish.history, "rewrite": wish.rewrite, **wish.only}
        if wish.kind == "check":
            return Here(assistant.stream_check(wish.text, **given), told)
        return Here(assistant.stream(wish.text, today=wish.today, many=wish.many, **given), told)
