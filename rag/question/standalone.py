"""A follow-up and what was said before it -> a query that stands alone; without a model.

A question that stands alone is searched as typed: rewriting it could only change its meaning. One that
leans on the conversation becomes a whole question: what it leaves out is put in ("what about Turkey?"
after "why was India exempted from CAATSA?"), what it points at is named ("who owns the ship?"), or what
the conversation is about is joined to it ("how many died?"). Where it is not clear what is meant it is left
as typed: a follow-up that is missed costs less than a question that is spoilt.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from index.language.names import names_in

from ..answer import Turn
from .bearers import bearers
from .ellipsis import another, completed
from .joined import joined, without_and
from .leans import leans
from .pointing import pointed_out
from .small_talk import is_courtesy, without_courtesy
from .things import first_of
from .topic import said_in

MOST_TURNS: Final = 8  # that are looked back at
LONGEST: Final = 200  # characters of a question that another is made of

_YES: Final = re.compile(
    r"^(?:yes|yeah|yep|sure|please|yes please|please do|do|ok|okay)[\s,.!]*$", re.IGNORECASE
)


def standalone(question: str, history: Sequence[Turn]) -> str:
    """Return what to search: the question as typed, or as one that stands alone."""
    turns = [turn for at, turn in enumerate(history) if not is_courtesy(turn.question, history[:at])]
    asked = turns[-MOST_TURNS:]
    history = [replace(turn, question=without_courtesy(turn.question)) for turn in asked]
    if not history or not leans(question, history) or (_YES.match(question) and not _asks(history[-1])):
        return question
    chain = _chain(history)
    found = bearers(chain)
    previous = standalone(chain[-1].question, chain[:-1])
    if len(previous) > LONGEST or (leans(previous) and not names_in(previous)):  # no whole question itself
        previous = ""
    names = [each.name for each in found]
    before = previous or chain[-1].question
    whole = completed(question, previous, names) if previous else another(question, chain[-1].question)
    return (
        whole
        or pointed_out(without_and(question), found, chain, before)
        or joined(question, first_of(found, before), previous, said_in(chain))
    )


def _asks(turn: Turn) -> bool:
    """Tell whether an answer ends with a question, to which "yes" is an answer."""
    return bool(re.search(r"\?[\s\]\[\d]*$", turn.answer))


def _chain(history: Sequence[Turn]) -> list[Turn]:
    """Return the last turn whose question stood alone and those that followed it, without the unanswered."""
    answered = [turn for turn in history if not turn.answer or "[1]" in turn.answer] or list(history)
    for at in range(len(answered) - 1, 0, -1):
        if not leans(answered[at].question, answered[:at]):
            return answered[at:]
    return answered
