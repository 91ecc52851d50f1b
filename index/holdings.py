"""What a library holds, as its store tells it: articles, their number, days, outlets, what was not read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from .article import Article
from .errors import SourceError
from .glance import Glance, glance
from .ingest.page_picture import page_picture
from .ingest.report import InPart, Listing, Summary, in_part
from .passage import Filter, together
from .search.hits import newest_first
from .store import Store
from .store.checksums import rows_lost
from .store.versions import versions_of

PAGE: Final = 100  # articles read at once


class Holdings:
    """The articles of a store, read only; it takes neither an encoder nor a search to look at them."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def article(self, article_id: str) -> Article:
        """Return one article.

        Raises:
            KeyError: there is none of that id.
        """
        found = self.store.articles_by_id([article_id]).get(article_id)
        if found is None:
            raise KeyError(f"no article {article_id!r} in {self.store.place}")
        return found

    def copies(self, article_id: str) -> list[Article]:
        """Return the near-copies of an article, the newest first: one wire story, which says the same.

        Earlier and later versions that say something else are not among them.

        Raises:
            KeyError: there is no article of that id.
        """
        own = self.article(article_id)
        story = self.store.stories([article_id]).get(article_id, ())
        versions = versions_of(self.store.articles_by_id(list(story)).values())
        same = next((each for each in versions if own in each), [])
        return newest_first([each for each in same if each.id != article_id])

    def digests(self, article_ids: Sequence[str]) -> dict[str, str]:
        """Return the SHA-256 of the texts of those of the articles that are there."""
        return self.store.digests(article_ids)

    def articles(self, only: Filter | None = None) -> Iterator[Article]:
        """Yield every article, the newest first, those without a day last; nothing stays open meanwhile.

        With a filter, only those that pass it.

        Raises:
            LibraryDamaged: one that the library holds is not found.
        """
        change = self.store.change()
        _, ids = self.store.matching([], only=only or Filter())
        for first in range(0, len(ids), PAGE):
            page = ids[first : first + PAGE]
            found = self.store.articles_by_id(page)
            if len(found) < len(page) and self.store.change() == change:
                raise rows_lost(self.store.place)
            yield from (found[article_id] for article_id in page if article_id in found)

    def summary(self, only: Filter | None = None) -> Summary:
        """Return how much the library holds, of articles that pass a filter if one is given."""
        articles, passages, first, last = self.store.counts(only or Filter())
        return Summary(articles, passages, first, last, tuple(together(self.store.sources(only or Filter()))))

    def days(self, only: Filter | None = None) -> list[tuple[str, int]]:
        """Return every day of articles with their number, the newest first, within a filter if given."""
        return self.store.days(only or Filter())

    def glance(self, only: Filter | None = None, *, names: int = 40) -> Glance:
        """Return what there is at a glance, of articles that pass a filter if one is given.

        ``names`` are the most names that are told.
        """
        return glance(self.store, only or Filter(), names)

    def failures(self) -> tuple[SourceError, ...]:
        """Return what gave no article when it was last added or synced, by its name.

        Files and links that are read well later, or are gone from a folder that is synced, are in it no
        longer. Parts of a file that is held, such as ``old.zip: inner/page.html``, are in it as long.
        """
        every = [*self.store.refused().values(), *self.store.failed_parts()]
        return tuple(sorted(every, key=str))

    def in_part(self, only: Filter | None = None) -> tuple[InPart, ...]:
        """Return what was read only in part, by its name, of articles that pass a filter if one is given."""
        found = self.store.in_part(only or Filter())
        return in_part(found, self.store.several()) if found else ()

    def forget_failures(self) -> None:
        """Forget what gave no article, as for a link that leads nowhere for good."""
        self.store.forget_failures()

    def listed(
        self, words: str = "", *, start: int = 0, most: int = 50, only: Filter | None = None
    ) -> Listing:
        """Return the articles whose title, outlet, author or link hold every word, the newest first.

        At most ``most`` of them, from number ``start`` on, of those that pass a filter if one is given;
        without regard to case.
        """
        total, page = self.store.matching(words.split(), start=start, most=most, only=only or Filter())
        found = self.store.articles_by_id(page)
        return Listing(total, start, tuple(found[one] for one in page if one in found))

    def page_picture(self, article_id: str, number: int) -> bytes | None:
        """Return a page, counted from 1, of an article as it looks, as a PNG.

        ``None`` where the file that it was read from has gone or changed, or has no pages.
        """
        return page_picture(self.store, article_id, number)
