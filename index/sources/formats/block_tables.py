"""The tables of mark-up that is read piece by piece: which are tables, and what their rows say.

A table lays out a page, a newsletter's most of all, or it holds figures or words in short cells. Only of
the latter are the rows told by their headings.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from .tables import Cell, Row, row_lines

SHORT_CELL: Final = 80  # characters; longer cells are the columns of a layout, not of a table
MAX_CELLS: Final = 30  # of a row
ROW_GROUPS: Final = frozenset({"thead", "tbody", "tfoot"})
ROW_ENDS: Final = ROW_GROUPS | {"tr"}
CELLS: Final = frozenset({"td", "th", "p", "div"})
NOT_TABLES: Final = frozenset({"presentation", "none"})  # roles of tables that lay a page out
SPAN: Final = 100_000

Attribute = Callable[[str], "str | None"]


@dataclass(frozen=True, slots=True)
class Block:
    """A run of words between two breaks of mark-up; ``<br>`` is a line break in it.

    Attributes:
        tag: the innermost element that parts it from others, as ``p``, ``h2``, ``li``, ``td``; a row of a
            table is one block ``row``, one of short cells in a layout ``tr``; ``title`` is the document's.
        linked: how many of its characters are the words of a link.
    """

    tag: str
    words: str
    linked: int = 0


@dataclass(frozen=True, slots=True)
class OpenCell:
    """A cell that has begun: at which block, and what it says of itself."""

    start: int
    columns: int
    rows: int
    heading: bool


@dataclass(slots=True)
class OpenTable:
    """A table that has begun.

    Attributes:
        short: whether no cell is a column of a layout so far.
        start, end: the blocks of its rows, -1 before the first.
        rows: those that have ended, while the table is short.
        open: the cells of the row that has begun at the block ``row_start``, ``None`` between rows.
    """

    short: bool
    in_head: bool = False
    start: int = -1
    end: int = -1
    rows: list[Row] = field(default_factory=list)
    row_start: int = 0
    open: list[OpenCell] | None = None


class Tables:
    """Follows the tables in a list of blocks as it grows, and writes the rows anew that have ended."""

    def __init__(self, found: list[Block]) -> None:
        self._found = found
        self._tables: list[OpenTable] = []

    def start(self, tag: str, attribute: Attribute) -> None:
        """Take the beginning of an element, the words before it being blocks already."""
        if tag == "table":
            self._tables.append(OpenTable(short=attribute("role") not in NOT_TABLES))
        elif self._tables:
            table = self._tables[-1]
            if tag in ROW_ENDS:
                self._end_row(table)
            if tag in ("tr", "td", "th") and table.open is None:
                table.open, table.row_start = [], len(self._found)
            if tag in ("td", "th") and table.open is not None:
                table.open.append(opened_cell(tag, attribute, len(self._found)))
            table.in_head = tag == "thead" or (table.in_head and tag not in ROW_GROUPS)

    def stop(self, tag: str) -> None:
        """Take the end of an element."""
        if not self._tables:
            return
        table = self._tables[-1]
        if tag in ROW_ENDS or tag == "table":
            self._end_row(table)
        table.in_head = table.in_head and tag != "thead"
        if tag == "table":
            self._end_table(self._tables.pop())

    def end(self) -> None:
        """End the tables that were never closed."""
        while self._tables:
            self.stop("table")

    def _end_row(self, table: OpenTable) -> None:
        """Make one block of a row whose cells are short and hold no blocks of their own."""
        cells, start, end = table.open, table.row_start, len(self._found)
        table.open = None
        if not cells or start == end:
            return
        few = end - start <= MAX_CELLS and all(map(_is_cell, self._found[start:end]))
        places = [*(cell.start for cell in cells), end]
        whole = few and places[0] == start and all(last - first <= 1 for first, last in pairwise(places))
        table.short &= whole and len(cells) <= MAX_CELLS and table.end in (-1, start)
        if table.short:
            words = [self._words(*place) for place in pairwise(places)]
            table.rows.append(row_of(cells, words, in_head=table.in_head))
        if few and end - start > 1:
            row = self._found[start:end]
            line = " | ".join(_flat(cell) for cell in row)
            self._found[start:] = [Block("tr", line, sum(cell.linked for cell in row))]
        table.start = start if table.start < 0 else table.start
        table.end = len(self._found)

    def _words(self, first: int, last: int) -> str:
        return _flat(self._found[first]) if first < last else ""

    def _end_table(self, table: OpenTable) -> None:
        """Write the rows of a table by their headings, where it is more than a layout."""
        if table.short and table.end == len(self._found) and is_table(table.rows):
            lines = row_lines(table.rows)
            linked = sum(block.linked for block in self._found[table.start :])
            self._found[table.start :] = [Block("row", line, linked // len(lines)) for line in lines]


def _is_cell(block: Block) -> bool:
    return block.tag in CELLS and len(block.words) <= SHORT_CELL


def _flat(block: Block) -> str:
    return block.words.replace("\n", " ")


def is_table(rows: list[Row]) -> bool:
    """Tell whether rows of short cells are a table: two of several cells, with headings or figures."""
    full = [row for row in rows if sum(bool(cell.words) for cell in row.cells) > 1]
    said = any(row.heading for row in full)
    figures = any(letter.isdecimal() for row in full for cell in row.cells for letter in cell.words)
    return len(full) > 1 and (said or figures)


def opened_cell(tag: str, attribute: Attribute, start: int) -> OpenCell:
    """Return a cell as its tag tells it."""
    columns, rows = (span(attribute(name)) for name in ("colspan", "rowspan"))
    return OpenCell(start, columns, rows, tag == "th")


def span(written: str | None) -> int:
    """Return how many columns or rows a cell spans; what is no number is 1, 0 all rows below."""
    if not written or not written.isdecimal() or not written.isascii():
        return 1
    return min(int(written[:9]), SPAN) or SPAN


def row_of(cells: list[OpenCell], words: list[str], *, in_head: bool) -> Row:
    """Return a row with the words of its cells; a row of nothing but heading cells is one of headings."""
    found = [Cell(said, cell.columns, cell.rows) for cell, said in zip(cells, words, strict=True)]
    return Row(found, in_head or all(cell.heading for cell in cells))
