"""Tables of a PDF: pieces that stand in columns -> a line for each row, told by its headings."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median
from typing import Final

from ..tables import column_names, is_figure, table_lines
from .group_headings import grouped
from .levels import same_height, strips
from .marks import without_marks
from .text import CAPTION, ENDS, OTHER_SIZE, PROSE_WORDS, Line, Row

NEAR: Final = 3.0  # of the size of type: rows further apart are of two tables
FARTHEST: Final = 16.0  # of the size of type: below the first line of a row that rules part from the next
BETWEEN: Final = 2.5  # of the size of type: a cell by itself further below is none of the table
GAP: Final = 0.7  # of the size of type: between cells
HALF: Final = 0.85  # of the size of type: nearer than two lines of one cell, so beside it in another
COLUMN: Final = 8.0  # of the size of type: higher up than a cell may begin that stands beside another
WRAPPED: Final = 1.4  # of the size of type: lines of one cell
LONGEST: Final = 60  # characters of a cell
SHORT: Final = 26.0  # characters of a cell behind the first, by the middle one
LETTERS: Final = 4  # of a mark beside a cell
MOST_ROWS: Final = 500
MOST_COLUMNS: Final = 40
LOOKED_AT: Final = 20  # rows, to tell how far a table reaches to both sides
HEADINGS: Final = 4  # rows

FIGURES: Final = re.compile(r"[^\w]*\d[\d.,:%–−-]*")  # years too

Interval = tuple[float, float]
Cells = list[Row]  # of one row of a table, for each column the pieces in it


def with_tables(rows: list[Row]) -> list[Row]:
    """Return rows in which each row of a table is one piece, below the words around it and no headings."""
    changed: dict[int, Line | None] = {}
    parts = strips((piece for row in rows for piece in row), up=COLUMN)
    across = [piece for part in parts if not _is_prose(part) for piece in part]
    for part in [*parts, across] if len(parts) > 1 else parts:  # a table may be drawn by its columns
        for run in _runs(list(same_height(piece for piece in part if id(piece) not in changed))):
            for pieces, line in _told(run):
                changed |= dict.fromkeys(map(id, pieces), None)
                if line:
                    changed[id(pieces[0])] = line
    found = [[new for piece in row if (new := changed.get(id(piece), piece))] for row in rows]
    return [row for row in found if row]


def _is_prose(part: Row) -> bool:
    """Tell whether a column has as many words in a line as prose, and not as a table's column."""
    words = sum(len(piece.text.split()) for piece in part)
    return words > PROSE_WORDS * len(list(same_height(part)))


def _runs(levels: Sequence[Row]) -> Iterator[list[Row]]:
    """Yield the heights that may be rows of one table."""
    run: list[Row] = []
    plain = [without_marks(level) for level in levels]  # the number of a note is no figure of a cell
    tabular = [_is_tabular(level, plain[n + 1 : n + 3]) for n, level in enumerate(plain)]
    for number, level in enumerate(levels):
        near = bool(run) and len(run) < MOST_ROWS and _is_near(run[-1], level)
        within = tabular[number] or (near and _is_between(level, run, levels[number + 1 : number + 3]))
        if run and not (near and within):
            if _is_firm(run):
                yield run
            run = []
        if run or tabular[number]:
            run.append(level)
    if _is_firm(run):
        yield run


def _is_near(above: Row, level: Row) -> bool:
    """Tell whether a row stands so near below another that both may be of one table."""
    reach = FARTHEST if _is_boxed(above) else NEAR
    return level[0].y - above[0].y < reach * level[0].size


def _is_boxed(level: Row) -> bool:
    return len(level) > 1 and level[0].boxed


def _is_tabular(level: Row, below: Sequence[Row] = ()) -> bool:
    """Tell whether pieces side by side may be cells: short, and none labels the next.

    Those that only narrow gaps part hold figures, or stand right above such, as their headings do.
    """
    texts = [piece.text.strip() for piece in level]
    if len(level) < 2 or any(text.endswith(":") for text in texts):
        return False
    if _is_boxed(level):
        return True
    if any(len(text) > LONGEST for text in texts):
        return False
    return _has_wide_gap(level) or _holds_figures(level) or any(_heads(level, row) for row in below)


