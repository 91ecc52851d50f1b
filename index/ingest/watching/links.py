"""A feed or page that is watched -> what of it the library does not hold, fetched and ready to be stored.

Nothing here waits for the library or holds it up: a site may be slow.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Final

from ...article import Article
from ...errors import SourceError
from ...sources import KeptParser, kind_of
from ...sources.web.fetch import Fetched, PageError, Unchanged, Version
from ...sources.web.polite import Polite
from ..inputs import Item, Manner, Page
from ..read import Read, pages_of, read, rest_of
from .watched import State, Watched

ENTRY_KEY: Final = 16  # hex digits of what tells an entry of a feed from others


@dataclass(frozen=True, slots=True)
class Found:
    """What a link gave: what is to be stored, what of it failed, and the state that is then kept.

    Without ``items`` it is what the library holds.
    """

    state: State
    items: tuple[Item, ...] = ()
    failed: tuple[SourceError, ...] = ()


def found_at(watched: Watched, polite: Polite, held: Mapping[str, str], *, known: bool) -> Found:
    """Return what a link gives that the library does not hold.

    ``held`` are the origins of what it holds. Where it is not ``known`` to hold what was last found, all is
    fetched. A feed's entries, and the pages that they lead to, are kept each by itself: what a feed lists no
    more stays in the library.

    Raises:
        PageError: nothing could be had.
        SourceError: it is nothing that can be read.
    """
    state = watched.state if known else replace(watched.state, url="", etag="", modified="", digest="")
    got = _fetched(watched, state, polite)
    if isinstance(got, Unchanged):
        return Found(state)
    digest = sha256(got.content).hexdigest()
    at = got.url if got.moved else state.at
    new = replace(
        state, url=got.version.url, etag=got.version.etag, modified=got.version.modified, at=at, digest=digest
    )
    if digest == state.digest:
        return Found(new)
    page = Item(watched.wish.place, Page(watched.wish.place, fetched=got))
    if kind_of(got.content, got.url) != "feed":
        return Found(new, (page,))
    return _of_feed(watched, page, polite, held, new)


def _fetched(watched: Watched, state: State, polite: Polite) -> Fetched | Unchanged:
    """Return the page, from where it has moved to; if it is there no more, from where it was."""
    version = Version(state.url, state.etag, state.modified)
    if not state.at:
        return polite.fetch(watched.wish.place, version)
    try:
        return polite.fetch(state.at, version)
    except PageError as problem:
        if problem.passing:
            raise
        return polite.fetch(watched.wish.place, version)


def _of_feed(watched: Watched, page: Item, polite: Polite, held: Mapping[str, str], new: State) -> Found:
    manner = Manner(follow=True, allow_private=watched.wish.allow_private)
    with KeptParser() as parser:
        feed = read(page, manner, {}, parser.parse)
    if feed.failed:
        raise feed.failed
    pages, failed, passing = _pages(feed, polite, held) if watched.wish.follow else ({}, [], False)
    stands = {origin: item is not None for origin, item in pages.items()}
    rest = rest_of(feed, stands).parsed
    entries = rest.articles if rest else ()
    items = [*filter(None, pages.values()), *_entries(page.origin, entries)]
    failed += rest.failed if rest else ()
    kept = replace(new, url="", etag="", modified="", digest="") if passing else new
    return Found(
        kept, tuple(item for item in items if item.origin not in held or _is_entry(item)), tuple(failed)
    )


def _pages(
    feed: Read, polite: Polite, held: Mapping[str, str]
) -> tuple[dict[str, Item | None], list[SourceError], bool]:
    """Return the pages of a feed, ``None`` for one that failed, why, and whether one may come in a while.

    What is held is not fetched again: its site would be asked for every page whenever there is a new one.
    """
    found: dict[str, Item | None] = {}
    failed: list[SourceError] = []
    passing = False
    for item in pages_of(feed):
        if item.origin in held or not isinstance(item.content, Page):
            found[item.origin] = item
            continue
        try:
            got = polite.fetch(item.content.url)
            page = got if isinstance(got, Fetched) else None
            found[item.origin] = replace(item, content=replace(item.content, fetched=page))
        except PageError as problem:
            found[item.origin] = None
            failed.append(problem)
            passing = passing or problem.passing
    return found, failed, passing


def _entries(feed: str, articles: tuple[Article, ...]) -> Iterator[Item]:
    """Yield the entries of a feed, each under an address of its own below the feed's.

    An entry is known by its link, so that a corrected one takes its own place; without one by its words. A
    feed is read without entries that repeat the link of another.
    """
    for article in articles:
        named = article.url or f"{article.title}\n{article.text}"
        key = sha256(named.encode("utf-8", "surrogatepass")).hexdigest()[:ENTRY_KEY]
        yield Item(f"{feed}#{key}", article)


def _is_entry(item: Item) -> bool:
    return isinstance(item.content, Article)
