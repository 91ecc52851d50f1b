"""Answers that programs wait for: whole or as server-sent events, each made in a thread.

None is written on for a program that has gone.
"""

from __future__ import annotations

import json
import logging
from asyncio import create_task, sleep
from collections.abc import AsyncIterator, Callable, Generator
from contextlib import closing
from functools import cache
from typing import Any, Final, TypeVar

from anyio import CapacityLimiter, to_thread
from anyio.lowlevel import RunVar
from starlette.requests import Request
from starlette.responses import StreamingResponse

from index.errors import QuothError
from rag.stream import Stream

from ..render.texts import BROKEN
from ..render.told import Told, as_json, told

LOG = logging.getLogger(__name__)
MEDIA: Final = "text/event-stream"
AT_ONCE: Final = 40  # answers; further ones wait, and only they: other routes have threads of their own
LOOK: Final = 0.2  # seconds between two looks whether the program is still there

Events = Generator[str, None, None]
T = TypeVar("T")


async def whole(request: Request, stream: Stream) -> Told:
    """Return what is told of an answer; when the program goes, the model is let go.

    Errors are those of ``Assistant.ask``; ``RuntimeError`` for a program that has gone, which nobody sees.
    """

    async def watch() -> None:
        while not await request.is_disconnected():
            await sleep(LOOK)
        stream.close()

    watching = create_task(watch())
    try:
        return await in_thread(taken, stream)
    finally:
        watching.cancel()
        stream.close()


def taken(stream: Stream) -> Told:
    """Return what is told of an answer when all of it is written."""
    for _ in stream:
        pass
    return told(stream.answer)


async def in_thread(work: Callable[..., T], *arguments: Any) -> T:
    """Return what work gives that is done in a thread, which is left alone when nobody waits any more."""
    return await to_thread.run_sync(work, *arguments, abandon_on_cancel=True, limiter=_limiter())


def answer_events(stream: Stream) -> Events:
    """Yield a ``piece`` event for each piece and at last ``answer``, whose text is what counts: when a model
    breaks off, the pieces before it are void.
    """
    with closing(stream):
        for piece in stream:
            yield event({"text": piece}, "piece")
    if stream.is_whole:  # else the program has gone
        yield event(as_json(told(stream.answer)), "answer")


def event(value: Any, name: str = "") -> str:
    """Return one event whose data is a line of JSON."""
    head = f"event: {name}\n" if name else ""
    return f"{head}data: {json.dumps(value, ensure_ascii=False)}\n\n"


def event_reply(events: Events, stream: Stream, failed: Callable[[str], str]) -> StreamingResponse:
    """Return a reply that sends events as they are made; ``failed`` makes one of a failure's line."""
    headers = {"cache-control": "no-store", "x-accel-buffering": "no"}  # proxies pass each on at once
    return StreamingResponse(_in_threads(_ended(events, failed), stream), media_type=MEDIA, headers=headers)


def _ended(events: Events, failed: Callable[[str], str]) -> Events:
    try:
        yield from events
    except (QuothError, ValueError) as problem:
        yield failed(str(problem))
    except Exception:
        LOG.exception("an answer broke off")
        yield failed(BROKEN)


async def _in_threads(events: Events, stream: Stream) -> AsyncIterator[str]:
    """Yield the events; when the client goes, the stream is closed, and the model with it."""
    try:
        while made := await in_thread(next, events, ""):
            yield made
    finally:
        stream.close()


def _limiter() -> CapacityLimiter:
    """Return what counts the answers of this server."""
    of_server = _of_server()
    try:
        return of_server.get()
    except LookupError:
        limiter = CapacityLimiter(AT_ONCE)
        of_server.set(limiter)
        return limiter


@cache
def _of_server() -> RunVar[CapacityLimiter]:
    return RunVar("answers")
