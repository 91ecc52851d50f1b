"""A PDF that pdfium cannot read -> its lines, without their places: the home of pypdf."""

import io
import re
from typing import Any, Final

from ....errors import SourceError
from .lines import FACTS, Line, Page, Pdf, check_length, clean_words

# What pypdf raises when a file is not what it thought, besides its own errors.
BROKEN: Final = (
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    NotImplementedError,
    OSError,
    RecursionError,
)


def import_library() -> None:
    """Import pypdf, so that it does not count as a file's time."""
    import pypdf  # noqa: F401


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
    return Pdf([_page(reader, number) for number in range(count)], facts, drawn=count > 0)


def _page(reader: Any, number: int) -> Page:
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
