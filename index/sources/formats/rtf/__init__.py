"""A document in Rich Text Format (RTF) -> its article, or those of a database's download.

Bytes come in, articles of their text with all changes accepted go out. Pictures, objects and files within it
are passed over; nothing in it is run or fetched.
"""

from typing import Final

from ...limits import MAX_ARCHIVE_BYTES
from .. import Format, Formats, Reader
from ..sample import Sample

MARK: Final = b"{\\rtf"
BLANK: Final = b"\xef\xbb\xbf \t\r\n"


def _is_rtf(sample: Sample) -> bool:
    return sample.content[:64].lstrip(BLANK).startswith(MARK)


def _load(_: Formats) -> Reader:
    from .article import articles_from_rtf

    return Reader(one=articles_from_rtf)


RTF: Final = Format(
    name="rtf",
    noun="RTF document",
    suffixes=(".rtf", ".doc"),  # programs and databases call RTF .doc, too
    media_types=("application/rtf", "text/rtf"),
    most=MAX_ARCHIVE_BYTES,
    sniff=_is_rtf,
    load=_load,
)
