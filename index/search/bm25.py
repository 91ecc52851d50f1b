"""BM25 over passages, derived from the store: the home of tantivy.

Each passage is indexed with its article's title before it. BM25 with k1 = 1.2 and b = 0.75 as in Robertson
and Zaragoza (2009), over the terms of ``text.words.analysed``. What is deleted counts in every score until
its file is merged into another, so an index of which much was deleted is made anew.
"""

from __future__ import annotations

import json
import math
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import astuple
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from ..article import file_digest
from ..store import BEFORE_ALL, Change
from ..text.words import analyser, searchable
from . import QueryWord
from .asked import asked

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Documents = Iterable[tuple[int, str, str]]

ANALYSIS: Final = (
    2  # of ``text.words.analysed``: counts up with what it makes of a text; an older index is no use
)
EXACT_BELOW: Final = 20_000  # passages; an index of fewer is made anew, in a second, when one is deleted
DRIFT: Final = 0.1  # share of a larger one that may be deleted before it is made anew
HEAP: Final = 60_000_000  # bytes a writer may hold before it flushes
SPELLABLE: Final = 5  # letters; shorter words have too many neighbours to be misspellings of one
LONG_WORD: Final = 9


class Lexical:
    """A BM25 index, on disk under ``folder`` or in memory where that is ``None``."""

    def __init__(self, folder: Path | None) -> None:
        """Make an empty index; a folder there is emptied."""
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
        self.folder = folder
        self.change = BEFORE_ALL
        self.deleted = 0  # passages that still count in every score
        self.ids: NDArray[np.int64] = np.empty(0, dtype=np.int64)
        self._open()

    @classmethod
    def load(cls, folder: Path) -> Lexical | None:
        """Return the index of a folder; ``None`` if absent, unfinished, damaged or analysed otherwise."""
        stamp = _stamp(folder)
        lexical = cls.__new__(cls)
        lexical.folder = folder
        try:
            if stamp is None or stamp.get("analysis") != ANALYSIS or stamp["files"] != _digests(folder):
                return None
            lexical.change, lexical.deleted = Change(*stamp["change"]), stamp["deleted"]
            lexical.ids = np.load(_ids_file(folder))
            lexical._open()
        except (OSError, ValueError, TypeError):  # being written, or lying where tantivy may not lock it
            return None
        return lexical

    def drifts(self, gone: int) -> bool:
        """Tell whether scores would lie too far from those of an index made anew if so many went."""
        deleted = self.deleted + gone
        return deleted > (DRIFT * len(self.ids) if len(self.ids) >= EXACT_BELOW else 0)

    def update(self, change: Change, gone: NDArray[np.int64], documents: Documents) -> None:
        """Drop passages, add (id, title, text) documents, and be the index of that change of the store.

        Of an index all of whose passages go nothing is left that would count in a score.
        """
        import tantivy

        writer = self._index.writer(HEAP, 1)
        if every := len(gone) == len(self.ids):
            writer.delete_all_documents()
        for first in range(0, 0 if every else len(gone), 1000):
            ids = gone[first : first + 1000].tolist()
            writer.delete_documents_by_query(tantivy.Query.term_set_query(_schema(), "id", ids))
        new = []
        for passage_id, title, text in documents:
            document = tantivy.Document(body=searchable(f"{title}\n{text}"))
            document.add_unsigned("id", passage_id)
            writer.add_document(document)
            new.append(passage_id)
        writer.commit()
        writer.wait_merging_threads()
        self.ids = np.union1d(np.setdiff1d(self.ids, gone), np.array(new, dtype=np.int64))
        self.change = change
        self.deleted = 0 if every else self.deleted + len(gone)
        if self.folder is not None:
            self._seal(self.folder)
        self._index.reload()
        self._searcher = self._index.searcher()

    def search(
        self, query: str, depth: int, allowed: NDArray[np.int64] | None = None
    ) -> list[tuple[int, float]]:
        """Return (passage id, BM25 score) of the best ``depth`` passages, best first, of those allowed."""
        terms = [term for word in self.words(query) for term in word.terms]
        depth = min(depth, len(self.ids))
        if not terms or not depth:
            return []
        wanted = _any_of(
            [_nearly(term) if not self._searcher.doc_freq("body", term) else _exactly(term) for term in terms]
        )
        keep = None if allowed is None else set(allowed.tolist())
        limit = depth
        while True:
            found = self._found(wanted, limit)
            kept = [hit for hit in found if keep is None or hit[0] in keep][:depth]
            if len(kept) == depth or len(found) < limit:
                return kept
            limit = min(limit * 4, len(self.ids) + 1)

    def words(self, query: str) -> list[QueryWord]:
        """Return the words of a query that are searched for, each once, function words left out."""
        return [self._counted(word, terms) for terms, word in asked(query).items()]

    def _counted(self, word: str, terms: tuple[str, ...]) -> QueryWord:
        total = self._searcher.num_docs
        counts = [self._holding(term) for term in terms]
        idf = sum(math.log(1 + (max(total - n, 0) + 0.5) / (n + 0.5)) for n in (max(n, 1) for n in counts))
        lacking = [term for term, n in zip(terms, counts, strict=True) if not n]
        similar = bool(lacking) and all(self._found(_nearly(term), 1) for term in lacking)
        return QueryWord(word, terms, idf, min(counts), similar)

    def _holding(self, term: str) -> int:
        """Return how many passages hold a term; tantivy's own number has those deleted in it."""
        if not self.deleted:
            return int(self._searcher.doc_freq("body", term))
        found: Any = self._searcher.search(_exactly(term), 1, count=True)  # its types know no count
        return int(found.count)

    def _found(self, wanted: Any, limit: int) -> list[tuple[int, float]]:
        hits = self._searcher.search(wanted, limit, count=False).hits
        ids = self._searcher.fast_field_values("id", [address for _, address in hits])
        return sorted(
            ((int(passage_id or 0), float(score)) for passage_id, (score, _) in zip(ids, hits, strict=True)),
            key=lambda hit: (-hit[1], hit[0]),
        )

    def _open(self) -> None:
        import tantivy

        self._index = tantivy.Index(_schema(), str(self.folder) if self.folder else None)
        self._index.register_tokenizer("words", analyser())
        self._searcher = self._index.searcher()

    def _seal(self, folder: Path) -> None:
        np.save(_ids_file(folder), self.ids)
        stamp = folder.with_suffix(".json")
        part = stamp.with_suffix(".part")
        stamped = {
            "analysis": ANALYSIS,
            "change": astuple(self.change),
            "deleted": self.deleted,
            "files": _digests(folder),
        }
        part.write_text(json.dumps(stamped))
        for file in folder.glob("*"):  # tantivy writes for its own user alone; others may share the library
            file.chmod(part.stat().st_mode)
        part.replace(stamp)


