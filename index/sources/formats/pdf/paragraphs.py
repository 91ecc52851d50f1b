"""Lines of a PDF -> paragraphs, told by gaps, indents, short lines and the size of type.

Running heads and feet, page numbers and what browsers print round a page are taken out before.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from statistics import median_low
from typing import Final

from .text import ENDS, ITEM, Line, Page, Paragraph, begins_inside, body_size, parted_word

ZONE: Final = 0.12  # of a page's height, at its top and at its bottom
LEVELS: Final = 4  # outermost heights that may be heads or feet
NEAR: Final = 2  # pages; left and right ones take turns
SAME_PLACE: Final = 3.0  # points, up or down
LARGE: Final = 1.35  # of the size of the text: slides repeat their titles, books their heads in small type
_PAGE: Final = r"(?:page|seite|p\.|página|pagina)?\s*"
NUMBER: Final = re.compile(rf"[\s\-–—|\[(·]*{_PAGE}(\d{{1,4}})[\s\-–—|\])·.]*", re.I)
ROMAN: Final = re.compile(r"[\s\-–—]*(?=[ivxl])(?:x{1,3}|xl|lx{0,3})?(?:ix|iv|v?i{0,3})[\s\-–—.]*")
OF_ALL: Final = re.compile(rf"{_PAGE}\d{{1,4}}\s*(?:of|/|von|de|sur|di)\s*\d{{1,4}}", re.I)
PRINTED: Final = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4},?\s+\d{1,2}[:.]\d\d\b")
PRINTED_FROM: Final = re.compile(r"((?:https?://|file:///)\S+?)(?:\s*\|)?(?:\s+\d{1,4}/\d{1,4})?")

WIDER: Final = 1.25  # of the usual distance between lines: a gap
OTHER_SIZE: Final = 1.12
NOTE: Final = 0.93  # of the size of the text: footnotes and captions are smaller
INDENT: Final = 0.7  # of the size of type
DEEP: Final = 3.0  # of the size of type: further in than any indent
REACH: Final = 0.15  # of a line's width: so near the margin that it went on in the next
CAPTION: Final = re.compile(r"(?:figure|fig\.|table|tab\.|abbildung|abb\.|tabelle)\s*\d", re.I)
LINES: Final = 8  # of a paragraph, whose longest reaches the margin
NOTES: Final = 60  # paragraphs that may lie between the halves of one
Column = tuple[float, float]  # its left and its right margin


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
        near = {
            _likeness_at(line)
            for other in range(max(0, number - NEAR), min(len(pages), number + NEAR + 1))
            if other != number
            for line in outer[other]
        }
        found.extend(line for line in lines if _is_head(line, near, offsets))
    taken = set(map(id, found))
    kept = ([line for line in page.lines if id(line) not in taken] for page in pages)
    return [replace(page, lines=lines) for page, lines in zip(pages, kept, strict=True)], found


def printed_from(heads: list[Line]) -> str | None:
    """Return the address that a browser printed below a page, unless it was cut short."""
    for line in heads:
        match = PRINTED_FROM.fullmatch(line.text)
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


def _is_head(line: Line, near: set[tuple[str, int]], offsets: Counter[int]) -> bool:
    text = line.text
    if OF_ALL.fullmatch(text) or PRINTED.match(text) or PRINTED_FROM.fullmatch(text) or ROMAN.fullmatch(text):
        return True
    if match := NUMBER.fullmatch(text):
        offset = int(match[1]) - line.page
        if offset == 1 or offsets[offset] > 1:
            return True
    likeness, place = _likeness_at(line)
    return any((likeness, place + step) in near for step in (-1, 0, 1))


def _likeness_at(line: Line) -> tuple[str, int]:
    """Return what stays the same of a line from page to page, and its height in steps."""
    words = re.sub(r"[\W_]+", "", re.sub(r"\d+", "0", line.text)).casefold()
    return words, round(line.y / SAME_PLACE)


def paragraphs_of(pages: list[Page]) -> list[Paragraph]:
    """Return the paragraphs, each as its lines; every line once, and no page's before an earlier page's.

    A paragraph that goes on over the foot of a column or page is one; the notes below its first half
    come before it.
    """
    size = body_size(pages)
    leading = _leading(pages, size)
    found: list[Paragraph] = []
    for page in pages:
        for run in _runs(page.lines):
            margins = _margins(run)
            parts = [part for block in _blocks(run, leading) for part in _parted(block, margins, size)]
            for part in parts:
                _put(found, part, size, opens=part is parts[0])
    return found


def _leading(pages: list[Page], size: float) -> float:
    """Return how far apart the lines of the text mostly are, in sizes of its type."""
    steps = [
        following.y - line.y
        for page in pages
        for line, following in pairwise(page.lines)
        if abs(line.size - size) < 1 and _alike(line, following) and following.y > line.y
    ]
    return min(3.0, max(1.0, median_low(steps) / size)) if steps else 1.2


def _runs(lines: list[Line]) -> Iterator[list[Line]]:
    """Yield the lines that follow one another down one column."""
    run: list[Line] = []
    for line in lines:
        if run and (line.y <= run[-1].y or line.left > run[-1].right or line.right < run[-1].left):
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _blocks(run: list[Line], leading: float) -> Iterator[list[Line]]:
    """Yield the lines between two gaps or changes of size."""
    block: list[Line] = []
    for line in run:
        if block:
            step = leading * min(line.size, block[-1].size)
            if line.y - block[-1].y > WIDER * step or not _alike(block[-1], line):
                yield block
                block = []
        block.append(line)
    if block:
        yield block


def _parted(block: list[Line], margins: dict[int, Column], size: float) -> Iterator[Paragraph]:
    """Yield the paragraphs of a block, in which all lines have one size and one distance."""
    column = _column(block, margins)
    centred, title = _is_centred(block), block[0].size > OTHER_SIZE * size
    paragraph = [block[0]]
    for number, line in enumerate(block[1:], start=1):
        after = block[number + 1] if number + 1 < len(block) else None
        inside = title or begins_inside(line.text)
        if not inside if centred else _begins(paragraph, line, after, column):
            yield paragraph
            paragraph = []
        paragraph.append(line)
    yield paragraph


def _margins(run: list[Line]) -> dict[int, Column]:
    """Return where the lines of each size of type begin and end."""
    found: dict[int, Column] = {}
    for line in run:
        left, right = found.get(round(line.size), (line.left, line.right))
        found[round(line.size)] = (min(left, line.left), max(right, line.right))
    return found


def _column(block: list[Line], margins: dict[int, Column]) -> Column:
    """Return where a block's lines begin and end: at its own margins if most reach them, else at others'."""
    own = max(line.right for line in block)
    reach = sum(own - line.right < REACH * line.width for line in block[:-1])
    if len(block) > 2 and 3 * reach >= 2 * (len(block) - 1):
        return min(line.left for line in block), own
    return margins[round(block[0].size)]


def _begins(paragraph: Paragraph, line: Line, after: Line | None, column: Column) -> bool:
    """Tell whether a line begins a paragraph rather than going on with one."""
    above = paragraph[-1]
    if ITEM.match(line.text) or line.cells:
        return True
    if above.cells:  # "Label:   words" may go on below its words
        return " | " in above.text or line.left - above.left < DEEP * line.size
    return not parted_word(above.text) and _is_set_off(paragraph, line, after, column)


def _is_set_off(paragraph: Paragraph, line: Line, after: Line | None, column: Column) -> bool:
    """Tell from the end of the line above and from indents whether a line begins a paragraph."""
    above, indent = paragraph[-1], INDENT * line.size
    ended = bool(ENDS.search(above.text))
    if _has_room(above, line, column[1]):
        long = 2 * above.width > column[1] - column[0]
        return ended or not (long and begins_inside(line.text))
    if line.left - above.left > indent:
        hanging = ITEM.match(paragraph[0].text) or (after and after.left > line.left - indent and not ended)
        return ended and not hanging
    return above.left - line.left > indent and len(paragraph) > 1 and ended


def _has_room(above: Line, line: Line, margin: float) -> bool:
    """Tell whether a line ends so early that the next one's first word would have fitted."""
    words = line.text.split(" ", 1)
    width = line.width * len(words[0]) / max(1, len(line.text))
    return margin - above.right > width + 0.8 * line.size


