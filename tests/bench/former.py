"""Other ways to rewrite a follow-up, to compare with: the first rule of this project, the question before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from index.language.content_words import content_words
from index.text.words import words_of
from rag.answer import Turn
from rag.question.leans import key_words

FEW_WORDS: Final = 2  # content words under which a question leant on the one before
MOST_CARRIED: Final = 12  # words put behind a follow-up

_POINTING: Final = re.compile(
    r"\b(he|him|his|she|her|hers|they|them|their|theirs|it|its|this|that|these|those|there"
    r"|the (?:same|former|latter)|such|one|ones)\b",
    re.IGNORECASE,
)
_CONTINUING: Final = re.compile(
    r"^(and|but|so|or|then|also|what about|how about|what else|who else)\b", re.IGNORECASE
)


def first_rule(question: str, history: Sequence[Turn]) -> str:
    """Return what was searched up to commit e2bd9e0: the key words of the questions before, put behind."""
    if not history or not leant(question):
        return question
    words: list[str] = []
    answered = [turn for turn in history if not turn.answer or "[1]" in turn.answer]
    for turn in reversed(answered or history):
        words = [*key_words(turn.question), *words]
        if not leant(turn.question):
            break
    said = {word.lower() for word in words_of(question)}
    carried = [word for word in dict.fromkeys(words) if word.lower() not in said][:MOST_CARRIED]
    return f"{question.rstrip()} ({', '.join(carried)})" if carried else question


def leant(question: str) -> bool:
    """Tell whether the first rule took a question for a follow-up."""
    if _CONTINUING.match(question.strip()) or len(key_words(question)) < FEW_WORDS:
        return True
    first = words_of(question)[:1]
    named = any(word[0].isupper() and [word] != first for word in content_words(question))
    return bool(_POINTING.search(question)) and not named


def with_previous(question: str, history: Sequence[Turn]) -> str:
    """Return a question with the one before in front of it."""
    return f"{history[-1].question} {question}" if history else question


def as_typed(question: str, history: Sequence[Turn]) -> str:  # noqa: ARG001 - a way to rewrite
    """Return a question as it is."""
    return question
