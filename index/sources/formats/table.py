"""A table of articles (CSV) -> its articles: one of each row, under the names of its first row."""

import csv
import re
from collections.abc import Iterator
from io import StringIO
from itertools import islice
from typing import Final

from ...article import Article
from ...errors import SourceError
from ..decode import decode
from ..facts.fields import FIELD_OF, TEXT_NAMES, field_key
from ..limits import MAX_ARCHIVE_BYTES, MAX_TEXT
from . import Format, Formats, Member, Pointer, Reader
from .records import part_of
from .sample import Sample

DELIMITERS: Final = ",;\t"
MAX_COLUMNS: Final = 1_000
NUL: Final = re.compile("\x00")


def articles_from_table(content: bytes, name: str) -> Iterator[Article | Member | Pointer | SourceError]:
    """Yield the article of each row; one with an address and no text as a pointer to it.

    Cells are texts, never formulas. Rows that give no article are named by their number, the first below
    the names being row 2.

    Raises:
        SourceError: the first row does not name columns of articles.
    """
    text = NUL.sub("", decode(content))
    told = _columns(text[: text.find("\n") + 1 or len(text)])
    if not told:
        raise SourceError(name, "names no columns of articles in its first row")
    names, delimiter = told
    csv.field_size_limit(2 * MAX_TEXT)
    rows = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    try:
        for number, row in enumerate(islice(rows, 1, None), start=2):
            if any(cell.strip() for cell in row[:MAX_COLUMNS]):
                yield part_of(dict(zip(names, row, strict=False)), f"{name}: row {number}")
    except csv.Error as problem:
        yield SourceError(name, f"is a damaged table: {problem}; the rest was not read")


def _columns(line: str) -> tuple[list[str], str] | None:
    """Return the names in a first line and what parts them, if they are those of articles or links.

    Those have an address or a day, an author or a title beside a text, or a title beside an address.
    """
    line = line.strip("\r\n \ufeff")
    for delimiter in DELIMITERS:
        parted = _parted(line, delimiter) if delimiter in line else []
        names = [field_key(cell[:100]) for cell in parted[:MAX_COLUMNS]]
        fields = {FIELD_OF[name] for name in names if name in FIELD_OF}
        if (fields and not set(TEXT_NAMES).isdisjoint(names)) or {"title", "url"} <= fields:
            return names, delimiter
    return None


def _parted(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []


def _is_table(sample: Sample) -> bool:
    return _columns(_first_line(sample)) is not None


def _points(sample: Sample) -> bool:
    told = _columns(_first_line(sample))
    return told is not None and set(TEXT_NAMES).isdisjoint(told[0])


def _first_line(sample: Sample) -> str:
    line = re.split(r"[\r\n]", sample.head[:10_000].lstrip("\ufeff\xef\xbb\xbf"), maxsplit=1)[0]
    return line if any(one in line for one in DELIMITERS) and '"""' not in line else ""


def _load(_: Formats) -> Reader:
    return Reader(many=articles_from_table)


TABLE: Final = Format(
    name="table",
    rarely=(".csv", ".tsv", ".tab"),
    media_types=("text/csv", "text/tab-separated-values"),
    most=MAX_ARCHIVE_BYTES,
    sniff=_is_table,
    points=_points,
    load=_load,
)
