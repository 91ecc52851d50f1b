"""Answers and conversations as files: Markdown, HTML, JSON, plain text, and BibTeX of what they cite."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Final, NamedTuple
from urllib.parse import quote

from ..render import texts
from .bibtex import bibtex
from .exported import Export, Exported
from .html import html_page
from .markdown import markdown
from .plain import json_text, plain_text

__all__ = [
    "FORMATS",
    "Export",
    "Exported",
    "Format",
    "bibtex",
    "disposition",
    "file_name",
    "html_page",
    "json_text",
    "markdown",
    "plain_text",
]


class Format(NamedTuple):
    """How an export is written, the end of its file's name, its media type, and what people call it."""

    write: Callable[[Export], str]
    suffix: str
    media_type: str
    label: str


FORMATS: Final[Mapping[str, Format]] = {
    "markdown": Format(markdown, ".md", "text/markdown; charset=utf-8", "Markdown"),
    "html": Format(html_page, ".html", "text/html; charset=utf-8", "HTML"),
    "json": Format(json_text, ".json", "application/json", "JSON"),
    "text": Format(plain_text, ".txt", "text/plain; charset=utf-8", texts.PLAIN),
    "bibtex": Format(bibtex, ".bib", "application/x-bibtex; charset=utf-8", "BibTeX"),
}
_LONGEST: Final = 80  # characters, so that it has room in any file system even in Devanagari
_RESERVED: Final = re.compile(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)")  # on Windows


def file_name(title: str, suffix: str) -> str:
    """Return ``why-was-india-exempted.md``: letters and digits of any script with hyphens between them."""
    folded = unicodedata.normalize("NFKC", title).lower()
    name = re.sub(r"[\W_]+", "-", folded)[:_LONGEST].strip("-")
    if not name or _RESERVED.fullmatch(name):
        name = f"{name}-answer".strip("-")
    return name + suffix


def disposition(name: str) -> str:
    """Return the ``Content-Disposition`` header of a download of that name (RFC 6266)."""
    plain = name.encode("ascii", "replace").decode().replace("?", "_")
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
