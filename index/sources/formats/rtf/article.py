"""An RTF document -> its articles; runs in the child process only."""

import re
from typing import Final

from ....article import Article
from ....errors import SourceError
from ..docx.downloads import articles_of
from ..docx.text import Block, Holder, Table
from .text import RtfReader

PAIRS: Final = re.compile("[\ud800-\udbff][\udc00-\udfff]")


def articles_from_rtf(content: bytes, name: str) -> list[Article]:
    """Return the articles of an RTF document: those of a database's download, or the one that it is.

    Raises:
        SourceError: the document is nested too deeply, too large or holds no text.
    """
    start = content.find(b"{\\rtf", 0, 64)
    if start < 0:
        raise SourceError(name, "is no RTF document, or a damaged one")
    document = RtfReader(content[start:], name).document()
    for holder in (document.body, *document.notes):
        _join_pairs(holder)
    return articles_of(document, name)


def _join_pairs(holder: Holder) -> None:
    """Make one character of the two halves in which RTF writes those beyond 16 bits."""
    for one in holder:
        if isinstance(one, Table):
            for cell in (cell for row in one.rows for cell in row.cells):
                _join_pairs(cell.found)
        elif isinstance(one, Block) and PAIRS.search(one.words):
            one.words = one.words.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
