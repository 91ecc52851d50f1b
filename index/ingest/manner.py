"""How things are read: what a person says of them, and where links may lead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from ..article import Article, day
from ..sources import clean_line

FOLLOWED: Final = " followed"  # ends the seal of a feed whose pages were fetched


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

    def applied(self, articles: Sequence[Article]) -> tuple[Article, ...]:
        """Return articles with what is said of them in place of what they say."""
        known: dict[str, Any] = {}
        if self.source:
            known["source"] = self.source
        if self.published:
            known |= {"published": self.published, "published_from": "given"}
        return tuple(replace(article, **known) for article in articles) if known else tuple(articles)


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
