"""What can be quoted though it is no sentence: rows of tables, and lists with the line that leads to them."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from typing import Final

from index.sources.facts.clutter import is_numbered
from index.sources.facts.top_lines import says_when
from index.text.scripts import CLOSING, ENDING
from index.text.split import LONG_SENTENCE, Span
from index.text.words import analysed

ITEM_MARK: Final = re.compile(r"[ \t]*(?:[-–*•·▪◦‣●○■]|\d{1,2}\))[ \t]+")
LEAST_ITEM: Final = 5  # words; a shorter item is quoted with the line above its list
LONGEST_ROW: Final = 660  # characters
SEEN: Final = 2_000  # characters above a passage in which that line is looked for

_ROW: Final = re.compile(r"([^:|\n]{1,60})(?:: | \| )([^\n]{1,600})")
_FIGURE: Final = re.compile(r"\W*\d[\d.,:/\s]*[^\d\s]{0,8}")
_LAST_FIGURE: Final = re.compile(r"\s(\S*\d\S*(?: [^\d\s]{1,8})?)\Z")
_CELLS: Final = re.compile(r"[^,;|]+(?:, |; | \| )[^,;|]")
STOPPED: Final = re.compile(rf"[{ENDING}:;][{CLOSING}]*$")


def is_row(text: str, start: int, end: int) -> bool:
    """Tell whether a piece is a whole line that reads as the row of a table: "Orrin: staff 9".

    It holds a figure and other cells, or nothing but the figure; else it has a figure or several cells and
    a line of its kind above or below it. Headings with a colon mostly have none of these.
    """
    alone = text[start - 1 : start] in ("", "\n") and text[end : end + 1] in ("", "\n")
    row = _ROW.fullmatch(text, start, end) if alone else None
    if not row or STOPPED.search(text, start, end) or says_when(row[0]) or is_numbered(row[1]):
        return False
    figure = any(map(str.isdecimal, row[2]))
    if figure and (_CELLS.search(row[2]) or _FIGURE.fullmatch(row[2])):
        return True
    return (figure or len(row[0].split()) >= LEAST_ITEM) and any(
        map(_is_row_alone, _beside(text, start, end))
    )


def _is_row_alone(line: str) -> bool:
    return bool(_ROW.fullmatch(line)) and not STOPPED.search(line)


def _beside(text: str, start: int, end: int) -> list[str]:
    """Return the line above a line and the one below it, empty ones aside."""
    above = text[max(0, start - LONGEST_ROW) : start].rstrip().rpartition("\n")[2]
    return [above, text[end : end + LONGEST_ROW].lstrip().partition("\n")[0]]


def is_item(text: str, start: int) -> bool:
    """Tell whether a piece begins behind the mark of a list's item."""
    return bool(ITEM_MARK.fullmatch(text, text.rfind("\n", 0, start) + 1, start))


def with_lead_ins(text: str, spans: Sequence[Span]) -> list[Span]:
    """Return spans, those of a list of short items as one with the line above it, which ends in a colon."""
    found: list[Span] = []
    at = 0
    while at < len(spans):
        last = _last_item(text, spans, at)
        items = spans[at + 1 : last + 1]
        short = any(len(text[start:end].split()) < LEAST_ITEM for start, end in items)
        if short and spans[last][1] - spans[at][0] <= LONG_SENTENCE:
            found.append((spans[at][0], spans[last][1]))
            at = last
        else:
            found.append(spans[at])
        at += 1
    return found


def _last_item(text: str, spans: Sequence[Span], lead: int) -> int:
    """Return the last span of the list that a span leads to, the span itself where it leads to none."""
    if text[spans[lead][1] - 1] != ":" or is_item(text, spans[lead][0]):
        return lead
    last = lead
    while last + 1 < len(spans) and is_item(text, spans[last + 1][0]):
        gap = text[spans[last][1] : spans[last + 1][0]]
        if not ITEM_MARK.fullmatch(gap.lstrip("\n")) or gap.count("\n") > 2:
            break
        last += 1
    return last


def is_led_to(text: str, start: int) -> bool:
    """Tell whether the list of an item stands under a line that ends in a colon."""
    lines = text[max(0, start - SEEN) : text.rfind("\n", 0, start) + 1].split("\n")
    above = next((line for line in reversed(lines) if line.strip() and not ITEM_MARK.match(line)), "")
    return above.rstrip().endswith(":")


def row_name(row: str) -> str:
    """Return what a row is about: its first cell."""
    found = _ROW.fullmatch(row)
    return found[1] if found else row


def cells(row: str) -> list[Span]:
    """Return where the cells of a row begin and end, its name aside."""
    found = _ROW.fullmatch(row)
    mark = next((mark for mark in (" | ", "; ") if mark in row), ", ")
    places: list[Span] = []
    at = found.start(2) if found else 0
    for cell in row[at:].split(mark):
        places.append((at, at + len(cell)))
        at += len(cell) + len(mark)
    return places


def asked_cell(row: str, asked: Set[str]) -> Span | None:
    """Return the one cell that holds most terms of a question; ``None`` where none or several do."""
    wanted = asked - set(analysed(row_name(row)))
    places = cells(row)
    held = [len(wanted & set(analysed(row[slice(*place)]))) for place in places]
    most = max(held, default=0)
    return places[held.index(most)] if most and held.count(most) == 1 else None


def asked_figure(row: str, asked: Set[str]) -> Span | None:
    """Return the figure of the cell that a question names by its row and its heading, if it does."""
    named = set(analysed(row_name(row))) <= asked
    place = asked_cell(row, asked) if named else None
    figure = _LAST_FIGURE.search(row, *place) if place else None
    return figure.span(1) if figure else None
