"""Articles in, ranked passages out."""

from .article import Article
from .errors import QuothError
from .ingest.report import Report
from .library import Library
from .passage import Hit, Passage
from .sources import read_articles

__all__ = ["Article", "Hit", "Library", "Passage", "QuothError", "Report", "read_articles"]
