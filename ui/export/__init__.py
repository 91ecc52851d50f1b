"""Answers and conversations as files: Markdown, HTML, JSON, plain text, and BibTeX of what they cite."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from ..render import texts
from .bibtex import bibtex
from .data import json_text
from .exported import Export, Exported
from .html import html_page
from .markdown import markdown
from .names import disposition, file_name
from .plain import plain_text

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
