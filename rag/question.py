"""A follow-up and what was said before it -> a query that stands alone; without a model.

A question that stands alone is searched as typed: rewriting it could only change its meaning. One that
leans on the conversation becomes a whole question where that is clear ("what about Turkey?" after "why was
India exempted from CAATSA?"), else what the conversation is about is put behind it, in brackets.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import Final

from index.words import words_of

from .answer import Turn
from .ellipsis import completed
from .leans import key_words, leans
from .topic import names_of

MOST_TURNS: Final = 8  # that are looked back at
MOST_NAMES: Final = 2  # put behind a follow-up
MOST_CARRIED: Final = 6  # words put behind a follow-up, names counting one each
CLEAR: Final = 1.5  # times the weight of the next name, from which one is surely meant
NEAR: Final = 0.5  # of the weight of the first name: one that weighs less is left out
ENOUGH: Final = 1  # content words of a follow-up to which names are enough

_PERSON: Final = re.compile(r"\b(?:(?P<who>he|she|him)|(?P<whose>his|her(?=\s+\w))|her)\b", re.IGNORECASE)

_AFTER_HER: Final = frozenset(  # words that follow "her" and "his" where nothing of theirs is named
    (*("in", "on", "at", "to", "for", "from", "with"), *("and", "or", "when", "after", "before", "do", "go"))
)


def standalone(question: str, history: Sequence[Turn]) -> str:
    """Return what to search: the question as typed, or as one that stands alone."""
    history = history[-MOST_TURNS:]
    if not history or not leans(question, history):
        return question
    chain = _chain(history)
    previous = standalone(chain[-1].question, chain[:-1])
    whole = None if "(" in previous else completed(question, previous)
    return whole or _with_person(question, chain) or _behind(question, chain)


def _chain(history: Sequence[Turn]) -> list[Turn]:
    """Return the last turn whose question stood alone and those that followed it, without the unanswered."""
    answered = [turn for turn in history if not turn.answer or "[1]" in turn.answer] or list(history)
    for at in range(len(answered) - 1, 0, -1):
        if not leans(answered[at].question, answered[:at]):
            return answered[at:]
    return answered


def _with_person(question: str, chain: Sequence[Turn]) -> str | None:
    """Return a question with a name in place of "he" or "her", if it is clear whose."""
    weights = list(names_of(chain).items())
    found = _PERSON.search(question)
    if not (found and weights) or _small(weights[0][0]) & _small(question):
        return None
    (name, weight), (_, next_weight) = weights[0], (weights[1:] or [("", 0.0)])[0]
    if weight < CLEAR * next_weight or not _is_person(name, chain):
        return None
    return f"{question[: found.start()]}{name}{_possessive(found, question)}{question[found.end() :]}"


def _is_person(name: str, chain: Sequence[Turn]) -> bool:
    """Tell whether a name can be a person's: of several words, and never "in" or "the" before it."""
    said = " ".join(" ".join((turn.question, turn.answer, *turn.titles)) for turn in chain)
    return " " in name and not re.search(rf"\b(?:the|in|at) {re.escape(name)}", said, re.IGNORECASE)


def _possessive(found: re.Match[str], question: str) -> str:
    follows = next(iter(words_of(question[found.end() :])), "")
    return "'s" if found["whose"] and follows.lower() not in _AFTER_HER else ""


def _behind(question: str, chain: Sequence[Turn]) -> str:
    """Return a question with what the turns were about behind it, in brackets."""
    carried = _carried(question, chain)
    return f"{question.rstrip()} ({', '.join(carried)})" if carried else question


def _carried(question: str, chain: Sequence[Turn]) -> list[str]:
    """Return the names that weigh most, and key words of the last question where there is little else."""
    said = _small(question)
    weights = names_of(chain)
    least = NEAR * max(weights.values(), default=0.0)
    heavy = (name for name, weight in weights.items() if weight >= least and not _small(name) <= said)
    names = [*islice(heavy, MOST_NAMES)]
    if names and len(key_words(question)) >= ENOUGH:
        return names
    held = said.union(*map(_small, weights))
    words = [word for word in key_words(chain[-1].question) if not _small(word) <= held]
    return [*names, *words][:MOST_CARRIED]


def _small(text: str) -> set[str]:
    return {word.lower().removesuffix("'s") for word in words_of(text)}
