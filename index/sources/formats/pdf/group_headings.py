"""Headings of a PDF's table that stand over the middle of several others -> the columns each is for.

"2018" printed between "Ships" and "Cargo" touches perhaps only one of their columns, and is of both.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise
from typing import Final

from ..tables import is_figure
from .text import Line, Row

MOST_COLUMNS: Final = 12  # that such headings are shared between
OFF_MIDDLE: Final = 0.25  # of the width of what a heading stands over

Interval = tuple[float, float]
Shares = list[tuple[int, int]]  # of the headings below: the first, and the one behind the last


def grouped(level: Row, below: Iterable[Row], columns: Sequence[Interval]) -> list[Row]:
    """Return for each column the headings of a height that stand over it by the headings right below.

    Empty where these are not one for each column behind the first, or where no way to share them
    puts each heading above near the middle of its own.
    """
    upper = _behind_first(level, columns)
    lower = next(filter(None, (_behind_first(row, columns) for row in below)), [])
    if not 1 < len(upper) < len(lower) <= MOST_COLUMNS or len(lower) != len(columns) - 1:
        return []
    if any(is_figure(piece.text.strip()) for piece in (*upper, *lower)):
        return []
    off, shares = min((_off_middle(upper, lower, way), way) for way in _ways(len(upper), len(lower)))
    if off > OFF_MIDDLE:
        return []
    over = [[piece] for piece, (start, end) in zip(upper, shares, strict=True) for _ in range(start, end)]
    return [[piece for piece in level if piece not in upper], *over]


def _behind_first(row: Row, columns: Sequence[Interval]) -> Row:
    return [piece for piece in row if piece.left >= columns[0][1]]


def _ways(above: int, below: int) -> Iterator[Shares]:
    """Yield the ways to share headings in a row between those above them, one or more to each."""
    return (list(pairwise((0, *cuts, below))) for cuts in combinations(range(1, below), above - 1))


def _off_middle(upper: Sequence[Line], lower: Sequence[Line], shares: Shares) -> float:
    """Return how far the worst heading stands from the middle of its share, in widths of that."""
    worst = 0.0
    for piece, (start, end) in zip(upper, shares, strict=True):
        left, right = lower[start].left, lower[end - 1].right
        worst = max(worst, abs(piece.left + piece.right - left - right) / 2 / max(1.0, right - left))
    return worst
