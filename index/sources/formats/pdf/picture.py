"""A page of a PDF as it looks; runs in the child process only."""

from typing import Final

from .pages import page_pictures
from .png import png

DPI: Final = 120


def page_png(content: bytes, number: int) -> bytes:
    """Return a page, counted from 1, as a PNG; empty where it cannot be drawn or is not there."""
    drawn = page_pictures(content, [number - 1] if number > 0 else [], dpi=DPI)
    return next((png(picture) for _, picture, _ in drawn), b"")
