"""The value that a search makes."""

from collections.abc import Sequence
from dataclasses import dataclass

from .article import Article, Passage


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a query.

    Attributes:
        score: fused, in [0, 1]; made for ordering, says nothing about whether there is an answer.
        rank: from 1.
        cosine: of query and passage, in [-1, 1]; raw.
        bm25: raw, from 0.
        copies: the article's near-copies (one wire story, an earlier version), the newest first; its words
            may be found in them too.
    """

    passage: Passage
    article: Article
    score: float
    rank: int
    cosine: float
    bm25: float
    copies: tuple[Article, ...] = ()

    @property
    def story(self) -> str:
        """What is the same for near-copies, which are one independent source, and for no other article."""
        return story(self.article, self.copies)

    @property
    def text(self) -> str:
        """The words of the passage."""
        return self.article.text[self.passage.start : self.passage.end]


def story(article: Article, copies: Sequence[Article]) -> str:
    """Return the least id of an article and its near-copies: one name for all of them."""
    return min(each.id for each in (article, *copies))
