"""What stands on a page of a PDF besides text: how much of it pictures cover, and how much is drawn.

Pages of scanners, and texts turned into outlines, show words that a PDF does not say.
"""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

LONG_TEXT: Final = 400  # characters; a page with more is not looked at for pictures
DEEP: Final = 3  # forms within forms
MOST_OBJECTS: Final = 20_000  # of a page that are looked at
SAMPLED: Final = 200  # characters of a page of which it is asked whether the file says their letters

Box = tuple[float, float, float, float]  # left, bottom, right, top


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a page shows that is no text.

    Attributes:
        pictures: the share of the page that they cover, in [0, 1]; overlapping ones count twice.
        strokes: the segments of all paths: a rule has 1 to 5, a letter some 20.
        unmapped: the share of its characters, in [0, 1], whose letters the file does not say.
    """

    pictures: float = 0.0
    strokes: int = 0
    unmapped: float = 0.0


NOTHING: Final = Drawn()


def drawn_on(pdfium: Any, page: Any, words: Any, text: str) -> Drawn:
    """Return what a page shows besides its text, found with pdfium's functions.

    Pictures and paths are looked for only where there is little text.
    """
    unmapped = _unmapped(pdfium, words)
    if len(text) > LONG_TEXT and unmapped < 0.5:
        return Drawn(unmapped=unmapped)
    bounds: Box = page.get_bbox()
    area = (bounds[2] - bounds[0]) * (bounds[3] - bounds[1])
    covered, strokes = 0.0, 0
    for shape in islice(_shapes(pdfium, page), MOST_OBJECTS):
        within = list(islice(_within(pdfium, shape), MOST_OBJECTS))
        strokes += sum(_strokes(pdfium, one) for one in within)
        if any(pdfium.FPDFPageObj_GetType(one) == pdfium.FPDF_PAGEOBJ_IMAGE for one in within):
            covered += _common_area(_box(pdfium, shape), bounds)
    return Drawn(min(1.0, covered / area) if area > 0 else 0.0, strokes, unmapped)


def _shapes(pdfium: Any, page: Any) -> Iterator[Any]:
    for number in range(pdfium.FPDFPage_CountObjects(page)):
        yield pdfium.FPDFPage_GetObject(page, number)


def _within(pdfium: Any, shape: Any, depth: int = DEEP) -> Iterator[Any]:
    """Yield a shape and, of a form, what is in it."""
    yield shape
    if depth and pdfium.FPDFPageObj_GetType(shape) == pdfium.FPDF_PAGEOBJ_FORM:
        for number in range(min(MOST_OBJECTS, pdfium.FPDFFormObj_CountObjects(shape))):
            yield from _within(pdfium, pdfium.FPDFFormObj_GetObject(shape, number), depth - 1)


def _strokes(pdfium: Any, shape: Any) -> int:
    is_path = pdfium.FPDFPageObj_GetType(shape) == pdfium.FPDF_PAGEOBJ_PATH
    return max(0, pdfium.FPDFPath_CountSegments(shape)) if is_path else 0


def _box(pdfium: Any, shape: Any) -> Box:
    places = [ctypes.c_float() for _ in range(4)]
    pdfium.FPDFPageObj_GetBounds(shape, *map(ctypes.byref, places))
    left, bottom, right, top = (place.value for place in places)
    return left, bottom, right, top


def _common_area(one: Box, other: Box) -> float:
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return max(0.0, wide) * max(0.0, high)


def _unmapped(pdfium: Any, words: Any) -> float:
    """Return the share of some characters, spread over a page, whose letters the file does not say."""
    length = words.count_chars()
    places = range(0, length, max(1, length // SAMPLED))
    shown = [place for place in places if not pdfium.FPDFText_IsGenerated(words, place)]
    failed = [place for place in shown if pdfium.FPDFText_HasUnicodeMapError(words, place) == 1]
    return len(failed) / len(shown) if shown else 0.0
