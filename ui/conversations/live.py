"""Questions within conversations: read as the page sends them, and answered, one at a time for each."""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Generator, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Literal

from index.errors import QuothError
from index.passage import Filter, checked_query, chosen
from rag.claims.claim import is_claim
from rag.stream import MORE

from ..queue import Crowded, Piece
from ..queue.wish import wish
from ..render.texts import BROKEN
from ..render.told import Told
from .values import Conversation, Exchange

if TYPE_CHECKING:
    from rag.answer import Turn

    from ..queue import Asker
    from ..site.site import Site

LOG = logging.getLogger(__name__)
LOOK: Final = 0.5  # seconds between two looks at whether another server has stopped it


@dataclass(frozen=True, slots=True)
class Asking:
    """A question within a conversation; ``None`` for a new one.

    ``rewrite`` is whether a follow-up may be searched with what the conversation is about; ``checks`` whether
    what was typed is taken for a claim; ``many`` whether it may be taken for a question of many articles.
    """

    question: str
    conversation: str | None = None
    only: Filter = Filter()  # noqa: RUF009 - a frozen value
    rewrite: bool = True
    checks: bool = False
    many: bool = True


def asking(question: str, where: str) -> Asking:
    """Read a question as typed and the JSON that the page puts beside it.

    It is checked as a claim if it reads as one, unless ``as`` says what it is: "claim" or "question".

    Raises:
        ValueError: it cannot be asked; one line says why.
    """
    typed = checked_query(question.encode(errors="replace").decode())  # half a character cannot be kept
    try:
        values = json.loads(where or "{}")
    except ValueError:
        values = None
    if not isinstance(values, dict):
        raise ValueError("the page sent something that is no JSON object; reload it")
    conversation = values.get("conversation")
    only = asked_filter({name: value for name, value in values.items() if value})
    taken_as = values.get("as")
    return Asking(
        typed,
        str(conversation) if conversation else None,
        only,
        values.get("rewrite") is not False,
        taken_as == "claim" or (taken_as != "question" and is_claim(typed)),
        taken_as != "question",
    )


class Writing:
    """An answer that is being written: what is there of it, and how to stop it; usable from any thread."""

    def __init__(self, number: int) -> None:
        """``number`` is that of its question; what hears the answer comes later, if at all."""
        self.number = number
        self.is_stopped = False
        self._asker: Asker | None = None
        self._seen: Told | None = None

    @property
    def so_far(self) -> Told | None:
        """The sentences that are there and checked; ``None`` before the first."""
        return self._asker.so_far if self._asker else None

    def has_grown(self) -> bool:
        """Whether a sentence has come since this was last asked."""
        before, self._seen = self._seen, self.so_far
        return self._seen is not before

    def stop(self) -> None:
        """Stop it: no more pieces come, and if nobody else waits for it the model's server is let go."""
        self.is_stopped = True
        if self._asker:
            self._asker.close()

    def of(self, asker: Asker) -> Asker:
        """Return the asker that is stopped from now on."""
        self._asker = asker
        if self.is_stopped:
            asker.close()
        return asker


class Live:
    """Which question of each conversation is being answered by this server; usable from any thread."""

    def __init__(self) -> None:
        self._running: dict[str, Writing] = {}
        self._lock = threading.Lock()

    def begin(self, conversation_id: str, writing: Writing) -> None:
        """Note that a question is being answered; one before it that still was is stopped."""
        with self._lock:
            before = self._running.get(conversation_id)
            if before is None or before.number < writing.number:
                self._running[conversation_id] = writing
            else:  # another window has asked in between
                before = writing
        if before:
            before.stop()

    def end(self, conversation_id: str, number: int | None = None) -> Writing | None:
        """Stop a question, or whichever is being answered, and return it; ``None`` if it is over."""
        with self._lock:
            running = self._running.get(conversation_id)
            if running is None or number not in (None, running.number):
                return None
            del self._running[conversation_id]
        running.stop()
        return running

    def is_at(self, conversation_id: str, number: int) -> bool:
        """Whether this question is being answered."""
        with self._lock:
            running = self._running.get(conversation_id)
        return running is not None and running.number == number


