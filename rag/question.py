"""A follow-up and what was said before it -> a query that stands alone; without a model.

A question that stands alone is searched as typed: rewriting it could only change its meaning. One that
leans on the conversation becomes a whole question: what it leaves out is put in ("what about Turkey?"
after "why was India exempted from CAATSA?"), what it points at is named ("who owns the ship?"), or what
the conversation is about is joined to it ("how many died?").
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from .answer import Turn
from .bearers import bearers
from .courtesy import is_courtesy
from .ellipsis import completed
from .joined import joined, without_and
from .leans import leans
from .names import names_in
from .pointing import pointed_out

MOST_TURNS: Final = 8  # that are looked back at
LONGEST: Final = 200  # characters of a question that another is made of


def standalone(question: str, history: Sequence[Turn]) -> str:
    """Return what to search: the question as typed, or as one that stands alone."""
    history = [turn for turn in history if not is_courtesy(turn.question)][-MOST_TURNS:]
    if not history or not leans(question, history):
        return question
    chain = _chain(history)
    found = bearers(chain)
    previous = standalone(chain[-1].question, chain[:-1])
    if len(previous) > LONGEST or (leans(previous) and not names_in(previous)):  # no whole question itself
        previous = ""
    whole = completed(question, previous, [each.name for each in found]) if previous else None
    return whole or pointed_out(without_and(question), found, chain) or joined(question, found, previous)


def _chain(history: Sequence[Turn]) -> list[Turn]:
    """Return the last turn whose question stood alone and those that followed it, without the unanswered."""
    answered = [turn for turn in history if not turn.answer or "[1]" in turn.answer] or list(history)
    for at in range(len(answered) - 1, 0, -1):
        if not leans(answered[at].question, answered[:at]):
            return answered[at:]
    return answered