def _has_wide_gap(level: Row) -> bool:
    return any(right.left - left.right > GAP * left.size for left, right in pairwise(level))


def _holds_figures(level: Row) -> bool:
    """Tell whether most pieces behind the first are figures, as words of a justified line are not."""
    figures = sum(FIGURES.fullmatch(piece.text.strip()) is not None for piece in level[1:])
    return any(piece.apart for piece in level) and 2 * figures >= len(level) - 1 > 0


def _heads(level: Row, below: Row) -> bool:
    near = below[0].y - level[0].y < NEAR * level[0].size
    return near and any(piece.apart for piece in level) and _holds_figures(below)


def _is_firm(run: Sequence[Row]) -> bool:
    """Tell whether a row has wide gaps, or several have figures: one alone may be a justified line."""
    return any(map(_has_wide_gap, run)) or sum(map(_holds_figures, run)) > 1


def _is_between(level: Row, run: Sequence[Row], following: Sequence[Row]) -> bool:
    """Tell whether a piece by itself stands within a table, as a cell of several lines or a heading does."""
    piece, size = level[0], level[0].size
    below = [row for row in following if _is_tabular(row) and row[0].y - piece.y < NEAR * size]
    around = [one for row in [*run[-LOOKED_AT:], *below] for one in row]
    left, right = min(one.left for one in around), max(one.right for one in around)
    inside = left - size < piece.left and piece.right < right + size and len(piece.text) <= LONGEST
    step = piece.y - run[-1][0].y
    within = step < BETWEEN * size and bool(below)
    return inside and not ENDS.search(piece.text) and (within or step < HALF * size)


def _told(run: list[Row]) -> Iterator[tuple[Row, Line | None]]:
    """Yield the pieces of each row of a table with what it says, the headings' with nothing."""
    run = _without_captions(run)
    plain = [without_marks(level) for level in run]
    columns = _columns(plain) if plain else []
    rows = _rows(plain, columns) if 1 < len(columns) <= MOST_COLUMNS else []
    texts = [[_text(cell) for cell in cells] for _, cells in rows]
    headings = _headings(texts)
    if not _is_table(texts, headings, ruled=any(map(_is_boxed, run))):
        return
    lines = table_lines(texts, headings=headings)
    names = tuple(column_names(texts[:headings])) if headings else ()
    for number, (levels, _) in enumerate(rows):
        pieces = [piece for level in levels for piece in run[level]]
        said = _line(pieces, lines[number - headings]) if number >= headings else None
        yield pieces, replace(said, row=tuple(texts[number]), names=names) if said else None


def _without_captions(run: list[Row]) -> list[Row]:
    """Return the heights from the first on that is no caption, nor holds words in type of another size."""
    size = median(piece.size for row in run for piece in row)
    for number, row in enumerate(run):
        words = [piece for piece in row if len(piece.text.strip()) > LETTERS]
        alike = all(size / OTHER_SIZE < piece.size < size * OTHER_SIZE for piece in words)
        if alike and not any(CAPTION.match(piece.text.strip()) for piece in words):
            return run[number:]
    return []


def _columns(run: Sequence[Row]) -> list[Interval]:
    """Return how far each column reaches, by the rows that hold figures, else by all but the first."""
    figures = [row for row in run if any(is_figure(piece.text.strip()) for piece in row[1:])]
    found: list[Interval] = []
    for piece in sorted((piece for row in figures or run[1:] for piece in row), key=lambda piece: piece.left):
        if found and piece.left < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], piece.right))
        else:
            found.append((piece.left, piece.right))
    return found


