"""The kinds of file that are known and not read: what to do with one, and which are never articles."""

from typing import Final

LATER: Final = {
    ".pages": "export it as .docx",
    ".wpd": "save it as .docx",
    ".wps": "save it as .docx",
    ".msg": "save it as .eml",
    ".pst": "export its mails as .mbox",
    ".olm": "export its mails as .mbox",
    ".ppt": "save it as .pdf",
    ".pptx": "save it as .pdf",
    ".odp": "save it as .pdf",
    ".key": "export it as .pdf",
    ".xps": "save it as .pdf",
    ".djvu": "save it as .pdf",
    ".mobi": "convert it to .epub",
    ".azw": "convert it to .epub",
    ".azw3": "convert it to .epub",
    ".webarchive": "save the page as .html",
    ".tar": "pack it as .zip",
    ".tgz": "pack it as .zip",
    ".7z": "pack it as .zip",
    ".rar": "pack it as .zip",
}
"""What may well be an article: named as what could not be read, with what to do instead."""

TABLES: Final = dict.fromkeys((".xls", ".xlsx", ".ods", ".numbers"), "save it as .csv")
"""What seldom is one: left out, with what to do where it is."""

_COMPANIONS: Final = """
    png jpg jpeg gif webp avif svg ico bmp tif tiff heic
    css scss less js mjs cjs ts map wasm
    woff woff2 ttf otf eot
"""
COMPANIONS: Final = frozenset(f".{kind}" for kind in _COMPANIONS.split())
"""Pictures, style sheets, scripts, fonts: part of saved pages, and never articles."""


def why_unread(suffix: str) -> str:
    """Return why a file that ends so is not read, and what to do with it."""
    kind = f"kind {suffix}" if suffix else "its kind"
    if suffix in LATER:
        return f"{kind} is not read yet; {LATER[suffix]}"
    return f"{kind} is not read; {TABLES[suffix]}" if suffix in TABLES else f"{kind} is not read"
