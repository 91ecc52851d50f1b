"""Lines of a PDF -> paragraphs, told by gaps, indents, short lines and the size of type."""

from collections.abc import Iterator
from itertools import pairwise
from statistics import median_low
from typing import Final

from .flow import add, alike, has_room, is_next_note
from .text import ENDS, ITEM, OTHER_SIZE, Line, Page, Paragraph, begins_inside, body_size, parted_word

WIDER: Final = 1.25  # of the usual distance between lines: a gap
UNEVEN: Final = 1.4  # of it: a raised mark may move a line so far down, inside a sentence
SOME: Final = 4  # distances between lines; a page of fewer is told by the others
EVEN: Final = 0.1  # of a distance: as good as the same
INDENT: Final = 0.7  # of the size of type
DEEP: Final = 3.0  # of the size of type: further in than any indent
REACH: Final = 0.15  # of a line's width: so near the margin that it went on in the next
Column = tuple[float, float]  # its left and its right margin


def paragraphs_of(pages: list[Page]) -> list[Paragraph]:
    """Return the paragraphs, each as its lines; every line once, and no page's before an earlier page's.

    A paragraph that goes on over the foot of a column or page is one; the notes below its first half
    come before it.
    """
    size = body_size(pages)
    leading = _leading(pages, size)
    found: list[Paragraph] = []
    for page in pages:
        own = _own_leading(page, leading)
        for run in _runs(page.lines):
            margins = _margins(run)
            parts = [part for block in _blocks(run, own, margins) for part in _parted(block, margins, size)]
            for part in parts:
                add(found, part, size, opens=part is parts[0])
    return found


def _leading(pages: list[Page], size: float) -> float:
    """Return how far apart the lines of the text mostly are, in sizes of its type."""
    steps = [step for page in pages for step in _steps(page, size)]
    return min(3.0, max(1.0, median_low(steps) / size)) if steps else 1.2


def _own_leading(page: Page, usual: float) -> float:
    """Return how far apart a page's lines are that is set wider than the others, as a typescript is."""
    size = body_size([page])
    steps = _steps(page, size)
    if len(steps) < SOME:
        return usual
    middle = median_low(steps)
    even = sum(abs(step - middle) < EVEN * middle for step in steps)
    return min(3.0, middle / size) if middle > WIDER * usual * size and 2 * even > len(steps) else usual


def _steps(page: Page, size: float) -> list[float]:
    return [
        following.y - line.y
        for line, following in pairwise(page.lines)
        if abs(line.size - size) < 1 and alike(line, following) and following.y > line.y
    ]


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


def _blocks(run: list[Line], leading: float, margins: dict[int, Column]) -> Iterator[list[Line]]:
    """Yield the lines between two gaps or changes of size."""
    block: list[Line] = []
    for line in run:
        if block:
            step = (line.y - block[-1].y) / (leading * min(line.size, block[-1].size))
            inside = (
                step < UNEVEN
                and not ENDS.search(block[-1].text)
                and not has_room(block[-1], line, margins[round(line.size)][1])
            )
            if (step > WIDER and not inside) or not alike(block[-1], line):
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
    if ITEM.match(line.text) or line.cells or above.told or is_next_note(paragraph, line):
        return True
    if above.cells:  # "Label:   words" may go on below its words
        return " | " in above.text or line.left - above.left < DEEP * line.size
    return not parted_word(above.text) and _is_set_off(paragraph, line, after, column)


def _is_set_off(paragraph: Paragraph, line: Line, after: Line | None, column: Column) -> bool:
    """Tell from the end of the line above and from indents whether a line begins a paragraph."""
    above, indent = paragraph[-1], INDENT * line.size
    ended = bool(ENDS.search(above.text))
    if has_room(above, line, column[1]):
        long = 2 * above.width > column[1] - column[0]
        return ended or not (long and begins_inside(line.text))
    if line.left - above.left > indent:
        hanging = ITEM.match(paragraph[0].text) or (after and after.left > line.left - indent and not ended)
        return ended and not hanging
    return above.left - line.left > indent and len(paragraph) > 1 and ended


def _is_centred(block: list[Line]) -> bool:
    """Tell whether lines have one middle and different beginnings, as in a title of several lines."""
    size = block[0].size
    middles = [(line.left + line.right) / 2 for line in block]
    uneven = sum(abs(line.left - following.left) > size for line, following in pairwise(block))
    return 2 * uneven >= len(block) - 1 > 0 and max(middles) - min(middles) < 0.5 * size
