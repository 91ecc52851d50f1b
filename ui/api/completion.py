"""OpenAI's chat completions: what is sent -> a question with its history; an answer -> what is sent back."""

from __future__ import annotations

import secrets
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from index.passage import checked_query
from rag.answer import Turn

from ..render.doubts import marks_of
from ..render.told import Told
from ..requests import MOST_TURNS, Asked, unicode_text
from ..site.failures import NotFound

MODEL: Final = "quoth"
ROLES: Final = ("system", "developer", "user", "assistant", "tool", "function")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a client asks for; ``prompt`` is all the text that it sent and that was read."""

    asked: Asked
    prompt: str
    stream: bool
    include_usage: bool


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens of the texts, as the library's encoder counts them."""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


@dataclass(frozen=True, slots=True)
class Completion:
    """One reply and its chunks, which have the same id."""

    id: str = field(default_factory=lambda: f"chatcmpl-{secrets.token_hex(12)}")
    created: int = field(default_factory=lambda: int(time.time()))

    def whole(self, answer: Told, usage: Usage) -> dict[str, Any]:
        """Return the reply that is sent at once."""
        message = {"role": "assistant", "content": answer.text, "refusal": None, **grounds(answer)}
        return {**self._head("chat.completion"), "choices": [_choice("message", message, "stop")]} | {
            "usage": asdict(usage)
        }

    def chunk(self, delta: Mapping[str, Any], finish: str | None = None) -> dict[str, Any]:
        """Return a piece of the reply."""
        head = self._head("chat.completion.chunk")
        return {**head, "choices": [_choice("delta", delta, finish)], "usage": None}

    def usage_chunk(self, usage: Usage) -> dict[str, Any]:
        """Return the chunk without a choice that says how long the texts were."""
        return {**self._head("chat.completion.chunk"), "choices": [], "usage": asdict(usage)}

    def _head(self, kind: str) -> dict[str, Any]:
        return {"id": self.id, "object": kind, "created": self.created, "model": MODEL}


def wanted(body: object) -> Wanted:
    """Read the body of a request; what is not known in it, as a temperature, is left aside.

    Raises:
        ValueError: it holds no question; one line says why.
        NotFound: there is no such model.
    """
    if not isinstance(body, dict):
        raise ValueError('send one JSON object, such as {"model": "quoth", "messages": […]}')
    if not isinstance(body.get("model"), str):
        raise ValueError('"model" must be a text')
    if body["model"] != MODEL:
        raise NotFound(f"there is no model {body['model'][:80]!r}; there is {MODEL!r}")
    turns = _turns(body.get("messages"))
    question = checked_query(turns[-1].question)
    history = tuple(turn for turn in turns[:-1] if turn.question.strip())[-MOST_TURNS:]
    prompt = "\n".join([*(text for turn in history for text in (turn.question, turn.answer)), question])
    options = body.get("stream_options")
    return Wanted(
        Asked(question, history),
        prompt,
        _switch(body.get("stream"), "stream"),
        _switch(options.get("include_usage"), "include_usage") if isinstance(options, dict) else False,
    )


def grounds(answer: Told) -> dict[str, Any]:
    """Return what an answer rests on, beside its text: ours in full, and OpenAI's annotations of links."""
    return {
        "annotations": _annotations(answer),
        "citations": [asdict(citation) for citation in answer.citations],
        "answered": answer.answered,
        "notice": answer.notice,
    }


def _annotations(answer: Told) -> list[dict[str, Any]]:
    """Return where each mark of an article with an address stands in the text, and where it leads."""
    return [
        {
            "type": "url_citation",
            "url_citation": {
                "start_index": start,
                "end_index": end,
                "url": citation.url,
                "title": citation.title,
            },
        }
        for (start, end), citation in marks_of(answer)
        if citation.url
    ]


def _choice(name: str, said: Mapping[str, Any], finish: str | None) -> dict[str, Any]:
    return {"index": 0, name: dict(said), "logprobs": None, "finish_reason": finish}


def _turns(messages: Any) -> list[Turn]:
    """Return a turn for each message of the user, with what was said to it; the last is the question."""
    if not isinstance(messages, list):
        raise ValueError('"messages" must be a list of messages')
    turns: list[Turn] = []
    for message in messages:
        role, text = _said(message)
        if role == "user":
            turns.append(Turn(text))
        elif role == "assistant" and turns:
            turns[-1] = Turn(turns[-1].question, turns[-1].answer + text)
    if not turns:
        raise ValueError('"messages" holds no message of the user')
    return turns


def _said(message: Any) -> tuple[str, str]:
    if not isinstance(message, dict) or message.get("role") not in ROLES:
        raise ValueError(f'each message needs a "role" and "content"; roles are {", ".join(ROLES)}')
    content = message.get("content")
    if isinstance(content, list):
        content = "\n".join(_part(part) for part in content)
    if content is None and message["role"] != "user":
        content = ""
    if not isinstance(content, str):
        raise ValueError('the "content" of a message is a text, or a list of parts of type "text"')
    return message["role"], unicode_text(content, "content")


def _part(part: Any) -> str:
    text = part.get("text") if isinstance(part, dict) and part.get("type") == "text" else None
    if not isinstance(text, str):
        raise ValueError('a part of a message must be {"type": "text", "text": "…"}')
    return text


def _switch(value: Any, name: str) -> bool:
    if value is not None and not isinstance(value, bool):
        raise ValueError(f'"{name}" must be true or false')
    return bool(value)


def counted(lengths: Sequence[int]) -> Usage:
    """Return the usage of a prompt and a completion of so many tokens."""
    prompt, completion = lengths
    return Usage(prompt, completion, prompt + completion)
