"""An answer as it is written -> server-sent events."""

from __future__ import annotations

import json
import logging
from collections.abc import AsyncIterator, Callable, Generator
from contextlib import closing
from typing import TYPE_CHECKING, Any, Final

from index.errors import QuothError
from rag.stream import Stream

from ..render.texts import BROKEN
from ..render.told import as_json, told
from .waiting import in_thread

if TYPE_CHECKING:
    from starlette.responses import StreamingResponse

LOG = logging.getLogger(__name__)
MEDIA: Final = "text/event-stream"
Events = Generator[str, None, None]


def answer_events(stream: Stream) -> Events:
    """Yield a ``piece`` event for each piece and at last ``answer``, whose text is what counts: when a model
    breaks off, the pieces before it are void.
    """
    with closing(stream):
        for piece in stream:
            yield event({"text": piece}, "piece")
    yield event(as_json(told(stream.answer)), "answer")


def ended(events: Events, failed: Callable[[str], str]) -> Events:
    """Yield the events, and in place of a failure what ``failed`` makes of its one line."""
    try:
        yield from events
    except (QuothError, ValueError) as problem:
        yield failed(str(problem))
    except Exception:
        LOG.exception("an answer broke off")
        yield failed(BROKEN)


def event(value: Any, name: str = "") -> str:
    """Return one event whose data is a line of JSON."""
    head = f"event: {name}\n" if name else ""
    return f"{head}data: {json.dumps(value, ensure_ascii=False)}\n\n"


def event_reply(events: Events, stream: Stream) -> StreamingResponse:
    """Return a reply that sends events as they are made, each made in a thread."""
    from starlette.responses import StreamingResponse

    headers = {"cache-control": "no-store", "x-accel-buffering": "no"}  # proxies pass each on at once
    return StreamingResponse(_in_threads(events, stream), media_type=MEDIA, headers=headers)


async def _in_threads(events: Events, stream: Stream) -> AsyncIterator[str]:
    """Yield the events; when the client goes, the stream is closed, and the model with it."""
    try:
        while made := await in_thread(next, events, ""):
            yield made
    finally:
        stream.close()
