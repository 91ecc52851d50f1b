"""A conversation on the page: what was asked, what is shown, and the answer as it comes in."""

import logging
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

from index.errors import QuothError
from rag.answer import Turn
from rag.assistant import Assistant

from .show import answer_html, trouble_html, turn_html, writing_html
from .told import told

LOG = logging.getLogger(__name__)
PAUSE: Final = 0.05  # seconds between two looks at a text being written; faster is only work
BROKEN: Final = "Something went wrong; the server's log has the details."


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question as typed and the reply as HTML."""

    question: str
    reply: str
    state: Literal["writing", "done", "stopped"] = "writing"

    @property
    def html(self) -> str:
        """The exchange as the page shows it."""
        return turn_html(self.question, self.reply, state=self.state)


@dataclass(frozen=True, slots=True)
class Conversation:
    """Everything said so far; ``turns`` are the questions that got a reply, for follow-ups."""

    turns: tuple[Turn, ...] = ()
    exchanges: tuple[Exchange, ...] = ()

    @property
    def past(self) -> str:
        """The exchanges before the last one, as HTML; they do not change any more."""
        return "".join(exchange.html for exchange in self.exchanges[:-1])

    @property
    def now(self) -> str:
        """The last exchange as HTML."""
        return self.exchanges[-1].html if self.exchanges else ""

    @property
    def is_writing(self) -> bool:
        """Whether an answer is still being written."""
        return bool(self.exchanges) and self.exchanges[-1].state == "writing"

    def stopped(self) -> "Conversation":
        """Return the conversation with its last exchange cut short, if it was still being written."""
        if not self.is_writing:
            return self
        return self._last(replace(self.exchanges[-1], state="stopped"))

    def _last(self, exchange: Exchange) -> "Conversation":
        return replace(self, exchanges=(*self.exchanges[:-1], exchange))


class Talk:
    """One visitor's conversation as it changes, kept on the server."""

    def __init__(self) -> None:
        self.conversation = Conversation()
        self._turn = 0
        self._lock = threading.Lock()

    def __deepcopy__(self, _: object) -> "Talk":
        """Gradio copies a page's state for each visitor: every one begins anew."""
        return Talk()

    def changes(self, assistant: Assistant, question: str) -> Iterator[Conversation]:
        """Ask, and yield the conversation each time it changes.

        A model that is writing cannot be stopped at once. When it has been interrupted, its next
        words are dropped, and the last conversation yielded is the one that there is by then.
        """
        if not question.strip():
            return
        with self._lock:
            self._turn += 1
            mine, before = self._turn, self.conversation
        for conversation in converse(assistant, question, before):
            if not self._keep(mine, conversation):
                yield self.conversation
                return
            yield conversation

    def interrupt(self, *, forget: bool = False) -> Conversation:
        """Stop the answer that is being written; ``forget`` everything before it too."""
        with self._lock:
            self._turn += 1
            self.conversation = Conversation() if forget else self.conversation.stopped()
            return self.conversation

    def _keep(self, turn: int, conversation: Conversation) -> bool:
        with self._lock:
            if self._turn == turn:
                self.conversation = conversation
            return self._turn == turn


def converse(assistant: Assistant, question: str, before: Conversation) -> Iterator[Conversation]:
    """Yield the conversation with the question, then with the answer as it is written, then complete.

    Whatever goes wrong is one line in the reply; the conversation goes on. The question is not blank.
    """
    typed = question.strip().encode(errors="replace").decode()  # half a character cannot be shown
    earlier = before.stopped()
    asking = replace(earlier, exchanges=(*earlier.exchanges, Exchange(typed, "")))
    yield _written(asking, "")
    try:
        yield from _answering(assistant, asking)
    except (QuothError, ValueError) as problem:
        yield _replied(asking, trouble_html(str(problem)))
    except Exception:
        LOG.exception("a question could not be answered")
        yield _replied(asking, trouble_html(BROKEN))


def _answering(assistant: Assistant, asking: Conversation) -> Iterator[Conversation]:
    question = asking.exchanges[-1].question
    stream = assistant.stream(question, history=asking.turns)
    text, shown = "", time.monotonic()
    for piece in stream:
        text += piece
        if time.monotonic() - shown > PAUSE:
            yield _written(asking, text)
            shown = time.monotonic()
    answer = stream.answer
    turns = (*asking.turns, Turn(question, answer.text))
    yield _replied(replace(asking, turns=turns), answer_html(told(answer)))


def _written(conversation: Conversation, text: str) -> Conversation:
    return conversation._last(replace(conversation.exchanges[-1], reply=writing_html(text)))


def _replied(conversation: Conversation, reply: str) -> Conversation:
    return conversation._last(replace(conversation.exchanges[-1], reply=reply, state="done"))
