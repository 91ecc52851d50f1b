"""The bytes of a bare text -> an article."""

from ...article import Article
from .decode import decode
from .text import article_from_text


def article_from_bare(content: bytes, name: str) -> Article:
    """Return the article that the bytes of a text file hold.

    Raises:
        SourceError: there is no text.
    """
    return article_from_text(decode(content), name)
