"""The characters of a PDF's page, and the pieces that its rows consist of: parted by gaps and by heights."""

import ctypes
import math
import re
from collections.abc import Iterator
from itertools import accumulate
from typing import Any, Final

from .right_to_left import Letter
from .small_figures import REDUCED, small_figures
from .text import Line, Row

GAP: Final = 0.7  # of the size of type: wider than most spaces between words, narrower than most gutters
SHIFT: Final = 0.2  # of the size of type, up or down: words of another line
RISE: Final = 0.08  # of the size of type, up or down: a mark within a word
NARROW: Final = 0.15  # of the size of type: between cells that no space parts
LEVEL: Final = 0.1  # of how high ink reaches: it begins at the line
LAST_OF_ONE: Final = "\uffff"  # letters behind it, as 𝑣, are two to pdfium
SPACES: Final = 400  # of a page, to tell whether it draws any
DRAWN: Final = 0.1  # of the spaces of a page: it draws those between words
WORD: Final = re.compile(r"\S+")

Span = tuple[int, int]


class Glyphs:
    """The characters of a page by their place in its text."""

    def __init__(self, pdfium: Any, words: Any, text: str, number: int) -> None:
        """Take pdfium's functions, its page, that page's text, and its number from 0."""
        self._raw, self._page = pdfium, words.raw
        self._text, self.number = text, number
        large = max(text, default="") > LAST_OF_ONE
        self._units = [0, *accumulate(1 + (letter > LAST_OF_ONE) for letter in text)] if large else None
        self._shifted = (self._units[-1] if self._units else len(text)) != words.count_chars()
        self._values = [ctypes.c_double() for _ in range(4)]
        self._places = [ctypes.byref(value) for value in self._values]
        self._matrix, self._rect = pdfium.FS_MATRIX(), pdfium.FS_RECTF()
        self._spaces_drawn: bool | None = None
        self._small: dict[int, float] = {}  # how high small figures stand, in points
        self._small = {place: up * self._type(place)[0] for place, up in small_figures(text, self._ink)}

    def row(self, start: int, end: int, *, apart: bool) -> tuple[int, Row]:
        """Return the quarter turns that a stretch of the text runs at, and its pieces side by side.

        A piece that a space parts from the one before begins with it. With ``apart`` the row is looked
        at word by word, else only if whole text objects stand apart in it.
        """
        spans = [match.span() for match in WORD.finditer(self._text, start, end)]
        if not spans:
            return 0, []
        size, turn = self._usual_type(spans)
        gaps, uneven = self._stands_apart(spans, size, turn)
        uneven = uneven or bool(self._small and any(place in self._small for place in range(start, end)))
        if uneven:
            spans = [part for span in spans for part in self._levels(*span, size, turn)]
        if not (apart or gaps or uneven):
            return turn, [self._piece(spans, size, turn)]
        return turn, [self._piece(part, *self._usual_type(part)) for part in self._parted(spans, size, turn)]

    def letters(self, start: int, end: int, turn: int) -> list[Letter]:
        """Return the characters of a stretch of the text, each as wide as it moves the pen."""
        found: list[Letter] = []
        for place in range(start, end):
            index = self._index(place)
            if self._raw.FPDFText_GetLooseCharBox(self._page, index, self._rect):
                box = (self._rect.left, self._rect.right, self._rect.bottom, self._rect.top)
                right = self._along(box, turn)[1]
                inked, (size, _) = self._box(place, turn), self._type(place)
                y = self._origin(place, turn)
                x = self._along((self._values[0].value,) * 2 + (self._values[1].value,) * 2, turn)[0]
                found.append(Letter(self._text[place], x, max(right, x), inked, y, size))
        return found

    def _piece(self, spans: list[Span], size: float, turn: int) -> Line:
        start, end = spans[0][0], spans[-1][1]
        first, last = self._box(start, turn), self._box(end - 1, turn)
        spaced = start > 0 and self._text[start - 1].isspace()
        return Line(
            text=" " * spaced + self._text[start:end],
            apart=spaced and self._is_set_apart(start),
            left=min(first[0], last[0]),
            right=max(first[1], last[1]),
            y=self._origin((start + end) // 2, turn),
            size=size,
            page=self.number,
        )

    def _stands_apart(self, spans: list[Span], size: float, turn: int) -> tuple[bool, bool]:
        """Tell from its text objects whether a row has gaps, and whether parts of it stand at other heights.

        A mark above or below the line is always a text object of its own.
        """
        index = self._index(spans[0][0])
        count = self._raw.FPDFText_CountRects(self._page, index, self._index(spans[-1][1] - 1) + 1 - index)
        before, gaps = 0.0, False
        for number in range(count if count > 1 else 0):
            self._raw.FPDFText_GetRect(self._page, number, *self._places)
            left, right = self._values[0].value, self._values[2].value
            gaps = gaps or (number > 0 and not before - size < left < before + GAP * size)
            before = right
        gaps = gaps or (count > 1 and any(self._is_set_apart(start) for start, _ in spans[1:]))
        return gaps, count > 1 and self._is_uneven(spans, size, turn)

    def _is_uneven(self, spans: list[Span], size: float, turn: int) -> bool:
        """Tell whether any character stands higher or lower than the first one."""
        y = self._origin(spans[0][0], turn)
        places = (place for span in spans for place in range(*span))
        return any(abs(self._origin(place, turn) - y) > RISE * size for place in places)

    def _levels(self, start: int, end: int, size: float, turn: int) -> Iterator[Span]:
        """Yield the parts of a word that stand at one height each."""
        y = self._origin(start, turn)
        for place in range(start + 1, end):
            then = self._origin(place, turn)
            if abs(then - y) > RISE * size:
                yield start, place
                start, y = place, then
        yield start, end

    def _parted(self, spans: list[Span], size: float, turn: int) -> list[list[Span]]:
        """Return a row's words, parted where a gap, a step back or a shift is between them."""
        found = [[spans[0]]]
        y, mark = self._origin(spans[0][0], turn), False
        for start, end in spans[1:]:
            last = found[-1][-1][1]
            gap, then = self._box(start, turn)[0] - self._box(last - 1, turn)[1], self._origin(start, turn)
            near = -size < gap < (NARROW if self._is_set_apart(start) else GAP) * size
            if not near or abs(then - y) > (RISE if mark or start == last else SHIFT) * size:
                found.append([])
            found[-1].append((start, end))
            y, mark = then, start == last
        return found

    def _is_set_apart(self, start: int) -> bool:
        """Tell whether a gap without a space is before a word, on a page that draws those between words."""
        if self._text[start - 1] != " " or not self._is_made_up(start - 1):
            return False
        if self._spaces_drawn is None:
            spaces = [place for place, letter in enumerate(self._text) if letter == " "][:SPACES]
            self._spaces_drawn = sum(not self._is_made_up(place) for place in spaces) > DRAWN * len(spaces)
        if not self._spaces_drawn:
            return False
        pairs = [n for n in range(max(0, start - 4), start + 2) if len(self._text[n : n + 2].strip()) == 2]
        return not pairs or any(self._object(n) == self._object(n + 1) for n in pairs)

    def _object(self, place: int) -> int | None:
        """Return which text object draws a character; where each draws one, spaces may be drawn by none."""
        drawn = self._raw.FPDFText_GetTextObject(self._page, self._index(place))
        return ctypes.cast(drawn, ctypes.c_void_p).value

    def _is_made_up(self, place: int) -> bool:
        return bool(self._raw.FPDFText_IsGenerated(self._page, self._index(place)) == 1)

    def _index(self, place: int) -> int:
        unit = self._units[place] if self._units else place
        return self._raw.FPDFText_GetCharIndexFromTextIndex(self._page, unit) if self._shifted else unit

    def _box(self, place: int, turn: int) -> tuple[float, float]:
        """Return where a character begins and ends along its line."""
        self._raw.FPDFText_GetCharBox(self._page, self._index(place), *self._places)
        left, right, bottom, top = [value.value for value in self._values]
        return self._along((left, right, bottom, top), turn)

    def _ink(self, place: int) -> tuple[float, float]:
        """Return from where up to where a character is drawn, in sizes of its type, if not turned."""
        self._raw.FPDFText_GetCharBox(self._page, self._index(place), *self._places)
        bottom, top = self._values[2].value, self._values[3].value
        y = -self._origin(place, 0)
        if abs(bottom - y) < LEVEL * (top - y):  # as nearly all is
            return 0.0, 1.0
        size, turn = self._type(place)
        return ((bottom - y) / size, (top - y) / size) if turn == 0 else (0.0, 0.0)

    @staticmethod
    def _along(box: tuple[float, float, float, float], turn: int) -> tuple[float, float]:
        left, right, bottom, top = box
        return ((left, right), (bottom, top), (-right, -left), (-top, -bottom))[turn]

    def _origin(self, place: int, turn: int) -> float:
        """Return how far down a character stands."""
        across, up = self._places[:2]
        self._raw.FPDFText_GetCharOrigin(self._page, self._index(place), across, up)
        x, y = self._values[0].value, self._values[1].value
        return (-y - self._small.get(place, 0.0), x, y, -x)[turn]

    def _usual_type(self, spans: list[Span]) -> tuple[float, int]:
        """Return the middle one of three sizes: a word in another font does not make a line another's."""
        places = [spans[len(spans) * number // 4][0] for number in (1, 2, 3)]
        return sorted(map(self._type, places))[1] if len(spans) > 2 else self._type(places[0])

    def _type(self, place: int) -> tuple[float, int]:
        """Return a character's size, and in quarter turns how it is turned."""
        index, matrix = self._index(place), self._matrix
        if not self._raw.FPDFText_GetMatrix(self._page, index, matrix):
            return 1.0, 0
        size = self._raw.FPDFText_GetFontSize(self._page, index) * math.hypot(matrix.c, matrix.d)
        angle = math.atan2(matrix.b, matrix.a) if math.isfinite(matrix.a + matrix.b) else 0.0
        turn = round(angle / (math.pi / 2)) % 4
        return (size if size > 1 else 1.0) * (REDUCED if place in self._small else 1.0), turn
