"""``POST /v1/chat/completions``: the assistant where a program expects a model of OpenAI's."""

from contextlib import closing
from typing import TYPE_CHECKING, Annotated, Any, Final

from rag.assistant import Assistant
from rag.stream import Stream

from ..failures import openai_error
from ..site import Site
from ..told import Told, told
from .ask import answer_to, stream_of
from .completion import MODEL, Completion, Usage, Wanted, counted, grounds, wanted
from .events import Events, ended, event, event_reply

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.responses import Response

DONE: Final = "data: [DONE]\n\n"


def add_completion_routes(app: "FastAPI", site: Site) -> None:
    """Add ``POST /v1/chat/completions`` and ``GET /v1/models``. Each request runs in a thread."""
    from fastapi import Body
    from fastapi.responses import JSONResponse

    started = Completion().created

    @app.get("/v1/models")
    def models() -> dict[str, Any]:
        model = {"id": MODEL, "object": "model", "created": started, "owned_by": MODEL}
        return {"object": "list", "data": [model]}

    @app.post("/v1/chat/completions")
    def complete(body: Annotated[Any, Body()]) -> "Response":
        asks = wanted(body)
        if asks.stream:
            chunks = _chunks(site.assistant, asks, stream_of(site.assistant, asks.asked))
            return event_reply(ended(chunks, _failed))
        answer = answer_to(site.assistant, asks.asked)
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