@lru_cache(maxsize=1)
def _schema() -> Any:
    from tantivy import SchemaBuilder

    builder = SchemaBuilder()
    builder.add_unsigned_field("id", indexed=True, fast=True)
    builder.add_text_field("body", tokenizer_name="words", index_option="freq")
    return builder.build()


def _any_of(queries: Sequence[Any]) -> Any:
    from tantivy import Occur, Query

    return Query.boolean_query([(Occur.Should, query) for query in queries])


def _exactly(term: str) -> Any:
    from tantivy import Query

    return Query.term_query(_schema(), "body", term, "freq")


def _nearly(term: str) -> Any:
    """Match terms one letter away, or two for a long word; a short word or a number only itself."""
    from tantivy import Query

    if len(term) < SPELLABLE or any(map(str.isdigit, term)):
        return _exactly(term)
    return Query.fuzzy_term_query(_schema(), "body", term, distance=1 if len(term) < LONG_WORD else 2)


def _ids_file(folder: Path) -> Path:
    return folder / "passages.npy"


def _stamp(folder: Path) -> dict[str, Any] | None:
    try:
        stamp = json.loads(folder.with_suffix(".json").read_text())
    except (OSError, ValueError):
        return None
    return stamp if isinstance(stamp, dict) and {"change", "deleted", "files"} <= stamp.keys() else None


def _digests(folder: Path) -> dict[str, str]:
    """Return the digest of every file that matters; tantivy's lock files do not."""
    files = sorted(path for path in folder.glob("*") if not path.name.endswith(".lock"))
    return {path.name: file_digest(path) for path in files}
