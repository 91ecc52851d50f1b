"""A PDF's pages as printed lines and their places: the home of pdfium, and of pypdf where that fails."""

import ctypes
import io
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import replace
from typing import Any, Final

from ....errors import SourceError
from ...facts import iso_language
from ...limits import MAX_TEXT
from .. import MISTAKES
from .bidi import RIGHT, is_from_right
from .columns import are_parted, lines_in_order
from .drawn import drawn_on
from .glyphs import Glyphs
from .over_pages import with_headings
from .right_to_left import are_set_from_left, lines_of, mirrored, pieces_of
from .ruled import Rule, rules_on, with_whole_cells
from .text import FACTS, Line, Page, Pdf, Row, check_length, clean_words

FARTHEST: Final = 20_000.0  # points; a page measures at most 14,400
ROW: Final = re.compile("[^\r\n\ufffe]+\ufffe?")

LONGEST_SIDE: Final = 3000  # pixels of a page that is drawn

Bounds = tuple[float, float, float, float]

# What pypdf raises when a file is not what it thought, besides its own errors.
BROKEN: Final = (*MISTAKES, NotImplementedError, OSError, RecursionError)


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
        labels = tuple(document.get_page_label(number) for number in range(len(document)))
        found = Pdf(with_headings(pages), facts, _language(document), drawn, labels)
        return found if any(page.height for page in pages) else None


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
        seen = _seen(Glyphs(raw, words, text, number), text, page.get_bbox(), lambda: rules_on(raw, page))
        return replace(seen, drawn=drawn_on(raw, page, words, text)), drawn


def _seen(glyphs: Glyphs, text: str, bounds: Bounds, rules: Callable[[], list[Rule]]) -> Page:
    """Return the lines of a page in the order they are read; what lies outside its bounds is not seen."""
    turn, rows = _rows(glyphs, text, apart=False)
    if are_parted(rows):
        turn, rows = _rows(glyphs, text, apart=True)
    if RIGHT.search(text):
        rows = _rows_from_right(glyphs, text, turn)
    elif turn == 0:
        rows = with_whole_cells(rows, rules)
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


def _rows_from_right(glyphs: Glyphs, text: str, turn: int) -> list[Row]:
    """Return the rows of a page that has words written from the right, mirrored if most of its words are."""
    letters = [glyphs.letters(*match.span(), turn) for match in ROW.finditer(text)]
    lines = list(lines_of(letters))
    from_right = not are_set_from_left(lines) if is_from_right(text) else None
    found = [pieces_of(line, glyphs.number, from_right=from_right) for line in lines]
    rows = [[mirrored(line) for line in reversed(row)] if from_right else row for row in found]
    near = ([line for line in row if _is_near(line)] for row in rows)
    return [row for row in near if row]


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
