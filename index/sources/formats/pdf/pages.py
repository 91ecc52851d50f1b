"""A PDF's pages as printed lines and their places: the home of pdfium, and of pypdf where that fails."""

import ctypes
import io
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import replace
from typing import Any, Final

from ....errors import SourceError
from ...facts import iso_language
from ...limits import MAX_TEXT
from .. import MISTAKES
from .columns import Row, are_parted, lines_in_order
from .drawn import drawn_on
from .text import FACTS, Line, Page, Pdf, check_length, clean_words

FARTHEST: Final = 20_000.0  # points; a page measures at most 14,400
ROW: Final = re.compile("[^\r\n\ufffe]+\ufffe?")

LONGEST_SIDE: Final = 3000  # pixels of a page that is drawn

Bounds = tuple[float, float, float, float]

GAP: Final = 0.7  # of the size of type: wider than most spaces between words, narrower than most gutters
SHIFT: Final = 0.2  # of the size of type, up or down
# A word; the figure or sign at its end, which may be raised and point to a footnote, is one of its own.
WORD: Final = re.compile(
    r"\S*?[^\W\d_][.,;:!?)\]\"'”’»]{0,4}(?=(?:\d{1,3}|[*†‡§¶]{1,3})[.,;:!?)\]]{0,4}(?:\s|\Z))|\S+"
)

Span = tuple[int, int]

# What pypdf raises when a file is not what it thought, besides its own errors.
BROKEN: Final = (*MISTAKES, NotImplementedError, OSError, RecursionError)


