"""A question and passages -> the pieces of a language model's reply: the home of LlamaIndex's LLM clients."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from index.errors import ModelError
from index.hit import Hit

NO_ANSWER: Final = "NO ANSWER"
TIMEOUT: Final = 60.0  # seconds to the first piece of a server's reply, and between two
TOTAL_SECONDS: Final = 300.0
MOST_CHARACTERS: Final = 20_000  # of a reply; one that goes on is cut off
CONTEXT_WINDOW: Final = 8192  # tokens, what small local models have

_SERVERS: Final = {
    "ollama": ("http://localhost:11434/v1", None),
    "openai": ("https://api.openai.com/v1", "OPENAI_API_KEY"),
}
_ADVICE: Final = "write ollama/NAME, openai/NAME or http://host:port/v1#NAME"


def model(spec: str) -> Any:
    """Return a LlamaIndex LLM for ``ollama/NAME``, ``openai/NAME`` or ``http://host:port/v1#NAME``.

    The key of OpenAI is read from ``OPENAI_API_KEY``, that of another server from ``QUOTH_LLM_KEY``.

    Raises:
        ValueError: the spec has another form.
        ModelError: the key is missing.
    """
    base, name, key = _parsed(spec)
    from llama_index.llms.openai_like import OpenAILike

    return OpenAILike(
        model=name,
        api_base=base,
        api_key=key,
        is_chat_model=True,
        context_window=CONTEXT_WINDOW,
        timeout=TIMEOUT,
        max_retries=0,
        temperature=0.0,
    )


def prompt(question: str, hits: Sequence[Hit]) -> tuple[str, str]:
    """Return the system message and the user's message for a question over numbered passages."""
    rules = (Path(__file__).parent / "prompts" / "answer.txt").read_text(encoding="utf-8").strip()
    passages = "\n\n".join(_passage(number, hit) for number, hit in enumerate(hits, start=1))
    return rules, f"{passages}\n\nQuestion: {question}"


def reply(llm: Any, question: str, hits: Sequence[Hit]) -> Iterator[str]:
    """Yield the pieces of the model's reply as they come.

    Raises:
        ModelError: the model cannot be reached, is too slow, or fails; one line, without any key.
    """
    from llama_index.core.llms import ChatMessage, MessageRole

    rules, asked = prompt(question, hits)
    messages = [
        ChatMessage(role=MessageRole.SYSTEM, content=rules),
        ChatMessage(role=MessageRole.USER, content=asked),
    ]
    end = time.monotonic() + TOTAL_SECONDS
    size = 0
    try:
        for part in llm.stream_chat(messages):
            piece = str(part.delta or "").encode("utf-8", "replace").decode()
            size += len(piece)
            if size > MOST_CHARACTERS:
                return
            if time.monotonic() > end:
                raise ModelError(
                    f"the model {_name(llm)} was still writing after {TOTAL_SECONDS:.0f} seconds"
                )
            yield piece
    except ModelError:
        raise
    except Exception as problem:  # every client, and every object a caller gives, has failures of its own
        raise ModelError(f"the model {_name(llm)} did not answer: {_why(problem)}") from problem


def complete(llm: Any, system: str, user: str, *, timeout: float) -> str:
    """Return the model's whole reply to one short request.

    Raises:
        ModelError: the model cannot be reached, takes longer than ``timeout`` seconds, or fails.
    """
    from llama_index.core.llms import ChatMessage, MessageRole

    messages = [
        ChatMessage(role=MessageRole.SYSTEM, content=system),
        ChatMessage(role=MessageRole.USER, content=user),
    ]
    end = time.monotonic() + timeout
    text = ""
    try:
        for part in llm.stream_chat(messages):
            text += str(part.delta or "")
            if time.monotonic() > end or len(text) > MOST_CHARACTERS:
                raise ModelError(f"the model {_name(llm)} was still writing after {timeout:.0f} seconds")
    except ModelError:
        raise
    except Exception as problem:  # every client, and every object a caller gives, has failures of its own
        raise ModelError(f"the model {_name(llm)} did not answer: {_why(problem)}") from problem
    return text.encode("utf-8", "replace").decode()


def _parsed(spec: str) -> tuple[str, str, str]:
    if spec.startswith(("http://", "https://")):
        base, _, name = spec.partition("#")
        if not name:
            raise ValueError(f"llm={spec!r} names no model; {_ADVICE}")
        return base, name, os.environ.get("QUOTH_LLM_KEY", "none")
    server, _, name = spec.partition("/")
    if server not in _SERVERS or not name:
        raise ValueError(f"llm={spec!r} is no model; {_ADVICE}")
    base, variable = _SERVERS[server]
    key = os.environ.get(variable, "") if variable else "none"
    if not key:
        raise ModelError(f"llm={spec!r} needs a key; set {variable} in the environment")
    return base, name, key


def _passage(number: int, hit: Hit) -> str:
    article = hit.article
    about = ", ".join(part for part in (article.title, article.source, article.published) if part)
    return f"[{number}] {about}\n<passage>\n{hit.text.replace('</passage>', '')}\n</passage>"


def _name(llm: Any) -> str:
    metadata = getattr(llm, "metadata", None)
    return str(getattr(metadata, "model_name", "") or type(llm).__name__)


def _why(problem: Exception) -> str:
    """Return a failure as a short reason a person understands; never what the server wrote about a key."""
    kind = type(problem).__name__
    status = getattr(problem, "status_code", None)
    if "Timeout" in kind:
        return f"nothing came for {TIMEOUT:.0f} seconds"
    if "Connection" in kind or "Connect" in kind:
        return "no server answers there (is it running?)"
    if status in (401, 403):
        return "the server refuses the key"
    if status == 404:
        return "the server does not know this model"
    return f"{kind}, status {status}" if status else kind
