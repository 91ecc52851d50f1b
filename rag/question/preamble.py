"""A long question -> the sentences that ask, and what is said around them.

Behind one to six sentences of other people a question of NQ was answered for 1 of 80 as a whole, and for 75
by the sentence that asks, of 77 that stand alone (tests/bench/as_typed.py).
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from index.text.split import Span, sentences

from .listing import asks_of_many
from .small_talk import without_courtesy
from .statement import asks

# what ends no sentence, though a splitter may think so: "15." and "XV.", "Ae."; a title's mark before a small
# letter, as in "How is Beware! represented?"
_SHORT: Final = re.compile(r"(?<![^\W_])(?:\d{1,2}|[IVX]+|[A-Z][a-z]{0,2}|[^\W\d_])\.$")
_SHORT_BEFORE_SMALL: Final = re.compile(r"(?<![^\W_])\w{1,3}\.$|!$")


def parted(question: str) -> tuple[str, str]:
    """Return the sentences of a text that ask, and the others; nothing else where none or all of them do.

    Without a question those ask that are of many articles: "Give me a timeline of the strike."
    """
    said = [question[start:end] for start, end in _whole(question, sentences(question))]
    asking = [each for each in said if asks(each)] or [
        each for each in said if asks_of_many(without_courtesy(each))
    ]
    if not asking or len(asking) == len(said):
        return question, ""
    return " ".join(asking), " ".join(each for each in said if each not in asking)


def _whole(text: str, spans: list[Span]) -> list[Span]:
    """Return sentences, those joined that were cut behind what ends none."""
    joined = spans[:1]
    for (_, end), (start, last) in pairwise(spans):
        if _is_cut(text[joined[-1][0] : end], text[end:start], text[start]):
            joined[-1] = (joined[-1][0], last)
        else:
            joined.append((start, last))
    return joined


def _is_cut(before: str, between: str, first: str) -> bool:
    if "\n" in between:
        return False
    return bool(_SHORT.search(before) or (first.islower() and _SHORT_BEFORE_SMALL.search(before)))
