"""What adding, syncing, removing and verifying report, and what they tell meanwhile."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from ..article import Article
from ..errors import SourceError

Progress = Callable[[int, int, str], None]
"""Called with (items done, items in all, name of the item at hand)."""


def silent(done: int, total: int, name: str) -> None:
    """Report progress to nobody."""


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
    """Of ``total`` articles that were looked for those from number ``start`` on, counted from 0."""

    total: int
    start: int
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class Repair:
    """What was mended: how many articles have new passages, what was read again, and what is lost.

    ``lost`` are the damaged articles that could not be read again, by their ids, with where they came of.
    """

    passages: int = 0
    again: Report = Report()
    lost: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Verification:
    """What was checked and found sound, and which derived files had to be made again."""

    articles: int
    passages: int
    repaired: tuple[str, ...] = ()
