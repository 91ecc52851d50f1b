"""Tables of a PDF that go on over a page: their rows are told by the headings of the page before."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from ..tables import told_row
from .text import Line, Page, clean_words

LEFT: Final = 6.0  # of the size of type: first cells may be centred
HEADS: Final = 3  # lines of a running head or foot that may stand between


def with_headings(pages: list[Page]) -> list[Page]:
    """Return the pages with the rows that a table's headings on an earlier page tell."""
    found: list[Page] = []
    names: tuple[str, ...] = ()
    above: Line | None = None  # the last row of a table that may go on
    for page in pages:
        lines = list(_told_by(page.lines, names, above))
        found.append(replace(page, lines=lines))
        last = [line for line in lines[-HEADS - 1 :] if line.row]
        above, names = (last[-1], last[-1].names) if last else (None, ())
    return found


def _told_by(lines: list[Line], names: tuple[str, ...], above: Line | None) -> Iterator[Line]:
    """Yield a page's lines, the rows at its top by these names if they are of the table that a row is of."""
    goes_on = bool(above and names and any(line.row for line in lines[: HEADS + 1]))
    begun = False
    for line in lines:
        goes_on = goes_on and above is not None and (_is_row_of(line, above) or not (begun or line.row))
        begun = begun or bool(line.row)
        if goes_on and line.row:
            yield replace(line, text=clean_words(told_row(line.row, names)), names=names)
        else:
            yield line


def _is_row_of(line: Line, above: Line) -> bool:
    """Tell whether a row without headings has as many cells as another, in type of the same size."""
    alike = len(line.row) == len(above.row) and abs(line.size - above.size) < 0.1 * above.size
    return bool(line.row) and not line.names and alike and abs(line.left - above.left) < LEFT * line.size
