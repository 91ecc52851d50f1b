"""One file, link or article -> what it says, unless the library holds that already."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from ..article import Article
from ..errors import SourceError
from ..sources import Parsed, kind_of, named, read_bytes
from .inputs import Item, Page, digest
from .manner import Manner

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


def _read(item: Item, manner: Manner, known: Mapping[str, str], parse: Parse) -> Read:
    content = item.content
    if isinstance(content, Article):
        seal = manner.seal(digest(content))
        return Read(item, seal, None if known.get(item.origin) == seal else Parsed(manner.applied([content])))
    if isinstance(content, Path):
        return _told(item, (named(content), read_bytes(content)), manner, known, parse)
    from ..sources.facts.defaults import linked
    from ..sources.web.fetch import fetched  # here, for most libraries hold no link

    found = fetched(content.url, allow_private=manner.allow_private)
    try:
        told = _told(item, (found.url, found.content), manner, known, parse)
    except SourceError as problem:
        raise _of_link(problem, content.url, found.url) from None
    if not told.parsed:
        return told
    articles = linked(told.parsed.articles, found.url, content.entry)
    return replace(told, parsed=Parsed(articles, told.parsed.failed))


def _told(
    item: Item, named_bytes: tuple[str, bytes], manner: Manner, known: Mapping[str, str], parse: Parse
) -> Read:
    """Return what bytes say, which stand under a name."""
    name, content = named_bytes
    leads = manner.follow and not (isinstance(item.content, Page) and item.content.of_feed)
    feed = leads and kind_of(content, name) == "feed"
    seal = manner.seal(sha256(content).hexdigest(), feed=feed)
    if known.get(item.origin) == seal:
        return Read(item, seal)
    parsed = parse(name, content)
    return Read(item, seal, Parsed(manner.applied(parsed.articles), parsed.failed), feed=feed)


def _of_link(problem: SourceError, url: str, found: str) -> SourceError:
    """Return a page's failure under the address that was asked for."""
    return SourceError(url, problem.reason if found == url else f"leads to {found}: {problem.reason}")
