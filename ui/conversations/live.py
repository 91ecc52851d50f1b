"""Questions that are being answered now, one at a time for each conversation."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Generator, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from index.errors import QuothError

from ..texts import BROKEN
from ..told import told
from .asking import Asking
from .values import Conversation, Exchange

if TYPE_CHECKING:
    from ..site import Site

LOG = logging.getLogger(__name__)
PAUSE: Final = 0.05  # seconds between two looks at a text being written; faster is only work


class Live:
    """Which question of each conversation is being answered; usable from any thread."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._lock = threading.Lock()

    def begin(self, conversation_id: str, number: int) -> None:
        """Note that a question is being answered, and none before it any more."""
        with self._lock:
            self._numbers[conversation_id] = number

    def end(self, conversation_id: str, number: int | None = None) -> int | None:
        """Note that a question, or whichever it is, is not being answered any more; return its number."""
        with self._lock:
            if number is None or self._numbers.get(conversation_id) == number:
                return self._numbers.pop(conversation_id, None)
        return None

    def is_at(self, conversation_id: str, number: int) -> bool:
        """Whether this question is being answered."""
        with self._lock:
            return self._numbers.get(conversation_id) == number


def answering(site: Site, user: str, asked: Asking) -> Generator[Conversation, None, None]:
    """Ask within a conversation, and yield it each time it changes; every state is kept.

    Whatever goes wrong is one line in the exchange; the conversation goes on. A model that is writing cannot
    be stopped at once: when the person has stopped it or asked again, its next words are dropped.

    Raises:
        NotKept: this person has no conversation of that id.
    """
    only = asked.only
    conversation = site.conversations.begin(user, asked.conversation, asked.question, only)
    exchange = conversation.exchanges[-1]
    site.live.begin(conversation.id, exchange.number)
    try:
        yield conversation
        for exchange in _answered(site, conversation, asked):
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
    if exchange.state == "writing":
        yield _with_last(conversation, replace(exchange, state="stopped"))


def stop(site: Site, conversation_id: str) -> None:
    """Stop the answer that is being written in a conversation, if one is."""
    number = site.live.end(conversation_id)
    if number is not None:
        site.conversations.end(conversation_id, number, "stopped")


def _answered(site: Site, conversation: Conversation, asked: Asking) -> Iterator[Exchange]:
    exchange = conversation.exchanges[-1]
    try:
        yield from _written(site, conversation, asked)
    except (QuothError, ValueError) as problem:
        yield replace(exchange, state="failed", line=str(problem))
    except Exception:
        LOG.exception("a question could not be answered")
        yield replace(exchange, state="failed", line=BROKEN)


def _written(site: Site, conversation: Conversation, asked: Asking) -> Iterator[Exchange]:
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
    for piece in stream:
        text += piece
        if time.monotonic() - shown > PAUSE:
            yield replace(exchange, text=text)
            shown = time.monotonic()
    yield replace(exchange, state="done", told=told(stream.answer))


def _with_last(conversation: Conversation, exchange: Exchange) -> Conversation:
    return replace(conversation, exchanges=(*conversation.exchanges[:-1], exchange))
