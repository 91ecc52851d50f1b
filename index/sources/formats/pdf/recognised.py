"""Pages of a PDF that are pictures, read: their lines stand where text would, and each knows its box."""

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median
from typing import Final

from ...pictures import MOST_PAGES, MOST_SECONDS, can_recognise
from ..long_work import going_on, may_take_long
from .pages import page_pictures
from .text import Line, Page, clean_words

DPI: Final = 200
Box = tuple[int, int, int, int]  # left, top, right, bottom in thousandths of the page
Span = tuple[int, int]

EVEN: Final = (0.8, 1.25)  # of the middle size of all pages' text; a page between has that size
WHOLE: Final = (0, 0, 1000, 1000)
KEY: Final = 12  # characters, at most, that a line is found by in the text


@dataclass(frozen=True, slots=True)
class Recognised:
    """What pictures of pages say.

    Attributes:
        pages: those that were looked at, with their lines, if they have any.
        boxes: the words of each line of a page, in what order ever, and in what box they stand.
    """

    pages: dict[int, Page] = field(default_factory=dict)
    boxes: dict[int, list[tuple[str, Box]]] = field(default_factory=dict)

    def within(self, pages: Sequence[Page]) -> list[Page]:
        """Return all pages, with these in place of those that a file says nothing of."""
        return [self.pages.get(number, page) for number, page in enumerate(pages)]

    def on(self, first: int, end: int) -> "Recognised":
        """Return what is known of the pages from one on to before another."""
        own = range(first, end)
        return Recognised(
            {number: page for number, page in self.pages.items() if number in own},
            {number: lines for number, lines in self.boxes.items() if number in own},
        )


def recognised_pages(content: bytes, pages: Sequence[Page], numbers: Sequence[int]) -> Recognised:
    """Return what those of the pages say, counted from 0, when they are looked at.

    At most ``MOST_PAGES`` are, and none after ``MOST_SECONDS``; none where what reads them is not installed.
    """
    if not (numbers and can_recognise() and may_take_long()):
        return Recognised()
    from .recognise import box_of, printed_lines, seen_in

    found = Recognised()
    wanted = numbers[:MOST_PAGES]
    end = time.monotonic() + MOST_SECONDS
    going_on(f"page {wanted[0] + 1}")
    for done, (number, picture, points) in enumerate(page_pictures(content, wanted, dpi=DPI), start=1):
        seen = seen_in(picture)
        lines = printed_lines(seen, scale=points, page=number)
        high, wide = picture.shape[:2]
        found.pages[number] = replace(pages[number], lines=lines, height=high * points)
        found.boxes[number] = [(clean_words(each.text), box_of(each, wide, high)) for each in seen]
        if time.monotonic() > end:
            break
        if done < len(wanted):
            going_on(f"page {wanted[done] + 1} of {len(pages)}")
    return replace(found, pages=_evened(found.pages))


def recognised_spans(text: str, starts: Sequence[int], found: Recognised) -> tuple[list[Span], list[Box]]:
    """Return the recognised spans of a text, one for each line that is found in it again, and their boxes.

    ``starts`` is where each page begins in the text. The spans of a page follow each other without a gap.
    """
    spans: list[Span] = []
    boxes: list[Box] = []
    ends = [*starts[1:], len(text)]
    for number, lines in sorted(found.boxes.items()):
        placed = sorted(_placed(text, starts[number], ends[number], lines)) or [(starts[number], WHOLE)]
        if not text[starts[number] : ends[number]].strip():
            continue
        edges = [starts[number], *(place for place, _ in placed[1:]), ends[number]]
        spans += pairwise(edges)
        boxes += [box for _, box in placed]
    return spans, boxes


def _placed(text: str, start: int, end: int, lines: Sequence[tuple[str, Box]]) -> Iterator[tuple[int, Box]]:
    """Yield where lines begin in a stretch of the text; of those that begin alike the first is the first."""
    taken: set[int] = set()
    for words, box in lines:
        key = words[:KEY].rstrip()
        place = text.find(key, start, end)
        while place in taken:
            place = text.find(key, place + 1, end)
        if key and place >= 0:
            taken.add(place)
            yield place, box


def _evened(pages: dict[int, Page]) -> dict[int, Page]:
    """Return pages whose text has one size of type: boxes are a little larger on one page than on another."""
    usual = {number: _usual_size(page.lines) for number, page in pages.items()}
    middle = median([size for size in usual.values() if size] or [1.0])
    return {
        number: replace(page, lines=[_in_size(line, usual[number], middle) for line in page.lines])
        for number, page in pages.items()
    }


def _usual_size(lines: Sequence[Line]) -> float:
    letters = Counter[float]()
    for line in lines:
        letters[line.size] += len(line.text)
    return letters.most_common(1)[0][0] if letters else 0.0


def _in_size(line: Line, usual: float, middle: float) -> Line:
    low, high = EVEN
    if not low * middle < usual < high * middle:
        return line
    return replace(line, size=round(line.size * middle / usual, 1))
