"""``POST /v1/chat/completions``: the assistant where a program expects a model of OpenAI's."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from functools import partial
from typing import Any, Final

from fastapi import FastAPI, Request

from rag.assistant import Assistant

from ..queue import Asker, Piece
from ..render.marks import marks_of
from ..render.texts import BEFORE
from ..render.told import Told
from ..site.access import client_of
from ..site.failures import NotFound, openai_error
from ..site.site import Site
from .answers import asked as wish_of
from .document import SENT, as_events, refusals
from .models import MOST_TURNS, Ask, Exchange
from .openai_models import (
    MODEL,
    Annotation,
    Answer,
    Choice,
    Completion,
    CompletionRequest,
    Link,
    Message,
    Model,
    Models,
    OpenAIFailure,
    Tokens,
)
from .streams import Events, asker_of, event, event_reply, whole

DONE: Final = "data: [DONE]\n\n"
EVENTS: Final = 'With "stream": true: OpenAI\'s chunks; the one with finish_reason "stop" holds the citations'


def add_completion_routes(app: FastAPI, site: Site) -> None:
    """Add ``POST /v1/chat/completions`` and ``GET /v1/models``."""
    known = Models(data=[Model(created=int(time.time()))])
    refused = refusals(site.access, *SENT, "4XX", shape=OpenAIFailure)

    @app.get("/v1/models", operation_id="models", responses=refusals(site.access, shape=OpenAIFailure))
    def models() -> Models:
        """Return the one model there is, as OpenAI lists it."""
        return known

    @app.post(
        "/v1/chat/completions",
        operation_id="complete",
        response_model=Completion,
        responses={**refused, **as_events(EVENTS)},
    )
    async def complete(request: Request, body: CompletionRequest) -> Any:
        """Return the answer to the last message of the user, as OpenAI writes it, with citations in it."""
        wanted = asked(body)
        asker = await asker_of(site.desk, wish_of(wanted), client_of(request))
        usage = partial(_usage, site.assistant, wanted)
        if body.stream:
            counted = bool(body.stream_options and body.stream_options.include_usage)
            return event_reply(_chunks(asker, usage if counted else None), asker, _failed)
        answer = await whole(request, asker)
        choice = Choice(message=message_of(answer))
        return Completion(**_head("chat.completion"), choices=[choice], usage=usage(answer))


def asked(body: CompletionRequest) -> Ask:
    """Return the question with its history.

    Raises:
        ValueError: there is no question.
        NotFound: there is no such model.
    """
    if body.model != MODEL:
        raise NotFound(f"there is no model {body.model[:80]!r}; there is {MODEL!r}")
    *before, last = _exchanges(body.messages)
    history = [each for each in before if each.question.strip()][-MOST_TURNS:]
    return Ask(question=last.question, history=history)


def _exchanges(messages: Sequence[Message]) -> list[Exchange]:
    """Return each message of the user with what was said to it; the last is the question."""
    found: list[Exchange] = []
    for message in messages:
        if message.role == "user":
            found.append(Exchange(question=message.text))
        elif message.role == "assistant" and found:
            found[-1] = Exchange(question=found[-1].question, answer=found[-1].answer + message.text)
    if not found:
        raise ValueError('"messages" holds no message of the user')
    return found


def message_of(answer: Told) -> Answer:
    """Return an answer as a message, with what it rests on."""
    return Answer(
        content=answer.text,
        annotations=[
            Annotation(url_citation=Link(start_index=start, end_index=end, url=cited.url, title=cited.title))
            for (start, end), cited in marks_of(answer)
            if cited.url
        ],
        citations=list(answer.citations),
        answered=answer.answered,
        notice=answer.notice,
    )


def _chunks(asker: Asker, usage: Callable[[Told], Tokens] | None) -> Events:
    """Yield the reply's chunks; the one that ends the text holds the citations.

    The place in the line is a comment, which clients pass over. A client has shown the pieces by the time
    that a model breaks off, and can take none back; the answer that stands in their place comes after them.
    """
    head = _head("chat.completion.chunk")
    yield _chunk(head, {"role": "assistant", "content": ""})
    text = ""
    with closing(asker):
        for heard in asker:
            if isinstance(heard, Piece):
                text += heard.text
                if heard.text:
                    yield _chunk(head, {"content": heard.text})
            else:
                yield f": {BEFORE.format(n=heard.before)}\n\n"
    answer: Told = asker.told
    if text != answer.text:
        yield _chunk(head, {"content": f"\n\n{answer.notice}\n\n{answer.text}"})
    grounds = message_of(answer).model_dump(mode="json", exclude={"role", "content", "refusal"})
    yield _chunk(head, grounds, "stop")
    if usage:
        yield event({**head, "choices": [], "usage": usage(answer).model_dump()})
    yield DONE


def _chunk(head: Mapping[str, Any], delta: Mapping[str, Any], finish: str | None = None) -> str:
    choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
    return event({**head, "choices": [choice], "usage": None})


def _head(kind: str) -> dict[str, Any]:
    """Return what is the same for a reply and for all chunks of one."""
    name = f"chatcmpl-{secrets.token_hex(12)}"
    return {"id": name, "object": kind, "created": int(time.time()), "model": MODEL}


def _usage(assistant: Assistant, wanted: Ask, answer: Told) -> Tokens:
    """Return how many tokens were read and written, as the library's encoder counts them."""
    said = [text for each in wanted.history or () for text in (each.question, each.answer)]
    texts = ["\n".join([*said, wanted.question]), answer.text]
    read, written = (len(starts) for starts in assistant.library.encoder.token_starts(texts))
    return Tokens(prompt_tokens=read, completion_tokens=written, total_tokens=read + written)


def _failed(line: str) -> str:
    return event(openai_error(line, 500))
