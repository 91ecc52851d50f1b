"""The entries of a feed -> the pages that they lead to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from ..article import Article
from ..errors import SourceError
from ..sources import Parsed
from .inputs import Item, page_item
from .read import Read

MAX_PAGES: Final = 200  # of one feed
LEADS_ON: Final = re.compile(r"holds no text; its page can be added by its link: (\S+)\Z")
MAX_LINK: Final = 300  # characters; longer ones are cut off in a reason
IN_PART: Final = " in part"  # ends the seal of a feed that is to be read again, as a page of it failed


def pages_of(feed: Read) -> list[Item]:
    """Return the pages that a feed leads to, each once, in its order; entries without words come last."""
    found: dict[str, Item] = {}
    for entry in _entries(feed):
        item = _page(entry)
        if item and item.origin != feed.item.origin:
            found.setdefault(item.origin, item)
    return list(found.values())


def rest_of(feed: Read, pages: Mapping[str, bool]) -> Read:
    """Return a feed without the entries whose pages stand for them.

    ``pages`` says of the origin of each that was followed whether it does; the entry of another stays,
    and if it has no words, the reason is the page's.
    """
    entries = list(_entries(feed))
    articles = [one for one in entries if isinstance(one, Article) and not pages.get(_origin(one))]
    failed = [one for one in entries if isinstance(one, SourceError) and _origin(one) not in pages]
    if len(pages_of(feed)) > MAX_PAGES:
        reason = f"has more entries than the {MAX_PAGES} whose pages are fetched; the others stay as they are"
        failed.append(SourceError(feed.item.place, reason))
    seal = feed.seal if all(pages.values()) else feed.seal + IN_PART
    return replace(feed, seal=seal, parsed=Parsed(tuple(articles), tuple(failed)))


def _entries(feed: Read) -> Iterator[Article | SourceError]:
    if feed.parsed:
        yield from feed.parsed.articles
        yield from feed.parsed.failed


def _origin(entry: Article | SourceError) -> str:
    item = _page(entry)
    return item.origin if item else ""


def _page(entry: Article | SourceError) -> Item | None:
    """Return the page that an entry leads to, if it does."""
    url = entry.url if isinstance(entry, Article) else _url(entry)
    if not url:
        return None
    try:
        return page_item(url, of_feed=True, entry=entry if isinstance(entry, Article) else None)
    except SourceError:
        return None


def _url(entry: SourceError) -> str | None:
    found = LEADS_ON.search(entry.reason)
    return found[1] if found and len(found[1]) < MAX_LINK else None
