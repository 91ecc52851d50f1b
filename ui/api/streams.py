"""Answers that programs wait for: whole or as server-sent events, each waited for in a thread.

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
from rag.stream import MORE

from ..queue import MOST_ASKERS, Asker, Desk, Piece, Wish
from ..render.texts import BROKEN
from ..render.told import Told, as_json
from ..site.failures import Refused

LOG = logging.getLogger(__name__)
MEDIA: Final = "text/event-stream"
THREADS: Final = MOST_ASKERS + 64  # one for each who waits, and some for those who are told at once
ENTERING: Final = 4  # questions that are taken in at the same time; each takes a moment
GONE: Final = 499  # a status that nobody sees
MANY: Final = 32  # questions that wait to be taken in
LOOK: Final = 0.2  # seconds between two looks whether the program is still there

Events = Generator[str, None, None]
T = TypeVar("T")


async def asker_of(desk: Desk, wish: Wish, client: str) -> Asker:
    """Return what hears an answer; errors are those of ``Desk.ask``.

    Few at a time are taken in, in threads of their own: others wait for answers in theirs. Where many want to
    be, and there is no place, they are told before anything is looked up.
    """
    limiter = _limiter(_entering(), ENTERING)
    if limiter.statistics().tasks_waiting > MANY:
        desk.check_room(client)
    return await to_thread.run_sync(desk.ask, wish, client, limiter=limiter)


async def whole(request: Request, asker: Asker) -> Any:
    """Return what is told of an answer, or the passages of a search; a program that goes gives up its place.

    Errors are those of ``Asker``; ``Refused`` for a program that has gone, which it does not see.
    """

    async def watch() -> None:
        while not await request.is_disconnected():
            await sleep(LOOK)
        asker.close()

    watching = create_task(watch())
    try:
        return await in_thread(taken, asker)
    finally:
        watching.cancel()
        asker.close()


def taken(asker: Asker) -> Any:
    """Return what is told of an answer when all of it is there.

    Raises:
        Refused: it was closed before, for nobody waits for it.
    """
    for _ in asker:
        pass
    if not asker.is_whole:
        raise Refused(GONE, "whoever asked has gone")
    return asker.told


async def in_thread(work: Callable[..., T], *arguments: Any) -> T:
    """Return what work gives that is done in a thread, which is left alone when nobody waits any more."""
    limiter = _limiter(_waiting(), THREADS)
    return await to_thread.run_sync(work, *arguments, abandon_on_cancel=True, limiter=limiter)


def answer_events(asker: Asker) -> Events:
    """Yield a ``place`` event while others come first, a ``piece`` event for each piece, at last ``answer``.

    Of an answer of many articles ``rows`` events come before its pieces: what was found so far, in place of
    the event before. The text of that is what counts: when a model breaks off, the pieces before it are void.
    """
    with closing(asker):
        for heard in asker:
            if isinstance(heard, Piece) and heard.text == MORE and heard.so_far:
                yield event(_so_far(heard.so_far), "rows")
            elif isinstance(heard, Piece):
                yield event({"text": heard.text}, "piece")
            else:
                yield event({"before": heard.before}, "place")
    if asker.is_whole:  # else the program has gone
        yield event(as_json(asker.told), "answer")


def _so_far(told: Told) -> dict[str, Any]:
    """Return what is sent of an answer whose rows are still being found."""
    whole = as_json(told)
    return {"text": told.text.split("\n\n")[0], "total": told.total, "rows": whole["rows"]}


def event(value: Any, name: str = "") -> str:
    """Return one event whose data is a line of JSON."""
    head = f"event: {name}\n" if name else ""
    return f"{head}data: {json.dumps(value, ensure_ascii=False)}\n\n"


def event_reply(events: Events, asker: Asker, failed: Callable[[str], str]) -> StreamingResponse:
    """Return a reply that sends events as they are made; ``failed`` makes one of a failure's line."""
    headers = {"cache-control": "no-store", "x-accel-buffering": "no"}  # proxies pass each on at once
    return StreamingResponse(_in_threads(_ended(events, failed), asker), media_type=MEDIA, headers=headers)


def _ended(events: Events, failed: Callable[[str], str]) -> Events:
    try:
        yield from events
    except (QuothError, ValueError) as problem:
        yield failed(str(problem))
    except Exception:
        LOG.exception("an answer broke off")
        yield failed(BROKEN)


async def _in_threads(events: Events, asker: Asker) -> AsyncIterator[str]:
    """Yield the events; when the client goes, it gives up its place, and the model is let go."""
    try:
        while made := await in_thread(next, events, ""):
            yield made
    finally:
        asker.close()


def _limiter(of_server: RunVar[CapacityLimiter], most: int) -> CapacityLimiter:
    """Return what counts so many threads of this server."""
    try:
        return of_server.get()
    except LookupError:
        limiter = CapacityLimiter(most)
        of_server.set(limiter)
        return limiter


@cache
def _waiting() -> RunVar[CapacityLimiter]:
    return RunVar("waiting for answers")


@cache
def _entering() -> RunVar[CapacityLimiter]:
    return RunVar("taking questions in")
