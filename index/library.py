"""The library: articles in, ranked passages out."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .article import Article
from .by_hand import ByHand
from .encode import Encoder
from .encode.named import encoder_named, name_in
from .errors import LibraryBusy, LibraryDamaged, LibraryError
from .holdings import Holdings
from .ingest.ingest import Target, check_encoder, rebuild, sync, take
from .ingest.inputs import Source, manner_of
from .ingest.inputs import listed as opened
from .ingest.records import batches
from .ingest.repair import damage_line, repair
from .ingest.report import Listing, Progress, Repair, Report, Verification, silent
from .ingest.spread import batches_over
from .llama_index import step
from .operators import Operators, in_search
from .passage import Filter, Filtering, Found, Hit, Passage, checked_k, checked_query, chosen, no_such
from .search import Query, QueryWord, Search
from .search.confined import Confined, confined
from .search.fuse import Preference
from .search.hits import newest, retrieve
from .search.ids import held
from .search.local import FILES, LocalSearch
from .search.lost import forget_lost, tell_lost
from .search.remote import RemoteSearch
from .search.settled import settled
from .search.snapshot import Snapshot, lay
from .search.snapshot import take as taken
from .search.spelling import Respelt, alike, respelt
from .store import Store
from .store.beside import Beside, KeepsBeside, Tables
from .store.opening import opened as opened_store
from .store.sqlite import SqliteStore
from .store.sqlite.beside import SmallFile
from .text.words import words_of

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from .ingest.watching.watcher import Watcher


class Library(Holdings):
    """A collection of articles, searched by words and by meaning.

    ``folder`` is where this machine keeps what it derives of it; of a library in a folder all lies there.
    ``at`` is what opens it again, also in another process; an address has its password.
    Any number of threads and processes may search one library while another writes to it.
    """

    def __init__(
        self, folder: Path, encoder: Encoder, *, store: Store | None = None, search: Search | None = None
    ) -> None:
        """Use ``Library.open``; this takes what is to stand in place of the defaults."""
        self.folder = folder
        self.at: Path | str = folder
        self.encoder = encoder
        super().__init__(store or SqliteStore(folder, derived=FILES))
        if search is None:
            search = LocalSearch(self.store, folder, is_shared=not isinstance(self.store, SqliteStore))
        self._target = Target(self.store, search, encoder, folder)

    @classmethod
    def open(
        cls,
        folder: str | os.PathLike[str],
        *,
        encoder: Encoder | str | None = None,
        search: str | None = None,
    ) -> Library:
        """Return the library in ``folder``, or at an address as ``postgresql://HOST/NAME``, made if absent.

        ``encoder`` may be a name, as of ``encoder_named``. Without one a library has the encoder that made
        it, a new one the default. ``search`` is the address of an engine that searches in place of indexes
        in the folder: ``milvus://HOST:PORT/NAME``. One line is logged where its database is older than its
        indexes.

        Raises:
            LibraryDamaged: its database cannot be read, or is gone while what was derived of it is there.
            LibraryMismatch: another version of Quoth made it, or the engine holds another library.
            LibraryReadOnly: there is none and none can be made there.
            LibraryUnavailable: the server cannot be reached.
            ValueError: ``search`` is no such address.
        """
        store, place = opened_store(folder, derived=FILES)
        if encoder is None or isinstance(encoder, str):
            encoder = encoder_named(encoder or _made_with(store))
        tell_lost(store, place)
        library = cls(place, encoder, store=store, search=RemoteSearch(store, search) if search else None)
        library.at = place if isinstance(store, SqliteStore) else os.fspath(folder)
        return library

    def beside(self, name: str, tables: Tables, *, mend: str, here: bool = False) -> Beside:
        """Return small tables beside the library under a name: on its server, or in a file of its folder.

        ``here`` they are in the folder in any case. ``mend`` says what to do where the file is damaged.
        """
        if isinstance(self.store, KeepsBeside) and not here:
            return self.store.beside(name, tables)
        return SmallFile(self.folder / f"{name}.sqlite", tables, mend=mend)

    @property
    def identity(self) -> str:
        """What it is known by: where it lies, or of one on a server the same on every machine."""
        return str(self.folder.resolve()) if isinstance(self.at, Path) else self.folder.name

    @property
    def by_hand(self) -> ByHand:
        """What people say of articles: tags, and corrections of what was read."""
        return ByHand(self._target)

    def listed(
        self, words: str = "", *, start: int = 0, most: int = 50, only: Filter | None = None
    ) -> Listing:
        """Return the articles whose title, outlet, author or link hold every word, the newest first.

        At most ``most`` of them, from number ``start`` on, of those that pass a filter if one is given;
        without regard to case. Operators count as in ``find``: a phrase is one of the articles' text.
        """
        asked = in_search(words)
        scope = self.confined(asked, only or Filter())
        plain = asked.plain if scope.told else asked.text
        return replace(super().listed(plain, start=start, most=most, only=scope.only), notes=scope.notes)

    # -- changing it

    def add(
        self,
        sources: Source | Sequence[Source],
        *,
        source: str | None = None,
        published: str | date | None = None,
        follow: bool = False,
        allow_private: bool = False,
        ray: str | None = None,
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
            ray: the address of a Ray cluster, whose workers read and encode: HOST:PORT of its head. They
                have the files under the same names. ``local`` starts workers on this machine.

        Raises:
            ValueError: an argument makes no sense.
            LibraryError: the cluster does not answer, or does not see the files.
            LibraryBusy, LibraryFull, LibraryReadOnly: the batch at hand was not kept, all before it was.
            LibraryMismatch: another encoder made the library.
        """
        if isinstance(sources, (str, os.PathLike, Article)):
            sources = [sources]
        manner = manner_of(source, published, follow=follow, allow_private=allow_private)
        make = batches_over(ray) if ray else batches
        return take(self._target, opened(sources), manner, progress, make=make)

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
                f"{self.store.place}: holds {held} articles; --replace puts the backup in their place"
            )
        with self.store.lock():
            change = self.store.change()  # its token, for numbers come again after a restore
            before = self.folder / f"before-restore-{change.number}-{change.token}.backup" if held else None
            if before:
                self.store.back_up(before)
            self.store.put_back(Path(file).expanduser())
            check_encoder(self._target)
            self._target.search.apply(self.store.change())
            forget_lost(self.store, self.folder)
        self._target.search.catch_up()
        return before

    def snapshot(self, address: str, *, take: bool = False) -> Snapshot:
        """Lay the indexes where other servers find them, or ``take`` the newest that were laid there.

        ``address`` is a folder, or of an object store as fsspec knows it (``s3://BUCKET/NEWS``). What is
        taken catches up with what the library holds by now.

        Raises:
            LibraryError: there is none of this library, it is not as it was laid, or an engine searches it.
        """
        search = self._target.search
        if not isinstance(search, LocalSearch):
            raise LibraryError(f"{self.store.place}: is searched by an engine, so it has no indexes to lay")
        return (taken if take else lay)(self.store, search, address)

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
        prefer: Preference | None = None,
        also: str = "",
        only: Filter | None = None,
        **given: Unpack[Filtering],
    ) -> list[Hit]:
        """Return the ``k`` passages that best match the query, best first.

        ``since``, ``until`` (days, both ends counted), ``sources``, ``tags``, ``names`` and ``within``
        confine it, as ``index.passage.Filtering`` says. Operators in the query (``index.operators``) count,
        unless a filter is given as ``only``, in place of these: then it is plain words. ``find`` says also
        what no article has.

        ``score`` is the fused score in [0, 1]; equal scores keep the order in which passages were added.
        Of near-copies the best passage stands for those that repeat it, and ``Hit.copies`` names them. Fewer
        than ``k`` hits come back only when fewer are found that pass the filter and repeat none. ``prefer``
        leaves none out; it raises the scores of passages from some days or sources, or of newer ones.
        ``also`` is the query in other words, searched too; ``Hit.cosine`` and ``Hit.bm25`` are of ``query``.

        Raises:
            ValueError: the query is blank or too long, ``k`` is less than 1, or a filter makes no sense.
            LibraryMismatch: another encoder made the library.
        """
        query, k = checked_query(query), checked_k(k)
        within = chosen(**given)
        if only is None and (operators := in_search(query)):
            return list(self._found(operators, within, k, prefer).hits)
        only = within if only is None else only
        asked = [query, *([checked_query(also)] if also and also != query else [])]
        with step("retrieve", query=query, k=k):
            if not self.store.counts(only)[1]:
                return []
            check_encoder(self._target)
            queries = [Query(words, self.encoder.query(words)) for words in asked]
            weight = self.encoder.dense_weight
            return retrieve(
                self.store, self._target.search, queries, k, only=only, prefer=prefer, dense_weight=weight
            )

    def find(self, query: str, *, k: int = 10, **given: Unpack[Filtering]) -> Found:
        """Return the passages that best match a search as people write it, and what there is to say of it.

        ``"exact phrase"``, ``-word``, ``title:``, ``source:``, ``author:``, ``after:``, ``before:`` and
        ``OR`` confine it. Words that no article has are searched in their nearest spelling. Without a word
        to search the newest articles are given, each with its first passage. The other arguments are those of
        ``search`` that confine it.

        Raises:
            ValueError, LibraryMismatch: as of ``search``.
        """
        only = chosen(**given)
        absent = no_such(only.sources or (), [name for name, _ in self.summary().sources])
        found = self._found(in_search(checked_query(query)), only, checked_k(k), None, spelling=True)
        return replace(found, notes=(*filter(None, [absent]), *found.notes))

    def _found(
        self, asked: Operators, only: Filter, k: int, prefer: Preference | None, *, spelling: bool = False
    ) -> Found:
        scope = self.confined(asked, only)
        if not words_of(asked.text):
            hits = settled(self.store, lambda: newest(self.store, scope.only, k))
            return Found("", tuple(hits), scope.told, scope.notes)
        other = self.respelt(asked.text) if spelling else None
        query = other.query if other else asked.text
        hits = self.search(query, k=k, prefer=prefer, only=scope.only)
        return Found(query, tuple(hits), scope.told, (*scope.notes, *([other.line] if other else ())))

    def confined(self, asked: Operators, only: Filter) -> Confined:
        """Return the articles that pass a filter and have what operators ask for, and what none has."""
        return settled(self.store, lambda: confined(self.store, self._target.search, asked, only))

    def respelt(self, query: str) -> Respelt | None:
        """Return a query with words that no article has in the articles' spelling, ``None`` for none."""
        if not self.store.counts(Filter())[1]:
            return None
        return settled(self.store, lambda: respelt(self.store, self._target.search, self.encoder, query))

    def alike(self, query: str) -> Respelt | None:
        """Return a query with every name that no article has in a near spelling: what may be meant by it."""
        if not self.store.counts(Filter())[1]:
            return None
        return settled(self.store, lambda: alike(self.store, self._target.search, query))

    def holding(self, query: str, only: Filter | None = None) -> list[Passage]:
        """Return every passage that holds all words of a query, in the order in which they were added.

        Function words do not count; a word is found in its other forms, and in the title too.
        """
        only = only or Filter()
        if not self.store.counts(only)[1]:
            return []
        query = checked_query(query)

        def look() -> list[Passage]:
            ids = self._target.search.holding(query)
            return self.store.places(ids[held(ids, self.store.ids(only))] if only else ids)

        return settled(self.store, look)

    def as_retriever(self, *, k: int = 10) -> Any:
        """Return this library as LlamaIndex's ``BaseRetriever``, which gives ``k`` passages a query.

        Raises:
            ValueError: ``k`` is less than 1.
        """
        from .llama_index import retriever_of

        return retriever_of(self, checked_k(k))

    def words(self, query: str) -> list[QueryWord]:
        """Return the words of a query that are searched for, with how many passages hold each."""
        return settled(self.store, lambda: self._target.search.words(query))

    def verify(self) -> Verification:
        """Check every file; derived files that fail are made again.

        Raises:
            LibraryDamaged: articles or passages are not what was stored; the message says which.
            LibraryReadOnly, LibraryFull: a derived file has to be made again and cannot be.
            LibraryBusy: so it is while another program has the files.
        """
        if line := damage_line(self.store.damage()):
            raise LibraryDamaged(f"{self.store.place}: {line}")
        summary = self.summary()
        repaired = self._target.search.damaged() if summary.passages else []
        if repaired:
            with self.store.lock():
                self._target.search.apply(self.store.change())
            self._target.search.catch_up()
            if left := self._target.search.damaged():
                raise LibraryBusy(
                    f"{self.store.place}: the rows are sound, but {', '.join(left)} could not be made again"
                    " while another program of this machine writes there; try again when it has finished"
                )
        return Verification(summary.articles, summary.passages, tuple(repaired))


def _made_with(store: Store) -> str | None:
    """Return the name of the encoder that made a library, ``None`` where none did or none can be read."""
    try:
        return name_in(store.encoder())
    except LibraryDamaged:  # whoever needs the encoder comes upon the damage again, and says so
        return None
