"""A call of a language model -> what its server sends, within time, tried again where that may help."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from index.errors import ModelError

from ..feed import END, Feed, Late, Stop, Stopped
from .failure import failure

LONGEST_WAIT: Final = 20.0  # seconds; a server that asks for more before another try is given up


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a model is waited for, in seconds, and how often it is asked.

    Attributes:
        first: to the first piece; a local model may have to be loaded and to read the passages.
        between: two pieces.
        total: from the question to the end, all tries together.
        tries: as long as nothing has come, and the failure may pass.
        pause: before the second try; twice as long before each other.
    """

    first: float = 120.0
    between: float = 30.0
    total: float = 300.0
    tries: int = 3
    pause: float = 0.5


def chunks(opened: Callable[[], Iterable[Any]], llm: Any, patience: Patience, stop: Stop) -> Iterator[Any]:
    """Yield what ``opened`` gives; as long as it has given nothing, a failure that may pass is tried again.

    Raises:
        ModelError: the model cannot be reached, is too slow, or fails; one line, without any key.
        Stopped: nobody waits for it any more.
    """
    name = name_of(llm)
    end = time.monotonic() + patience.total
    for attempt in range(patience.tries):
        feed = Feed(opened)
        with stop.cutting(feed.cut):
            found = _taken(feed, min(patience.first, end - time.monotonic()))
            if not isinstance(found, Exception):
                yield from _all(found, feed, name, patience, end)
                return
        told = failure(found)
        pause = patience.pause * 2**attempt if told.wait is None else told.wait
        is_last = attempt == patience.tries - 1 or not told.passes
        if is_last or pause > LONGEST_WAIT or time.monotonic() + pause > end:
            raise ModelError(f"the model {name} did not answer: {told.why}")
        stop.wait(pause)


def delta(chunk: Any) -> str:
    """Return what a chunk adds: a piece of a stream, or the text of a whole reply."""
    delta = chunk.delta
    return _clean(chunk.message.content if delta is None else delta)


def name_of(llm: Any) -> str:
    """Return what a model is called."""
    return str(getattr(llm.metadata, "model_name", "") or type(llm).__name__)


def _all(chunk: Any, feed: Feed, name: str, patience: Patience, end: float) -> Iterator[Any]:
    """Yield the first chunk and those that follow; the first may only say that the server has begun."""
    limit = patience.first
    while chunk is not END:
        limit = patience.between if _says(chunk) else limit
        yield chunk
        left = end - time.monotonic()
        chunk = _taken(feed, min(limit, left))
        if chunk is not END and (left <= 0 or (isinstance(chunk, Late) and left < limit)):
            raise ModelError(f"the model {name} was still writing after {patience.total:.0f} seconds")
        if isinstance(chunk, Exception):
            raise ModelError(f"the model {name} broke off: {failure(chunk).why}")


def _taken(feed: Feed, seconds: float) -> Any:
    """Return the next chunk, or what was raised instead: it is not to be the context of what we raise."""
    try:
        return feed.take(seconds)
    except Stopped:
        raise
    except Exception as problem:  # noqa: BLE001 - every client, and every object given, has its own
        return problem


def _says(chunk: Any) -> bool:
    thought = (getattr(chunk, "additional_kwargs", None) or {}).get("thinkingdelta")
    return bool(delta(chunk) or thought)


def _clean(text: object) -> str:
    return str(text or "").encode("utf-8", "replace").decode()
