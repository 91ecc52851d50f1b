"""What a caller names -> the files, links and articles that are to be read, and in what manner."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import astuple, dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from ..article import Article, day
from ..errors import SourceError
from ..sources import LinkRefused, clean_line, files_under, named, parsed_link, read_digest
from ..sources.pictures import can_recognise
from .report import VALUE

Source = str | os.PathLike[str] | Article

EMPTY: Final = "is empty: it holds no file that may be an article"
PICTURES_LEFT: Final = " pictures left"  # ends the seal of a file with pages that could be recognised
FOLLOWED: Final = " followed"  # ends the seal of a feed whose pages were fetched
LINK: Final = re.compile(r"\s*[a-z][a-z0-9+.-]*://", re.I)


@dataclass(frozen=True, slots=True)
class Page:
    """The page at an address; ``of_feed`` when a feed led there, with its ``entry`` if that has words."""

    url: str
    of_feed: bool = False
    entry: Article | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to read: where it came from, and its path, its address, or the article itself."""

    origin: str
    content: Path | Page | Article

    @property
    def place(self) -> str:
        """How errors name it."""
        return named(self.content) if isinstance(self.content, Path) else self.origin

    @property
    def name(self) -> str:
        """A short name, for someone who watches."""
        if isinstance(self.content, Article):
            return self.content.title
        return self.content.url if isinstance(self.content, Page) else self.content.name


@dataclass(frozen=True, slots=True)
class Intake:
    """What is to be read, what cannot be, and what is no article."""

    items: tuple[Item, ...]
    failed: tuple[SourceError, ...] = ()
    skipped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Manner:
    """How files, links and articles are read.

    Attributes:
        source, published: what all the articles are given, whatever they say themselves.
        follow: whether the entries of a feed give way to the pages that they lead to.
        allow_private: whether pages of this machine and its networks are fetched too.
    """

    source: str | None = None
    published: str | None = None
    follow: bool = False
    allow_private: bool = False

    def seal(self, digest: str, *, feed: bool = True) -> str:
        """Return what tells bytes, read in this manner, from others, and from themselves read otherwise."""
        said = [part for part in (self.source, self.published) if part]
        given = f" given {(self.source, self.published)!r}" if said else ""
        return digest + given + (FOLLOWED if feed and self.follow else "")

    def holds(self, known: str | None, digest: str, *, feed: bool = True) -> bool:
        """Tell from what the library knows of a file whether these bytes need not be read again.

        They need to where pictures of theirs were left that can be recognised by now.
        """
        seal = self.seal(digest, feed=feed)
        return known == seal or (known == seal + PICTURES_LEFT and not can_recognise())

    def applied(self, articles: Sequence[Article]) -> tuple[Article, ...]:
        """Return articles with what is said of them in place of what they say."""
        known: dict[str, Any] = {}
        if self.source:
            known["source"] = self.source
        if self.published:
            known |= {"published": self.published, "published_from": "given"}
        return tuple(replace(article, **known) for article in articles) if known else tuple(articles)


def listed(sources: Sequence[Source]) -> Intake:
    """Return every file, link and article that the sources name, each once, folders opened."""
    items: dict[str, Item] = {}
    failed: list[SourceError] = []
    skipped: list[str] = []
    for source in sources:
        if isinstance(source, Article):
            items[VALUE + source.id] = Item(VALUE + source.id, source)
            continue
        try:
            found = _opened(source)
        except SourceError as problem:
            failed.append(problem)
            continue
        items.update((item.origin, item) for item in found.items)
        failed.extend(found.failed)
        skipped.extend(found.skipped)
    return Intake(tuple(items.values()), tuple(failed), tuple(skipped))


def below(folder: Path) -> Intake:
    """Return what lies under a folder.

    Raises:
        SourceError: the folder is missing or cannot be listed.
    """
    files = files_under(folder)
    items = tuple(Item(origin(file), file) for file in files.readable)
    return Intake(items, tuple(files.failed), tuple(named(file) for file in files.skipped))


def is_link(name: str) -> bool:
    """Tell whether a name is a link and not a path."""
    return bool(LINK.match(name))


def page_item(url: str, *, of_feed: bool = False, entry: Article | None = None) -> Item:
    """Return the item of a link; its origin is the address in its one spelling.

    Raises:
        SourceError: it is no address that pages are fetched from.
    """
    try:
        address = parsed_link(url).url
    except LinkRefused as problem:
        raise SourceError(named(url.strip()), str(problem)) from None
    return Item(address, Page(address, of_feed, entry))


def origin(path: str | os.PathLike[str]) -> str:
    """Return the one name of a file or folder: its real path, bytes that are no UTF-8 written as escapes."""
    return os.fsencode(os.path.realpath(path)).decode("utf-8", "backslashreplace")


def digest(content: Path | Article) -> str:
    """Return the digest of what a file or an article holds now.

    Raises:
        SourceError: the file cannot be read.
    """
    if isinstance(content, Article):
        return sha256(repr(astuple(content)).encode()).hexdigest()
    return read_digest(content)


def manner_of(
    source: str | None, published: str | date | None, *, follow: bool = False, allow_private: bool = False
) -> Manner:
    """Return a manner of reading from what a caller says.

    Raises:
        ValueError: the source is blank, or ``published`` is no day.
    """
    name = None if source is None else clean_line(source)
    if name == "":
        raise ValueError(f"source={source!r} is blank; name an outlet")
    return Manner(name, day(published, "published"), follow, allow_private)


def _opened(source: str | os.PathLike[str]) -> Intake:
    name = os.fspath(source)
    if not name.strip():
        raise ValueError("a path is empty; name a file or a folder")
    if is_link(name):
        return Intake((page_item(name),))
    path = Path(name).expanduser()
    if not path.is_dir():
        return Intake((Item(origin(path), path),))
    found = below(path)
    if not found.items and not found.failed:
        raise SourceError(named(path), EMPTY)
    return found
