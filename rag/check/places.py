"""Whether a value stands where the article has it: "A beat B" and "B beat A" have the same words.

A value's place is told by the words around it, in active order; nearer and fuller words count more. A value
is in the wrong place when what surrounds it surrounds another value in the article.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass
from typing import Final, TypeVar

from .cited import Cited

NEARNESS: Final = (1.0, 0.7, 0.5, 0.4)  # weight of the words on each side, by distance
EMPTY_WORD: Final = 0.4  # weight of "the" and the like
AT_LEAST: Final = 0.65  # share of what surrounds a value that surrounds another one in the article
CLEARLY: Final = 0.2  # by so much more than what surrounds the value itself there

Around = dict[tuple[int, str], float]
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Spot:
    """A value and its place.

    Attributes:
        series: the text and the first word of the enumeration that it stands in: "Paris, Rome and Bonn".
        around: what surrounds it; ``shortened`` with the nearest insertions on both sides left out.
    """

    text: str
    series: tuple[str, int]
    stems: frozenset[str]
    around: Around
    shortened: Around


def spot(text: Cited, first: int, last: int) -> Spot:
    """Return the words ``first`` up to ``last`` with what surrounds them."""
    whole = text.text[text.words[first].start : text.words[last - 1].end]
    own = frozenset(word.stem for word in text.words[first:last])
    series = (text.text, text.series[first])
    return Spot(whole, series, own, _around(text, first, last), _around(text, first, last, shortened=True))


def instead(
    claimed: Sequence[tuple[Item, Spot]],
    held: Sequence[tuple[Item, Spot]],
    same: Callable[[Item, Item], bool | None],
    *,
    absent: bool = False,
    at_least: float = AT_LEAST,
) -> Iterator[tuple[Spot, Spot]]:
    """Yield each value that stands where the article has another one, with the other one.

    ``same`` is ``None`` where it cannot be told. A value that the article has nowhere is left out unless
    ``absent``.
    """
    for item, mine in claimed:
        alike = [there for its, there in held if same(item, its)]
        lists = {there.series for there in alike}
        unlike = [
            (_likeness(mine, there, there), there)
            for its, there in held
            if same(item, its) is False and there.series not in lists
        ]
        rival, other = max(unlike, key=lambda each: each[0], default=(0.0, mine))
        own = max((_likeness(mine, there, other) for there in alike), default=0.0)
        if (alike or absent) and rival >= at_least and rival - own > CLEARLY:
            yield mine, other


def _likeness(mine: Spot, there: Spot, rival: Spot) -> float:
    """Return how much of what surrounds a value surrounds another, the words of its rival aside."""
    whole = shared(mine.around, there.around, apart=rival.stems)
    return whole if there is rival else max(whole, shared(mine.around, there.shortened, apart=rival.stems))


def shared(mine: Around, its: Around, *, apart: Set[str] = frozenset()) -> float:
    """Return the share of what surrounds one value that surrounds another, in [0, 1].

    ``apart`` are stems that are not counted: of two that have changed places each surrounds the other.
    """
    counted = {key: weight for key, weight in mine.items() if key[1] not in apart}
    total = sum(counted.values())
    return sum(min(weight, its.get(key, 0.0)) for key, weight in counted.items()) / total if total else 0.0


def _around(text: Cited, first: int, last: int, *, shortened: bool = False) -> Around:
    """Return the weights of (side, stem) around words."""
    inside = [text.place[number] for number in range(first, last)]
    found: Around = {}
    for side, edge in ((-1, min(inside)), (1, max(inside))):
        for weight, at in zip(NEARNESS, _walk(text, edge, side, shortened), strict=False):
            word = text.words[text.order[at]]
            full = weight * (1.0 if word.content else EMPTY_WORD)
            found[side, word.stem] = max(full, found.get((side, word.stem), 0.0))
    return found


def _walk(text: Cited, edge: int, side: int, shortened: bool) -> Iterator[int]:
    """Yield the places on one side of a value within its sentence, over the first insertion if shortened.

    ``side`` is -1 or 1. An insertion is what stands between two marks such as commas and brackets.
    """
    words, order = text.words, text.order
    sentence = words[order[edge]].sentence
    marks, skipped = 0, not shortened
    at = edge + side
    while 0 <= at < len(order) and words[order[at]].sentence == sentence:
        marks += words[order[at - 1 if side > 0 else at]].ends_clause
        if skipped or marks != 1:
            skipped = skipped or marks == 2
            yield at
        at += side
