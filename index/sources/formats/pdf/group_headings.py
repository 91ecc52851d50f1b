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

AT_EDGE: Final = 0.3  # of the size of type: as good as at the same edge

Interval = tuple[float, float]
Shares = list[tuple[int, int]]  # of the headings below: the first, and the one behind the last


def grouped(level: Row, below: Iterable[Row], columns: Sequence[Interval]) -> list[Row]:
    """Return for each column the headings of a height that stand over it by the headings right below.

    Empty where these are not one for each column behind the first, or where no way to share them puts
    each heading above at the same edge of its own as the others, or near the middle.
    """
    upper = _behind_first(level, columns)
    lower = next(filter(None, (_behind_first(row, columns) for row in below)), [])
    if not 1 < len(upper) < len(lower) <= MOST_COLUMNS or len(lower) != len(columns) - 1:
        return []
    if any(is_figure(piece.text.strip()) for piece in (*upper, *lower)):
        return []
    shares = _by_edges(upper, lower) or _by_middles(upper, lower)
    over = [[piece] for piece, (start, end) in zip(upper, shares, strict=True) for _ in range(start, end)]
    return [[piece for piece in level if piece not in upper], *over]


def _behind_first(row: Row, columns: Sequence[Interval]) -> Row:
    return [piece for piece in row if piece.left >= columns[0][1]]


def _ways(above: int, below: int) -> Iterator[Shares]:
    """Yield the ways to share headings in a row between those above them, one or more to each."""
    return (list(pairwise((0, *cuts, below))) for cuts in combinations(range(1, below), above - 1))


def _by_middles(upper: Row, lower: Row) -> Shares:
    """Return the shares over whose middles headings stand; none where one is off."""
    off, shares = min((_off_middle(upper, lower, way), way) for way in _ways(len(upper), len(lower)))
    return shares if off <= OFF_MIDDLE else []


def _by_edges(upper: Row, lower: Row) -> Shares:
    """Return the shares that begin, or else end, where headings do; none where one does elsewhere."""
    near = AT_EDGE * upper[0].size
    starts = [n for n, one in enumerate(lower) if any(abs(one.left - piece.left) < near for piece in upper)]
    if len(starts) == len(upper) and starts[0] == 0:
        return list(pairwise((*starts, len(lower))))
    ends = [
        n for n, one in enumerate(lower, 1) if any(abs(one.right - piece.right) < near for piece in upper)
    ]
    return list(pairwise((0, *ends))) if len(ends) == len(upper) and ends[-1] == len(lower) else []


def _off_middle(upper: Sequence[Line], lower: Sequence[Line], shares: Shares) -> float:
    """Return how far the worst heading stands from the middle of its share, in widths of that."""
    worst = 0.0
    for piece, (start, end) in zip(upper, shares, strict=True):
        left, right = lower[start].left, lower[end - 1].right
        worst = max(worst, abs(piece.left + piece.right - left - right) / 2 / max(1.0, right - left))
    return worst
