"""Whether what was typed states something, which can be checked, or asks for something.

A text that no mark ends is a question wherever it can be one: "who got the first nobel prize" and "india
caatsa" are searches. ``python -m tests.bench.statements`` has the figures.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from index.language.lexicon import words
from index.text.scripts import ASKS, STATES
from index.text.words import count_words, words_of

from .small_talk import is_courtesy

FEWEST: Final = 3  # words of a statement that ends as one
FEWEST_OPEN: Final = 4  # words of one that no mark ends


def asks(text: str) -> bool:
    """Tell whether a text ends with a question mark, of any script."""
    return bool(ASKS.search(text.rstrip()))


def may_state(text: str) -> bool:
    """Tell whether a text can be meant as a statement: it has some words, and no question mark ends it."""
    return not asks(text) and count_words(text) >= FEWEST


def is_statement(text: str) -> bool:
    """Tell whether a text states something: it ends as a statement does, or reads as an English one."""
    said = text.strip()
    if asks(said) or is_courtesy(said) or _opens_a_question(said):
        return False
    return (bool(STATES.search(said)) and count_words(said) >= FEWEST) or _reads_as_one(said)


def _opens_a_question(text: str) -> bool:
    first = next(iter(words_of(text)), "")
    return first.lower() in _listed("opening")


def _reads_as_one(text: str) -> bool:
    """Tell whether a text begins as a sentence and has an English verb within, but no word that asks."""
    said = [word.lower() for word in words_of(text)]
    verbs = [number for number, word in enumerate(said) if word in _listed("verbs")]
    within = bool(verbs) and verbs[0] > 0 and verbs[-1] < len(said) - 1
    return within and len(said) >= FEWEST_OPEN and text[0].isupper() and not _listed("asking") & set(said)


@lru_cache(maxsize=3)
def _listed(key: str) -> frozenset[str]:
    return frozenset(words("questions", key))
