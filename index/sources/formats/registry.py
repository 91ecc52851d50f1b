"""Every format that is read: a new one is added here, and nowhere else."""

from typing import Final

from . import Formats
from .archives import GZIP, ZIP
from .docx import DOCX
from .enex import ENEX
from .epub import EPUB
from .feed import FEED
from .html import HTML
from .jsonl import JSONL
from .links import LINKS
from .mail import MAIL
from .markdown import MARKDOWN
from .odt import ODT
from .pdf import PDF
from .rtf import RTF
from .table import TABLE
from .text import TEXT
from .warc import WARC
from .zotero import ZOTERO

FORMATS: Final = Formats(
    "index.sources.formats.registry:FORMATS",
    (
        *(PDF, RTF, EPUB, DOCX, ODT, ZIP, WARC, GZIP, MAIL),
        *(ZOTERO, FEED, ENEX, JSONL, TABLE, LINKS, MARKDOWN, HTML, TEXT),
    ),
)
"""In the order in which they are asked: what shows in the first bytes, then what shows in the words.

Markdown, which may begin with a tag, is asked before HTML, and bare text, which is anything, last.
"""


def kind_of(content: bytes, name: str) -> str:
    """Return the name of a file's format; raises as ``Formats.of``."""
    return FORMATS.of(content, name).name
