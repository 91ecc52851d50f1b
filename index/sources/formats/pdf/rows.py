"""Pieces of text that stand side by side on a page -> one line."""

import re
from dataclasses import replace
from itertools import pairwise
from typing import Final

from .lines import MARKER, Line, clean_words

Row = list[Line]

CELL: Final = 2.0  # of the size of type: a gap that parts the cells of a table
EVEN: Final = 0.3  # of the size of type: gaps as like as these make a line reach the margin
SPACE: Final = 0.15  # of the size of type: a gap between words
SMALL: Final = 0.85  # of the size of type
RAISED: Final = 0.15  # of the size of type
MARK: Final = re.compile(r"\s*(?:\d{1,3}(?:[,\s]+\d{1,3}){0,9}|[*†‡§¶]{1,3})[,\s]*")
BEFORE_MARK: Final = re.compile(r"(?:(?<![^\W\d_])(?![kcmd]?m\b)[^\W\d_]+|[^\w\s])\s*$")
CLOSING: Final = frozenset(".,;:!?)]")
CONTENTS: Final = re.compile(r" … \S{1,12}$")


def joined(row: Row) -> Line:
    """Return pieces side by side as one line, as cells of a table if gaps say so."""
    row = _with_bullet(_without_marks(row))
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
    text = clean_words(line.text)
    return replace(line, text=text, cells=line.cells or bool(CONTENTS.search(text[-40:])))


def _cell(gaps: list[float]) -> float:
    """Return how wide a gap parts two cells: beside one that surely does, a narrower one does too."""
    widest = max(gaps, default=0.0)
    spread = len(gaps) > 1 and widest - min(gaps) < EVEN and widest < 1.5 * CELL
    return CELL / 2 if widest >= CELL and not spread else float("inf")


def _without_marks(row: Row) -> Row:
    """Return a row less the small raised figures that point to footnotes; ``m2`` and ``1/2`` stay."""
    main = max(row, key=lambda piece: len(piece.text))
    found = [row[0]]
    for above, piece, then in zip(row, row[1:], [*row[2:], None], strict=False):
        raised = piece.size < SMALL * main.size and main.y - piece.y > RAISED * main.size
        fraction = then is not None and then.text.startswith("/")
        if raised and not fraction and MARK.fullmatch(piece.text) and BEFORE_MARK.search(above.text[-40:]):
            continue
        closes = above is not found[-1] and piece.text.lstrip()[:1] in CLOSING  # the mark stood between
        found.append(replace(piece, text=piece.text.lstrip(), left=found[-1].right) if closes else piece)
    return found


def _with_bullet(row: Row) -> Row:
    """Return a row whose first piece, when it is a single sign set off from the rest, is a bullet."""
    first = row[0]
    sign = first.text.strip()
    if len(row) < 2 or len(sign) != 1 or sign.isalnum() or sign in "([{\"'“‘«*/|":
        return row
    return [replace(first, text="•"), *row[1:]] if row[1].left - first.right > SPACE * first.size else row
