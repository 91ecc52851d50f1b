"""An OpenDocument text (ODT) -> its article, or those of a database's download.

Bytes come in, articles of their text with all changes accepted go out.
"""

from typing import Final

from ...limits import MAX_ARCHIVE_BYTES
from .. import Format, Formats, Reader
from ..sample import ZIP, Sample

KIND: Final = b"application/vnd.oasis.opendocument.text"
MAIN: Final = b"content.xml"


def _is_odt(sample: Sample) -> bool:
    if not sample.content.startswith(ZIP):
        return False
    own_name = sample.suffix in ODT.suffixes
    damaged = not sample.zip_names and own_name  # whose reader says so
    return damaged or sample.zip_type.startswith(KIND) or (own_name and MAIN in sample.zip_names)


def _load(_: Formats) -> Reader:
    from .article import articles_from_odt

    return Reader(one=articles_from_odt)


ODT: Final = Format(
    name="odt",
    noun="OpenDocument text",
    suffixes=(".odt", ".ott"),
    media_types=("application/vnd.oasis.opendocument.text",),
    most=MAX_ARCHIVE_BYTES,
    sniff=_is_odt,
    load=_load,
)
