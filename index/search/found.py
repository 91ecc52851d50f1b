"""Passages that were ranked -> hits: their articles read from the store, near-copies told once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..article import Article
from ..passage import Hit, Passage
from .distinct import told_once

if TYPE_CHECKING:
    from ..store.articles import Store


@dataclass(frozen=True, slots=True)
class Ranked:
    """Passages by their id: (id, fused score), best first, and what is known of each."""

    fused: Sequence[tuple[int, float]]
    passages: Mapping[int, Passage]
    cosines: Mapping[int, float]
    bm25: Mapping[int, float]


def hits_of(store: Store, ranked: Ranked, k: int) -> list[Hit]:
    """Return the ``k`` best hits, of near-copies that repeat one another the best, with the others named."""
    stories = store.stories(list({passage.article_id for passage in ranked.passages.values()}))
    kept = told_once(_hits(store, ranked, k), stories, k)
    named = {other for hit in kept for other in stories.get(hit.article.id, ())}
    articles = store.articles_by_id(list(named)) if named else {}
    return [replace(hit, copies=_others(hit.article.id, stories, articles)) for hit in kept]


def newest_first(articles: Sequence[Article]) -> list[Article]:
    """Return articles by their day, the newest first, those without one last; of one day by id."""
    return sorted(sorted(articles, key=_id), key=lambda article: article.published or "", reverse=True)


def _id(article: Article) -> str:
    return article.id


def _hits(store: Store, ranked: Ranked, page: int) -> Iterator[Hit]:
    """Yield every hit, their articles read a page at a time."""
    for first in range(0, len(ranked.fused), page):
        best = ranked.fused[first : first + page]
        articles = store.articles_by_id(list({ranked.passages[key].article_id for key, _ in best}))
        for rank, (key, score) in enumerate(best, start=first + 1):
            passage = ranked.passages[key]
            if passage.article_id in articles:
                article = articles[passage.article_id]
                yield Hit(passage, article, score, rank, ranked.cosines[key], ranked.bm25.get(key, 0.0))


def _others(
    article_id: str, stories: Mapping[str, Sequence[str]], articles: Mapping[str, Article]
) -> tuple[Article, ...]:
    ids = [other for other in stories.get(article_id, ()) if other != article_id]
    return tuple(newest_first([articles[other] for other in ids if other in articles]))
