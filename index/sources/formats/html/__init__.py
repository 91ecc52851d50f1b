"""A saved page -> its article.

Bytes come in, the article goes out without menus, banners and what else a page has around it.
"""

import re
from collections.abc import Collection
from typing import Final

from .. import Format, Formats, Reader
from ..sample import Sample

PAGE_START: Final = re.compile(r"<(?:!doctype\s+html|html|head|body|title|meta|base)\b", re.I)
PART_START: Final = re.compile(
    r"<(?:p|div|article|section|main|header|h[1-6]|table|span|script|style|link|ul|ol|center|font|b|a|img)\b[^<>]*>",
    re.I,
)
ANY_TAG: Final = re.compile(r"<(?:p|div|br|h[1-6]|body|html|table|span|article)\b[^<>]{0,2000}>", re.I)
COMPANION_ENDINGS: Final = ("_files", "-files", "_fichiers", "_archivos", "-Dateien")  # browsers translate it


def begins_as_page(sample: Sample) -> bool:
    """Tell whether the first tag is one that only a whole page begins with."""
    return bool(PAGE_START.match(sample.head, sample.start))


def is_companion(name: str, names: Collection[str]) -> bool:
    """Tell whether a folder, of these names beside it, holds the pictures and scripts of a saved page."""
    stems = [name.removesuffix(ending) for ending in COMPANION_ENDINGS if name.endswith(ending)]
    return any(stem + suffix in names for stem in stems for suffix in HTML.suffixes)


def _is_html(sample: Sample) -> bool:
    if begins_as_page(sample) or (PART_START.match(sample.head, sample.start) and "</" in sample.head):
        return True
    return sample.suffix in HTML.suffixes and bool(ANY_TAG.search(sample.head))


def _load(_: Formats) -> Reader:
    from .article import articles_from_html, import_libraries

    import_libraries()
    return Reader(one=articles_from_html)


HTML: Final = Format(
    name="html",
    suffixes=(".html", ".htm", ".xhtml"),
    media_types=("text/html", "application/xhtml+xml"),
    sniff=_is_html,
    load=_load,
)
