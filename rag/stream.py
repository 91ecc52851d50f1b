"""An answer as it comes: its pieces, then the whole of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator
from contextlib import suppress
from contextvars import copy_context
from dataclasses import dataclass, replace

from index.llama_index import step

from .answer import Answer
from .feed import Stop, Stopped
from .write import pieces


class Stream:
    """The pieces of one answer. Joined they are ``answer.text``, which is there once they are exhausted.

    When a model breaks off, the pieces so far are void: ``answer`` is then made of the articles' own
    sentences, and its ``notice`` says what went wrong. ``close`` it, or leave its ``with`` block, when nobody
    waits for the answer any more: the model is then stopped.
    """

    def __init__(self, question: str, parts: Callable[[Stop], Iterator[str | Answer]]) -> None:
        """Use ``Assistant.stream``; ``parts`` gives pieces, or none, and then the answer.

        An answer before the last one is what has been said so far, with the pieces that come next.
        """
        self._kept = _Kept()
        self._stop = Stop()
        self._context = copy_context()  # of the pieces alone: spans stay open between two of them
        self._pieces = _written(question, parts(self._stop), self._kept)

    def __iter__(self) -> Iterator[str]:
        """Yield the pieces that are left."""
        return self

    def __next__(self) -> str:
        """Return the next piece; there are no more when the stream has been closed."""
        try:
            return self._context.run(next, self._pieces)
        except Stopped:
            raise StopIteration from None

    def __enter__(self) -> Stream:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the answer, from any thread: the connection to a model is closed, and no more pieces come."""
        self._stop.now()
        with suppress(ValueError, RuntimeError):  # another thread waits for a piece, and ends it there
            self._context.run(self._pieces.close)

    @property
    def answer(self) -> Answer:
        """The whole answer.

        Raises:
            RuntimeError: there are pieces left, or the stream was closed before there were none.
        """
        if not (self._kept.answer and self._kept.is_whole):
            raise RuntimeError("the answer is there when all of its pieces have been taken")
        return self._kept.answer

    @property
    def so_far(self) -> Answer | None:
        """What a model has said so far, each sentence checked, also after ``close``; at last the answer."""
        return self._kept.answer


@dataclass(slots=True)
class _Kept:
    """The answer, as far as it is there."""

    answer: Answer | None = None
    is_whole: bool = False


def _written(question: str, parts: Iterator[str | Answer], kept: _Kept) -> Generator[str]:
    """Yield the pieces and keep the answer; knows no stream, so that one thrown away ends at once."""
    started = time.perf_counter()
    streamed = False
    with step("answer", question=question):
        for part in parts:
            if isinstance(part, str):
                streamed = True
                yield part
                continue
            kept.answer = replace(part, seconds=time.perf_counter() - started)
        if kept.answer and not streamed:
            yield from pieces(kept.answer)
        kept.is_whole = True
