"""A follow-up and what was asked before it -> a query that stands alone; without a model.

A question that stands alone is searched as typed: rewriting it could only change its meaning. One that
leans on the conversation ("and what did Washington get?") is searched together with the key words of
the question it follows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from index.words import content_words, words_of

from .answer import Turn

FEW_WORDS: Final = 2  # content words under which a question cannot stand alone
MOST_CARRIED: Final = 12  # words put behind a follow-up

_POINTING = re.compile(
    r"\b(he|him|his|she|her|hers|they|them|their|theirs|it|its|this|that|these|those|there"
    r"|the (?:same|former|latter)|such|one|ones)\b",
    re.IGNORECASE,
)
_CONTINUING = re.compile(
    r"^(and|but|so|or|then|also|what about|how about|what else|who else)\b", re.IGNORECASE
)


def standalone(question: str, history: Sequence[Turn]) -> str:
    """Return what to search: the question as typed, or with the key words it leans on behind it."""
    if not history or not leans(question):
        return question
    topic = _topic(history)
    said = {word.lower() for word in words_of(question)}
    carried = [word for word in topic if word.lower() not in said][:MOST_CARRIED]
    return f"{question.rstrip()} ({', '.join(carried)})" if carried else question


def leans(question: str) -> bool:
    """Tell whether a question needs what was asked before it: it continues, points back, or says little."""
    if _CONTINUING.match(question.strip()):
        return True
    words = key_words(question)
    if len(words) < FEW_WORDS:
        return True
    return bool(_POINTING.search(question)) and not _names(question)


def key_words(question: str) -> list[str]:
    """Return the words of a question that say what it is about, in order, each once."""
    return list(dict.fromkeys(content_words(question)))


def _topic(history: Sequence[Turn]) -> list[str]:
    """Return the key words of the last question that stood alone and of those that followed it."""
    words: list[str] = []
    answered = [turn for turn in history if not turn.answer or "[1]" in turn.answer]
    for turn in reversed(answered or history):
        words = [*key_words(turn.question), *words]
        if not leans(turn.question):
            break
    return list(dict.fromkeys(words))


def _names(question: str) -> list[str]:
    """Return the capitalised words behind the first: a question that names its subject points at that."""
    first = words_of(question)[:1]
    return [word for word in content_words(question) if word[0].isupper() and [word] != first]
