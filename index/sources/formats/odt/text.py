"""The text of an OpenDocument text -> its paragraphs and tables, and its notes, in order."""

from dataclasses import dataclass, field
from typing import Final

from ..docx.article import Styles
from ..docx.parts import Parts
from ..docx.text import Block, Cell, Holder, Row, Table
from ..raised import lowered, raised

# Deleted text, remarks, indexes, what is said of pictures, readings above Asian words, forms, programs.
_LEFT_OUT: Final = """
    tracked-changes annotation annotation-end table-of-content illustration-index table-index object-index
    user-index alphabetical-index bibliography-index ruby-text forms scripts script title desc hidden-text
    hidden-paragraph note-citation event-listeners binary-data math object object-ole variable-decls
    sequence-decls user-field-decls dde-connection-decls header footer
"""
LEFT_OUT: Final = frozenset(_LEFT_OUT.split())
SIGNS: Final = {"tab": "\t", "line-break": "\n"}
CELLS: Final = ("table-cell", "covered-table-cell")
MAX_SPACES: Final = 1_000  # in a row
MAX_REPEATED: Final = 50  # empty cells that one element stands for


def local(name: str) -> str:
    """Return a name without its namespace."""
    return name.rpartition(" ")[2]


@dataclass(slots=True)
class _Open:
    """A paragraph that is being read: its words, and the text boxes anchored in it."""

    block: Block
    words: list[str] = field(default_factory=list)
    boxes: Holder = field(default_factory=list)
    mark: list[str] | None = None  # the words above or below the line so far


def text_in(parts: Parts, styles: Styles) -> tuple[Holder, list[Holder]] | None:
    """Return the text of a document and its notes; ``None`` when there is none."""
    reader = _Reader(styles)
    read = parts.read("content.xml", reader.start, reader.end, reader.take)
    return (reader.found, [reader.notes]) if read else None


class _Reader:
    """Collects paragraphs; each open cell, note and text box has a list of its own."""

    def __init__(self, styles: Styles) -> None:
        self.found: Holder = []
        self.notes: Holder = []
        self._styles = styles
        self._holders = [self.found]
        self._open: list[_Open] = []
        self._tables: list[Table] = []
        self._spans: list[int] = []  # of each open span whether it is above or below the line
        self._items = self._left_out = self._spanned = 0
        self._in_text = self._lowers = self._heads = False

    def start(self, name: str, fields: dict[str, str]) -> None:
        """Take the beginning of an element."""
        if self._left_out:
            self._left_out += 1
            return
        element, said = local(name), {local(key): value for key, value in fields.items()}
        if element in LEFT_OUT and self._in_text:
            self._left_out = 1
        elif element == "text" and not self._in_text:
            self._in_text = True
        elif element in ("p", "h") and self._in_text:
            self._open.append(_Open(Block("", self._style(element, said), self._items > 0 or None)))
        elif element == "span":
            self._start_span(said)
        elif element in SIGNS or element == "s":
            self.take(SIGNS.get(element) or " " * _number(said.get("c"), MAX_SPACES))
        elif element == "list-item":
            self._items += 1
        else:
            self._start_table(element, said)

    def _start_table(self, element: str, said: dict[str, str]) -> None:
        if element == "table":
            self._tables.append(Table())
        elif element == "table-header-rows":
            self._heads = True
        elif element == "table-row" and self._tables:
            self._tables[-1].rows.append(Row(heading=self._heads))
        elif element in CELLS and self._tables and self._tables[-1].rows:
            self._start_cell(element, said)
        elif element == "note-body":
            self._holders.append(self.notes)
        elif element == "text-box":
            self._holders.append([])

    def _start_cell(self, element: str, said: dict[str, str]) -> None:
        """Open a cell; one that is covered belongs to the one beside it, or to the one above."""
        beside = self._spanned > 0 and element == "covered-table-cell"
        spans = _number(said.get("number-columns-spanned"), MAX_REPEATED)
        self._spanned = self._spanned - 1 if beside else spans - 1
        merged = element == "covered-table-cell" and not beside
        cells = self._tables[-1].rows[-1].cells
        repeated = _number(said.get("number-columns-repeated"), MAX_REPEATED)
        cells.extend(Cell(merged=merged) for _ in range(repeated))
        self._holders.append(cells[-1].found)

    def end(self, name: str) -> None:
        """Take the end of an element."""
        if self._left_out:
            self._left_out -= 1
            return
        element = local(name)
        if element in ("p", "h") and self._open:
            self._end_paragraph()
        elif element == "span" and self._spans:
            if self._spans.pop():
                self._end_mark()
        elif element == "list-item":
            self._items -= 1
        elif element == "table-header-rows":
            self._heads = False
        elif element == "table" and self._tables:
            self._holders[-1].append(self._tables.pop())
        elif element in (*CELLS, "note-body") and len(self._holders) > 1:
            self._holders.pop()
        elif element == "text-box" and len(self._holders) > 1:
            box = self._holders.pop()
            (self._open[-1].boxes if self._open else self._holders[-1]).extend(box)

    def take(self, words: str) -> None:
        """Take words between two tags."""
        if self._left_out or not self._open:
            return
        paragraph = self._open[-1]
        (paragraph.words if paragraph.mark is None else paragraph.mark).append(words)

    def _style(self, element: str, said: dict[str, str]) -> str:
        style = said.get("style-name", "")
        known = self._styles.is_heading(style)
        return style if element == "p" or known else f"Heading {said.get('outline-level', '1')}"

    def _start_span(self, said: dict[str, str]) -> None:
        style = self._styles.known.get(said.get("style-name", ""))
        height = style.height if style and self._open else 0
        self._spans.append(height)
        if height and self._open[-1].mark is None:
            self._open[-1].mark = []
            self._lowers = height < 0

    def _end_mark(self) -> None:
        paragraph = self._open[-1] if self._open else None
        if paragraph is None or paragraph.mark is None:
            return
        mark, paragraph.mark = "".join(paragraph.mark), None
        before = "".join(paragraph.words[-3:])
        paragraph.words.append(lowered(mark) if self._lowers else raised(mark, before))

    def _end_paragraph(self) -> None:
        self._end_mark()
        paragraph = self._open.pop()
        paragraph.block.words = "".join(paragraph.words)
        self._holders[-1] += [paragraph.block, *paragraph.boxes]


def _number(said: str | None, most: int) -> int:
    return min(int(said), most) if said and said.isdecimal() and len(said) < 10 else 1
