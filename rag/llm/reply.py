"""A prompt -> the pieces of a model's reply: within time, tried again, without what it thinks aloud."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from index.errors import ModelError

from ..answer import Usage
from ..stream import END, Feed, Late, Stop, Stopped
from .connection import Line, failure
from .models import Price, name_of, tokens

LONGEST_WAIT: Final = 20.0  # seconds; a server that asks for more before another try is given up
MOST_CHARACTERS: Final = 20_000  # of a reply; one that goes on is cut off
MOST_THOUGHT: Final = 200_000  # characters, with what it thinks aloud
SHORT_CALL: Final = 20.0  # seconds
LONGEST_TAG: Final = len("<reasoning>")
_OPENING = re.compile(r"\s*<(think|thinking|thought|reasoning)>", re.IGNORECASE)
_MAY_OPEN = re.compile(r"\s*(<[a-z]*)?\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a model is waited for, in seconds, and how often it is asked.

    Attributes:
        first: to the first piece; a local model may have to be loaded and to read the passages.
        between: two pieces.
        total: from the question to the end, all tries together.
        tries: as long as nothing has come, and the failure may pass.
        pause: before the second try; twice as long before each other.
    """

    first: float = 120.0
    between: float = 30.0
    total: float = 300.0
    tries: int = 3
    pause: float = 0.5


class Reply:
    """The reply to one prompt; an iterator of its pieces, without what a model thinks aloud.

    Attributes:
        is_cut: whether it ends too early: it ran into our limit or the server's, or broke off.
        refused: whether the server says, beside the text, that the model will not answer.
    """

    def __init__(self, llm: Any, system: str, user: str, patience: Patience, stop: Stop) -> None:
        self.is_cut = False
        self.refused = False
        self._is_over = True  # false while a server that says when it is over has not said so
        self._said_tokens: tuple[int, int] | None = None
        self._prompt_tokens = tokens(system) + tokens(user)
        self._text = ""
        messages = _messages(system, user)
        read = self._read(chunks(lambda: _streamed(llm, messages), llm, patience, stop))
        self._pieces: Generator[str] = self._limited(spoken(read))

    def __iter__(self) -> Iterator[str]:
        """Yield the pieces that are left.

        Raises:
            ModelError: the model cannot be reached, is too slow, or fails; one line, without any key.
            Stopped: nobody waits for it any more.
        """
        return self._pieces

    def close(self) -> None:
        """Read no further; the connection to the server is closed."""
        self._pieces.close()

    def usage(self, price: Price | None) -> Usage:
        """Return the tokens it has taken so far, as the server said or as counted."""
        said = self._said_tokens
        taken, written = said or (self._prompt_tokens, tokens(self._text))
        return Usage(taken, written, not said, price.cost(taken, written) if price else None)

    def _read(self, sent: Iterator[Any]) -> Iterator[str]:
        size = 0
        for chunk in sent:
            self._note(chunk)
            piece = delta(chunk)
            size += len(piece)
            if size > MOST_THOUGHT:
                self.is_cut = True
                return
            yield piece
        self.is_cut |= not self._is_over

    def _limited(self, pieces: Iterator[str]) -> Generator[str]:
        for piece in pieces:
            if len(self._text) + len(piece) > MOST_CHARACTERS:
                self.is_cut = True
                return
            self._text += piece
            yield piece

    def _note(self, chunk: Any) -> None:
        """Take from a chunk what stands beside its text."""
        told = getattr(chunk, "additional_kwargs", None) or {}
        counts = (told.get("prompt_tokens"), told.get("completion_tokens"))
        if all(isinstance(each, int) for each in counts) and any(counts):
            self._said_tokens = (int(counts[0] or 0), int(counts[1] or 0))
        for choice in getattr(getattr(chunk, "raw", None), "choices", None) or ():
            finish = getattr(choice, "finish_reason", None)
            self._is_over = bool(finish)
            filtered = finish == "content_filter"
            self.is_cut |= finish == "length" or filtered
            self.refused |= filtered or bool(getattr(getattr(choice, "delta", None), "refusal", None))


def complete(
    llm: Any, system: str, user: str, *, timeout: float = SHORT_CALL, stop: Stop | None = None
) -> str:
    """Return a model's whole reply to two messages, without what it thinks aloud; one short call.

    Raises:
        ModelError: the model cannot be reached, fails, or takes longer than ``timeout`` seconds.
        Stopped: ``stop`` says that nobody waits for it any more.
    """
    patience = Patience(first=timeout, between=timeout, total=timeout)
    messages = _messages(system, user)
    sent = chunks(lambda: [llm.chat(messages)], llm, patience, stop or Stop())
    return "".join(spoken(map(delta, sent))).strip()[:MOST_CHARACTERS]


