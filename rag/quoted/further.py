"""Which sentences an answer has beside its best one: as many as say something to what was asked.

How likely a reader keeps a sentence is a logistic of what tells of it beside the best; the weights were
fitted by ``tests.bench.answers`` to sentences that a reader kept or struck. A sentence is worth more the less
likely it is that what is quoted already answers.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

from index.language.words import content_words
from index.text.words import analysed

from ..answer import MOST_SENTENCES
from ..evidence.rank import Candidate, Marked

LEAST: Final = 0.48  # chance of being kept from which a sentence is quoted where the best surely answers
DOUBT: Final = 4.0  # how much more one is worth where it surely does not
SAME_WORDS: Final = 0.6  # share of the shorter sentence's words above which two are one statement
NEAR: Final = 300  # characters from the best sentence at which nearness is a half

# that a reader keeps a further sentence
FURTHER: Final[Mapping[str, float]] = {
    "behind": -2.18,
    "asked": 2.31,
    "near": 1.45,
    "marked": 0.83,
    "agrees": 1.45,
}
FURTHER_BIAS: Final = -2.99
# that the best sentence answers
BEST: Final[Mapping[str, float]] = {"ahead": 4.3, "words": 5.29, "reader": 1.1}
BEST_BIAS: Final = -1.17


def chosen(
    question: str, candidates: Sequence[Candidate], *, least: float = LEAST, doubt: float = DOUBT
) -> list[Candidate]:
    """Return the best sentence and those that a reader keeps beside it, no statement twice.

    ``candidates`` are ordered, the best first, and must not be empty.
    """
    best = candidates[0]
    asked = frozenset(analysed(" ".join(content_words(question))))
    chances = [(kept(further_signs(asked, best, each)), each) for each in candidates[1:]]
    unanswered = 1 - answers(best_signs(candidates))
    picked = [best]
    for chance, each in sorted(chances, key=lambda pair: -pair[0]):
        if len(picked) == MOST_SENTENCES or chance * (1 + doubt * unanswered) < least:
            break
        if not any(same_statement(each.text, other.text) for other in picked):
            picked.append(each)
            unanswered *= 1 - chance
    return picked


def distinct(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return sentences in order, no statement twice."""
    found: list[Candidate] = []
    for each in candidates:
        if not any(same_statement(each.text, other.text) for other in found):
            found.append(each)
    return found


def kept(signs: Mapping[str, float]) -> float:
    """Return how likely a reader keeps a sentence, in [0, 1], of its ``further_signs``."""
    return _logistic(FURTHER, FURTHER_BIAS, signs)


def answers(signs: Mapping[str, float]) -> float:
    """Return how likely the best sentence answers, in [0, 1], of its ``best_signs``."""
    return _logistic(BEST, BEST_BIAS, signs)


def further_signs(asked: frozenset[str], best: Candidate, other: Candidate) -> dict[str, float]:
    """Return what tells whether a sentence belongs beside the best; ``asked`` are stems of the question.

    ``behind``: how much lower its score is. ``asked``: the share of the question that it and its title have;
    a sentence about somebody else has less. ``near``: 1 beside the best sentence, towards 0 away from it and
    in other articles. ``marked``: the reader finds an answer in it likelier than none. ``agrees``: the share
    of words that both answers have.
    """
    said = frozenset(analysed(f"{other.hit.article.title}\n{other.text}"))
    mine, its = _words(best, best.answer), _words(other, other.answer)
    return {
        "behind": best.score - other.score,
        "asked": len(asked & said) / len(asked) if asked else 1.0,
        "near": _nearness(best, other),
        "marked": float(other.answer is not None and other.answer.margin > 0),
        "agrees": len(mine & its) / len(mine | its) if mine and its else 0.0,
    }


def best_signs(candidates: Sequence[Candidate]) -> dict[str, float]:
    """Return what tells whether the best sentence answers.

    ``ahead``: how much higher its score is than the next. ``words`` and ``reader`` are those of ``Signs``.
    """
    best = candidates[0]
    ahead = best.score - candidates[1].score if len(candidates) > 1 else best.score
    return {"ahead": ahead, "words": best.signs.words, "reader": best.signs.reader}


def _logistic(weights: Mapping[str, float], bias: float, signs: Mapping[str, float]) -> float:
    return 1 / (1 + math.exp(-bias - sum(weight * signs[name] for name, weight in weights.items())))


def _nearness(best: Candidate, other: Candidate) -> float:
    if best.hit.article.id != other.hit.article.id:
        return 0.0
    return 1 / (1 + max(0, other.start - best.end, best.start - other.end) / NEAR)


def _words(candidate: Candidate, marked: Marked | None) -> frozenset[str]:
    text = candidate.hit.article.text
    return frozenset(analysed(text[marked.start : marked.end])) if marked else frozenset()


def same_statement(one: str, other: str) -> bool:
    """Tell whether two sentences have so many words in common that they say the same."""
    first, second = set(analysed(one)), set(analysed(other))
    return len(first & second) >= SAME_WORDS * min(len(first), len(second))
