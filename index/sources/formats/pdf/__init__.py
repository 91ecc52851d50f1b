"""A PDF -> its article.

Bytes come in, an article with the places where its pages begin goes out. Nothing here knows another format.
"""

from typing import Final

from ...limits import MAX_ARCHIVE_BYTES
from .. import Format, Formats, Reader
from ..sample import Sample

MARK: Final = b"%PDF-"
WITHIN: Final = 1024  # bytes before which a PDF may begin, by its standard
BLANK: Final = b"\xef\xbb\xbf\x00 \t\r\n"


def _is_pdf(sample: Sample) -> bool:
    before, found, _ = sample.content[:WITHIN].partition(MARK)
    return bool(found) and (sample.suffix in PDF.suffixes or not before.strip(BLANK))


def _load(_: Formats) -> Reader:
    from .article import articles_from_pdf
    from .pages import import_libraries
    from .picture import page_png

    import_libraries()
    return Reader(one=articles_from_pdf, page=page_png)


PDF: Final = Format(
    name="pdf",
    noun="PDF",
    suffixes=(".pdf",),
    media_types=("application/pdf", "application/x-pdf"),
    most=MAX_ARCHIVE_BYTES,
    sniff=_is_pdf,
    load=_load,
)