def answering(site: Site, user: str, asked: Asking, client: str = "") -> Generator[Conversation, None, None]:
    """Ask within a conversation, and yield it each time it changes; every state is kept.

    Whatever goes wrong is one line in the exchange; the conversation goes on. Of an answer that is stopped,
    for the person has left or asked again, the sentences that were there are kept. ``client`` is as
    ``Desk.ask`` takes it.

    Raises:
        NotKept: this person has no conversation of that id.
        Crowded: there is no place for the question, which is not kept.
    """
    before = site.conversations.get(user, asked.conversation).turns if asked.conversation else ()
    asker = _taken(site, asked, before, client)
    try:
        conversation = site.conversations.begin(
            user, asked.conversation, asked.question, asked.only, checks=asked.checks
        )
    except BaseException:
        if not asker.exception():
            asker.result().close()
        raise
    exchange = conversation.exchanges[-1]
    writing = Writing(exchange.number)
    site.live.begin(conversation.id, writing)
    try:
        yield conversation
        for exchange in _answered(site, conversation, asker, writing):
            if not site.live.is_at(conversation.id, exchange.number):
                break
            if exchange.state != "writing":
                site.conversations.end(
                    conversation.id, exchange.number, exchange.state, told=exchange.told, line=exchange.line
                )
            yield _with_last(conversation, exchange)
    finally:  # the person has left, or all is said
        if site.live.end(conversation.id, exchange.number) and exchange.state == "writing":
            site.conversations.end(conversation.id, exchange.number, "stopped", told=writing.so_far)
        if not asker.exception():
            asker.result().close()
    if exchange.state == "writing" and site.conversations.is_last(conversation.id, exchange.number):
        yield _with_last(conversation, replace(exchange, state="stopped", told=writing.so_far))


def stop(site: Site, conversation_id: str) -> None:
    """Stop the answer that is being written in a conversation, if one is, by this server or another."""
    writing = site.live.end(conversation_id)
    if writing:
        site.conversations.end(conversation_id, writing.number, "stopped", told=writing.so_far)
    else:
        site.conversations.stop(conversation_id)


def _taken(site: Site, asked: Asking, before: Sequence[Turn], client: str) -> Future[Asker]:
    """Return what hears the answer, or what is wrong with the question.

    Raises:
        Crowded: there is no place for it.
    """
    only = asked.only
    asker: Future[Asker] = Future()
    kind: Literal["ask", "check"] = "check" if asked.checks else "ask"
    wished = wish(kind, asked.question, history=before, rewrite=asked.rewrite, many=asked.many, **only.given)
    try:
        asker.set_result(site.desk.ask(wished, client))
    except Crowded:
        raise
    except Exception as problem:  # noqa: BLE001 - raised where the answer is waited for
        asker.set_exception(problem)
    return asker


def _answered(
    site: Site, conversation: Conversation, asker: Future[Asker], writing: Writing
) -> Iterator[Exchange]:
    exchange = conversation.exchanges[-1]
    try:
        yield from _written(site, conversation, asker.result(), writing)
    except (QuothError, ValueError) as problem:
        yield replace(exchange, state="failed", line=str(problem))
    except Exception:
        LOG.exception("a question could not be answered")
        yield replace(exchange, state="failed", line=BROKEN)


def _written(site: Site, conversation: Conversation, asker: Asker, writing: Writing) -> Iterator[Exchange]:
    """Yield the exchange as its place or its text changes, and at last with its answer; nothing more once it
    is stopped.

    A sentence is kept before it is shown, lest the server end.
    """
    exchange, text, kept = conversation.exchanges[-1], "", time.monotonic()
    for heard in writing.of(asker):
        if not isinstance(heard, Piece):
            yield replace(exchange, before=heard.before)
            continue
        if heard.text == MORE and writing.has_grown():  # rows that were found
            yield replace(exchange, told=writing.so_far)
        if exchange.checks or not site.assistant.llm:  # what is quoted comes all at once
            continue
        text += heard.text
        if writing.has_grown() or time.monotonic() - kept > LOOK:
            if not site.conversations.keep(conversation.id, exchange.number, writing.so_far):
                writing.stop()
            kept = time.monotonic()
        yield replace(exchange, text=text)
    yield exchange if writing.is_stopped else replace(exchange, state="done", told=asker.told)


def _with_last(conversation: Conversation, exchange: Exchange) -> Conversation:
    return replace(conversation, exchanges=(*conversation.exchanges[:-1], exchange))


def asked_filter(known: Mapping[str, Any]) -> Filter:
    """Read ``since``, ``until``, ``sources``, ``tags`` and ``names``.

    Raises:
        ValueError: one is of another kind, a day is none, or the first lies after the last.
    """
    for name in ("sources", "tags", "names"):
        if not (known.get(name) is None or isinstance(known[name], list)):
            raise ValueError(f'"{name}" must be a list of names')
    return chosen(
        known.get("since"), known.get("until"), known.get("sources"), known.get("tags"), known.get("names")
    )
