"""Pieces of a page that stand at one height."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from .text import Line, Row

APART: Final = 40.0  # of the size of type: the widest gap within a line
SAME: Final = 0.4  # of the size of type, up or down: still the same line
HIGH: Final = 0.6  # of the size of type: so far up stands a mark
LOOKED_AT: Final = 200  # lines of a column
MARK: Final = re.compile(
    r"\s*[\[(]?(?:\d{1,3}(?:[,\s–-]+\d{1,3}){0,9}|[*†‡§¶]{1,3}|[^\W\d_]{1,3}(?:,\s?[^\W\d_]){0,4})[\])]?[,\s]*"
)


def same_height(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """Yield what stands at one height, from the top down, each from left to right."""
    level: list[Line] = []
    for line in sorted(lines, key=lambda line: line.y):
        if level and abs(line.y - level[-1].y) >= _reach(line, level[-1]):
            yield sorted(level, key=lambda one: one.left)
            level = []
        level.append(line)
    if level:
        yield sorted(level, key=lambda one: one.left)


def _reach(one: Line, other: Line) -> float:
    """Return how far apart two lines may stand and be one: a mark of a footnote is raised above its line."""
    small, large = sorted((one, other), key=lambda line: line.size)
    return HIGH * large.size if MARK.fullmatch(small.text) else SAME * small.size


def strips(lines: Iterable[Line], *, up: float) -> list[list[Line]]:
    """Return lines in the order they are drawn, parted where the next one begins a column.

    It does so ``up`` sizes of type or more above the last one, and to the right of all beside and below it.
    """
    found: list[list[Line]] = []
    for line in lines:
        if not found or (
            line.y < found[-1][-1].y - up * line.size
            and all(one.right < line.left for one in found[-1][-LOOKED_AT:] if one.y > line.y - line.size)
        ):
            found.append([])
        found[-1].append(line)
    return found


def in_sequence(pieces: Iterable[Line]) -> Iterator[Row]:
    """Yield pieces that follow each other to the right at one height."""
    level: Row = []
    for piece in pieces:
        if level and (
            abs(piece.y - level[-1].y) > 1.5 * SAME * max(piece.size, level[-1].size)
            or not -piece.size < piece.left - level[-1].right < APART * piece.size
        ):
            yield level
            level = []
        level.append(piece)
    if level:
        yield level
