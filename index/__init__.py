"""Articles in, ranked passages out."""

from .article import Article, Passage
from .errors import QuothError
from .hit import Hit
from .ingest.report import Report
from .library import Library
from .sources import read_articles

__all__ = ["Article", "Hit", "Library", "Passage", "QuothError", "Report", "read_articles"]