def _is_centred(block: list[Line]) -> bool:
    """Tell whether lines have one middle and different beginnings, as in a title of several lines."""
    size = block[0].size
    middles = [(line.left + line.right) / 2 for line in block]
    uneven = sum(abs(line.left - following.left) > size for line, following in pairwise(block))
    return 2 * uneven >= len(block) - 1 > 0 and max(middles) - min(middles) < 0.5 * size


def _put(found: list[Paragraph], part: Paragraph, size: float, *, opens: bool) -> None:
    """Add a paragraph to those before, or its lines to the one among them that it goes on with.

    ``opens`` says that it is the first of a column, or that what stands above it is none of its.
    """
    for back in range(1, min(NOTES, len(found)) + 1):
        last = found[-back]
        if _goes_on(last, part, size, opens=opens or back > 1):
            notes = found[len(found) - back + 1 :]
            if notes and last[0].page != notes[-1][-1].page:
                break
            last.extend(part)
            found[len(found) - back :] = [*notes, last]
            return
        if (
            not (last[-1].size < NOTE * size or CAPTION.match(last[0].text))
            or last[-1].page < part[0].page - 1
        ):
            break
    found.append(part)


def _goes_on(paragraph: Paragraph, part: Paragraph, size: float, *, opens: bool) -> bool:
    """Tell whether a paragraph at the foot of a column goes on at the head of the next, or below a table."""
    last, line = paragraph[-1], part[0]
    if last.page != line.page and last.size > OTHER_SIZE * size:  # a heading does not run over
        return False
    if not _alike(last, line) or ENDS.search(last.text) or ITEM.match(line.text) or last.cells or line.cells:
        return False
    if parted_word(last.text) or CAPTION.match(line.text):
        return begins_inside(line.text)
    words = len(last.text.split())
    margin = max(one.right for one in paragraph[-LINES:])
    full = words > 3 and len(paragraph) > 1 and last.right >= margin - last.size
    if begins_inside(line.text):
        return full or (opens and words > 2)
    return opens and full


def _alike(one: Line, other: Line) -> bool:
    small, large = sorted((one.size, other.size))
    return large < OTHER_SIZE * small
