"""What adding, syncing, removing and verifying report, and what they tell meanwhile."""

import os
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from ..article import Article, what_is_unread
from ..errors import SourceError

VALUE: Final = "article:"  # begins the origin of an article that was given as a value

Progress = Callable[[int, int, str], None]
"""Called with (items done, items in all, name of the item at hand)."""


def silent(done: int, total: int, name: str) -> None:
    """Report progress to nobody."""


@dataclass(frozen=True, slots=True)
class InPart:
    """What was read only in part.

    Attributes:
        origin: the file or link; empty for an article that was given as a value.
        title: which article of it, where it holds others too.
        unread: what of it was not read, as ``Article.unread`` says it.
        articles: how many articles of the file it is true of.
    """

    origin: str
    title: str
    unread: str
    articles: int = 1

    def __str__(self) -> str:
        """``/reports/viaduct.pdf: 2 of 3 pages are pictures and were not read: 2, 3; …``."""
        return f"{self.name}: {self.what}"

    @property
    def name(self) -> str:
        """The file or link, and which article of it."""
        return ": ".join(part for part in (self.origin, self.title) if part)

    @property
    def what(self) -> str:
        """What was not read, and of how many articles if of several: ``48 articles: only …``."""
        return f"{self.articles:,} articles: {self.unread}" if self.articles > 1 else self.unread

    @property
    def short(self) -> str:
        """The same without the folder, and without what to do about it."""
        name = self.origin if "://" in self.origin else self.origin.rsplit(os.sep, 1)[-1]
        return str(replace(self, origin=name, unread=what_is_unread(self.unread)))


def in_part(found: Iterable[tuple[str, str, str]], several: Collection[str]) -> tuple[InPart, ...]:
    """Return what was read only in part of (origin, title, what was not read), in its order.

    Articles of one file that lack the same are told together. ``several`` are the files that hold more than
    one article.
    """
    groups: dict[tuple[str, str], list[str]] = {}
    for origin, title, unread in found:
        groups.setdefault((origin, unread), []).append(title)
    told: list[InPart] = []
    for (origin, unread), titles in groups.items():
        given = origin.startswith(VALUE)
        title = titles[0] if given or (origin in several and len(titles) == 1) else ""
        told.append(InPart("" if given else origin, title, unread, len(titles)))
    return tuple(told)


@dataclass(frozen=True, slots=True)
class Report:
    """What became of every file, link and article, each by its name, in the order they were read.

    Attributes:
        added, changed, unchanged, removed: files (absolute paths), links, or ``article:ID`` for a value.
        failed: what gave no article; ``source`` and ``reason`` of each say which and why. What the
            library held of it before stays. Parts of a file that was added are here too, such as
            ``old.zip: inner/page.html``.
        copies: pairs of a file and the title of the article whose words it repeats.
        skipped: files in a folder that are no articles (images, style sheets, hidden files).
        left_out: files of other kinds that were not read, each with the reason, also those in archives.
        several: of those above that hold several articles, how many, by name; all others hold one.
        in_part: what was added or changed and read only in part.
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    failed: tuple[SourceError, ...] = ()
    copies: tuple[tuple[str, str], ...] = ()
    skipped: tuple[str, ...] = ()
    left_out: tuple[SourceError, ...] = ()
    several: tuple[tuple[str, int], ...] = ()
    in_part: tuple[InPart, ...] = ()

    def __str__(self) -> str:
        """One line of numbers of articles, and of what could not be read.

        ``12 added (from 3 files), 3 changed, 40 unchanged, 1 removed, 2 failed``
        """
        taken = {name: getattr(self, name) for name in ("added", "changed", "unchanged", "removed")}
        return ", ".join([*(self._told(*each) for each in taken.items()), f"{len(self.failed)} failed"])

    @property
    def unread(self) -> str:
        """How much of what was looked at could not be read, in a few words; empty for nothing."""
        if not self.failed:
            return ""
        number = len(self.failed)
        every = number + len(self.added) + len(self.changed) + len(self.unchanged)
        return f"{number} of {every} {'file' if every == 1 else 'files'} could not be read"

    def articles(self, names: Iterable[str]) -> int:
        """Return how many articles the files, links and articles of these names hold."""
        several = dict(self.several)
        return sum(several.get(name, 1) for name in names)

    def _told(self, what: str, names: Sequence[str]) -> str:
        number, files = self.articles(names), len(names)
        said = f"{number} {what}"
        return said if number == files else f"{said} (from {files} file{'s' if files > 1 else ''})"


@dataclass(frozen=True, slots=True)
class Summary:
    """What a library holds: days are ISO 8601, ``sources`` are (name, articles), the largest first.

    Names that differ in case or in "The" are one, spelt as most articles have it.
    """

    articles: int
    passages: int
    first: str | None
    last: str | None
    sources: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """Of ``total`` articles that were looked for those from number ``start`` on, counted from 0.

    ``notes`` has a line for each thing that was looked for and no article has, or that was not understood.
    """

    total: int
    start: int
    articles: tuple[Article, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Repair:
    """What was mended: how many articles have new passages, what was read again, and what is lost.

    ``found_anew`` says that what the rows are found by was damaged, and made anew. ``lost`` are the damaged
    articles that could not be read again, by their ids, with where they came of.
    """

    passages: int = 0
    again: Report = Report()
    lost: tuple[tuple[str, str], ...] = ()
    found_anew: bool = False


@dataclass(frozen=True, slots=True)
class Verification:
    """What was checked and found sound, and which derived files had to be made again."""

    articles: int
    passages: int
    repaired: tuple[str, ...] = ()
