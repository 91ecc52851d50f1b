"""A page's tree -> the same with the rows of its tables as paragraphs, told by their headings.

Done before the text is taken out of it: trafilatura writes ``| Orrin | 88 |``, of which nobody can tell
what 88 is. Tables that lay the page out, or are menus of links, are left to it.
"""

import re
from collections.abc import Iterator
from itertools import groupby, islice
from typing import Final

from ...decode import clean_line
from ..block_tables import NOT_TABLES, SHORT_CELL, is_table, span
from ..tables import Cell, Row, row_lines, table_lines
from .marks import HtmlElement

LONG_CELL: Final = 300  # characters; in a table that names its headings itself
MENU: Final = 0.8  # share of words within links from which a table without headings is a menu
MOST_ROWS: Final = 50_000
MOST_CELLS: Final = 200  # of a row
MOST_PIECES: Final = 1_000  # of text within a cell
BREAKS: Final = ("br", "p", "div", "li")
_IN_LAYOUTS: Final = "table ul ol form input h1 h2 h3 h4 article section blockquote iframe"
IN_LAYOUTS: Final = frozenset(_IN_LAYOUTS.split())
PARTS: Final = ("thead", "tbody", "tfoot", "tr", "td", "th")
MOST_LAYOUTS: Final = 10  # around a table
STEPS: Final = 4  # from a cell to its table
BAR: Final = re.compile(r"(?<!\\)\|")
RULE: Final = re.compile(r"\|(?:-{3,}\|)+")  # below the headings
FIGURE: Final = "figure"  # which trafilatura leaves out, unless a table is in it


def write_tables(tree: HtmlElement) -> dict[HtmlElement, list[str]]:
    """Write each table of the tree as its caption and a line for each row, and return the lines of each.

    The layouts around one become what is in them, else its rows would be one line of theirs.
    """
    around: set[HtmlElement] = set()
    written: dict[HtmlElement, list[str]] = {}
    for table in reversed(list(tree.iter("table"))):
        layout = table in around or table.get("role") in NOT_TABLES or _is_layout(table)
        if not layout and (lines := _lines(table)) is not None:
            written[table] = list(filter(None, [*_captions(table), *lines]))
            _write(table, written[table])
            around.update(islice(table.iterancestors("table"), MOST_LAYOUTS))
        elif any(len(row) > MOST_CELLS for row in table.iter("tr")):
            around.add(table)  # whose time trafilatura would take the square of
    for part in [one for one in tree.iter(*PARTS) if _table_around(one) in around]:
        part.tag = "div"
    for table in around:
        table.tag = "div"
    return written


def _is_layout(table: HtmlElement) -> bool:
    return any(one.tag in IN_LAYOUTS for one in table.iterdescendants())


def _table_around(part: HtmlElement) -> HtmlElement | None:
    return next((one for one in islice(part.iterancestors(), STEPS) if one.tag == "table"), None)


def _lines(table: HtmlElement) -> list[str] | None:
    """Return the rows of a table as lines, ``None`` where it is none of short cells."""
    for name in BREAKS:
        for element in table.iter(name):
            element.tail = f" {element.tail or ''}"
    rows = [_row(row) for row in islice(table.iter("tr"), MOST_ROWS + 1)]
    if any(len(row.cells) > MOST_CELLS for row in rows):
        return None
    headed = any(row.heading for row in rows)
    longest = max((len(cell.words) for row in rows for cell in row.cells), default=0)
    if len(rows) > MOST_ROWS or longest > (LONG_CELL if headed else SHORT_CELL) or not is_table(rows):
        return None
    return None if not headed and _is_menu(table) else row_lines(rows)


def _row(row: HtmlElement) -> Row:
    cells = list(islice(row.iterchildren("td", "th"), MOST_CELLS + 1))
    found = [Cell(_words(cell), span(cell.get("colspan")), span(cell.get("rowspan"))) for cell in cells]
    parent = row.getparent()
    headings = bool(cells) and all(cell.tag == "th" for cell in cells)
    return Row(found, headings or (parent is not None and parent.tag == "thead"))


def _words(element: HtmlElement) -> str:
    return clean_line("".join(islice(element.itertext(), MOST_PIECES)))


def _is_menu(table: HtmlElement) -> bool:
    linked = sum(len(_words(link)) for link in table.iter("a"))
    return linked > MENU * len("".join(table.itertext()).strip())


def _captions(table: HtmlElement) -> Iterator[str]:
    """Yield what a table's own caption says, and that of a figure which holds nothing but the table."""
    for caption in islice(table.iterchildren("caption"), 1):
        yield _words(caption)
    if (figure := _figure_around(table)) is not None:
        for caption in list(islice(figure.iterchildren("figcaption"), 1)):
            yield _words(caption)
            figure.remove(caption)
        figure.tag = "div"
        figure.attrib.clear()


def _figure_around(table: HtmlElement) -> HtmlElement | None:
    return next((one for one in islice(table.iterancestors(), 3) if one.tag == FIGURE), None)


def _write(table: HtmlElement, lines: list[str]) -> None:
    """Leave of a table a cell for each line, which trafilatura keeps or drops as it would the table."""
    table.clear(keep_tail=True)
    for line in lines:
        row = table.makeelement("tr")
        cell = row.makeelement("td")
        cell.text = line
        row.append(cell)
        table.append(row)


def parted_rows(paragraph: str) -> list[str]:
    """Return the lines of tables as trafilatura writes them, ``| a line |``, one by one.

    What it took for a table and we for a layout is told by its headings if it has any, or by its cells.
    """
    if not paragraph.startswith("|"):
        return [paragraph]
    found: list[str] = []
    for several, group in groupby(paragraph.split("\n"), key=lambda line: len(BAR.findall(line)) > 2):
        lines = list(group)
        rows = [[cell.replace("\\|", "|").strip() for cell in BAR.split(line)[1:-1]] for line in lines]
        rule = next((number for number, line in enumerate(lines) if RULE.fullmatch(line)), 0)
        del rows[rule : rule + bool(rule)]
        longest = max((len(cell) for row in rows for cell in row), default=0)
        if several and longest <= (LONG_CELL if rule else SHORT_CELL):
            found += table_lines(rows, headings=rule or None)
        else:
            found += [cell for row in rows for cell in row if cell]
    return found
