"""Words of which a thing is only one: rose or fell (``opposites.txt``), miles or metres (``kinds.txt``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from index.language.stemmed import Word
from index.language.stems import stem

from .cited import Cited
from .places import Spot, instead, spot

OPPOSED: Final = 0.5  # share of what surrounds a word that surrounds its opposite in the article


@dataclass(frozen=True, slots=True)
class Direction:
    """One side, from 0, of a line of words that exclude each other; lines are numbered over both files."""

    line: int
    side: int


def turned(claim: Cited, evidence: Sequence[Cited]) -> Iterator[str]:
    """Yield a line for each word that stands where the article has one that excludes it."""
    claimed, held = _spots([claim]), _spots(evidence)
    pairs = instead(claimed, held, _same, absent=True, at_least=OPPOSED)
    yield from dict.fromkeys(says_otherwise(mine.text, its.text) for mine, its in pairs)


def says_otherwise(mine: str, its: str) -> str:
    """Return the line that tells which word the article has for one of the sentence."""
    return f"“{mine}”: the article says “{its}”"


def directions(word: Word) -> tuple[Direction, ...]:
    """Return the sides that a word is of; most are of none."""
    table = _table()
    return table.get(word.lower, table.get(word.stem, ()))


def exclude(one: Word, other: Word) -> bool:
    """Whether a thing can't be both: of one line, and on no side together."""
    mine, its = directions(one), directions(other)
    lines = {each.line for each in mine} & {each.line for each in its}
    return bool(lines) and not set(mine) & set(its)


def _same(mine: Direction, its: Direction) -> bool | None:
    return mine.side == its.side if mine.line == its.line else None


def _spots(texts: Sequence[Cited]) -> list[tuple[Direction, Spot]]:
    return [
        (direction, spot(text, at, at + 1))
        for text in texts
        for at, word in enumerate(text.words)
        for direction in directions(word)
    ]


@lru_cache(maxsize=1)
def _table() -> dict[str, tuple[Direction, ...]]:
    """Return the directions of each word: opposites also by stem, the others as they stand and with an s."""
    opposites, kinds = (_lines(name) for name in ("opposites.txt", "kinds.txt"))
    found: dict[str, tuple[Direction, ...]] = {}
    for number, line in enumerate([*opposites, *kinds]):
        for side, words in enumerate(line.split("|")):
            for word in words.split():
                other = stem(word) if number < len(opposites) else f"{word}s"
                for form in {word, other}:
                    found[form] = (*found.get(form, ()), Direction(number, side))
    return found


def _lines(name: str) -> list[str]:
    return (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()
