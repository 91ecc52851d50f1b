"""Running heads and feet, page numbers and what browsers print round a page: taken out of a PDF's pages."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from .text import SENTENCE_END, Line, Page, body_size

ZONE: Final = 0.12  # of a page's height, at its top and at its bottom
LEVELS: Final = 4  # outermost heights that may be heads or feet
NEAR: Final = 2  # pages; left and right ones take turns
SAME_PLACE: Final = 3.0  # points, up or down
TYPE: Final = 0.07  # of the size of the text: no other type
CLOSE: Final = 1.6  # of the size of type: no gap between lines
SHEET: Final = 2  # printed pages, where two stand on one of the file
LARGE: Final = 1.35  # of the size of the text: slides repeat their titles, books their heads in small type
_PAGE: Final = r"(?:page|seite|p\.|página|pagina)?\s*"
NUMBER: Final = re.compile(rf"[\s\-–—|\[(·]*{_PAGE}(\d{{1,4}})[\s\-–—|\])·.]*", re.I)
ROMAN: Final = re.compile(r"[\s\-–—]*(?=[ivxl])(?:x{1,3}|xl|lx{0,3})?(?:ix|iv|v?i{0,3})[\s\-–—.]*")
OF_ALL: Final = re.compile(rf"{_PAGE}\d{{1,4}}\s*(?:of|/|von|de|sur|di)\s*\d{{1,4}}", re.I)
PRINTED: Final = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4},?\s+\d{1,2}[:.]\d\d\b")
PRINTED_FROM: Final = re.compile(r"((?:https?://|file:///)\S+?)(?:\s*\|)?(?:\s+\d{1,4}/\d{1,4})?")

Alike = dict[tuple[str, int], list[Line]]  # lines of pages near by, by what stays the same of them


def without_heads(pages: list[Page]) -> tuple[list[Page], list[Line]]:
    """Return the pages without heads, feet and page numbers, and the lines that were those."""
    size = body_size(pages)
    outer = [list(_outer_lines(page, size)) for page in pages]
    offsets = Counter(
        int(match[1]) - line.page
        for lines in outer
        for line in lines
        if (match := NUMBER.fullmatch(line.text))
    )
    found: list[Line] = []
    for number, lines in enumerate(outer):
        near: Alike = {}
        for other in range(max(0, number - NEAR), min(len(pages), number + NEAR + 1)):
            for line in outer[other] if other != number else ():
                near.setdefault(_likeness_at(line), []).append(line)
        within = _within(pages[number], lines, size)
        found.extend(line for line in lines if _is_head(line, near, offsets, text=id(line) in within))
    taken = set(map(id, found))
    kept = ([line for line in page.lines if id(line) not in taken] for page in pages)
    return [replace(page, lines=lines) for page, lines in zip(pages, kept, strict=True)], found


def printed_from(heads: list[Line]) -> str | None:
    """Return the address that a browser printed below a page, unless it was cut short."""
    for part in (part for line in heads for part in line.text.split(" | ")):
        match = PRINTED_FROM.fullmatch(part)
        if match and match[1].startswith("http") and not match[1].endswith(("…", "...")):
            return match[1]
    return None


def _outer_lines(page: Page, size: float) -> Iterator[Line]:
    """Yield the lines at the top and bottom that are no larger than the text."""
    heights = sorted({round(line.y) for line in page.lines})
    low, high = page.height * ZONE, page.height * (1 - ZONE)
    for line in page.lines:
        height = round(line.y)
        above = height <= low and height in heights[:LEVELS]
        below = height >= high and height in heights[-LEVELS:]
        if (above or below) and line.size <= LARGE * size:
            yield line


def _within(page: Page, lines: list[Line], size: float) -> set[int]:
    """Return which outer lines are set as the text is: in its type, and close upon it or ending so."""
    found: set[int] = set()
    for line in lines:
        inward = 1 if 2 * line.y < page.height else -1
        steps = (inward * (one.y - line.y) for one in page.lines if abs(one.size - line.size) < TYPE * size)
        close = any(0 < step < CLOSE * line.size for step in steps)
        if abs(line.size - size) < TYPE * size and (close or SENTENCE_END.search(line.text)):
            found.add(id(line))
    return found


def _is_head(line: Line, near: Alike, offsets: Counter[int], *, text: bool) -> bool:
    """Tell whether a line is a head or foot; of ``text`` only what no sentence ends and no figure changes."""
    if ROMAN.fullmatch(line.text) or any(map(_is_printers, line.text.split(" | "))):
        return True
    if match := NUMBER.fullmatch(line.text):
        offset = int(match[1]) - line.page
        if offset == 1 or offsets[offset] > 1:
            return True
    likeness, place = _likeness_at(line)
    if text and SENTENCE_END.search(line.text):
        return False
    alike = (one for step in (-1, 0, 1) for one in near.get((likeness, place + step), ()))
    return any(_goes_with(line, one, exactly=text or line.told) for one in alike)


def _goes_with(line: Line, other: Line, *, exactly: bool) -> bool:
    """Tell whether two lines are one head: no more than a page number and one figure tell them apart.

    Of a table's rows and of the text no figure may; theirs stand at one height on page after page.
    """
    pages = line.page - other.page
    figures = zip(*(map(int, re.findall(r"\d+", one.text)) for one in (line, other)), strict=True)
    others = sum(own - its not in (0, pages, SHEET * pages) for own, its in figures)
    return others <= (0 if exactly else 1)


def _is_printers(part: str) -> bool:
    """Tell whether a browser or the like printed this beside the page."""
    return bool(OF_ALL.fullmatch(part) or PRINTED.match(part) or PRINTED_FROM.fullmatch(part))


def _likeness_at(line: Line) -> tuple[str, int]:
    """Return what stays the same of a line from page to page, and its height in steps."""
    words = re.sub(r"[\W_]+", "", re.sub(r"\d+", "0", line.text)).casefold()
    return words, round(line.y / SAME_PLACE)
