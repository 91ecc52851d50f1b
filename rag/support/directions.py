"""Words that have an opposite: rose and fell, before and after, won and lost (``opposites.txt``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from .cited import Cited
from .places import Spot, instead, spot
from .stems import stem


@dataclass(frozen=True, slots=True)
class Direction:
    """One side, 0 or 1, of a pair of opposites; pairs are numbered by their lines."""

    pair: int
    side: int


def turned(claim: Cited, evidence: Sequence[Cited]) -> Iterator[str]:
    """Yield a line for each word that stands where the article has its opposite."""
    claimed, held = _spots([claim]), _spots(evidence)
    pairs = instead(claimed, held, _same, absent=True)
    yield from dict.fromkeys(f"“{mine.text}”: the article says “{its.text}”" for mine, its in pairs)


def _same(mine: Direction, its: Direction) -> bool | None:
    return mine.side == its.side if mine.pair == its.pair else None


def _spots(texts: Sequence[Cited]) -> list[tuple[Direction, Spot]]:
    table = _table()
    return [
        (direction, spot(text, at, at + 1))
        for text in texts
        for at, word in enumerate(text.words)
        for direction in table.get(word.lower, table.get(word.stem, ()))
    ]


@lru_cache(maxsize=1)
def _table() -> dict[str, tuple[Direction, ...]]:
    """Return the directions of each word and stem."""
    lines = (Path(__file__).parent / "opposites.txt").read_text(encoding="utf-8").splitlines()
    found: dict[str, tuple[Direction, ...]] = {}
    for pair, line in enumerate(lines):
        for side, words in enumerate(line.split("|")):
            for word in words.split():
                for form in {word, stem(word)}:
                    known = found.get(form, ())
                    found[form] = (*known, Direction(pair, side))
    return found
