"""An answer as it comes: its pieces, then the whole of it; and what ends it before that."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, suppress
from contextvars import copy_context
from dataclasses import dataclass, replace
from typing import Any, Final

from index.llama_index import step

from .answer import Answer

AHEAD: Final = 64  # items read before they are taken

MORE: Final = ""
"""A piece without words: there is more of the answer than before, as ``Stream.so_far`` has it."""

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
    """An iterator that blocks, read in another thread, so that waiting for its items can end.

    It is read in a copy of this context; ``cut`` has to end whatever it blocks on.
    """

    def __init__(self, items: Generator[Any], cut: Callable[[], None]) -> None:
        self._items: queue.Queue[tuple[Any, Exception | None]] = queue.Queue(AHEAD)
        self._cut = cut
        self._is_cut = threading.Event()
        thread = threading.Thread(
            target=copy_context().run, args=(self._read, items), name="reply", daemon=True
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
        """Read no further: wake who waits for an item, and the thread that waits for room or for the next."""
        self._is_cut.set()
        with suppress(queue.Empty):
            while True:
                self._items.get_nowait()
        self._items.put_nowait((END, None))
        self._cut()

    def _read(self, items: Generator[Any]) -> None:
        try:
            for item in items:
                self._items.put((item, None))
                if self._is_cut.is_set():
                    return
            self._items.put((END, None))
        except Exception as problem:  # noqa: BLE001 - raised where the items are taken
            self._items.put((END, problem))
        finally:
            with suppress(Exception):  # of a connection that was cut
                items.close()


class Stream:
    """The pieces of one answer. Joined they are ``answer.text``, which is there once they are exhausted.

    When a model breaks off, the pieces so far are void: ``answer`` is then made of the articles' own
    sentences, and its ``notice`` says what went wrong. ``close`` it, or leave its ``with`` block, when nobody
    waits for the answer any more: the model is then stopped.
    """

    def __init__(self, question: str, parts: Callable[[Stop], Iterator[str | Answer]]) -> None:
        """Use ``Assistant.stream``; ``parts`` gives pieces, or none, and then the answer.

        An answer before the last one is what has been said so far, with the pieces that come next; ``MORE``
        where it has no words that would stay.
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
    def is_whole(self) -> bool:
        """Whether all pieces have been taken; one that was closed before never is."""
        return bool(self._kept.answer and self._kept.is_whole)

    @property
    def so_far(self) -> Answer | None:
        """What is there so far, also after ``close``: what a model has said, each sentence checked, or the
        rows that were found; at last the answer.
        """
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
                streamed = streamed or part != MORE
                yield part
                continue
            kept.answer = replace(part, seconds=time.perf_counter() - started)
        if kept.answer and not streamed:
            yield from _pieces(kept.answer)
        kept.is_whole = True


def _pieces(answer: Answer) -> Iterator[str]:
    """Yield the text of an answer sentence by sentence."""
    text, at = answer.text, 0
    for sentence in answer.sentences:
        end = text.index(sentence.text, at) + len(sentence.text) + len(sentence.marks)
        yield text[at:end]
        at = end
    if text[at:]:
        yield text[at:]
