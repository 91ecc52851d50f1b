"""One file, link or article -> what it says, unless the library holds that already.

The entries of a feed may give way to the pages that they lead to.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Final

from ..article import Article
from ..errors import SourceError
from ..sources import Parsed, kind_of, named, read_bytes, with_facts
from ..sources.pictures import left_pictures
from .inputs import PICTURES_LEFT, Item, Manner, Page, digest, page_item

MAX_PAGES: Final = 200  # of one feed
LEADS_ON: Final = re.compile(r"holds no text; its page can be added by its link: (\S+)\Z")
MAX_LINK: Final = 300  # characters; longer ones are cut off in a reason
IN_PART: Final = " in part"  # ends the seal of a feed that is to be read again, as a page of it failed

Parse = Callable[[str, bytes], Parsed]


@dataclass(frozen=True, slots=True)
class Read:
    """What came of one item.

    Attributes:
        seal: what the library is to hold as its digest.
        parsed: its articles; ``None`` when it failed, or when the library holds it as it is.
        failed: why it gave no article.
        feed: whether it is a feed whose entries give way to their pages.
    """

    item: Item
    seal: str = ""
    parsed: Parsed | None = None
    failed: SourceError | None = None
    feed: bool = False

    @property
    def size(self) -> int:
        """The characters of its articles."""
        return sum(len(article.text) for article in self.parsed.articles) if self.parsed else 0


def read(item: Item, manner: Manner, known: Mapping[str, str], parse: Parse) -> Read:
    """Return what an item says; ``known`` are the seals of what the library holds."""
    try:
        return _read(item, manner, known, parse)
    except SourceError as problem:
        return Read(item, failed=problem)


def pages_of(feed: Read) -> list[Item]:
    """Return the pages that a feed leads to, each once, in its order; entries without words come last."""
    return _pages(feed)[:MAX_PAGES]


def rest_of(feed: Read, pages: Mapping[str, bool]) -> Read:
    """Return a feed without the entries whose pages stand for them.

    ``pages`` says of the origin of each that was followed whether it does; the entry of another stays,
    and if it has no words, the reason is the page's.
    """
    entries = list(_entries(feed))
    articles = [one for one in entries if isinstance(one, Article) and not pages.get(_origin(one))]
    failed = [one for one in entries if isinstance(one, SourceError) and _origin(one) not in pages]
    if len(_pages(feed)) > MAX_PAGES:
        reason = f"has more entries than the {MAX_PAGES} whose pages are fetched; the others stay as they are"
        failed.append(SourceError(feed.item.place, reason))
    seal = feed.seal if all(pages.values()) else feed.seal + IN_PART
    return replace(feed, seal=seal, parsed=Parsed(tuple(articles), tuple(failed)))


def _read(item: Item, manner: Manner, known: Mapping[str, str], parse: Parse) -> Read:
    content = item.content
    if isinstance(content, Article):
        seal = manner.seal(digest(content))
        return Read(item, seal, None if known.get(item.origin) == seal else Parsed(manner.applied([content])))
    if isinstance(content, Path):
        return _told(item, (named(content), read_bytes(content)), manner, known, parse)
    from ..sources.facts.defaults import linked
    from ..sources.web.fetch import fetched  # here, for most libraries hold no link

    found = content.fetched or fetched(content.url, allow_private=manner.allow_private)
    try:
        told = _told(item, (found.url, found.content), manner, known, parse)
    except SourceError as problem:
        raise _of_link(problem, content.url, found.url) from None
    if not told.parsed:
        return told
    articles = linked(told.parsed.articles, found.url, content.entry)
    return replace(told, parsed=replace(told.parsed, articles=articles))


def _told(
    item: Item, named_bytes: tuple[str, bytes], manner: Manner, known: Mapping[str, str], parse: Parse
) -> Read:
    """Return what bytes say, which stand under a name."""
    name, content = named_bytes
    leads = manner.follow and not (isinstance(item.content, Page) and item.content.of_feed)
    feed = leads and kind_of(content, name) == "feed"
    own_digest = item.digest(sha256(content).hexdigest())
    seal = manner.seal(own_digest, feed=feed)
    if manner.holds(known.get(item.origin), own_digest, feed=feed):
        return Read(item, seal)
    parsed = parse(name, content)
    seal += PICTURES_LEFT if left_pictures(parsed.articles) else ""
    articles = with_facts(parsed.articles, name, content, dict(item.known))
    return Read(item, seal, replace(parsed, articles=manner.applied(articles)), feed=feed)


def _of_link(problem: SourceError, url: str, found: str) -> SourceError:
    """Return a page's failure under the address that was asked for."""
    return SourceError(url, problem.reason if found == url else f"leads to {found}: {problem.reason}")


def _pages(feed: Read) -> list[Item]:
    found: dict[str, Item] = {}
    for entry in _entries(feed):
        item = _page(entry)
        if item and item.origin != feed.item.origin:
            found.setdefault(item.origin, item)
    return list(found.values())


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
