"""Queries -> hits: candidates are ranked as one, read from the store, and near-copies told once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from ..article import Article
from ..passage import Filter, Hit
from ..store import Store
from ..store.checksums import rows_lost
from ..store.copies import containment, wording
from ..store.versions import repeats, versions_of
from ..text.words import words_of
from . import Query, Scored, Search
from .fuse import Preference, either, fuse, narrowed, preferred
from .settled import settled

DEPTH: Final = 100  # passages taken from each ranking before they are fused
REPEATED: Final = 0.5  # share of a passage's shingles that better ones have, from which it repeats them
EQUAL: Final = 0.1  # of the score, which a newer version's passage may lie behind an older's that it precedes
BESIDE: Final = 2  # words on each side of a figure that make it the same figure

Versions = Callable[[tuple[str, ...]], Sequence[Sequence[Article]]]
"""The ids of a story's articles -> its versions."""


def retrieve(
    store: Store,
    search: Search,
    queries: Sequence[Query],
    k: int,
    *,
    only: Filter,
    prefer: Preference | None,
    dense_weight: float,
) -> list[Hit]:
    """Return the ``k`` best hits for one or two wordings of a query; raw scores are those of the first.

    ``dense_weight`` is what the cosine counts, of 1; the rest is BM25. A hit is of one state of the store.

    Raises as ``settled``.
    """

    def look() -> list[Hit]:
        return _retrieved(store, search, queries, k, only=only, prefer=prefer, dense_weight=dense_weight)

    return settled(store, look, _are_of)


def _are_of(hits: Sequence[Hit], articles: set[str]) -> bool:
    return not articles.isdisjoint(hit.article.id for hit in hits)


def _retrieved(
    store: Store,
    search: Search,
    queries: Sequence[Query],
    k: int,
    *,
    only: Filter,
    prefer: Preference | None,
    dense_weight: float,
) -> list[Hit]:
    within = narrowed(only, prefer) if prefer else None  # what is preferred may be none of the best so many
    found = [search.candidates(query, depth=max(DEPTH, k), only=only, within=within) for query in queries]
    scored = [_of_all(query, own, found) for query, own in zip(queries, found, strict=True)]
    idfs = [sum(word.idf for word in search.words(query.text)) for query in queries]
    fused = asked = either([_fused(each, dense_weight, idf) for each, idf in zip(scored, idfs, strict=True)])
    if prefer:
        asked = preferred(fused, store.bylines([key for key, _ in fused]), prefer)
    return _hits_of(store, asked, scored[0], k, newest=asked == fused)


def newest(store: Store, only: Filter, k: int) -> list[Hit]:
    """Return the first passages of the ``k`` newest articles that pass a filter; nothing is searched for."""
    _, articles = store.matching([], most=k, only=only)
    ids = store.ids(replace(only, articles=frozenset(articles)))
    first = {passage.article_id: passage for passage in reversed(store.places(ids))}
    known = store.articles_by_id(articles)
    found = [(known[key], first[key]) for key in articles if key in known and key in first]
    return [
        Hit(passage, article, 0.0, rank, 0.0, 0.0) for rank, (article, passage) in enumerate(found, start=1)
    ]


def newest_first(articles: Sequence[Article]) -> list[Article]:
    """Return articles by their day, the newest first, those without one last; of one day by id."""
    return sorted(sorted(articles, key=_id), key=lambda article: article.published or "", reverse=True)


def _id(article: Article) -> str:
    return article.id


def _of_all(query: Query, own: Sequence[Scored], found: Sequence[Sequence[Scored]]) -> dict[int, Scored]:
    """Return what all wordings of a query have found, as this one scores it; by words only its own."""
    scored = {each.passage.id: each for each in own}
    for each in (one for other in found if other is not own for one in other):
        key = each.passage.id
        if key not in scored:
            scored[key] = Scored(each.passage, each.vector, float(each.vector @ query.vector), 0.0)
    return scored


def _fused(found: Mapping[int, Scored], dense_weight: float, idf: float) -> list[tuple[int, float]]:
    return fuse(
        {key: each.cosine for key, each in found.items()},
        {key: each.bm25 for key, each in found.items()},
        dense_weight,
        idf=idf,
    )


