"""Pages that are pictures: what is told of those that were not read."""

from collections.abc import Iterable
from typing import Final

from ..article import Article

ADVICE: Final = "run it through OCR, or install quoth[ocr]"


def left_pictures(articles: Iterable[Article]) -> bool:
    """Tell whether pages of any of the articles could be read if recognition were installed."""
    return any(ADVICE in (article.unread or "") for article in articles)
