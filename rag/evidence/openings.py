"""How the newest articles of some days or outlets begin: told where a question asks of nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from index.language.relative_dates import written
from index.library import Library
from index.passage import Filter, Hit
from index.search.fuse import narrowed
from index.search.hits import newest_first

from ..answer import MOST_SENTENCES
from ..question.wishes import Wish
from .rank import Candidate, Signs
from .sentences import quotable_in

FOUND: Final = 30  # passages among which the articles of the newest days are looked for
OPENING: Final = 2000  # characters of an article in which its first sentence is looked for
_NOT_MEASURED: Final = Signs(words=0.0, passage=0.0, reader=0.0)


@dataclass(frozen=True, slots=True)
class Openings:
    """The passages of articles that are asked for, the first sentence of the newest, and a line on both."""

    hits: Sequence[Hit]
    candidates: Sequence[Candidate]
    text: str


def openings(library: Library, query: str, wish: Wish, only: Filter) -> Openings:
    """Return the first sentences of the newest articles of the days and sources wished for, within a filter.

    Of more than ``MOST_SENTENCES`` stories of the newest days those that search finds are taken.
    """
    firm = narrowed(only, replace(wish, firm=True)) or only
    count = library.summary(firm).articles
    asked_for = _articles_of(wish)
    if not count:
        return Openings((), (), f"There is no article{asked_for}.")
    newest = _of_newest_days(library, firm)
    hits = library.search(
        query,
        k=FOUND,
        since=newest.since,
        until=newest.until,
        sources=newest.sources,
        within=newest.within,
    )
    found = _newest([each for each in map(_opening, _one_each(hits)) if each])
    order = ", the newest first" if wish.latest and len(found) > 1 else ""
    return Openings(hits, found, _said(len(found), count, asked_for, order))


def _of_newest_days(library: Library, only: Filter) -> Filter:
    """Return a filter for the newest days that have as many articles as are quoted, of what passes another.

    Where there are too few with a day it is the other itself.
    """
    found = 0
    for day, articles in library.days(only):
        found += articles
        if found >= MOST_SENTENCES:
            return replace(only, since=day)
    return only


def _said(quoted: int, count: int, asked_for: str, order: str) -> str:
    if not quoted:
        return f"No sentence of the articles{asked_for} can be quoted."
    some = f"{quoted} of {count} articles" if quoted < count else "Articles"
    return f"{some}{asked_for} {'is' if quoted == 1 < count else 'are'} quoted{order}."


def _articles_of(wish: Wish) -> str:
    of = f"of {' or '.join(wish.sources)}" if wish.sources else ""
    return "".join(f" {each}" for each in (of, written(wish.since, wish.until)) if each)


def _one_each(hits: Sequence[Hit]) -> list[Hit]:
    """Return the best passage of each story."""
    best: dict[str, Hit] = {}
    for hit in hits:
        best.setdefault(hit.story, hit)
    return list(best.values())


def _opening(hit: Hit) -> Candidate | None:
    spans = quotable_in(hit.article, 0, min(OPENING, len(hit.article.text)))
    return Candidate(hit, *spans[0], _NOT_MEASURED) if spans else None


def _newest(candidates: Sequence[Candidate]) -> list[Candidate]:
    by_id = {each.hit.article.id: each for each in candidates}
    newest = newest_first([each.hit.article for each in candidates])
    return [by_id[article.id] for article in newest[:MOST_SENTENCES]]
