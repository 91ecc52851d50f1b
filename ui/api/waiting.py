"""Answers that programs wait for: each in a thread, and none written on for a program that has gone."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any, Final, TypeVar

from rag.stream import Stream

from ..render.told import Told, told

if TYPE_CHECKING:
    from anyio import CapacityLimiter
    from starlette.requests import Request

AT_ONCE: Final = 40  # answers; further ones wait, and only they: other routes have threads of their own
LOOK: Final = 0.2  # seconds between two looks whether the program is still there

T = TypeVar("T")


async def in_thread(work: Callable[..., T], *arguments: Any) -> T:
    """Return what work gives that is done in a thread, which is left alone when nobody waits any more."""
    from anyio import to_thread

    return await to_thread.run_sync(work, *arguments, abandon_on_cancel=True, limiter=_limiter())


async def whole(request: Request, stream: Stream) -> Told:
    """Return what is told of an answer; when the program goes, the model is let go.

    Errors are those of ``Assistant.ask``; ``RuntimeError`` for a program that has gone, which nobody sees.
    """
    from asyncio import create_task, sleep

    async def watch() -> None:
        while not await request.is_disconnected():
            await sleep(LOOK)
        stream.close()

    watching = create_task(watch())
    try:
        return await in_thread(_taken, stream)
    finally:
        watching.cancel()
        stream.close()


def _taken(stream: Stream) -> Told:
    for _ in stream:
        pass
    return told(stream.answer)


def _limiter() -> CapacityLimiter:
    """Return what counts the answers of this server."""
    from anyio import CapacityLimiter

    of_server = _of_server()
    try:
        found: CapacityLimiter = of_server.get()
    except LookupError:
        found = CapacityLimiter(AT_ONCE)
        of_server.set(found)
    return found


@cache
def _of_server() -> Any:
    from anyio.lowlevel import RunVar

    return RunVar("answers")
