"""The text of a Word document's part -> its paragraphs and tables, in order."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from ..raised import SUPERSCRIPTS
from ..raised_runs import END, LINK, LOWERED, RAISED, resolved
from ..tables import MOST_COLUMNS
from .parts import Parts

SPACES: Final = frozenset(
    {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
        "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "http://purl.oclc.org/ooxml/officeDocument/math",
    }
)
# What was deleted or moved away, how things were before a change, readings above Asian words.
_LEFT_OUT: Final = """
    del moveFrom instrText delInstrText pPrChange rPrChange sectPrChange tblPrChange tblPrExChange
    trPrChange tcPrChange numberingChange rt
"""
LEFT_OUT: Final = frozenset(_LEFT_OUT.split())
SIGNS: Final = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
RUN_KINDS: Final = {"superscript": RAISED, "subscript": LOWERED}
REFERENCE: Final = re.compile(r"(?:foot|end)note.?(?:reference|anchor)", re.I)
MOVED: Final = re.compile(r"(-?)\d{1,3}")  # half points above or below the line; fewer than four are no mark
LEAST_MOVED: Final = 4
MATHEMATICS: Final = "/math"  # how the names of its elements' space end
OFF: Final = frozenset({"0", "false", "off"})
SEPARATORS: Final = frozenset({"separator", "continuationSeparator", "continuationNotice"})

Start = Callable[[str, str], None]


@dataclass(slots=True)
class Block:
    """A paragraph: its words with line breaks in them, its style's id, and what it says of numbering."""

    words: str = ""
    style: str = ""
    numbered: bool | None = None
    dropped: bool = False  # whether it is a large first letter, which the next paragraph goes on behind


Holder = list["Block | Table"]


@dataclass(slots=True)
class Cell:
    """What stands in a cell, how many columns it spans, and whether it is merged with the one above."""

    found: Holder = field(default_factory=list)
    columns: int = 1
    merged: bool = False


@dataclass(slots=True)
class Row:
    """A row of a table; ``heading`` is one that is repeated on every page."""

    cells: list[Cell] = field(default_factory=list)
    heading: bool = False


@dataclass(slots=True)
class Table:
    """A table's rows."""

    rows: list[Row] = field(default_factory=list)


def body_of(parts: Parts, part: str, raised: Mapping[str, str] | None = None) -> Holder | None:
    """Return what stands in a part; ``None`` when there is no such part.

    ``raised`` has the styles of runs that stand above or below the line, each with the sign for it.

    Text is as it stands with all changes accepted: what was inserted is in, what was deleted is not.
    A text box follows the paragraph that it is anchored in.
    """
    reader = _Reader(raised or {})
    return reader.found if parts.read(part, reader.start, reader.end, reader.take) else None