class Glyphs:
    """The characters of a page by their place in its text."""

    def __init__(self, pdfium: Any, words: Any, text: str, number: int) -> None:
        """Take pdfium's functions, its page, that page's text, and its number from 0."""
        self._raw, self._page = pdfium, words.raw
        self._text, self._number = text, number
        self._shifted = len(text) != words.count_chars()
        self._values = [ctypes.c_double() for _ in range(4)]
        self._places = [ctypes.byref(value) for value in self._values]
        self._matrix = pdfium.FS_MATRIX()

    def row(self, start: int, end: int, *, apart: bool) -> tuple[int, Row]:
        """Return the quarter turns that a stretch of the text runs at, and its pieces side by side.

        A piece that a space parts from the one before begins with it. With ``apart`` the row is looked
        at word by word, else only if whole text objects stand apart in it.
        """
        spans = [match.span() for match in WORD.finditer(self._text, start, end)]
        if not spans:
            return 0, []
        size, turn = self._usual_type(spans)
        if not (apart or self._stands_apart(start, end, size)):
            return turn, [self._piece(spans, size, turn)]
        return turn, [self._piece(part, *self._usual_type(part)) for part in self._parted(spans, size, turn)]

    def _piece(self, spans: list[Span], size: float, turn: int) -> Line:
        start, end = spans[0][0], spans[-1][1]
        first, last = self._box(start, turn), self._box(end - 1, turn)
        spaced = start > 0 and self._text[start - 1].isspace()
        return Line(
            text=" " * spaced + self._text[start:end],
            left=min(first[0], last[0]),
            right=max(first[1], last[1]),
            y=self._origin((start + end) // 2, turn),
            size=size,
            page=self._number,
        )

    def _stands_apart(self, start: int, end: int, size: float) -> bool:
        """Tell from the boxes of whole text objects whether a row has gaps or a raised part."""
        index = self._index(start)
        count = self._raw.FPDFText_CountRects(self._page, index, self._index(end - 1) + 1 - index)
        before = lowest = 0.0
        for number in range(count if count > 1 else 0):
            self._raw.FPDFText_GetRect(self._page, number, *self._places)
            left, _, right, bottom = (value.value for value in self._values)
            if number and (not before - size < left < before + GAP * size or bottom > lowest + SHIFT * size):
                return True
            before, lowest = right, bottom
        return False

    def _parted(self, spans: list[Span], size: float, turn: int) -> list[list[Span]]:
        """Return a row's words, parted where a gap, a step back or a shift is between them."""
        found = [[spans[0]]]
        y = self._origin(spans[0][0], turn)
        for start, end in spans[1:]:
            edge, then = self._box(found[-1][-1][1] - 1, turn)[1], self._origin(start, turn)
            near = -size < self._box(start, turn)[0] - edge < GAP * size
            if not near or abs(then - y) > SHIFT * size:
                found.append([])
            found[-1].append((start, end))
            y = then
        return found

    def _index(self, place: int) -> int:
        return self._raw.FPDFText_GetCharIndexFromTextIndex(self._page, place) if self._shifted else place

    def _box(self, place: int, turn: int) -> tuple[float, float]:
        """Return where a character begins and ends along its line."""
        self._raw.FPDFText_GetCharBox(self._page, self._index(place), *self._places)
        left, right, bottom, top = [value.value for value in self._values]
        return ((left, right), (bottom, top), (-right, -left), (-top, -bottom))[turn]

    def _origin(self, place: int, turn: int) -> float:
        """Return how far down a character stands."""
        across, up = self._places[:2]
        self._raw.FPDFText_GetCharOrigin(self._page, self._index(place), across, up)
        x, y = self._values[0].value, self._values[1].value
        return (-y, x, y, -x)[turn]

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
        return (size if size > 1 else 1.0), turn


def import_libraries() -> None:
    """Import what parsing needs, so that it does not count as a file's time."""
    import pypdfium2  # noqa: F401


def read_with_pdfium(content: bytes, name: str) -> Pdf | None:
    """Return what a PDF says, ``None`` when pdfium can make nothing of it.

    Raises:
        SourceError: it is encrypted, or too long.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as problem:
        if problem.err_code in (pypdfium2.raw.FPDF_ERR_PASSWORD, pypdfium2.raw.FPDF_ERR_SECURITY):
            raise SourceError(name, "is encrypted; save it without a password") from None
        return None
    with document:
        check_length(len(document), name)
        facts = {key: document.get_metadata_value(key) for key in FACTS}
        pages, drawn = _pages(document, name)
        return Pdf(pages, facts, _language(document), drawn) if any(page.height for page in pages) else None


def _pages(document: Any, name: str) -> tuple[list[Page], bool]:
    """Return the pages, those that cannot be read without lines or height, and whether any draws anything."""
    from pypdfium2 import PdfiumError

    pages: list[Page] = []
    drawn, total = False, 0
    for number in range(len(document)):
        page = Page([], 0.0)
        with suppress(PdfiumError, AssertionError):  # one bad page; pypdfium2 asserts what pdfium promises
            page, draws = _page(document, number)
            drawn = drawn or draws
        pages.append(page)
        total += sum(len(line.text) for line in page.lines)
        if total > MAX_TEXT:
            raise SourceError(name, f"holds more than {MAX_TEXT / 1e6:g} million characters of text")
    return pages, drawn


def _page(document: Any, number: int) -> tuple[Page, bool]:
    """Return a page, and whether it draws anything at all."""
    from pypdfium2 import raw

    with closing(document[number]) as page, closing(page.get_textpage()) as words:
        drawn = raw.FPDFPage_CountObjects(page) > 0
        text = words.get_text_range()
        seen = _seen(Glyphs(raw, words, text, number), text, page.get_bbox())
        return replace(seen, drawn=drawn_on(raw, page, words, text)), drawn


def _seen(glyphs: Glyphs, text: str, bounds: Bounds) -> Page:
    """Return the lines of a page in the order they are read; what lies outside its bounds is not seen."""
    turn, rows = _rows(glyphs, text, apart=False)
    if are_parted(rows):
        turn, rows = _rows(glyphs, text, apart=True)
    left, bottom, right, top = bounds
    head, foot = ((-top, -bottom), (left, right), (bottom, top), (-right, -left))[turn]
    lines = [replace(line, y=line.y - head) for line in lines_in_order(rows)]
    return Page([line for line in lines if 0 <= line.y <= foot - head], foot - head)


def _rows(glyphs: Glyphs, text: str, *, apart: bool) -> tuple[int, list[Row]]:
    """Return the quarter turns that most words of a page run at, and its rows that run so."""
    found = [glyphs.row(*match.span(), apart=apart) for match in ROW.finditer(text)]
    turns = Counter[int]()
    for turn, row in found:
        turns[turn] += sum(len(line.text) for line in row)
    (most, _), *_ = turns.most_common(1) or [(0, 0)]
    seen = ([line for line in row if _is_near(line)] for turn, row in found if turn == most)
    return most, [row for row in seen if row]


def _is_near(line: Line) -> bool:
    """Tell whether a line stands where a page can reach; places may be anything, even no numbers."""
    return all(-FARTHEST < place < FARTHEST for place in (line.left, line.right, line.y, line.size))


def page_pictures(content: bytes, numbers: Iterable[int], *, dpi: int) -> Iterator[tuple[int, Any, float]]:
    """Yield pages, counted from 0, as they look: number, array (rows, columns, 3), points for a pixel.

    A page that is too large for that is drawn smaller; one that cannot be drawn is left out.
    """
    import pypdfium2

    with pypdfium2.PdfDocument(content) as document:
        for number in numbers:
            with suppress(pypdfium2.PdfiumError, AssertionError), closing(document[number]) as page:
                scale = min(dpi / 72, LONGEST_SIDE / max(1.0, *page.get_size()))
                drawn = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=False)
                yield number, drawn.to_numpy()[:, :, :3].copy(), 1 / scale


def _language(document: Any) -> str | None:
    """Return the language that the catalog names, as ISO 639."""
    from pypdfium2 import raw

    buffer = (ctypes.c_ushort * 32)()
    length = raw.FPDFCatalog_GetLanguage(document, buffer, len(buffer))
    if not 2 < length <= len(buffer):
        return None
    return iso_language("".join(map(chr, buffer[: length - 1])))


def read_with_pypdf(content: bytes, name: str) -> Pdf | None:
    """Return what a PDF says, ``None`` when pypdf can make nothing of it.

    A line is as wide as it has characters and one point high.

    Raises:
        SourceError: it is encrypted, or too long.
    """
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise SourceError(name, "is encrypted; save it without a password")
        count = len(reader.pages)
        check_length(count, name)
        known: dict[str, Any] = reader.metadata or {}
        facts = {key: str(known.get(f"/{key}") or "") for key in FACTS}
    except (PyPdfError, *BROKEN):
        return None
    return Pdf([_plain_page(reader, number) for number in range(count)], facts, drawn=count > 0)


def _plain_page(reader: Any, number: int) -> Page:
    from pypdf.errors import PyPdfError

    try:
        text = reader.pages[number].extract_text()
    except (PyPdfError, *BROKEN):  # one bad page
        text = ""
    rows = re.split(r"\r\n?|\n", text)
    lines = [
        Line(clean_words(row), 0.0, float(len(row.rstrip())), float(place), 1.0, number)
        for place, row in enumerate(rows)
    ]
    return Page([line for line in lines if line.text], float(len(rows)))
