"""What holds within a group of an RTF document, and the paragraphs and tables that grow from it."""

from dataclasses import dataclass, field
from typing import Final

from ..docx.text import Block, Cell, Holder, Row, Table
from ..tables import MOST_COLUMNS
from .grid import Edge, give_columns

HEADING: Final = 160  # characters of a bold line that is one


@dataclass(frozen=True, slots=True)
class State:
    """What holds within a group.

    Attributes:
        goes: where its words go: ``body``, ``note``, ``fonts``, ``styles``, ``fact`` or nowhere.
        skips: characters that stand for a Unicode one where that is not known.
        height: above the line ``1``, below it ``-1``.
    """

    goes: str = "body"
    fact: str = ""
    font: int = -1
    skips: int = 1
    hidden: bool = False
    bold: bool = False
    height: int = 0


@dataclass(slots=True)
class Flow:
    """Paragraphs as they come: those of the text, or of a note."""

    found: Holder = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    block: Block = field(default_factory=Block)
    in_table: bool = False
    cell: Holder = field(default_factory=list)
    row: list[Cell] = field(default_factory=list)
    heading: bool = False  # whether the row is one that is repeated on every page
    edges: list[Edge] = field(default_factory=list)  # of the row's cells
    grid: list[list[Edge]] = field(default_factory=list)  # of the rows of the table that grows
    bold: int = 0

    def end_paragraph(self) -> None:
        """Put the paragraph away: into the cell of a table, or into the text."""
        words = "".join(self.words)
        if words.strip():
            whole = (
                self.bold >= len(words.strip()) and len(words) < HEADING and not words.rstrip().endswith(".")
            )
            style = self.block.style or ("Heading 1" if whole and not self.in_table else "")
            block = Block(words, style, self.block.numbered)
            if not self.in_table:
                self.end_table()
            (self.cell if self.in_table else self.found).append(block)
        self.words, self.bold = [], 0
        self.block = Block("", self.block.style, self.block.numbered)

    def end_cell(self) -> None:
        """Put a cell into its row."""
        self.in_table = True
        self.end_paragraph()
        self.row.append(Cell(self.cell))
        self.cell = []

    def end_table(self) -> None:
        """Give the cells of the table above, if there is one, the columns that they span."""
        table = self.found[-1] if self.found else None
        if isinstance(table, Table) and self.grid:
            give_columns(table, self.grid)
        self.grid = []

    def end_row(self) -> None:
        """Put a row into its table: the one above, or one that begins."""
        if self.words or self.cell:  # behind the last cell
            self.end_cell()
        if self.row:
            table = self.found[-1] if self.found else None
            if not isinstance(table, Table):
                table, self.grid = Table(), []
                self.found.append(table)
            table.rows.append(Row(self.row, self.heading))
            self.grid.append(self.edges[:MOST_COLUMNS])
        self.row, self.in_table, self.heading = [], False, False
