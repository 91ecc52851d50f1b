"""What a number counts: 5 miles are not 5 km, 5 million dollars not 5 million people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .cited import Cited
from .directions import exclude, says_otherwise
from .numbers import Figure
from .values import dated
from .words import Word

REACH = 3  # words behind a number that may be what it counts: "5 million metric tonnes"


def counted_otherwise(claim: Cited, passages: Sequence[Cited]) -> Iterator[str]:
    """Yield a line for each number with which every passage that has it counts something else.

    Something else is another unit of the same kind, or what a passage counts with another number; other words
    may mean the same, and a number without any may count the same.
    """
    held = [(figure, counted(text, figure)) for text in passages for figure in _counting(text)]
    for figure in _counting(claim):
        mine = counted(claim, figure)
        alike = [(other, words) for other, words in held if figure.same(other)]
        elsewhere = {word.stem for other, words in held if not figure.same(other) for word in words[-1:]}
        if not alike or any(_may_be(figure, mine, *each, elsewhere) for each in alike):
            continue
        its = alike[0]
        yield says_otherwise(_told(figure, mine), _told(*its))


def counted(text: Cited, figure: Figure) -> list[Word]:
    """Return the words that follow a number up to the first small word or mark; none for "5 of them"."""
    found: list[Word] = []
    for at in range(figure.last, min(figure.last + REACH, len(text.words))):
        if text.words[at - 1].ends_clause or not text.words[at].content:
            break
        found.append(text.words[at])
    return found


def _counting(text: Cited) -> list[Figure]:
    return [each for each in text.figures if not (each.loose or each.year or dated(text, each))]


def _may_be(
    figure: Figure, mine: Sequence[Word], other: Figure, its: Sequence[Word], elsewhere: set[str]
) -> bool:
    """Whether two equal numbers may count the same."""
    if figure.unit or other.unit:
        return figure.unit == other.unit or not (its if figure.unit else mine)
    if not mine or not its or {word.stem for word in mine} & {word.stem for word in its}:
        return True
    if any(exclude(one, other) for one in mine for other in its):
        return False
    return mine[0].stem not in elsewhere


def _told(figure: Figure, words: Sequence[Word]) -> str:
    return " ".join([figure.text, *(word.text for word in ([] if figure.unit else words))])