def _rows(run: Sequence[Row], columns: Sequence[Interval]) -> list[tuple[list[int], Cells]]:
    """Return the heights and the cells of each row; lines of one cell are put together."""
    steps = [below[0].y - above[0].y for above, below in pairwise(run)]
    usual = median(steps) if steps else 0.0
    first = next((number for number, level in enumerate(run) if _has_figures(level)), 0)
    found: list[tuple[list[int], Cells]] = []
    for number, (step, level) in enumerate(zip([float("inf"), *steps], run, strict=True)):
        size = level[0].size
        over = grouped(level, run[number + 1 : number + 3], columns) if number < first else []
        cells = over or _cells(level, columns, spans=not _has_figures(level))
        wrapped = (
            step < WRAPPED * size and 1.15 * step < usual and (not cells[0] or sum(map(bool, cells)) == 1)
        )
        beside = step < HALF * size and not (found and _head_again(run[found[-1][0][0]], found[-1][1], level))
        if found and (beside or (wrapped and _has_figure(found[-1][1]))):
            above = found.pop()
            joined = [[*first, *then] for first, then in zip(above[1], cells, strict=True)]
            found.append(([*above[0], number], joined))
        else:
            found.append(([number], cells))
    return found


def _head_again(above: Row, row: Cells, level: Row) -> bool:
    """Tell whether headings stand a line below others, joined only by one that stands beside both."""
    apart = level[0].y - above[0].y >= HALF * level[0].size
    return apart and min(len(above), len(level)) > 1 and not _has_figure(row)


def _has_figures(level: Row) -> bool:
    return any(is_figure(piece.text.strip()) for piece in level[1:])


def _has_figure(row: Cells) -> bool:
    return any(is_figure(_text(cell)) for cell in row[1:])


def _cells(level: Row, columns: Sequence[Interval], *, spans: bool) -> Cells:
    """Return the pieces in each column; a heading over several columns stands in all of them."""
    over_each = [list(_over(piece, columns)) for piece in level]
    if len(level) == len(columns) and not all(over_each):  # headings at other edges of their columns
        return [[piece] for piece in level]
    found: Cells = [[] for _ in columns]
    for piece, over in zip(level, over_each, strict=True):
        nearest = min(range(len(columns)), key=lambda number: _distance(piece, columns[number]))
        for number in (over if spans else over[:1]) or [nearest]:
            found[number].append(piece)
    return found


def _over(piece: Line, columns: Sequence[Interval]) -> Iterator[int]:
    for number, (left, right) in enumerate(columns):
        if min(right, piece.right) > max(left, piece.left):
            yield number


def _distance(piece: Line, column: Interval) -> float:
    return max(column[0] - piece.right, piece.left - column[1], 0.0)


def _text(cell: Row) -> str:
    return " ".join(piece.text.strip() for piece in sorted(cell, key=lambda piece: piece.y))


def _headings(rows: Sequence[Sequence[str]]) -> int:
    """Return how many rows at the top stand over figures and hold none; a year may be a heading."""
    figures = [any(map(is_figure, row[1:])) for row in rows]
    first = figures.index(True) if True in figures else 0
    named = (
        all(any(row[number] for row in rows[:first]) for number in range(1, len(rows[0]))) if first else False
    )
    return first if named and first <= HEADINGS else 0


def _is_table(rows: Sequence[Sequence[str]], headings: int, *, ruled: bool) -> bool:
    """Tell whether rows are those of a table, and not lines of prose or of a form side by side."""
    body = rows[headings:]
    if len(body) < (1 if headings else 3) or (not headings and len(rows[0]) < 3):
        return False
    behind = [cell for row in body for cell in row[1:] if cell]
    if not behind or (median(map(len, behind)) > SHORT and not ruled):
        return False
    figures = sum(any(map(is_figure, row[1:])) for row in body)
    small = sum(cell[0].islower() for cell in behind)
    return 2 * figures >= len(body) or (5 * small < len(behind) and len(behind) > len(body) * 1.5)


def _line(pieces: Row, text: str) -> Line:
    left, right = min(piece.left for piece in pieces), max(piece.right for piece in pieces)
    return replace(pieces[0], text=text, left=left, right=right, cells=True, told=True)