def _hits_of(
    store: Store, fused: Sequence[tuple[int, float]], scored: Mapping[int, Scored], k: int, *, newest: bool
) -> list[Hit]:
    """Return the ``k`` best, of near-copies that repeat one another the best, with the others named.

    ``newest``: among versions of a story the newer goes first, as nothing else is asked for.
    """
    stories = store.stories(list({scored[key].passage.article_id for key, _ in fused}))

    @cache
    def versions(story: tuple[str, ...]) -> list[list[Article]]:
        return versions_of(store.articles_by_id(list(story)).values())

    kept = told_once(_hits(store, fused, scored, k), stories, k, versions, newest=newest)
    named = [
        _named(hit, versions(stories[hit.article.id])) if hit.article.id in stories else hit for hit in kept
    ]
    return newest_version_first(named) if newest else named


def _named(hit: Hit, versions: Sequence[Sequence[Article]]) -> Hit:
    """Return a hit with its article's copies and other versions."""
    own = next((each for each in versions if hit.article in each), ())  # of a huge story not all are listed
    others = [article for each in versions if each is not own for article in each]
    copies = [article for article in own if article.id != hit.article.id]
    return replace(hit, copies=tuple(newest_first(copies)), versions=tuple(newest_first(others)))


def newest_version_first(hits: Sequence[Hit]) -> list[Hit]:
    """Return hits, those of a story's newer version before those of an older that are not clearly better."""
    placed: list[Hit] = []
    for hit in hits:
        older = (at for at, other in enumerate(placed) if _supersedes(hit, other))
        placed.insert(next(older, len(placed)), hit)
    return [replace(hit, rank=rank) for rank, hit in enumerate(placed, start=1)]


def _supersedes(hit: Hit, other: Hit) -> bool:
    return hit.is_newer_version_of(other) and hit.score >= other.score - EQUAL


def _hits(
    store: Store, fused: Sequence[tuple[int, float]], scored: Mapping[int, Scored], page: int
) -> Iterator[Hit]:
    """Yield every hit, their articles read a page at a time.

    Raises:
        LibraryDamaged: one is not there.
    """
    for first in range(0, len(fused), page):
        best = fused[first : first + page]
        articles = store.articles_by_id(list({scored[key].passage.article_id for key, _ in best}))
        for rank, (key, score) in enumerate(best, start=first + 1):
            own = scored[key]
            if own.passage.article_id not in articles:
                raise rows_lost(store.place)
            yield Hit(own.passage, articles[own.passage.article_id], score, rank, own.cosine, own.bm25)


def told_once(
    hits: Iterable[Hit], stories: Mapping[str, tuple[str, ...]], k: int, versions: Versions, *, newest: bool
) -> list[Hit]:
    """Return the first ``k`` of the hits that repeat no better one of their story, ranked anew.

    ``stories`` has for an article with near-copies its whole story, ``versions`` parts it. A passage that
    says something of its own stays, also one that gives another figure in the same words: reports that differ
    are both shown. Of versions that say the same here ``newest`` keeps the newest.
    """
    kept: list[Hit] = []
    for hit in hits:
        story = stories.get(hit.article.id)
        better = [other for other in kept if story and stories.get(other.article.id) == story]
        elsewhere = [other for other in better if other.article.id != hit.article.id]
        if not (story and elsewhere and _is_repeated(hit, elsewhere, versions(story))):
            kept.append(replace(hit, rank=len(kept) + 1))
        elif newest:
            kept = [_newest(other, hit, versions(story)) if other in elsewhere else other for other in kept]
        if len(kept) == k:
            break
    return kept


def _newest(kept: Hit, hit: Hit, versions: Sequence[Sequence[Article]]) -> Hit:
    """Return the hit in the place of one of an older version that says the same, else that one."""
    if _version(kept, versions) == _version(hit, versions):
        return kept
    newer = (hit.article.published or "") > (kept.article.published or "")
    if newer and repeats(hit.text, [kept.text]) and repeats(kept.text, [hit.text]):
        return replace(hit, rank=kept.rank, score=kept.score)
    return kept


def _version(hit: Hit, versions: Sequence[Sequence[Article]]) -> int:
    return next((at for at, each in enumerate(versions) if hit.article in each), -1)


def _is_repeated(hit: Hit, better: Sequence[Hit], versions: Sequence[Sequence[Article]]) -> bool:
    own = [other for other in better if _version(other, versions) == _version(hit, versions)]
    return (bool(own) and _repeats(hit, own)) or repeats(hit.text, [other.text for other in better])


def _repeats(hit: Hit, better: Sequence[Hit]) -> bool:
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
