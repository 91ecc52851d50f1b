"""Pages that are pictures: words drawn as a scanner sees them, and PDFs bound of such pages and others."""

import io
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFont
from pypdf import PdfReader, PdfWriter

DPI = 150
INCHES = (8.27, 11.69)
SIZE = 11  # points
FONTS = Path(__file__).parents[2] / "ui" / "page" / "assets" / "fonts"


@cache
def font(dpi: int, size: float = SIZE, *, latin_ext: bool = False) -> Any:
    """Return the page's own serif type; Pillow reads it as it is."""
    name = f"source-serif-4-latin{'-ext' * latin_ext}-wght-normal.woff2"
    return ImageFont.truetype(FONTS / name, round(size * dpi / 72))


def picture(columns: Sequence[Sequence[str]], *, dpi: int = DPI, size: float = SIZE) -> Image.Image:
    """Return a page with lines of words, in columns side by side."""
    page = Image.new("L", (round(INCHES[0] * dpi), round(INCHES[1] * dpi)), 255)
    draw = ImageDraw.Draw(page)
    for number, lines in enumerate(columns):
        left = round(dpi * (0.9 + number * 6.6 / len(columns)))
        for row, line in enumerate(lines):
            _print(draw, left, round(dpi * (1 + row * size * 1.35 / 72)), line, dpi=dpi, size=size)
    return page


def _print(draw: ImageDraw.ImageDraw, left: float, top: int, line: str, *, dpi: int, size: float) -> None:
    """Draw a line; letters beyond Latin-1 are in a second file of the same type."""
    for run in re.finditer(r"[ -\xff\u2010-\u2026]+|[^ -\xff\u2010-\u2026]+", line):
        own = font(dpi, size, latin_ext=run[0][0] > "\xff" and not "\u2010" <= run[0][0] <= "\u2026")
        draw.text((left, top), run[0], font=own, fill=20)
        left += draw.textlength(run[0], font=own)


def picture_pdf(page: Image.Image, *, dpi: int = DPI) -> bytes:
    """Return a PDF of one page that is this picture."""
    buffer = io.BytesIO()
    page.save(buffer, "PDF", resolution=dpi)
    return buffer.getvalue()


def bound(*files: bytes) -> bytes:
    """Return one PDF of the pages of several, in their order."""
    writer = PdfWriter()
    for content in files:
        writer.append(PdfReader(io.BytesIO(content)))
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def stamped(picture: bytes, stamp: bytes) -> bytes:
    """Return a picture's page with the words of another page printed over it."""
    writer = PdfWriter(clone_from=io.BytesIO(picture))
    writer.pages[0].merge_page(PdfReader(io.BytesIO(stamp)).pages[0])
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()