def chunks(opened: Callable[[], Iterable[Any]], llm: Any, patience: Patience, stop: Stop) -> Iterator[Any]:
    """Yield what ``opened`` gives; as long as it has given nothing, a failure that may pass is tried again.

    Raises:
        ModelError: the model cannot be reached, is too slow, or fails; one line, without any key.
        Stopped: nobody waits for it any more.
    """
    name = name_of(llm)
    end = time.monotonic() + patience.total
    for attempt in range(patience.tries):
        line = Line()
        feed = Feed(line.over(opened), line.cut)
        with stop.cutting(feed.cut):
            found = _taken(feed, min(patience.first, end - time.monotonic()))
            if not isinstance(found, Exception):
                yield from _all(found, feed, name, patience, end)
                return
        told = failure(found)
        pause = patience.pause * 2**attempt if told.wait is None else told.wait
        is_last = attempt == patience.tries - 1 or not told.passes
        if is_last or pause > LONGEST_WAIT or time.monotonic() + pause > end:
            raise ModelError(f"the model {name} did not answer: {told.why}")
        stop.wait(pause)


def delta(chunk: Any) -> str:
    """Return what a chunk adds: a piece of a stream, or the text of a whole reply."""
    text = chunk.message.content if chunk.delta is None else chunk.delta
    return str(text or "").encode("utf-8", "replace").decode()


def _all(chunk: Any, feed: Feed, name: str, patience: Patience, end: float) -> Iterator[Any]:
    """Yield the first chunk and those that follow; the first may only say that the server has begun."""
    limit = patience.first
    while chunk is not END:
        limit = patience.between if _says(chunk) else limit
        yield chunk
        left = end - time.monotonic()
        chunk = _taken(feed, min(limit, left))
        if chunk is not END and (left <= 0 or (isinstance(chunk, Late) and left < limit)):
            raise ModelError(f"the model {name} was still writing after {patience.total:.0f} seconds")
        if isinstance(chunk, Exception):
            raise ModelError(f"the model {name} broke off: {failure(chunk).why}")


def _taken(feed: Feed, seconds: float) -> Any:
    """Return the next chunk, or what was raised instead: it is not to be the context of what we raise."""
    try:
        return feed.take(seconds)
    except Stopped:
        raise
    except Exception as problem:  # noqa: BLE001 - every client, and every object given, has its own
        return problem


def _says(chunk: Any) -> bool:
    thought = (getattr(chunk, "additional_kwargs", None) or {}).get("thinkingdelta")
    return bool(delta(chunk) or thought)


def _messages(system: str, user: str) -> list[Any]:
    from llama_index.core.llms import ChatMessage, MessageRole

    return [
        ChatMessage(role=MessageRole.SYSTEM, content=system),
        ChatMessage(role=MessageRole.USER, content=user),
    ]


def _streamed(llm: Any, messages: list[Any]) -> Iterable[Any]:
    """Return a reply in pieces; whole where the model's client cannot stream."""
    try:
        sent: Iterable[Any] = llm.stream_chat(messages)
        return sent
    except NotImplementedError:
        return [llm.chat(messages)]


def spoken(pieces: Iterator[str]) -> Iterator[str]:
    """Yield the pieces behind ``<think>…</think>`` at the very start; all of them where there is none.

    Of a thought that never ends nothing is yielded. The tags may be cut anywhere by the pieces.
    """
    begun = ""
    for piece in pieces:
        begun += piece
        opening = _OPENING.match(begun)
        if opening:
            yield from _behind(f"</{opening[1]}>", begun[opening.end() :], pieces)
            return
        if not (_MAY_OPEN.match(begun) and len(begun.lstrip()) < LONGEST_TAG):
            break
    yield begun
    yield from pieces


def _behind(closing: str, thought: str, pieces: Iterator[str]) -> Iterator[str]:
    """Yield what comes behind a closing tag."""
    while True:
        at = thought.lower().find(closing.lower())
        if at >= 0:
            yield thought[at + len(closing) :]
            yield from pieces
            return
        piece = next(pieces, None)
        if piece is None:
            return
        thought = thought[-len(closing) :] + piece
