"""A passage's words where it is shown by itself, away from its article."""

from typing import Final

SHORT: Final = 240  # characters


def in_lines(text: str) -> str:
    """Return a text with one line for each of its paragraphs and headings, and single spaces in them."""
    return "\n".join(" ".join(line.split()) for line in text.splitlines() if line.strip())


def shortened(text: str) -> str:
    """Return the same, cut at a word where it is long."""
    lines = in_lines(text)
    return lines if len(lines) <= SHORT else lines[:SHORT].rsplit(maxsplit=1)[0] + " …"
