"""What adding, syncing, removing and verifying report."""

from dataclasses import dataclass

from .article import Article
from .errors import SourceError


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
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    failed: tuple[SourceError, ...] = ()
    copies: tuple[tuple[str, str], ...] = ()
    skipped: tuple[str, ...] = ()

    def __str__(self) -> str:
        """One line: ``12 added, 3 changed, 40 unchanged, 1 removed, 2 failed``."""
        names = ("added", "changed", "unchanged", "removed", "failed")
        return ", ".join(f"{len(getattr(self, name))} {name}" for name in names)


@dataclass(frozen=True, slots=True)
class Summary:
    """What a library holds: days are ISO 8601, ``sources`` are (name, articles), the largest first."""

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
class Verification:
    """What was checked and found sound, and which derived files had to be made again."""

    articles: int
    passages: int
    repaired: tuple[str, ...] = ()
