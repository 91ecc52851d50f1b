"""What a caller names -> the files, links and articles that are to be read, and in what manner."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ..article import Article, day
from ..errors import SourceError
from ..sources import (
    LinkRefused,
    clean_line,
    facts_among,
    facts_beside,
    files_under,
    left_out_line,
    named,
    parsed_link,
    read_digest,
)
from ..sources.pictures import can_recognise
from .report import VALUE

if TYPE_CHECKING:
    from ..sources.web.fetch import Fetched  # what fetches is imported where a link is met

Source = str | os.PathLike[str] | Article

PICTURES_LEFT: Final = " pictures left"  # ends the seal of a file with pages that could be recognised
FOLLOWED: Final = " followed"  # ends the seal of a feed whose pages were fetched
READING: Final = " read 2"  # counted up when files are read better, so that those of a library are read again
LINK: Final = re.compile(r"\s*[a-z][a-z0-9+.-]*://", re.I)


@dataclass(frozen=True, slots=True)
class Page:
    """The page at an address; ``of_feed`` when a feed led there, with its ``entry`` if that has words.

    It is fetched when it is read, unless it was ``fetched`` before.
    """

    url: str
    of_feed: bool = False
    entry: Article | None = None
    fetched: Fetched | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to read: where it came from, and its path, its address, or the article itself.

    ``known`` is what another file says of the article in a file, as fields of ``Article``.
    """

    origin: str
    content: Path | Page | Article
    known: tuple[tuple[str, str], ...] = ()

    def digest(self, digest: str) -> str:
        """Return what tells its bytes, whose digest is given and comes first, and what is known of it."""
        return f"{digest} known {sha256(repr(self.known).encode()).hexdigest()}" if self.known else digest

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
    """What is to be read, what cannot be, what is no article, and what of other kinds is left out."""

    items: tuple[Item, ...]
    failed: tuple[SourceError, ...] = ()
    skipped: tuple[str, ...] = ()
    left_out: tuple[SourceError, ...] = ()

    @property
    def nothing(self) -> str:
        """Why a folder gives nothing to read, empty where it does: only one without any file is empty."""
        if self.items or self.failed:
            return ""
        if not self.left_out:
            return f"holds no article; {passed_over(self.skipped)}" if self.skipped else "is empty"
        return f"holds no article; {left_out_line(self.left_out)}"


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
        """Return what tells bytes, read in this manner by this version, from others and other readings."""
        said = [part for part in (self.source, self.published) if part]
        given = f" given {(self.source, self.published)!r}" if said else ""
        return digest + READING + given + (FOLLOWED if feed and self.follow else "")

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


def passed_over(skipped: Sequence[str]) -> str:
    """Return how many files of a folder are never articles: ``pictures, scripts and hidden files: 12``."""
    return f"pictures, scripts and hidden files: {len(skipped):,}"


def listed(sources: Sequence[Source]) -> Intake:
    """Return every file, link and article that the sources name, each once, folders opened."""
    items: dict[str, Item] = {}
    paths = list(dict.fromkeys(filter(None, map(_file_named, sources))))
    files, known = facts_among(paths)
    failed, left_out = list(files.failed), list(files.left_out)
    skipped = list(map(named, files.skipped))
    apart = set(paths).difference(files.readable)
    for source in sources:
        if isinstance(source, Article):
            items[VALUE + source.id] = Item(VALUE + source.id, source)
            continue
        try:
            found = Intake(()) if _file_named(source) in apart else _opened(source, known)
        except SourceError as problem:
            failed.append(problem)
            continue
        items.update((item.origin, item) for item in found.items)
        failed.extend(found.failed)
        skipped.extend(found.skipped)
        left_out.extend(found.left_out)
    return Intake(tuple(items.values()), tuple(failed), tuple(skipped), tuple(left_out))


def below(folder: Path) -> Intake:
    """Return what lies under a folder.

    Raises:
        SourceError: the folder is missing or cannot be listed.
    """
    files, known = facts_beside(folder, files_under(folder))
    items = tuple(
        Item(origin(file), file, tuple(sorted(known.get(file, {}).items()))) for file in files.readable
    )
    return Intake(items, files.failed, tuple(map(named, files.skipped)), files.left_out)


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


def _file_named(source: Source) -> Path | None:
    """Return the path of a source that is neither article, link nor folder."""
    if isinstance(source, Article) or is_link(os.fspath(source)) or not os.fspath(source).strip():
        return None
    path = Path(source).expanduser()
    return None if path.is_dir() else path


def _opened(source: str | os.PathLike[str], known: Mapping[Path, Mapping[str, str]]) -> Intake:
    name = os.fspath(source)
    if not name.strip():
        raise ValueError("a path is empty; name a file or a folder")
    if is_link(name):
        return Intake((page_item(name),))
    path = Path(name).expanduser()
    if not path.is_dir():
        return Intake((Item(origin(path), path, tuple(sorted(known.get(path, {}).items()))),))
    found = below(path)
    if found.nothing:
        raise SourceError(named(path), found.nothing)
    return found
