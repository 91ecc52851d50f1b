"""A follow-up and what was said before it -> a query that stands alone; without a model.

A question that stands alone is searched as typed: anything added could only change its meaning. Behind one
that leans on the conversation stands, in brackets, what it leans on: "who owns the ship? (Ever Given, Suez
Canal)", and for one that says nothing of its own the question before it: "why? (Who freed the Ever Given)".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from index.language.names import first_name, longest, names_in
from index.language.words import content_words

from ..answer import Turn
from .small_talk import is_courtesy, without_courtesy

MOST_TURNS: Final = 8  # that are looked back at
MOST_NAMES: Final = 2  # put behind a question: with one F1 with a person's rewrite is higher, recall lower
OPENING: Final = 300  # characters of an answer in which its names are looked for
LONGEST: Final = 200  # characters of a question that is put behind another
FEW_WORDS: Final = 2  # content words under which a question without a name cannot stand alone
ENOUGH: Final = 3  # content words with which a question behind "and" stands alone if one is a name
SUBJECT: Final = 3  # content words before a pronoun that may be what it points at

_CONTINUING: Final = re.compile(r"(?:and|but|so|or|then|also|what about|how about)\b", re.IGNORECASE)
_POINTING: Final = re.compile(
    r"\b(?:he|him|his|she|her|hers|they|them|theirs?|its?|(?:him|her|it)self|themselves|this|these|else)\b",
    re.IGNORECASE,
)
_THE: Final = re.compile(r"\b(?:the|that) (\w+)", re.IGNORECASE)


def standalone(question: str, history: Sequence[Turn]) -> str:
    """Return what to search: the question as typed, or with what it leans on in brackets behind it."""
    turns = _spoken(question, history)
    if not turns or not leans(question, turns):
        return question
    about = _since_subject(turns)
    leant_on, before = names_of(about)[:MOST_NAMES], about[0].question.strip(" ?")
    if (_says_nothing(question) or not leant_on) and len(before) <= LONGEST:
        leant_on = [before, *(name for name in leant_on if name.lower() not in before.lower())]
    added = [text for text in leant_on if text.lower() not in question.lower()]
    return f"{question.rstrip()} ({', '.join(added)})" if added else question


def leans(question: str, history: Sequence[Turn] = ()) -> bool:
    """Tell whether a question points back, continues without a name of its own, or says too little.

    A pronoun behind a name points at that; "the album" points back where an album was spoken of.
    """
    asked = _plain(question)
    continues, words = bool(_CONTINUING.match(asked)), set(content_words(asked))
    if _points_back(asked):
        return True
    if _is_named(asked):
        return continues and len(words) < ENOUGH
    return continues or len(words) < FEW_WORDS or _is_of_spoken(asked, history)


def names_of(history: Sequence[Turn]) -> list[str]:
    """Return the names of the turns: the last turn's first, and of each those of its question first.

    Behind them come those of the titles that it cites and of its answer. One that is short for another
    ("Kohli" for "Virat Kohli") gives way to that.
    """
    said = [
        name
        for turn in reversed(history)
        for text in (turn.question, *turn.titles, turn.answer[:OPENING])
        for name in names_in(text)
    ]
    full = longest(said)
    return list(dict.fromkeys(full[name] for name in said))


def _spoken(question: str, history: Sequence[Turn]) -> list[Turn]:
    """Return the last turns that asked something; what is asked again has none behind its first time."""
    asked = [turn for turn in history if not is_courtesy(turn.question)][-MOST_TURNS:]
    turns = [replace(turn, question=without_courtesy(turn.question)) for turn in asked]
    again = (at for at, turn in enumerate(turns) if turn.question.strip() == question.strip())
    return turns[: next(again, len(turns))]


def _since_subject(turns: Sequence[Turn]) -> Sequence[Turn]:
    """Return the last turn whose question stood alone and those behind it, without the unanswered."""
    answered = [turn for turn in turns if not turn.answer or "[1]" in turn.answer] or turns
    alone = (at for at in range(len(answered) - 1, 0, -1) if not leans(answered[at].question, answered[:at]))
    return answered[next(alone, 0) :]


def _says_nothing(question: str) -> bool:
    """Tell whether a question is but "why?", "who else?" or "and in 2022?", of what was asked before."""
    asked = _plain(question)
    is_short = bool(_CONTINUING.match(asked)) or not content_words(asked)
    return is_short and not _is_named(asked) and not _points_back(asked.replace("else", ""))


def _points_back(asked: str) -> bool:
    named = first_name(asked)
    before = (asked[: found.start()] for found in _POINTING.finditer(asked) if found.start() < named)
    return any(len(content_words(words)) < SUBJECT for words in before)


def _is_of_spoken(asked: str, history: Sequence[Turn]) -> bool:
    """Tell whether a question is of "the" or "that" thing that the turns before speak of."""
    said = set(content_words(" ".join(f"{turn.question} {turn.answer}" for turn in history).lower()))
    return any(found[1] in said for found in _THE.finditer(asked.lower()))


def _is_named(asked: str) -> bool:
    """Tell whether a question has a name, but for a word that only opens it."""
    return first_name(asked) < len(asked)


def _plain(question: str) -> str:
    return question.strip().replace("’", "'")
