"""What a file's name says of whether it may be an article."""

from collections.abc import Collection
from pathlib import PurePath
from typing import Final, Literal

Wanted = Literal["read", "skip", "later", "look"]
"""Whether to read a file, leave it out, say that its kind is not read yet, or ask its first bytes."""

_PAGES: Final = ".txt .text .md .markdown .html .htm .xhtml .rss .atom"
_MANY: Final = ".arc .docx .eml .epub .jsonl .mbox .mht .mhtml .ndjson .pdf .wacz .warc .zip"
READ_SUFFIXES: Final = frozenset(("", *_PAGES.split(), *_MANY.split()))
LATER_SUFFIXES: Final = frozenset({".doc", ".msg", ".odt", ".rtf"})
LOOK_SUFFIXES: Final = frozenset({".json", ".xml"})  # few of them are feeds or articles
PAGE_SUFFIXES: Final = (".html", ".htm", ".xhtml")
COMPANION_ENDINGS: Final = ("_files", "-files", "_fichiers", "_archivos", "-Dateien")  # browsers translate it


def wanted(name: str) -> Wanted:
    """Return what to do with a file by its name; ``page.html.gz`` counts as ``page.html`` does."""
    path = PurePath(name.replace("\\", "/"))
    suffix = path.suffix.lower()
    if suffix == ".gz":
        inner = PurePath(path.stem).suffix.lower()
        return "later" if inner in LATER_SUFFIXES else "read" if inner in READ_SUFFIXES - {""} else "skip"
    if suffix in LATER_SUFFIXES:
        return "later"
    if suffix in LOOK_SUFFIXES:
        return "look"
    return "read" if suffix in READ_SUFFIXES else "skip"


def is_companion(name: str, names: Collection[str]) -> bool:
    """Tell whether a folder holds the pictures and scripts of a page saved beside it."""
    stems = [name.removesuffix(ending) for ending in COMPANION_ENDINGS if name.endswith(ending)]
    return any(stem + suffix in names for stem in stems for suffix in PAGE_SUFFIXES)
