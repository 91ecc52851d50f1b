"""Cells of several lines in a table that rules part: each becomes one piece, at the height of its row.

Between two rules stands one row, wherever in it a shorter cell is set.
"""

import ctypes
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, Final

from .text import Line, Row

THIN: Final = 2.5  # points: what is no higher is a rule
SHORTEST: Final = 8.0  # points of a rule
SAME: Final = 1.5  # points, up or down: parts of one rule
BESIDE: Final = 12.0  # points between the parts of one rule
OVERLAP: Final = 0.8  # of the longer of two rules, which lies above or below the other
OUTSIDE: Final = 2.0  # points that letters may reach over a rule's end
MOST_OBJECTS: Final = 5_000  # of a page that are looked at
MOST_LINES: Final = 12  # of a cell
MOST_LETTERS: Final = 60  # of a cell of one line; each row has such a one, as columns of prose have not


@dataclass(frozen=True, slots=True)
class Rule:
    """A line from left to right; places as a ``Line`` has them before its page's top is known."""

    y: float
    left: float
    right: float


def with_whole_cells(rows: list[Row], rules: Callable[[], list[Rule]]) -> list[Row]:
    """Return rows in which each cell of a ruled table is one piece; ``rules`` is asked where some may be."""
    if not any(len(row) > 1 for row in rows):
        return rows
    pieces = [piece for row in rows for piece in row]
    bands = [list(_cells(pieces, above, below)) for above, below in pairwise(_whole(rules()))]
    tabular = [_is_row(cells) for cells in bands]
    changed: dict[int, Row] = {}
    for number, cells in enumerate(bands):
        beside = tabular[max(0, number - 1) : number + 2]
        if tabular[number] and sum(beside) > 1 and any(len(cell) > 1 for cell in cells):
            changed |= {id(piece): [] for cell in cells for piece in cell}
            changed[min((id(piece) for cell in cells for piece in cell), key=_order(pieces))] = _row(cells)
    found = [[new for piece in row for new in changed.get(id(piece), [piece])] for row in rows]
    return [row for row in found if row]


def _order(pieces: Sequence[Line]) -> Callable[[int], int]:
    return {id(piece): number for number, piece in enumerate(pieces)}.__getitem__


def _whole(rules: list[Rule]) -> list[Rule]:
    """Return rules from the top down, those that cells draw each for itself as one."""
    found: list[Rule] = []
    for rule in sorted(rules, key=lambda one: (round(one.y / SAME), one.left)):
        last = found[-1] if found else None
        if last and abs(rule.y - last.y) < SAME and rule.left < last.right + BESIDE:
            found[-1] = replace(last, left=min(last.left, rule.left), right=max(last.right, rule.right))
        else:
            found.append(rule)
    return sorted(found, key=lambda rule: rule.y)


def _cells(pieces: Sequence[Line], above: Rule, below: Rule) -> Iterator[Row]:
    """Yield what stands between two rules, each column from the top down."""
    left, right = max(above.left, below.left), min(above.right, below.right)
    if right - left < OVERLAP * max(above.right - above.left, below.right - below.left):
        return
    inside = [
        piece
        for piece in pieces
        if above.y < piece.y < below.y and left - OUTSIDE < piece.left and piece.right < right + OUTSIDE
    ]
    cell: Row = []
    end = 0.0
    for piece in sorted(inside, key=lambda one: one.left):
        if cell and piece.left >= end:
            yield sorted(cell, key=lambda one: one.y)
            cell = []
        end = max(end, piece.right) if cell else piece.right
        cell.append(piece)
    if cell:
        yield sorted(cell, key=lambda one: one.y)


def _is_row(cells: Sequence[Row]) -> bool:
    """Tell whether what stands between two rules may be a table's row: cells beside each other, one short."""
    short = any(len(cell) == 1 and len(cell[0].text) <= MOST_LETTERS for cell in cells)
    return len(cells) > 1 and short and max(map(len, cells)) <= MOST_LINES


def _row(cells: Sequence[Row]) -> Row:
    y = min(piece.y for cell in cells for piece in cell)
    return [
        replace(
            cell[0],
            text=" " + " ".join(piece.text.strip() for piece in cell),
            left=min(piece.left for piece in cell),
            right=max(piece.right for piece in cell),
            y=y,
            boxed=True,
        )
        for cell in cells
    ]


def rules_on(pdfium: Any, page: Any) -> list[Rule]:
    """Return a page's rules from left to right, the edges of boxes too, found with pdfium's functions."""
    count = min(MOST_OBJECTS, pdfium.FPDFPage_CountObjects(page))
    shapes = (pdfium.FPDFPage_GetObject(page, number) for number in range(count))
    return [rule for shape in shapes for rule in _rules_of(pdfium, shape)]


def _rules_of(pdfium: Any, shape: Any) -> Iterator[Rule]:
    if pdfium.FPDFPageObj_GetType(shape) != pdfium.FPDF_PAGEOBJ_PATH:
        return
    places = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(shape, *map(ctypes.byref, places)):
        return
    left, bottom, right, top = (place.value for place in places)
    if right - left >= SHORTEST:
        edges = [(top + bottom) / 2] if top - bottom <= THIN else [top, bottom]
        yield from (Rule(-edge, left, right) for edge in edges)
