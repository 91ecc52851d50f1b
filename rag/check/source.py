"""A passage that a sentence cites, with what its article says of itself."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from index.article import Article
from index.language.claim_dates import Date, told_from
from index.language.numbers import Figure
from index.passage import Hit

from .cited import Cited, cited


@dataclass(frozen=True)
class Source:
    """What may bear a sentence out: the passage, the article's title and outlet, its day."""

    passage: Cited
    about: Cited
    article: Article

    @property
    def text(self) -> str:
        """The words of the passage."""
        return self.passage.text

    @property
    def figures(self) -> list[Figure]:
        """The numbers of passage and title."""
        return [*self.passage.figures, *self.about.figures]

    @cached_property
    def dates(self) -> list[Date]:
        """The dates of passage and title, "on Tuesday" told from the article's day, and that day itself."""
        published = self.article.published
        own = cited(published).dates if published else []
        return [*self.passage.dates, *self.about.dates, *told_from(self.text, published), *own]

    @property
    def countries(self) -> frozenset[str]:
        """The countries that passage and title name."""
        return self.passage.countries | self.about.countries

    def article_names(self, parts: tuple[str, ...]) -> bool:
        """Whether the article has these words side by side: the full name of a short one."""
        return " ".join(parts) in " ".join(self.article.text.lower().split())


def source(hit: Hit) -> Source:
    """Return a passage that was found as what may bear a sentence out."""
    article = hit.article
    about = " · ".join(part for part in (article.title, article.source, article.author) if part)
    return Source(cited(hit.text, article.language), cited(about), article)
