"""The value that a search makes."""

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
    """

    passage: Passage
    article: Article
    score: float
    rank: int
    cosine: float
    bm25: float

    @property
    def text(self) -> str:
        """The words of the passage."""
        return self.article.text[self.passage.start : self.passage.end]
