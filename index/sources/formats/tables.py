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
    while 0 < number < len(clean) - 1 and _goes_on(clean[number]):
        number += 1
    if not number or number == len(clean):
        return [_plain(row) for row in clean]
    names = _column_names(clean[:number])
    return [_told(row, names) for row in clean[number:]]


def _headings(rows: Sequence[Cells]) -> int:
    """Return 1 where the first row names columns: words or years above a figure in at least one of them."""
    if len(rows) < 2 or len(rows[0]) < 2:
        return 0
    top, below = rows[0], rows[1:]
    merged = _goes_on(below[0])  # cells without words at the top may be parts of one above two columns
    if not (all(top[1:]) or merged) or any(_is_figure(cell) for cell in top):
        return 0
    columns = range(1, len(top))
    return int(any(any(_FIGURE.fullmatch(row[n]) for row in below if n < len(row)) for n in columns))


def _goes_on(row: Cells) -> bool:
    """Tell a further row of headings: it names no row, and holds no figures but years."""
    return not row[0] and any(row) and not any(_is_figure(cell) for cell in row)


def _is_figure(cell: str) -> bool:
    return bool(_FIGURE.fullmatch(cell)) and not _YEAR.fullmatch(cell)


def _column_names(headings: Sequence[Cells]) -> list[str]:
    """Return the heading of each column, of several rows from the top, each word group once.

    A cell without words, in a row above others, belongs to the one on its left that spans it.
    """
    *above, last = [[*row, *[""] * (max(map(len, headings)) - len(row))] for row in headings]
    rows = [*map(_spanned, above), last]
    return [" ".join(dict.fromkeys(filter(None, own))) for own in zip(*rows, strict=True)]


def _spanned(row: Cells) -> list[str]:
    found: list[str] = []
    for cell in row:
        found.append(cell or (found[-1] if len(found) > 1 else ""))
    return found


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
