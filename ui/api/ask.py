"""``POST /api/ask``: one question, answered with one JSON object or with events as it is written."""

from typing import TYPE_CHECKING, Annotated, Any

from rag.assistant import Assistant
from rag.stream import Stream

from ..render.told import Told, told
from ..requests import Asked, asked
from ..site.site import Site
from .events import MEDIA, answer_events, ended, event, event_reply
from .waiting import whole

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.responses import Response


def add_ask_route(app: "FastAPI", site: Site) -> None:
    """Add ``POST /api/ask``."""
    from fastapi import Body, Request
    from fastapi.responses import JSONResponse

    from ..render.told import as_json

    @app.post("/api/ask")
    async def ask(request: Request, body: Annotated[Any, Body()]) -> "Response":
        wanted = asked(body)
        stream = stream_of(site.assistant, wanted)
        if wanted.stream or MEDIA in request.headers.get("accept", ""):
            return event_reply(ended(answer_events(stream), _failed), stream)
        return JSONResponse(as_json(await whole(request, stream)))


def _failed(line: str) -> str:
    return event({"error": line}, "error")


def answer_to(assistant: Assistant, wanted: Asked) -> Told:
    """Return what is told of the answer; errors are those of ``Assistant.ask``."""
    stream = stream_of(assistant, wanted)
    for _ in stream:
        pass
    return told(stream.answer)


def stream_of(assistant: Assistant, wanted: Asked) -> Stream:
    """Return the answer in pieces."""
    return assistant.stream(
        wanted.question,
        history=wanted.history,
        since=wanted.since,
        until=wanted.until,
        sources=wanted.sources,
        rewrite=wanted.rewrite,
    )
