"""Pages that are pictures: what is told of those that were not read."""

import os
from collections.abc import Iterable
from importlib.util import find_spec
from typing import Final

from ..article import Article

ADVICE: Final = "run it through OCR, or install quoth[ocr]"
SWITCH: Final = "QUOTH_OCR"  # "off" in the environment leaves pictures unread
MOST_PAGES: Final = 500  # of a file that are recognised
MOST_SECONDS: Final = 3600.0  # for all of them


BEYOND: Final = "run it through OCR: here they were too many, or it took too long"


def can_recognise() -> bool:
    """Tell whether what reads pictures is installed and not turned off; nothing is imported for that."""
    return os.environ.get(SWITCH, "").strip().lower() != "off" and find_spec("rapidocr") is not None


def advice() -> str:
    """Return what to do about pages that were not read."""
    return BEYOND if can_recognise() else ADVICE


def left_pictures(articles: Iterable[Article]) -> bool:
    """Tell whether pages of any of the articles could be read if recognition were installed."""
    return any(ADVICE in (article.unread or "") for article in articles)
