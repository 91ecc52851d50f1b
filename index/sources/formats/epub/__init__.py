"""An e-book (EPUB) -> its chapters as articles, or the articles that were collected in it.

Bytes come in, an article for each document to be read goes out.
"""

from typing import Final

from ...limits import MAX_ARCHIVE_BYTES
from .. import Format, Formats, Reader
from ..sample import ZIP, Sample


def _is_epub(sample: Sample) -> bool:
    if not sample.content.startswith(ZIP):
        return False
    damaged = not sample.zip_names and sample.suffix in EPUB.suffixes  # whose reader says so
    said = sample.zip_type.startswith(b"application/epub+zip")
    return said or damaged or b"META-INF/container.xml" in sample.zip_names


def _load(_: Formats) -> Reader:
    from ..safe_xml import import_parser
    from .chapters import articles_from_epub

    import_parser()
    return Reader(many=articles_from_epub)


EPUB: Final = Format(
    name="epub", noun="e-book", suffixes=(".epub",), most=MAX_ARCHIVE_BYTES, sniff=_is_epub, load=_load
)
