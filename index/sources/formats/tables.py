"""The cells of a table -> a line of text for each row, which says by its headings what each cell is.

"Orrin: ferries 88, passengers 1,986" can be quoted alone; " | 88 | 1,986" cannot.
"""

import re
from collections.abc import Sequence
from typing import Final

Cells = Sequence[str]

EMPTY: Final = "–"  # stands for a cell without words, so that no figure moves under another heading
_FIGURE: Final = re.compile(r"[^\w]*\d[\d.,:/\s%–−-]*\D{0,6}")
_YEAR: Final = re.compile(r"(?:1[5-9]|20)\d\d(?:[/–-]\d{2,4})?")


def table_lines(rows: Sequence[Cells], *, headings: int | None = None) -> list[str]:
    """Return the rows below the headings, each as one line, in order; rows without words are left out.

    A row's first cell names what it is about, and each other cell stands behind its column's heading. Where
    there are no headings, cells are parted by " | " as they stand.

    Args:
        rows: of each row its cells, the empty ones too, from the left.
        headings: how many rows at the top are headings, where the file says so; else the cells are looked at.
    """
    clean = [[" ".join(cell.split()) for cell in row] for row in rows]
    clean = [row for row in clean if any(row)]
    number = _headings(clean) if headings is None else min(headings, len(clean))
    if not number or number == len(clean):
        return [_plain(row) for row in clean]
    names = _column_names(clean[:number])
    return [_told(row, names) for row in clean[number:]]


def _headings(rows: Sequence[Cells]) -> int:
    """Return 1 where the first row names columns: words or years above a figure in at least one of them."""
    if len(rows) < 2 or len(rows[0]) < 2:
        return 0
    top, below = rows[0], rows[1:]
    if not all(top[1:]) or any(is_figure(cell) for cell in top):
        return 0
    columns = range(1, len(top))
    return int(any(any(_FIGURE.fullmatch(row[n]) for row in below if n < len(row)) for n in columns))


def is_figure(cell: str) -> bool:
    """Tell whether a cell is a figure, and no year."""
    return bool(_FIGURE.fullmatch(cell)) and not _YEAR.fullmatch(cell)


def _column_names(headings: Sequence[Cells]) -> list[str]:
    """Return the heading of each column, of several rows from the top, each word group once."""
    names: list[str] = []
    for number in range(max(map(len, headings))):
        own = [row[number] for row in headings if number < len(row) and row[number]]
        names.append(" ".join(dict.fromkeys(own)))
    return names


def _told(row: Cells, names: Sequence[str]) -> str:
    """Return a row as words; one that only says a single thing, as a heading within a table does, as that."""
    if sum(map(bool, row)) == 1:
        return next(filter(None, row))
    cells = [f"{_name(names, number)}{cell or EMPTY}" for number, cell in enumerate(row) if number]
    cells += [f"{names[number]} {EMPTY}" for number in range(max(len(row), 1), len(names))]
    mark = "; " if any(", " in cell for cell in row[1:]) else ", "
    return f"{row[0] or EMPTY}: {mark.join(cells)}" if cells else row[0]


def _name(names: Sequence[str], number: int) -> str:
    return f"{names[number]} " if number < len(names) and names[number] else ""


def _plain(row: Cells) -> str:
    return " | ".join(cell or EMPTY for cell in row) if sum(map(bool, row)) > 1 else "".join(row)
