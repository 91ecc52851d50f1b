"""The library: articles in, ranked passages out."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from .article import Article
from .encode.convert import DEFAULT_ENCODER
from .encode.encoder import Encoder
from .errors import LibraryDamaged, SourceError
from .ingest.inputs import Source
from .ingest.inputs import listed as opened
from .ingest.intake import Progress, entries, silent
from .ingest.manner import manner_of
from .ingest.report import Listing, Report, Summary, Verification
from .ingest.update import Target, check_encoder, sync, take
from .llama_index import step
from .passage import Filter, Hit, checked_k, checked_query, chosen, together
from .search import derived
from .search.bm25 import QueryWord
from .search.found import Ranked, hits_of, newest_first
from .search.fuse import either, fuse
from .search.look import look
from .search.prefer import Preference, narrowed, preferred
from .store.articles import Entry, Store

DATABASE: Final = "library.sqlite"
DEPTH: Final = 100  # passages taken from each ranking before they are fused
REBUILD_BATCH: Final = 32  # articles encoded together


class Library:
    """A collection of articles on disk, searched by words and by meaning.

    Any number of threads and processes may search one library while another writes to it.
    """

    def __init__(self, folder: Path, encoder: Encoder) -> None:
        """Use ``Library.open``."""
        self.folder = folder
        self.encoder = encoder
        self.store = Store(folder / DATABASE)
        self._target = Target(self.store, folder, encoder)
        self._opening = threading.Lock()
        self._derived: derived.Derived | None = None

    @classmethod
    def open(cls, folder: str | os.PathLike[str], *, encoder: Encoder | str | None = None) -> Library:
        """Return the library in ``folder``, made if absent.

        Raises:
            LibraryDamaged: its database cannot be read.
            LibraryMismatch: another version of Quoth made it.
            LibraryReadOnly: there is none and none can be made there.
        """
        named = encoder if isinstance(encoder, Encoder) else Encoder(encoder or DEFAULT_ENCODER)
        return cls(Path(folder).expanduser(), named)

    # -- what it holds

    def article(self, article_id: str) -> Article:
        """Return one article.

        Raises:
            KeyError: there is none of that id.
        """
        found = self.store.article(article_id)
        if found is None:
            raise KeyError(f"no article {article_id!r} in {self.folder}")
        return found

    def copies(self, article_id: str) -> list[Article]:
        """Return the near-copies of an article, the newest first: one wire story, earlier and later versions.

        Raises:
            KeyError: there is no article of that id.
        """
        self.article(article_id)
        story = self.store.stories([article_id]).get(article_id, ())
        return newest_first(list(self.store.articles_by_id([x for x in story if x != article_id]).values()))

    def digests(self, article_ids: Sequence[str]) -> dict[str, str]:
        """Return the SHA-256 of the texts of those of the articles that are there."""
        return self.store.digests(article_ids)

    def articles(self) -> Iterator[Article]:
        """Yield every article, the newest first, those without a day last."""
        return self.store.articles()

    def summary(self, only: Filter | None = None) -> Summary:
        """Return how much the library holds, of articles that pass a filter if one is given."""
        articles, passages, first, last = self.store.counts(only or Filter())
        return Summary(articles, passages, first, last, tuple(together(self.store.sources(only or Filter()))))

    def failures(self) -> tuple[SourceError, ...]:
        """Return what gave no article when it was last added or synced, by its name.

        Files and links that are read well later, or are gone from a folder that is synced, are in it no
        longer. Parts of a file that is held, such as ``old.zip: inner/page.html``, are in it as long.
        """
        every = [*self.store.refused().values(), *self.store.failed_parts()]
        return tuple(sorted(every, key=str))

    def forget_failures(self) -> None:
        """Forget what gave no article, as for a link that leads nowhere for good."""
        self.store.forget_failures()

    def listed(self, words: str = "", *, start: int = 0, most: int = 50) -> Listing:
        """Return the articles whose title, outlet, author or link hold every word, the newest first.

        At most ``most`` of them, from number ``start`` on; without regard to case.
        """
        ids = self.store.matching(words.split())
        page = ids[start : start + most]
        found = self.store.articles_by_id(page)
        return Listing(len(ids), start, tuple(found[one] for one in page if one in found))

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

    def remove(self, article_ids: str | Sequence[str]) -> Report:
        """Remove articles.

        Raises:
            KeyError: one of them is not there; none was removed.
        """
        ids = [article_ids] if isinstance(article_ids, str) else list(dict.fromkeys(article_ids))
        with derived.writer_lock(self.folder):
            for article_id in ids:
                self.article(article_id)
            self.store.remove(ids)
            derived.updated(self.store, self.folder)
        return Report(removed=tuple(ids))

    def rebuild(self, *, progress: Progress = silent) -> None:
        """Split and encode every article anew with this library's encoder; the articles stay as they are."""
        with derived.writer_lock(self.folder):
            articles = list(self.store.articles())
            made: list[Entry] = []
            for first in range(0, len(articles), REBUILD_BATCH):
                progress(first, len(articles), articles[first].title)
                made.extend(entries(articles[first : first + REBUILD_BATCH], self.encoder))
            self.store.replace_passages(self.encoder.identity, made)
            self._derived = derived.updated(self.store, self.folder)
        progress(len(articles), len(articles), "")

    # -- searching it

    def search(
        self,
        query: str,
        *,
        k: int = 10,
        since: str | date | None = None,
        until: str | date | None = None,
        sources: str | Sequence[str] | None = None,
        prefer: Preference | None = None,
        also: str = "",
    ) -> list[Hit]:
        """Return the ``k`` passages that best match the query, best first.

        ``score`` is the fused score in [0, 1]; equal scores keep the order in which passages were added.
        Of near-copies the best passage stands for those that repeat it, and ``Hit.copies`` names them. Fewer
        than ``k`` hits come back only when fewer are found that pass the filter and repeat none. ``prefer``
        leaves none out; it raises the scores of passages from some days or sources, or of newer ones.
        ``also`` is the query in other words, searched too; ``Hit.cosine`` and ``Hit.bm25`` are of ``query``.

        Raises:
            ValueError: the query is blank or too long, ``k`` is less than 1, or a filter makes no sense.
            LibraryMismatch: another encoder made the library.
        """
        asked = [checked_query(query), *([checked_query(also)] if also and also != query else [])]
        with step("retrieve", query=query, k=k):
            return self._found(asked, checked_k(k), chosen(since, until, sources), prefer)

    def as_retriever(self, *, k: int = 10) -> Any:
        """Return this library as LlamaIndex's ``BaseRetriever``, which gives ``k`` passages a query.

        Raises:
            ValueError: ``k`` is less than 1.
        """
        from .llama_index import retriever_of

        return retriever_of(self, checked_k(k))

    def words(self, query: str) -> list[QueryWord]:
        """Return the words of a query that are searched for, with how many passages hold each."""
        return self._current().lexical.words(query)

    def verify(self) -> Verification:
        """Check every file; derived files that fail are made again.

        Raises:
            LibraryDamaged: articles or passages are not what was stored; the message says which.
            LibraryReadOnly, LibraryFull: a derived file has to be made again and cannot be.
        """
        problems = self.store.check()
        if problems:
            more = f" (and {len(problems) - 3} more)" if len(problems) > 3 else ""
            advice = "remove the folder and add the articles again"
            raise LibraryDamaged(f"{self.folder}: {'; '.join(problems[:3])}{more}; {advice}")
        summary = self.summary()
        repaired = derived.damaged_files(self.folder) if summary.passages else []
        if repaired:
            with derived.writer_lock(self.folder):
                derived.updated(self.store, self.folder)
        return Verification(summary.articles, summary.passages, tuple(repaired))

    # -- steps

    def _found(self, asked: list[str], k: int, only: Filter, prefer: Preference | None) -> list[Hit]:
        indexes = self._current()
        if not self.store.counts(only)[1]:
            return []
        check_encoder(self._target)
        filters = [only]
        if prefer and (narrow := narrowed(only, prefer)):  # what is preferred may be none of the best so many
            filters.append(narrow)
        allowed = [self.store.ids(each) if each else None for each in filters]
        depth = min(max(DEPTH, k), len(indexes.lexical.ids))
        looks = [look(indexes, self.encoder, query, depth, allowed) for query in asked]
        rows = self.store.passages(list({key for each in looks for key in each.found}))
        cosines = [{key: float(own @ each.vector) for key, (_, own) in rows.items()} for each in looks]
        fused = either([fuse(own, each.bm25) for own, each in zip(cosines, looks, strict=True)])
        if prefer:
            fused = preferred(fused, self.store.bylines(list(rows)), prefer)
        passages = {key: passage for key, (passage, _) in rows.items()}
        return hits_of(self.store, Ranked(fused, passages, cosines[0], looks[0].bm25), k)

    def _current(self) -> derived.Derived:
        """Return the indexes as the library is now; another program may have changed it."""
        with self._opening:
            if self._derived is None or self._derived.change != self.store.change():
                self._derived = derived.opened(self.store, self.folder)
            return self._derived
