"""What a sentence is about: "the bow came loose" where the article has "the stern came loose"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from .cited import Cited
from .places import AT_LEAST, Spot, shared, spot

_OPENS: Final = frozenset(
    "the a an his her its their our this these those some all both most many several every each no".split()
)
_NO_NOUN: Final = ("ing", "ly", "despite")  # "according to", "recently"
CLEARLY: Final = 0.4  # by so much more than what surrounds the word itself


def of_another(claim: Cited, passages: Sequence[Cited]) -> Iterator[str]:
    """Yield a line where the passages begin a sentence of the same words with another one.

    Only for a word that they have elsewhere, for another may mean the same; names have a rule of their own.
    """
    for at in _subjects(claim):
        mine = spot(claim, at, at + 1)
        own = [
            (text, number)
            for text in passages
            for number, word in enumerate(text.words)
            if word.stem in mine.stems
        ]
        rivals = [spot(text, number, number + 1) for text in passages for number in _subjects(text)]
        rivals = [each for each in rivals if each.stems != mine.stems]
        if not own or not rivals or any(_named(*each) for each in own):
            continue
        best = max(rivals, key=lambda each: shared(mine.around, each.around))
        likeness = shared(mine.around, best.around)
        most = max(_likeness(mine, spot(text, number, number + 1)) for text, number in own)
        if likeness >= AT_LEAST and likeness - most > CLEARLY:
            yield f"“{mine.text}” stands where the article has “{best.text}”"


def _subjects(text: Cited) -> Iterator[int]:
    """Yield the first word of each sentence, "the" and the like aside, where it is no number."""
    begun: set[int] = set()
    for at, word in enumerate(text.words):
        if word.sentence not in begun and word.lower not in _OPENS:
            begun.add(word.sentence)
            if word.content and word.lower.isalpha() and not word.lower.endswith(_NO_NOUN):
                yield at


def _named(text: Cited, at: int) -> bool:
    """Whether a word is a name: it has a capital within a sentence."""
    words = text.words
    return words[at].capital and at > 0 and words[at - 1].sentence == words[at].sentence


def _likeness(mine: Spot, its: Spot) -> float:
    """Return how much of what surrounds a word surrounds it in the article, an insertion aside."""
    return max(shared(mine.around, its.around), shared(mine.around, its.shortened))
