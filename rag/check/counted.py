"""What a number counts: 5 miles are not 5 km, 5 million dollars not 5 million people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from index.language.numbers import Figure
from index.language.stemmed import Word
from index.language.stems import stem

from .cited import Cited
from .directions import directions, exclude, says_otherwise
from .values import dated

_PERSONS: Final = (  # the same number of people
    "men women children donors workers employees staff members residents citizens voters soldiers"
    " troops officers passengers victims students pupils patients protesters demonstrators marchers"
    " refugees migrants supporters visitors guests spectators fans users customers players teachers"
    " doctors nurses civilians inhabitants villagers rebels militants fighters prisoners inmates"
    " delegates lawmakers tourists miners fishermen pilgrims volunteers"
)
REACH: Final = 4  # words behind a number that may be what it counts: "5 million metric tonnes"


def counted_otherwise(claim: Cited, passages: Sequence[Cited]) -> Iterator[str]:
    """Yield a line for each number with which every passage that has it counts something else.

    Something else is another unit of the same kind, or what a passage counts with another number; other words
    may mean the same, and a number without any may count the same.
    """
    held = _each_once(passages)
    for figure, mine in _each_once([claim]):
        alike = [(other, words) for other, words in held if figure.same(other)]
        elsewhere = {word.stem for other, words in held if not figure.same(other) for word in words}
        if not alike or any(_may_be(figure, mine, *each, elsewhere) for each in alike):
            continue
        other, its = alike[0]
        if mine and its and exclude(mine[0], its[0]):
            yield says_otherwise(mine[0].text, its[0].text)
        else:
            yield says_otherwise(_told(figure, mine), _told(other, its))


def counted(text: Cited, figure: Figure) -> list[Word]:
    """Return the words that follow a number up to the first small word or mark; none for "5 of them"."""
    found: list[Word] = []
    for at in range(figure.last, min(figure.last + REACH, len(text.words))):
        if text.words[at - 1].ends_clause or not text.words[at].content:
            break
        found.append(text.words[at])
    return found


def _each_once(texts: Sequence[Cited]) -> list[tuple[Figure, list[Word]]]:
    """Return the numbers that count with what they count, those that are alike once."""
    found: dict[tuple[object, ...], tuple[Figure, list[Word]]] = {}
    for text in texts:
        for figure in text.figures:
            if not (figure.loose or figure.year or dated(text, figure)):
                words = counted(text, figure)
                stems = tuple(word.stem for word in words)
                found.setdefault((figure.values, figure.unit, figure.hedged, stems), (figure, words))
    return list(found.values())


def _may_be(
    figure: Figure, mine: Sequence[Word], other: Figure, its: Sequence[Word], elsewhere: set[str]
) -> bool:
    """Whether two equal numbers may count the same."""
    if figure.unit or other.unit:
        return figure.unit == other.unit or not (its if figure.unit else mine)
    if not mine or not its or _alike(mine[0], its) or _alike(its[0], mine):
        return True
    if mine[0].lower in ("people", "persons") and its[0].stem in _persons():
        return True
    return mine[0].stem not in elsewhere and not exclude(mine[0], its[0])


def _alike(word: Word, others: Sequence[Word]) -> bool:
    """Whether a word is one of others, or another name of one: ft and feet."""
    return any(word.stem == other.stem or set(directions(word)) & set(directions(other)) for other in others)


def _told(figure: Figure, words: Sequence[Word]) -> str:
    return " ".join([figure.text, *(word.text for word in ([] if figure.unit else words[:1]))])


@lru_cache(maxsize=1)
def _persons() -> frozenset[str]:
    return frozenset(map(stem, _PERSONS.split()))
