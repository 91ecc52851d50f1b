"""The cells of a table -> a line of text for each row, which says by its headings what each cell is.

"Orrin: ferries 88, passengers 1,986" can be quoted alone; " | 88 | 1,986" cannot.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

Cells = Sequence[str]

EMPTY: Final = "–"  # stands for a cell without words, so that no figure moves under another heading
MOST_COLUMNS: Final = 100  # that one cell may span
MOST_REPEATS: Final = 20_000  # of cells that span others, in one table; a hostile one asks for billions

_FIGURE: Final = re.compile(r"[^\w]*\d[\d.,:/\s%–−-]*\D{0,6}")
_YEAR: Final = re.compile(r"(?:1[5-9]|20)\d\d(?:[/–-]\d{2,4})?(?: ?\([^()]{1,12}\))?")  # "2018 (kt)"


@dataclass(frozen=True, slots=True)
class Cell:
    """The words of a cell, and how many columns and rows it spans."""

    words: str
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row from the left, and whether the file calls them headings."""

    cells: Sequence[Cell]
    heading: bool = False


def row_lines(rows: Sequence[Row]) -> list[str]:
    """Return a table's rows as lines, cells that span others repeated; single cells above it come first."""
    said = [row for row in rows if any(cell.words.strip() for cell in row.cells)]
    alone = next((at for at, row in enumerate(said) if len(row.cells) > 1), len(said))
    laid = _laid_out(said[alone:])
    headings = next((at for at, row in enumerate(said[alone:]) if not row.heading), len(laid))
    above = [" ".join(row.cells[0].words.split()) for row in said[:alone]]
    return above + table_lines(laid, headings=headings or None)


def _laid_out(rows: Sequence[Row]) -> list[list[str]]:
    """Return the words of each row's cells, those of cells that span columns or rows in each of them."""
    found: list[list[str]] = []
    down: dict[int, tuple[str, int]] = {}  # by column what a cell above says, and in how many rows more
    room = MOST_REPEATS
    for row in rows:
        cells: list[str] = []
        for cell in row.cells:
            cells += _from_above(down, len(cells))
            columns = min(cell.columns, MOST_COLUMNS, room) if len(row.cells) > 1 else 1
            for _ in range(max(columns, 1)):
                if cell.rows > 1:
                    down[len(cells)] = (cell.words, cell.rows - 1)
                cells.append(cell.words)
        cells += _from_above(down, len(cells))
        room -= max(0, len(cells) - len(row.cells))
        if room <= 0:
            room = 0
            down.clear()
        found.append(cells)
    return found


def _from_above(down: dict[int, tuple[str, int]], column: int) -> Iterator[str]:
    """Yield what cells that reach down say in the columns from one on."""
    while column in down:
        words, left = down.pop(column)
        if left > 1:
            down[column] = (words, left - 1)
        yield words
        column += 1


def table_lines(rows: Sequence[Cells], *, headings: int | None = None) -> list[str]:
    """Return the rows below the headings, each as one line, in order; rows without words are left out.

    A row's first cell names what it is about, and each other cell stands behind its column's heading. Where
    there are no headings, or fewer than cells, two cells are parted by a colon, more by " | ".

    Args:
        rows: of each row its cells, the empty ones too, from the left.
        headings: how many rows at the top are headings, where the file says so; else the cells are looked at.
    """
    clean = [[" ".join(cell.split()) for cell in row] for row in rows]
    clean = [row for row in clean if any(row)]
    number = _headings(clean) if headings is None else min(headings, len(clean))
    while 0 < number < len(clean) - 1 and _goes_on(clean[number], clean[0]):
        number += 1
    if not number or number == len(clean) or _is_ragged(clean, number):
        return [_plain(row) for row in clean]
    names = column_names(clean[:number])
    whole = (1, len(names))  # a row that lacks cells may lack the first as well as the last
    return [told_row(row, names) if len(row) in whole else _plain(row) for row in clean[number:]]


def _headings(rows: Sequence[Cells]) -> int:
    """Return 1 where the first row names columns: words or years above a figure in at least one of them.

    Of two columns it is sure only above nothing but figures: else both may be words and what they mean.
    """
    if len(rows) < 2 or len(rows[0]) < 2:
        return 0
    top, below = rows[0], rows[1:]
    merged = _goes_on(below[0], top)  # cells without words at the top may be parts of one above two columns
    if not (all(top[1:]) or merged) or any(is_figure(cell) for cell in top):
        return 0
    if len(top) == 2 and top[0]:
        return int(len(below) > 1 and all(_FIGURE.fullmatch(row[-1]) for row in below if len(row) == 2))
    if top[0] and all(_FIGURE.fullmatch(row[0]) for row in below):
        return 1
    columns = range(1, len(top))
    return int(any(any(_FIGURE.fullmatch(row[n]) for row in below if n < len(row)) for n in columns))


def _is_ragged(rows: Sequence[Cells], headings: int) -> bool:
    """Tell whether some row has more cells than there are headings, so that nothing says which are whose."""
    return max(map(len, rows[headings:])) > max(map(len, rows[:headings]))


def _goes_on(row: Cells, top: Cells) -> bool:
    """Tell a further row of headings: it names no row, and holds no figures but years."""
    return row[0] in ("", top[0]) and any(row) and not any(is_figure(cell) for cell in row)


def is_figure(cell: str) -> bool:
    """Tell whether a cell is a figure, and no year."""
    return bool(_FIGURE.fullmatch(cell)) and not _YEAR.fullmatch(cell)


def column_names(headings: Sequence[Cells]) -> list[str]:
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


def told_row(row: Cells, names: Sequence[str]) -> str:
    """Return a row as words; one that only says a single thing, as a heading within a table does, as that."""
    if sum(map(bool, row)) == 1:
        return next(filter(None, row))
    cells = [f"{_name(names, number)}{cell or EMPTY}" for number, cell in enumerate(row) if number]
    cells += [f"{names[number]} {EMPTY}" for number in range(max(len(row), 1), len(names))]
    mark = "; " if any(", " in cell for cell in row[1:]) else ", "
    return f"{row[0].rstrip(': ') or EMPTY}: {mark.join(cells)}" if cells else row[0]


def _name(names: Sequence[str], number: int) -> str:
    return f"{names[number]} " if number < len(names) and names[number] else ""


def _plain(row: Cells) -> str:
    if sum(map(bool, row)) < 2:
        return "".join(row)
    if len(row) == 2:
        return f"{row[0].rstrip(': ') or EMPTY}: {row[1] or EMPTY}"
    return " | ".join(cell or EMPTY for cell in row)
