"""Where the cells of an RTF table's rows end -> how many of its columns each spans."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ..docx.text import Cell, Row, Table

NEAR: Final = 60  # twips; edges that lie so near are one


@dataclass(frozen=True, slots=True)
class Edge:
    """Where a cell ends, in twips, and whether it goes on with the one above or the one on its left."""

    place: int
    below: bool = False
    beside: bool = False


def give_columns(table: Table, edges: Sequence[Sequence[Edge]]) -> None:
    """Say of each cell how many columns it spans, in rows that say of each where it ends."""
    places: list[int] = []
    for place in sorted(edge.place for row in edges for edge in row):
        if not places or place - places[-1] > NEAR:
            places.append(place)
    for row, own in zip(table.rows, edges, strict=False):
        if len(own) == len(row.cells):
            _give_columns(row, own, places)


def _give_columns(row: Row, own: Sequence[Edge], places: Sequence[int]) -> None:
    left = -1
    kept: list[Cell] = []
    for cell, edge in zip(row.cells, own, strict=True):
        last = max((at for at, place in enumerate(places) if place <= edge.place + NEAR), default=left + 1)
        columns, left, cell.merged = max(1, last - left), last, edge.below
        if edge.beside and kept:
            kept[-1].columns += columns
        else:
            cell.columns = columns
            kept.append(cell)
    row.cells[:] = kept