class _Reader:
    """Collects paragraphs; each open cell and text box has a list of its own."""

    def __init__(self, raised: Mapping[str, str]) -> None:
        self.found: Holder = []
        self._raised = raised
        self._kind = ""  # the sign for the open run
        self._powers = 0  # open exponents of a formula
        self._holders = [self.found]
        self._open: list[tuple[Block, list[str], Holder]] = []  # a paragraph, its words, its text boxes
        self._tables: list[Table] = []
        self._chosen: list[bool] = []  # for each open choice, whether its first part was there
        self._prompts: list[bool] = []  # for each open control, whether it only says what to fill in
        self._left_out = 0  # depth inside an element that is left out
        self._runs = 0
        self._takes = self._hidden = False
        self._starts: dict[str, Start] = {
            "p": lambda *_: self._open.append((Block(), [], [])),
            "pStyle": self._start_style,
            "numId": self._start_number,
            "r": self._start_run,
            "vanish": self._start_hidden,
            "vertAlign": self._start_raised,
            "position": self._start_moved,
            "rStyle": self._start_run_style,
            "t": self._start_text,
            "tbl": lambda *_: self._tables.append(Table()),
            "tr": self._start_row,
            "tc": self._start_cell,
            "tblHeader": self._start_heading,
            "gridSpan": self._start_span,
            "vMerge": self._start_merged,
            "txbxContent": lambda *_: self._holders.append([]),
            "AlternateContent": lambda *_: self._chosen.append(False),
            "Choice": self._start_choice,
            "Fallback": self._start_fallback,
            "sdt": lambda *_: self._prompts.append(False),
            "showingPlcHdr": self._start_prompt,
            "sdtContent": self._start_control,
            "footnote": self._start_note,
            "endnote": self._start_note,
        }
        self._ends: dict[str, Callable[[], object]] = {
            "p": self._end_paragraph,
            "r": self._end_run,
            "t": self._end_text,
            "tbl": lambda: self._holders[-1].append(self._tables.pop()),
            "tc": self._holders.pop,
            "txbxContent": self._end_box,
            "AlternateContent": self._chosen.pop,
            "sdt": self._prompts.pop,
        }

    def start(self, name: str, fields: dict[str, str]) -> None:
        """Take the beginning of an element."""
        if self._left_out:
            self._left_out += 1
            return
        space, _, local = name.rpartition(" ")
        if space not in SPACES:
            return
        if local in LEFT_OUT:
            self._left_out = 1
        elif local in SIGNS:
            if self._runs:  # elsewhere it is where a tab stops
                self._write(SIGNS[local])
        elif local in self._starts:
            self._starts[local](fields.get(f"{space} val", ""), fields.get(f"{space} type", ""))
        elif local == "framePr" and self._open:
            self._open[-1][0].dropped = fields.get(f"{space} dropCap", "none") != "none"
        elif local == "sup" and space.endswith(MATHEMATICS):
            self._powers += 1

    def end(self, name: str) -> None:
        """Take the end of an element."""
        if self._left_out:
            self._left_out -= 1
            return
        space, _, local = name.rpartition(" ")
        if space in SPACES and local in self._ends:
            self._ends[local]()
        elif local == "sup" and space.endswith(MATHEMATICS):
            self._powers -= 1

    def take(self, words: str) -> None:
        """Take words between two tags."""
        if self._takes and not self._left_out:
            self._write(words)

    def _write(self, words: str) -> None:
        if self._open and not self._hidden:
            words = words.translate(SUPERSCRIPTS) if self._powers else words
            self._open[-1][1].append(f"{self._kind}{words}{END}" if self._kind else words)

    def _end_paragraph(self) -> None:
        block, words, boxes = self._open.pop()
        block.words = resolved("".join(words))
        self._holders[-1] += [block, *boxes]

    def _start_style(self, value: str, _: str) -> None:
        if self._open:
            self._open[-1][0].style = value

    def _start_number(self, value: str, _: str) -> None:
        if self._open:
            self._open[-1][0].numbered = value != "0"

    def _start_run(self, *_: str) -> None:
        self._runs += 1
        self._hidden, self._kind = False, ""

    def _end_run(self) -> None:
        self._runs -= 1
        self._hidden, self._kind = False, ""

    def _start_raised(self, value: str, _: str) -> None:
        self._kind = RUN_KINDS.get(value, "") if self._runs else ""

    def _start_moved(self, value: str, _: str) -> None:
        moved = MOVED.fullmatch(value)
        if self._runs and moved and int(value.lstrip("-")) >= LEAST_MOVED:
            self._kind = LOWERED if moved[1] else RAISED

    def _start_run_style(self, value: str, _: str) -> None:
        self._kind = (LINK if REFERENCE.match(value) else self._raised.get(value, "")) if self._runs else ""

    def _start_hidden(self, value: str, _: str) -> None:
        self._hidden = self._runs > 0 and value not in OFF

    def _start_text(self, *_: str) -> None:
        self._takes = True

    def _end_text(self) -> None:
        self._takes = False

    def _start_row(self, *_: str) -> None:
        if self._tables:
            self._tables[-1].rows.append(Row())

    def _start_cell(self, *_: str) -> None:
        cell = Cell()
        self._holders.append(cell.found)
        if self._tables and self._tables[-1].rows:
            self._tables[-1].rows[-1].cells.append(cell)

    def _start_heading(self, value: str, _: str) -> None:
        if self._tables and self._tables[-1].rows:
            self._tables[-1].rows[-1].heading = value not in OFF

    def _start_span(self, value: str, _: str) -> None:
        if (cell := self._open_cell()) is not None and value.isdecimal():
            cell.columns = min(int(value[:4]), MOST_COLUMNS)

    def _start_merged(self, value: str, _: str) -> None:
        if (cell := self._open_cell()) is not None:
            cell.merged = value != "restart"

    def _open_cell(self) -> Cell | None:
        rows = self._tables[-1].rows if self._tables else []
        return rows[-1].cells[-1] if rows and rows[-1].cells else None

    def _end_box(self) -> None:
        box = self._holders.pop()
        (self._open[-1][2] if self._open else self._holders[-1]).extend(box)

    def _start_choice(self, *_: str) -> None:
        if self._chosen:
            self._chosen[-1] = True

    def _start_fallback(self, *_: str) -> None:
        if self._chosen and self._chosen[-1]:
            self._left_out = 1

    def _start_prompt(self, *_: str) -> None:
        if self._prompts:
            self._prompts[-1] = True

    def _start_control(self, *_: str) -> None:
        if self._prompts and self._prompts[-1]:
            self._left_out = 1

    def _start_note(self, _: str, kind: str) -> None:
        if kind in SEPARATORS:
            self._left_out = 1
