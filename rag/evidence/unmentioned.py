"""What a question names and no quoted article mentions: then the answer may be about something else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from index.article import Article
from index.language.names import names_and_numbers
from index.language.relative_dates import in_words
from index.text.words import folded, words_of

from ..answer import Citation


def unmentioned(query: str, citations: Iterable[Citation]) -> tuple[str, ...]:
    """Return the names and numbers of a query that stand in no quoted article, in order, each once."""
    articles = {citation.article.id: citation.article for citation in citations}
    said = "\n".join(line for article in articles.values() for line in _said(article))
    known = folded(said) or ""
    named = names_and_numbers(query)
    words = dict.fromkeys(word for word in words_of(query) if word in named)
    return tuple(word for word in words if (folded(_bare(word)) or "") not in known)


def _said(article: Article) -> Iterator[str]:
    """Yield the text of an article and all that is known of it."""
    yield from (article.title, article.text, article.source or "", article.author or "")
    if article.published:
        yield f"{article.published} {in_words(date.fromisoformat(article.published))}"


def _bare(word: str) -> str:
    return word.removesuffix("'s").removesuffix("’s")
