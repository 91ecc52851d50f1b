"""Queries -> hits: candidates are ranked as one, read from the store, and near-copies told once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from ..article import Article
from ..passage import Filter, Hit
from ..store import Store
from ..store.copies import containment, wording
from ..text.words import words_of
from . import Query, Scored, Search
from .fuse import Preference, either, fuse, narrowed, preferred

DEPTH: Final = 100  # passages taken from each ranking before they are fused
REPEATED: Final = 0.5  # share of a passage's shingles that better ones have, from which it repeats them
BESIDE: Final = 2  # words on each side of a figure that make it the same figure


def retrieve(
    store: Store,
    search: Search,
    queries: Sequence[Query],
    k: int,
    *,
    only: Filter,
    prefer: Preference | None,
) -> list[Hit]:
    """Return the ``k`` best hits for one or two wordings of a query; raw scores are those of the first."""
    filters = [only]
    if prefer and (narrow := narrowed(only, prefer)):  # what is preferred may be none of the best so many
        filters.append(narrow)
    own = [_scored(search, query, max(DEPTH, k), filters) for query in queries]
    every = {key for each in own for key in each}
    scored = [
        each | _missing(store, query, every - each.keys()) for query, each in zip(queries, own, strict=True)
    ]
    fused = either([_fused(each) for each in scored])
    if prefer:
        fused = preferred(fused, store.bylines([key for key, _ in fused]), prefer)
    return _hits_of(store, fused, scored[0], k)


def newest_first(articles: Sequence[Article]) -> list[Article]:
    """Return articles by their day, the newest first, those without one last; of one day by id."""
    return sorted(sorted(articles, key=_id), key=lambda article: article.published or "", reverse=True)


def _id(article: Article) -> str:
    return article.id


def _scored(search: Search, query: Query, depth: int, filters: Sequence[Filter]) -> dict[int, Scored]:
    """Return what a query finds under each filter; by its words a passage may be found under one alone."""
    found: dict[int, Scored] = {}
    for only in filters:
        for each in search.candidates(query, depth=depth, only=only):
            key = each.passage.id
            found[key] = max(each, found.get(key, each), key=lambda one: one.bm25)
    return found


def _missing(store: Store, query: Query, ids: set[int]) -> dict[int, Scored]:
    """Return what the other wording of a query found alone."""
    rows = store.passages(list(ids)) if ids else {}
    return {
        key: Scored(passage, float(vector @ query.vector), 0.0) for key, (passage, vector) in rows.items()
    }


def _fused(found: Mapping[int, Scored]) -> list[tuple[int, float]]:
    return fuse(
        {key: each.cosine for key, each in found.items()}, {key: each.bm25 for key, each in found.items()}
    )


def _hits_of(
    store: Store, fused: Sequence[tuple[int, float]], scored: Mapping[int, Scored], k: int
) -> list[Hit]:
    """Return the ``k`` best, of near-copies that repeat one another the best, with the others named."""
    stories = store.stories(list({scored[key].passage.article_id for key, _ in fused}))
    kept = told_once(_hits(store, fused, scored, k), stories, k)
    named = {other for hit in kept for other in stories.get(hit.article.id, ())}
    articles = store.articles_by_id(list(named)) if named else {}
    return [replace(hit, copies=_others(hit.article.id, stories, articles)) for hit in kept]


def _hits(
    store: Store, fused: Sequence[tuple[int, float]], scored: Mapping[int, Scored], page: int
) -> Iterator[Hit]:
    """Yield every hit, their articles read a page at a time."""
    for first in range(0, len(fused), page):
        best = fused[first : first + page]
        articles = store.articles_by_id(list({scored[key].passage.article_id for key, _ in best}))
        for rank, (key, score) in enumerate(best, start=first + 1):
            own = scored[key]
            if article := articles.get(own.passage.article_id):
                yield Hit(own.passage, article, score, rank, own.cosine, own.bm25)


def _others(
    article_id: str, stories: Mapping[str, Sequence[str]], articles: Mapping[str, Article]
) -> tuple[Article, ...]:
    ids = [other for other in stories.get(article_id, ()) if other != article_id]
    return tuple(newest_first([articles[other] for other in ids if other in articles]))


def told_once(hits: Iterable[Hit], stories: Mapping[str, tuple[str, ...]], k: int) -> list[Hit]:
    """Return the first ``k`` of the hits that repeat no better one of their story, ranked anew.

    ``stories`` has for an article with near-copies its whole story. A passage that says something of its
    own stays, also one that gives another figure in the same words: reports that differ are both shown.
    """
    kept: list[Hit] = []
    for hit in hits:
        story = stories.get(hit.article.id)
        better = [other for other in kept if story and stories.get(other.article.id) == story]
        if not _repeats(hit, [other for other in better if other.article.id != hit.article.id]):
            kept.append(replace(hit, rank=len(kept) + 1))
        if len(kept) == k:
            break
    return kept


def _repeats(hit: Hit, better: Sequence[Hit]) -> bool:
    if not better:
        return False
    said = wording("\n".join(other.text for other in better)).shingles
    if containment(wording(hit.text).shingles, said) < REPEATED:
        return False
    known = [_figures(text) for text in {other.article.text for other in better}]
    return not any(_differ(_figures(hit.text), figures) for figures in known)


def _figures(text: str) -> dict[tuple[str, ...], set[str]]:
    """Return the numbers of a text by the words that stand around them."""
    words = words_of(text.casefold())
    found: dict[tuple[str, ...], set[str]] = {}
    for place in range(BESIDE, len(words) - BESIDE):
        if words[place][0].isdigit():
            around = (*words[place - BESIDE : place], *words[place + 1 : place + 1 + BESIDE])
            found.setdefault(around, set()).add(words[place])
    return found


def _differ(mine: Mapping[tuple[str, ...], set[str]], others: Mapping[tuple[str, ...], set[str]]) -> bool:
    return any(not numbers <= others[around] for around, numbers in mine.items() if around in others)
