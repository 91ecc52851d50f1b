"""The values of a conversation: its exchanges in order, each a question and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from index.passage import Filter
from rag.answer import Turn

from ..render.told import Told

State = Literal["writing", "done", "stopped", "cut", "failed"]
"""``stopped`` by the person, ``cut`` by the server's end, ``failed`` with a line that says why."""

LONGEST_TITLE: Final = 120  # characters
EVERYTHING: Final = Filter()


class NotKept(KeyError):
    """A conversation, or a question of it, that this person does not have; the argument is one line."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question as typed, what it was asked of, and what came of it.

    Attributes:
        number: within its conversation, from 1.
        only: the days and sources that the search was confined to.
        told: the answer, or the sentences that were there and checked when it was stopped or cut off;
            ``None`` where there is none.
        text: what has been written so far, while it is written.
        before: how many answers have to end before this one is begun.
        line: what went wrong, for one that failed.
        rating: 1 for a good answer, -1 for a bad one, 0 for none said.
        asked_at: ISO 8601 with seconds, UTC.
        checks: whether it is a claim that is checked.
    """

    number: int
    question: str
    only: Filter = EVERYTHING
    state: State = "writing"
    told: Told | None = None
    text: str = ""
    line: str = ""
    rating: int = 0
    asked_at: str = ""
    checks: bool = False
    before: int = 0


@dataclass(frozen=True, slots=True)
class Conversation:
    """One person's exchanges, the oldest first; ``user`` is blank where no names are asked for."""

    id: str
    user: str
    title: str
    exchanges: tuple[Exchange, ...] = ()

    @property
    def turns(self) -> Sequence[Turn]:
        """The questions that got an answer, for follow-ups."""
        answered = [(each.question, each.told) for each in self.exchanges if each.told]
        return [
            Turn(question, told.text, tuple(dict.fromkeys(each.title for each in told.citations)))
            for question, told in answered
            if told.reason != "no question"
        ]

    def exchange(self, number: int) -> Exchange:
        """Return one exchange.

        Raises:
            NotKept: there is none of that number.
        """
        for each in self.exchanges:
            if each.number == number:
                return each
        raise NotKept(f"this conversation has no question {number}")


@dataclass(frozen=True, slots=True)
class Listed:
    """A conversation in a list; ``found`` is where a search found its words, blank in its title."""

    id: str
    title: str
    changed: str
    questions: int
    found: str = ""
