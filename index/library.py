"""The library: articles in, ranked passages out."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from .article import Article
from .encode import Encoder
from .encode.named import encoder_named, name_in
from .errors import LibraryDamaged, LibraryError, SourceError
from .ingest.ingest import Target, check_encoder, rebuild, sync, take
from .ingest.inputs import Source, manner_of
from .ingest.inputs import listed as opened
from .ingest.page_picture import page_picture
from .ingest.repair import damage_line, repair
from .ingest.report import InPart, Listing, Progress, Repair, Report, Summary, Verification, in_part, silent
from .llama_index import step
from .passage import Filter, Hit, checked_k, checked_query, chosen, together
from .search import Query, QueryWord, Search
from .search.fuse import Preference
from .search.hits import newest_first, retrieve
from .search.local import FILES, LocalSearch
from .store import Store
from .store.sqlite import SqliteStore
from .store.versions import versions_of

if TYPE_CHECKING:
    from .ingest.watching.watcher import Watcher

PAGE: Final = 100  # articles read at once


class Library:
    """A collection of articles on disk, searched by words and by meaning.

    Any number of threads and processes may search one library while another writes to it.
    """

    def __init__(
        self, folder: Path, encoder: Encoder, *, store: Store | None = None, search: Search | None = None
    ) -> None:
        """Use ``Library.open``; this takes what is to stand in place of the defaults."""
        self.folder = folder
        self.encoder = encoder
        self.store = store or SqliteStore(folder, derived=FILES)
        self._target = Target(self.store, search or LocalSearch(self.store, folder), encoder)

    @classmethod
    def open(cls, folder: str | os.PathLike[str], *, encoder: Encoder | str | None = None) -> Library:
        """Return the library in ``folder``, made if absent.

        ``encoder`` may be a name, as of ``encoder_named``. Without one a library has the encoder that made
        it, a new one the default.

        Raises:
            LibraryDamaged: its database cannot be read, or is gone while what was derived of it is there.
            LibraryMismatch: another version of Quoth made it.
            LibraryReadOnly: there is none and none can be made there.
        """
        place = Path(folder).expanduser()
        store = SqliteStore(place, derived=FILES)
        if encoder is None or isinstance(encoder, str):
            encoder = encoder_named(encoder or _made_with(store))
        return cls(place, encoder, store=store)

    # -- what it holds

    def article(self, article_id: str) -> Article:
        """Return one article.

        Raises:
            KeyError: there is none of that id.
        """
        found = self.store.articles_by_id([article_id]).get(article_id)
        if found is None:
            raise KeyError(f"no article {article_id!r} in {self.folder}")
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

    def articles(self) -> Iterator[Article]:
        """Yield every article, the newest first, those without a day last; nothing stays open meanwhile."""
        _, ids = self.store.matching([])
        for first in range(0, len(ids), PAGE):
            page = ids[first : first + PAGE]
            found = self.store.articles_by_id(page)
            yield from (found[article_id] for article_id in page if article_id in found)

    def summary(self, only: Filter | None = None) -> Summary:
        """Return how much the library holds, of articles that pass a filter if one is given."""
        articles, passages, first, last = self.store.counts(only or Filter())
        return Summary(articles, passages, first, last, tuple(together(self.store.sources(only or Filter()))))

    def days(self, only: Filter | None = None) -> list[tuple[str, int]]:
        """Return every day of articles with their number, the newest first, within a filter if given."""
        return self.store.days(only or Filter())

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

    def listed(self, words: str = "", *, start: int = 0, most: int = 50) -> Listing:
        """Return the articles whose title, outlet, author or link hold every word, the newest first.

        At most ``most`` of them, from number ``start`` on; without regard to case.
        """
        total, page = self.store.matching(words.split(), start=start, most=most)
        found = self.store.articles_by_id(page)
        return Listing(total, start, tuple(found[one] for one in page if one in found))

    def page_picture(self, article_id: str, number: int) -> bytes | None:
        """Return a page, counted from 1, of an article as it looks, as a PNG.

        ``None`` where the file that it was read from has gone or changed, or has no pages.
        """
        return page_picture(self.store, article_id, number)

    # -- changing it

    def add(
        self,
        sources: Source | Sequence[Source],
        *,
        source: str | None = None,
        published: str | date | None = None,
        follow: bool = False,
        allow_private: bool = False,
        progress: Progress = silent,
    ) -> Report:
        """Add folders, files, links and articles; those whose bytes are known already are left as they are.

        What cannot be read is named in ``Report.failed`` with its reason; the rest is added. A link is
        fetched each time, as its page may have changed.

        Args:
            sources: paths, links (``https://…``) and articles.
            source, published: the outlet and day of all of them, whatever they say themselves.
            follow: fetch the pages that the entries of feeds lead to, and add them in place of the entries.
            allow_private: fetch pages of this machine and its networks too.

        Raises:
            ValueError: an argument makes no sense.
            LibraryBusy, LibraryFull, LibraryReadOnly: the batch at hand was not kept, all before it was.
            LibraryMismatch: another encoder made the library.
        """
        if isinstance(sources, (str, os.PathLike, Article)):
            sources = [sources]
        manner = manner_of(source, published, follow=follow, allow_private=allow_private)
        return take(self._target, opened(sources), manner, progress)

    def sync(
        self,
        folder: str | os.PathLike[str],
        *,
        source: str | None = None,
        published: str | date | None = None,
        allow_empty: bool = False,
        progress: Progress = silent,
    ) -> Report:
        """Add what is new or changed under a folder, and forget what has gone from it.

        ``source`` and ``published`` are those of ``add``; a sync without them takes back what they said.

        Raises:
            ValueError: an argument makes no sense.
            SourceError: the folder is missing, or empty without ``allow_empty``; what the library holds of
                it stays.
        """
        manner = manner_of(source, published)
        return sync(self._target, folder, manner, progress, allow_empty=allow_empty)

    def watcher(self) -> Watcher:
        """Return what keeps this library in step with folders, feeds and pages that it watches."""
        from .ingest.watching.watcher import Watcher

        return Watcher(self._target, self.folder)

    def remove(self, article_ids: str | Sequence[str]) -> Report:
        """Remove articles.

        Raises:
            KeyError: one of them is not there; none was removed.
        """
        ids = [article_ids] if isinstance(article_ids, str) else list(dict.fromkeys(article_ids))
        with self.store.lock():
            for article_id in ids:
                self.article(article_id)
            self.store.remove(ids)
            self._target.search.apply(self.store.change())
        return Report(removed=tuple(ids))

    def rebuild(self, *, progress: Progress = silent) -> None:
        """Split and encode every article anew with this library's encoder; the articles stay as they are."""
        rebuild(self._target, progress)

    def backup(self, file: str | os.PathLike[str]) -> None:
        """Copy the library to one file, as of one moment, while others read and write.

        The file knows its own digest. Questions, conversations and what the page's people uploaded as files
        are not in it; the articles made of those are.

        Raises:
            LibraryReadOnly, LibraryFull: the file cannot be written.
        """
        self.store.back_up(Path(file).expanduser())

    def restore(self, file: str | os.PathLike[str], *, replace: bool = False) -> Path | None:
        """Become what a backup holds; where there were articles they are backed up beside it first.

        Returns the file that holds what the library was, ``None`` for one that was empty.

        Raises:
            LibraryDamaged: the file is no backup or not as it was made; the library is as it was.
            LibraryError: the library holds articles and ``replace`` is not said.
        """
        held = self.summary().articles
        if held and not replace:
            raise LibraryError(
                f"{self.folder}: holds {held} articles; --replace puts the backup in their place"
            )
        with self.store.lock():
            change = self.store.change()  # its token, for numbers come again after a restore
            before = self.folder / f"before-restore-{change.number}-{change.token}.backup" if held else None
            if before:
                self.store.back_up(before)
            self.store.put_back(Path(file).expanduser())
            check_encoder(self._target)
            self._target.search.apply(self.store.change())
        return before

    def repair(self, *, progress: Progress = silent) -> Repair:
        """Keep what is sound and mend the rest.

        Passages are made again from their articles. Articles are read again from the files and links that
        they came of; those that came of none, or of one that has gone, are taken out and named.

        Raises:
            LibraryDamaged: the database itself is damaged; a backup helps.
        """
        return repair(self._target, progress)

    # -- searching it

    def search(
        self,
        query: str,
        *,
        k: int = 10,
        since: str | date | None = None,
        until: str | date | None = None,
        sources: str | Sequence[str] | None = None,
        within: Sequence[str] | None = None,
        prefer: Preference | None = None,
        also: str = "",
    ) -> list[Hit]:
        """Return the ``k`` passages that best match the query, best first.

        ``score`` is the fused score in [0, 1]; equal scores keep the order in which passages were added.
        Of near-copies the best passage stands for those that repeat it, and ``Hit.copies`` names them. Fewer
        than ``k`` hits come back only when fewer are found that pass the filter and repeat none. ``prefer``
        leaves none out; it raises the scores of passages from some days or sources, or of newer ones.
        ``within`` has the ids of the articles that are searched, all without it.
        ``also`` is the query in other words, searched too; ``Hit.cosine`` and ``Hit.bm25`` are of ``query``.

        Raises:
            ValueError: the query is blank or too long, ``k`` is less than 1, or a filter makes no sense.
            LibraryMismatch: another encoder made the library.
        """
        asked = [checked_query(query), *([checked_query(also)] if also and also != query else [])]
        k, only = checked_k(k), chosen(since, until, sources, within)
        with step("retrieve", query=query, k=k):
            if not self.store.counts(only)[1]:
                return []
            check_encoder(self._target)
            queries = [Query(words, self.encoder.query(words)) for words in asked]
            weight = self.encoder.dense_weight
            return retrieve(
                self.store, self._target.search, queries, k, only=only, prefer=prefer, dense_weight=weight
            )

    def as_retriever(self, *, k: int = 10) -> Any:
        """Return this library as LlamaIndex's ``BaseRetriever``, which gives ``k`` passages a query.

        Raises:
            ValueError: ``k`` is less than 1.
        """
        from .llama_index import retriever_of

        return retriever_of(self, checked_k(k))

    def words(self, query: str) -> list[QueryWord]:
        """Return the words of a query that are searched for, with how many passages hold each."""
        return self._target.search.words(query)

    def verify(self) -> Verification:
        """Check every file; derived files that fail are made again.

        Raises:
            LibraryDamaged: articles or passages are not what was stored; the message says which.
            LibraryReadOnly, LibraryFull: a derived file has to be made again and cannot be.
        """
        if line := damage_line(self.store.damage()):
            raise LibraryDamaged(f"{self.folder}: {line}")
        summary = self.summary()
        repaired = self._target.search.damaged() if summary.passages else []
        if repaired:
            with self.store.lock():
                self._target.search.apply(self.store.change())
        return Verification(summary.articles, summary.passages, tuple(repaired))


def _made_with(store: Store) -> str | None:
    """Return the name of the encoder that made a library, ``None`` where none did or none can be read."""
    try:
        return name_in(store.encoder())
    except LibraryDamaged:  # whoever needs the encoder comes upon the damage again, and says so
        return None
