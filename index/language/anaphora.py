"""Whether a sentence begins by pointing at what stands before it: "He asked whether", "However, the rule".

How much likelier words begin a sentence within a paragraph than one that opens a paragraph is counted in
texts of a language (``data/LANGUAGE/anaphora.json``, made by ``tests.bench.anaphora``); of a language
without such counts nothing is said.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from ..text.fold import fold
from .lexicon import ENGLISH, lexicon
from .words import STOP_WORDS

OPENING: Final = 200  # characters of a sentence that are looked at
# Of the log odds, of a function word and of a small letter in front; fitted by tests/bench/anaphora.py to
# sentences that a reader found readable alone or not.
WEIGHTS: Final = (2.01, 0.81, 4.23)
BIAS: Final = -2.29

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+")


def points_back(sentence: str, language: str | None) -> float:
    """Return how likely a sentence needs what stands before it, in [0, 1]; 0 where that is not known."""
    odds = log_odds(language or ENGLISH)
    if not odds:
        return 0.0
    values = zip(WEIGHTS, signs(sentence, odds), strict=True)
    return 1 / (1 + math.exp(-BIAS - sum(weight * value for weight, value in values)))


def signs(sentence: str, odds: Mapping[str, float]) -> tuple[float, float, float]:
    """Return what tells whether a sentence points back, in the order of ``WEIGHTS``."""
    words = first_words(sentence)
    if not words:
        return (0.0, 0.0, 0.0)
    known = odds.get(" ".join(words), odds.get(words[0], 0.0))
    return known, float(words[0] in STOP_WORDS), float(sentence[:1].islower())


def first_words(sentence: str) -> Sequence[str]:
    """Return the first two words of a sentence, folded; fewer where it has fewer."""
    found = _WORD.finditer(sentence[:OPENING])
    return [fold(word[0]) for word, _ in zip(found, range(2), strict=False)]


@lru_cache(maxsize=32)
def log_odds(language: str) -> Mapping[str, float]:
    """Return for first words, one or two, how much likelier they begin a sentence within a paragraph.

    Natural logarithm; empty where a language was not counted.
    """
    found: Mapping[str, float] = lexicon("anaphora", language.lower().partition("-")[0])
    return found
