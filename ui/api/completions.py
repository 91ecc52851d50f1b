"""``POST /v1/chat/completions``: the assistant where a program expects a model of OpenAI's."""

from contextlib import closing
from typing import TYPE_CHECKING, Annotated, Any, Final

from rag.assistant import Assistant
from rag.stream import Stream

from ..render.told import Told, told
from ..site.failures import openai_error
from ..site.site import Site
from .ask import stream_of
from .completion import MODEL, Completion, Usage, Wanted, counted, grounds, wanted
from .events import Events, ended, event, event_reply
from .waiting import whole

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.responses import Response

DONE: Final = "data: [DONE]\n\n"


def add_completion_routes(app: "FastAPI", site: Site) -> None:
    """Add ``POST /v1/chat/completions`` and ``GET /v1/models``."""
    from fastapi import Body, Request
    from fastapi.responses import JSONResponse

    started = Completion().created

    @app.get("/v1/models")
    def models() -> dict[str, Any]:
        model = {"id": MODEL, "object": "model", "created": started, "owned_by": MODEL}
        return {"object": "list", "data": [model]}

    @app.post("/v1/chat/completions")
    async def complete(request: Request, body: Annotated[Any, Body()]) -> "Response":
        asks = wanted(body)
        stream = stream_of(site.assistant, asks.asked)
        if asks.stream:
            return event_reply(ended(_chunks(site.assistant, asks, stream), _failed), stream)
        answer = await whole(request, stream)
        return JSONResponse(Completion().whole(answer, _usage(site.assistant, asks, answer)))


def _chunks(assistant: Assistant, asks: Wanted, stream: Stream) -> Events:
    """Yield the reply's chunks; the one that ends the text holds the citations.

    A client has shown the pieces by the time that a model breaks off, and can take none back. So the
    answer that stands in their place comes after them.
    """
    reply = Completion()
    yield event(reply.chunk({"role": "assistant", "content": ""}))
    text = ""
    with closing(stream):
        for piece in stream:
            text += piece
            yield event(reply.chunk({"content": piece}))
    answer = told(stream.answer)
    if text != answer.text:
        yield event(reply.chunk({"content": f"\n\n{answer.notice}\n\n{answer.text}"}))
    yield event(reply.chunk(grounds(answer), "stop"))
    if asks.include_usage:
        yield event(reply.usage_chunk(_usage(assistant, asks, answer)))
    yield DONE


def _failed(line: str) -> str:
    return event(openai_error(line, 500))


def _usage(assistant: Assistant, asks: Wanted, answer: Told) -> Usage:
    texts = [asks.prompt, answer.text]
    return counted([len(starts) for starts in assistant.library.encoder.token_starts(texts)])
