"""A Word document (DOCX) -> its article.

Bytes come in, an article of its text with all changes accepted goes out.
"""

from typing import Final

from ...limits import MAX_ARCHIVE_BYTES
from .. import Format, Formats, Reader
from ..sample import OFFICE, ZIP, Sample


def _is_docx(sample: Sample) -> bool:
    if not sample.content.startswith(ZIP):
        return False
    damaged = not sample.zip_names and sample.suffix in DOCX.suffixes  # whose reader says so
    return damaged or (OFFICE in sample.zip_names and sample.has_folder(b"word/"))


def _load(_: Formats) -> Reader:
    from .downloads import articles_from_docx

    return Reader(one=articles_from_docx)


DOCX: Final = Format(
    name="docx",
    noun="Word document",
    suffixes=(".docx",),
    most=MAX_ARCHIVE_BYTES,
    sniff=_is_docx,
    load=_load,
)
