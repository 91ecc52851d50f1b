"""Questions that are being answered now, one at a time for each conversation."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from index.errors import QuothError

from ..texts import BROKEN
from ..told import told
from .asking import Asking
from .values import Conversation, Exchange

if TYPE_CHECKING:
    from rag.stream import Stream

    from ..site import Site

LOG = logging.getLogger(__name__)
PAUSE: Final = 0.05  # seconds between two looks at a text being written; faster is only work


class Live:
    """Which question of each conversation is being answered, and how to stop it; usable from any thread."""

    def __init__(self) -> None:
        self._running: dict[str, tuple[int, Callable[[], None]]] = {}
        self._lock = threading.Lock()

    def begin(self, conversation_id: str, number: int, stop: Callable[[], None]) -> None:
        """Note that a question is being answered; one before it that still was is stopped."""
        with self._lock:
            before = self._running.get(conversation_id)
            if before is None or before[0] < number:
                self._running[conversation_id] = (number, stop)
            else:  # another window has asked in between
                before = (number, stop)
        if before:
            before[1]()

    def end(self, conversation_id: str, number: int | None = None) -> int | None:
        """Stop a question, or whichever is being answered, and return its number; ``None`` if it is over."""
        with self._lock:
            running = self._running.get(conversation_id)
            if running is None or number not in (None, running[0]):
                return None
            del self._running[conversation_id]
        running[1]()
        return running[0]

    def is_at(self, conversation_id: str, number: int) -> bool:
        """Whether this question is being answered."""
        with self._lock:
            running = self._running.get(conversation_id)
        return running is not None and running[0] == number


def answering(site: Site, user: str, asked: Asking) -> Generator[Conversation, None, None]:
    """Ask within a conversation, and yield it each time it changes; every state is kept.

    Whatever goes wrong is one line in the exchange; the conversation goes on. A model that is writing cannot
    be stopped at once: when the person has stopped it or asked again, its next words are dropped.

    Raises:
        NotKept: this person has no conversation of that id.
    """
    conversation = site.conversations.begin(user, asked.conversation, asked.question, asked.only)
    exchange = conversation.exchanges[-1]
    stopping = Stopping()
    site.live.begin(conversation.id, exchange.number, stopping.now)
    try:
        yield conversation
        for exchange in _answered(site, conversation, asked, stopping):
            if not site.live.is_at(conversation.id, exchange.number):
                break
            if exchange.state != "writing":
                site.conversations.end(
                    conversation.id, exchange.number, exchange.state, told=exchange.told, line=exchange.line
                )
            yield _with_last(conversation, exchange)
    finally:  # the person has left, or all is said
        if site.live.end(conversation.id, exchange.number) and exchange.state == "writing":
            site.conversations.end(conversation.id, exchange.number, "stopped")
    if exchange.state == "writing" and site.conversations.is_last(conversation.id, exchange.number):
        yield _with_last(conversation, replace(exchange, state="stopped"))


def stop(site: Site, conversation_id: str) -> None:
    """Stop the answer that is being written in a conversation, if one is."""
    number = site.live.end(conversation_id)
    if number is not None:
        site.conversations.end(conversation_id, number, "stopped")


class Stopping:
    """Stops an answer, also one whose stream is not there yet; usable from any thread."""

    def __init__(self) -> None:
        self._stream: Stream | None = None
        self.is_stopped = False

    def now(self) -> None:
        """Stop it: the model's server is let go at once, and no more pieces come."""
        self.is_stopped = True
        if self._stream:
            self._stream.close()

    def of(self, stream: Stream) -> Stream:
        """Return the stream that is stopped from now on."""
        self._stream = stream
        if self.is_stopped:
            stream.close()
        return stream


def _answered(
    site: Site, conversation: Conversation, asked: Asking, stopping: Stopping
) -> Iterator[Exchange]:
    exchange = conversation.exchanges[-1]
    try:
        yield from _written(site, conversation, asked, stopping)
    except (QuothError, ValueError) as problem:
        yield replace(exchange, state="failed", line=str(problem))
    except Exception:
        LOG.exception("a question could not be answered")
        yield replace(exchange, state="failed", line=BROKEN)


def _written(site: Site, conversation: Conversation, asked: Asking, stopping: Stopping) -> Iterator[Exchange]:
    """Yield the exchange as its text grows, and at last with its answer; nothing more once it is stopped."""
    exchange, only = conversation.exchanges[-1], asked.only
    stream = site.assistant.stream(
        asked.question,
        history=conversation.turns,
        since=only.since,
        until=only.until,
        sources=only.sources,
        rewrite=asked.rewrite,
    )
    text, shown = "", time.monotonic()
    for piece in stopping.of(stream):
        text += piece
        if time.monotonic() - shown > PAUSE:
            yield replace(exchange, text=text)
            shown = time.monotonic()
    yield exchange if stopping.is_stopped else replace(exchange, state="done", told=told(stream.answer))


def _with_last(conversation: Conversation, exchange: Exchange) -> Conversation:
    return replace(conversation, exchanges=(*conversation.exchanges[:-1], exchange))
