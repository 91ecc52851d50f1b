"""Rows of a page, as a PDF draws them -> its lines in the order they are read.

Most PDFs draw line after line and column after column. Some draw across the columns, and some draw
foot and head first.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import replace
from itertools import accumulate, groupby, pairwise
from statistics import median
from typing import Final

from .grid import with_tables
from .initials import with_initials
from .levels import SAME, in_sequence, same_height, strips
from .marks import without_marks, without_written_marks
from .text import MARKER, PROSE_WORDS, Line, Row, clean_words

CELL: Final = 2.0  # of the size of type: a gap that parts the cells of a table
EVEN: Final = 0.3  # of the size of type: gaps as like as these make a line reach the margin
SPACE: Final = 0.15  # of the size of type: a gap between words
CONTENTS: Final = re.compile(r" … \S{1,12}$")

BIN: Final = 2  # points
WIDE: Final = 0.6  # of the page's width; wider pieces say nothing of columns
PARTED: Final = 3  # rows
LEAST: Final = 8  # lines of a column
PROSE_WIDTH: Final = 0.6  # of the column


def joined(row: Row) -> Line:
    """Return pieces side by side as one line, as cells of a table if gaps say so."""
    row = _with_bullet(without_marks(row))
    gaps = [(then.left - piece.right) / piece.size for piece, then in pairwise(row)]
    cell = _cell(gaps)
    cells = any(piece.cells for piece in row)
    text = row[0].text
    for gap, piece, then in zip(gaps, row, row[1:], strict=False):
        if gap < cell or MARKER.fullmatch(piece.text.strip()):
            between = " " if gap > SPACE else ""
        else:  # a label and what it labels are no two cells
            labels = piece.text.rstrip().endswith(":") and not then.text.rstrip().endswith(":")
            between = " " if labels else " | "
            cells = True
        text += between + then.text
    longest = max(row, key=lambda piece: len(piece.text))
    left, right = min(piece.left for piece in row), max(piece.right for piece in row)
    return replace(longest, text=text, left=left, right=right, cells=cells)


def cleaned(line: Line) -> Line:
    """Return a line with its words made plain; a row of a table of contents is one of cells."""
    text = clean_words(without_written_marks(line.text))
    return replace(line, text=text, cells=line.cells or bool(CONTENTS.search(text[-40:])))


def _cell(gaps: list[float]) -> float:
    """Return how wide a gap parts two cells: beside one that surely does, a narrower one does too."""
    widest = max(gaps, default=0.0)
    spread = len(gaps) > 1 and widest - min(gaps) < EVEN and widest < 1.5 * CELL
    return CELL / 2 if widest >= CELL and not spread else float("inf")


def _with_bullet(row: Row) -> Row:
    """Return a row whose first piece, when it is a single sign set off from the rest, is a bullet."""
    first = row[0]
    sign = first.text.strip()
    if len(row) < 2 or len(sign) != 1 or sign.isalnum() or sign in "([{\"'“‘«*/|":
        return row
    return [replace(first, text="•"), *row[1:]] if row[1].left - first.right > SPACE * first.size else row


def are_parted(rows: list[Row]) -> bool:
    """Tell whether so many rows hold pieces side by side that all should be looked at word by word."""
    return sum(len(row) > 1 for row in rows) >= PARTED


def lines_in_order(rows: list[Row]) -> list[Line]:
    """Return the lines of a page, clean and none empty."""
    rows = with_tables(with_initials(rows))
    columns = _across(rows)
    if columns:
        lines = _by_column([piece for row in rows for piece in row], columns)
    else:
        lines = [joined(part) for part in in_sequence(piece for row in rows for piece in row)]
        if not _side_by_side(lines):
            lines = [joined(part) for part in same_height(lines)]
    return [line for line in map(cleaned, lines) if line.text]


def lines_by_place(pieces: list[Line]) -> list[Line]:
    """Return the lines of pieces whose own order says nothing: column by column, each from the top down."""
    starts = _columns(pieces) if pieces else []
    if len(starts) > 1 and _are_prose(pieces, starts):
        lines = _by_column(pieces, starts)
    else:
        lines = [joined(part) for part in same_height(pieces)]
    return [line for line in map(cleaned, lines) if line.text]


def _across(rows: list[Row]) -> list[float]:
    """Return where each column of prose begins if rows run across several, else nothing."""
    pieces = [piece for row in rows for piece in row]
    starts = _columns(pieces) if pieces else []
    if len(starts) < 2:
        return []
    crossing = sum(_column(row[0], starts) != _column(row[-1], starts) for row in rows)
    if crossing < LEAST or crossing < len(rows) // 4:
        return []
    return starts if _are_prose(pieces, starts) else []


def _are_prose(pieces: list[Line], starts: list[float]) -> bool:
    """Tell whether more than one column is of prose."""
    bounds = [*starts, max(piece.right for piece in pieces)]
    prose = 0
    for column, (left, right) in zip(_inside(pieces, starts), pairwise(bounds), strict=False):
        prose += _is_prose([joined(part) for part in same_height(column)], right - left)
    return prose > 1


def _columns(pieces: list[Line]) -> list[float]:
    """Return where columns begin: behind strips of the page that hardly any piece reaches into."""
    first = min(piece.left for piece in pieces)
    last = max(piece.right for piece in pieces)
    size = median(piece.size for piece in pieces)
    steps = [0] * (int((last - first) / BIN) + 2)  # pieces that begin in a strip, less those that end
    for piece in pieces:
        if piece.width < WIDE * (last - first):
            steps[int((piece.left - first) / BIN)] += 1
            steps[int((piece.right - first) / BIN)] -= 1
    covered = list(accumulate(steps))[:-1]
    few = max(covered) // 8
    starts = [first]
    place = 0
    for empty, run in groupby(covered, key=lambda count: count <= few):
        length = len(list(run))
        if empty and place and length * BIN >= 0.5 * size:
            starts.append(first + (place + length) * BIN - BIN)
        place += length
    return starts


def _column(piece: Line, starts: list[float]) -> int:
    """Return the number of the column that a piece begins in."""
    return max(0, bisect_right(starts, piece.left + BIN) - 1)


def _inside(pieces: Iterable[Line], starts: list[float]) -> list[list[Line]]:
    """Return the pieces of each column, and last those that reach over a gutter."""
    ends = [*starts[1:], float("inf")]
    found: list[list[Line]] = [[] for _ in range(len(starts) + 1)]
    for piece in pieces:
        number = _column(piece, starts)
        found[number if piece.right <= ends[number] + piece.size else -1].append(piece)
    return found


def _is_prose(lines: list[Line], width: float) -> bool:
    if len(lines) < LEAST:
        return False
    words = sum(len(line.text.split()) for line in lines) / len(lines)
    return words >= PROSE_WORDS and median(line.width for line in lines) >= PROSE_WIDTH * width


def _by_column(pieces: list[Line], starts: list[float]) -> list[Line]:
    """Return lines column by column; what reaches over a gutter parts the page into an above and a below."""
    *columns, wide = ([joined(part) for part in same_height(some)] for some in _inside(pieces, starts))
    cuts = [line.y for line in wide]
    found = [((number, len(starts)), line) for number, line in enumerate(wide)]
    for number, lines in enumerate(columns):
        found.extend(((bisect_left(cuts, line.y), number), line) for line in lines)
    return [line for _, line in sorted(found, key=lambda one: (*one[0], one[1].y))]


def _are_columns(left: list[Line], right: list[Line]) -> bool:
    """Tell whether lines drawn one below the other are prose to the left of those that are drawn next."""
    top, foot = max(left[0].y, right[0].y), min(left[-1].y, right[-1].y)
    columns = [[line for line in lines if top <= line.y <= foot] for lines in (left, right)]
    if min(map(len, columns)) < 2:
        return False
    words = all(sum(len(line.text.split()) for line in own) >= PROSE_WORDS * len(own) for own in columns)
    return words and max(line.right for line in columns[0]) < min(line.left for line in columns[1])


def _side_by_side(lines: list[Line]) -> bool:
    """Tell whether more than a few lines have a neighbour: then only their own order can be trusted."""
    if any(_are_columns(one, other) for one, other in pairwise(strips(lines, up=SAME))):
        return True
    ordered = sorted(lines, key=lambda line: line.y)
    beside = 0
    for above, below in pairwise(ordered):
        same = below.y - above.y < SAME * max(above.size, below.size)
        beside += same and (below.left > above.right or above.left > below.right)
    return beside > max(2, len(lines) // 10)
