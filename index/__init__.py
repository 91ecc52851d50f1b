"""Articles in, ranked passages out."""

from .article import Article, Passage
from .errors import QuothError
from .hit import Hit
from .library import Library
from .report import Report
from .sources import read_articles

__all__ = ["Article", "Hit", "Library", "Passage", "QuothError", "Report", "read_articles"]
