"""BM25 over passages, derived from the store: the home of tantivy.

Each passage is indexed with its article's title before it. BM25 with k1 = 1.2 and b = 0.75 as in Robertson
and Zaragoza (2009), over the terms of ``text.words.analysed``. What tantivy has deleted counts in its own
numbers until its file is merged into another. Here each term's idf is set right; what is left of it, the mean
length, is told in a small index or where much was deleted, and that is made anew.
"""

from __future__ import annotations

import copy
import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import astuple
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from ..store import BEFORE_ALL, Change
from ..text.scripts import has_unspaced
from ..text.words import analyser, searchable
from . import QueryWord
from .asked import asked
from .generations import begun, finish, folder_of, read_stamp
from .ids import NONE, held, joined, without
from .queries import (
    all_of,
    any_of,
    but_not,
    edits,
    exactly,
    idf,
    nearly,
    schema,
    side_by_side,
    those,
    weighed,
)
from .seal import Trust
from .tail import Tail

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Documents = Iterable[tuple[int, str, str]]
    Ids = NDArray[np.int64]
    Found = tuple[Ids, NDArray[np.float64]]

ANALYSIS: Final = (
    3  # of ``text.words.analysed``: counts up with what it makes of a text; an older index is no use
)
EXACT_BELOW: Final = 1000  # passages; an index of fewer is made anew when one is deleted, in .1 s
DRIFT: Final = 0.1  # share of a larger one that may be deleted before it is made anew
HEAP: Final = 60_000_000  # bytes a writer may hold before it flushes
KNOWN: Final = 50_000  # terms of queries whose number of passages is kept
COUNTED: Final = 1000  # passages with a term; of more, how many of them have gone is reckoned by their share
FEW: Final = (
    10  # times the root of their number; so few are looked up one by one, else the best are asked for
)
SPARE: Final = 1.3  # times as many are asked for as will do on average, where only some are allowed
MORE: Final = 4  # times as many again where too few of the best were allowed


class Lexical:
    """A BM25 index, on disk at a place, in generations, or in memory where there is none.

    Attributes:
        change: of the store that it is in step with.
        ids: of its passages, ascending.
        deleted: passages that still count in tantivy's numbers.
    """

    _gone: Ids
    _tail: Tail
    _numbers: tuple[float, float] | None
    _known: dict[str, int]

    def __init__(self, place: Path | None, trust: Trust | None = None) -> None:
        """Make an empty index; what is at its place stays until it is updated."""
        self._place = place
        self._folder: Path | None = None
        self.change = BEFORE_ALL
        self.deleted = 0
        self.ids: Ids = NONE
        self._trust = trust or Trust()
        self._open()

    @classmethod
    def load(cls, place: Path, trust: Trust | None = None) -> Lexical | None:
        """Return the last good index of a place; ``None`` if absent, damaged or analysed otherwise."""
        lexical = cls.__new__(cls)
        lexical._place, lexical._trust = place, trust or Trust()
        try:
            stamp = read_stamp(place, lexical._trust)
            if stamp is None or stamp.get("analysis") != ANALYSIS:
                return None
            lexical.change, lexical.deleted = Change(*stamp["change"]), stamp["deleted"]
            lexical._folder = folder_of(place, stamp)
            lexical.ids = np.load(_ids_file(lexical._folder))
            lexical._open()
        except (OSError, ValueError, TypeError, LookupError):
            # there is none, the next has just come, or it lies where tantivy may not lock it
            return None
        return lexical

    @property
    def is_of_files(self) -> bool:
        """Whether most of it was read from files."""
        return self._folder is not None

    def drifts(self, gone: int) -> bool:
        """Tell whether scores would lie too far from those of an index made anew if so many went."""
        return self.deleted + gone > (0 if is_small(len(self.ids)) else DRIFT * len(self.ids))

    def update(self, change: Change, gone: Ids, documents: Documents) -> None:
        """Drop passages, add (id, title, text) documents, and be the index of that change of the store.

        What the place had before is searched by others until all of it is written. Of an index all of whose
        passages go nothing is left that would count in a score.
        """
        import tantivy

        every = len(gone) == len(self.ids)
        if self._place is not None:
            self._folder = begun(self._place, None if every else self._folder)
        if self._place is not None or every:
            self._open()
        writer = self._index.writer(HEAP, 1)
        for first in range(0, 0 if every else len(gone), 1000):
            writer.delete_documents_by_query(those(gone[first : first + 1000]))
        new = []
        for passage_id, title, text in documents:
            document = tantivy.Document(body=searchable(f"{title}\n{text}"))
            document.add_unsigned("id", passage_id)
            writer.add_document(document)
            new.append(passage_id)
        writer.commit()
        writer.wait_merging_threads()
        self.ids = joined(without(self.ids, gone), np.array(sorted(new), dtype=np.int64))
        self.change = change
        self.deleted = 0 if every else self.deleted + len(gone)
        if self._folder is not None:
            _ids_file(self._folder).unlink(missing_ok=True)  # it is the last generation's too
            np.save(_ids_file(self._folder), self.ids)
            known = {"analysis": ANALYSIS, "change": astuple(self.change), "deleted": self.deleted}
            finish(self._folder, known, self._trust)
        self._index.reload()
        self._see()

    def beside(self, change: Change, live: Ids, documents: Documents) -> Lexical:
        """Return the index of another change without touching a file: a tail has what it lacks.

        ``documents`` are those of the ``live`` ids, ascending, that it has not, also not in its tail.
        """
        other = copy.copy(self)
        other.change = change
        other._tail = self._tail.changed(without(self._tail.ids, live), documents)
        other._gone = without(self._base, live)
        other._keep()
        return other

    def search(self, query: str, depth: int, allowed: Ids | None = None) -> list[tuple[int, float]]:
        """Return (passage id, BM25 score) of the best ``depth`` passages, best first, of those allowed."""
        terms = [term for word in self.words(query) for term in word.terms]
        depth = min(depth, len(self.ids))
        if not terms or not depth or (allowed is not None and not len(allowed)):
            return []
        ids, scores = self._best(any_of(list(map(self._sought, terms))), depth, allowed)
        found = [*zip(ids.tolist(), scores.tolist(), strict=True), *self._in_tail(terms, allowed)]
        return sorted(found, key=lambda hit: (-hit[1], hit[0]))[:depth]

    def words(self, query: str) -> list[QueryWord]:
        """Return the words of a query that are searched for, each once, function words left out."""
        return [self._counted(word, terms) for terms, word in asked(query).items()]

    def having(self, terms: Sequence[str], *, in_order: bool = False) -> Ids:
        """Return the ids of every passage that has all of some terms, ascending; none for no terms.

        ``in_order`` takes those that have them one behind the other; of signs, which a line break may part,
        and of the tail those that have all of them.
        """
        each = list(dict.fromkeys(terms))
        most = min((int(self._searcher.doc_freq("body", term)) for term in each), default=0)
        is_phrase = in_order and len(terms) > 1 and not any(map(has_unspaced, each))
        wanted = side_by_side(terms) if is_phrase else all_of(*map(exactly, each))
        ids = self._found(wanted, most)[0] if most else NONE
        return joined(without(np.sort(ids), self._gone), self._tail.having(each) if terms else NONE)

    def holding(self, query: str) -> Ids:
        """Return every passage that holds all words of a query, ascending; function words left out."""
        return self.having([term for each in asked(query) for term in each])

    def near(self, term: str, most_edits: int, known: Iterable[str], limit: int) -> Ids:
        """Return the ids of some passages with a term so near, in which none of the ``known`` is what is."""
        wanted = but_not(nearly(term, most_edits), [exactly(each) for each in known])
        ids = self._found(wanted, limit + len(self._gone))[0]
        return joined(without(np.sort(ids), self._gone)[:limit], self._tail.near(term, most_edits, known))

    def passages_with(self, term: str) -> int:
        """Return how many passages hold a term."""
        return self._holding(term)

    # -- numbers

    def _counted(self, word: str, terms: tuple[str, ...]) -> QueryWord:
        counts = [self._holding(term) for term in terms]
        weight = sum(idf(len(self.ids), max(n, 1)) for n in counts)
        lacking = [term for term, n in zip(terms, counts, strict=True) if not n]
        similar = bool(lacking) and all(map(self._has_similar, lacking))
        return QueryWord(word, terms, weight, min(counts), similar)

    def _has_similar(self, term: str) -> bool:
        return bool(len(self._best(nearly(term), 1, None)[0]) or self._tail.nearly(term, edits(term)))

    def _holding(self, term: str) -> int:
        """Return how many passages hold a term."""
        found = self._known.get(term)
        if found is None:
            if len(self._known) >= KNOWN:
                self._known = {}
            found = self._known[term] = self._held_by_base(term) + self._tail.holding(term)
        return found

    def _held_by_base(self, term: str) -> int:
        """Return how many passages of the index hold a term; tantivy's own number has those deleted in it."""
        every = int(self._searcher.doc_freq("body", term))
        if not every or not (self.deleted or len(self._gone)):
            return every
        if every <= COUNTED:
            ids, _ = self._found(exactly(term), every)
            return int((~held(ids, self._gone)).sum())
        kept = len(self._base) - len(self._gone)
        return round(every * kept / (len(self._base) + self.deleted))

    def _sought(self, term: str) -> Any:
        """Return the query for a term, its idf as it is of all passages."""
        n = self._holding(term)
        if not n:
            return nearly(term)
        every = int(self._searcher.doc_freq("body", term))
        if self._is_whole or not every:
            return exactly(term)
        total, _ = self._reckoned(term)
        return weighed(exactly(term), idf(len(self.ids), n) / idf(total, every))

    def _reckoned(self, term: str) -> tuple[float, float]:
        """Return over how many passages tantivy reckons, and their mean length, as it explains a score.

        ``term`` is one that the index holds; 0 and 0 where all that held it has been deleted.
        """
        if self._numbers is None:
            query = exactly(term)
            hits = self._searcher.search(query, 1, count=False).hits
            if not hits:
                return 0.0, 0.0
            parts = json.loads(query.explain(self._searcher, hits[0][1]).to_json())["details"]
            said = {one["description"]: one["value"] for part in parts for one in part.get("details", ())}
            self._numbers = said["N, total number of docs"], said["avgdl, average length of field"]
        return self._numbers

    def _in_tail(self, terms: Sequence[str], allowed: Ids | None) -> list[tuple[int, float]]:
        if not len(self._tail):
            return []
        counts = {term: self._holding(term) for term in terms}
        exact = [(term, idf(len(self.ids), counts[term])) for term in terms if counts[term]]
        near = [self._tail.nearly(term, edits(term)) for term in terms if not counts[term]]
        base = [term for term in terms if self._searcher.doc_freq("body", term)]
        mean = next(filter(None, (self._reckoned(term)[1] for term in base)), self._tail.mean)
        found = self._tail.scores(exact, near, mean)
        keep = None if allowed is None else set(self._tail.ids[held(self._tail.ids, allowed)].tolist())
        return [hit for hit in found.items() if keep is None or hit[0] in keep]

    # -- steps

    @property
    def _is_whole(self) -> bool:
        """Whether tantivy's numbers are those of all passages and of no other."""
        return not (self.deleted or len(self._gone) or len(self._tail))

    def _best(self, wanted: Any, depth: int, allowed: Ids | None) -> Found:
        """Return the best passages of the index that are there and allowed."""
        size = len(self._base)
        if allowed is not None and len(allowed) <= FEW * math.sqrt(size):
            return self._looked_up(wanted, depth, allowed)
        spare = 1.0 if allowed is None else SPARE * max(1.0, size / len(allowed))
        limit = max(1, min(size, math.ceil(depth * spare)))
        while True:
            ids, scores = self._found(wanted, limit)
            keep = ~held(ids, self._gone) if allowed is None else held(ids, without(allowed, self._gone))
            if keep.sum() >= depth or len(ids) < limit:
                return ids[keep][:depth], scores[keep][:depth]
            limit = min(limit * MORE, size + 1)
            if allowed is not None and len(allowed) <= MORE * limit:
                return self._looked_up(wanted, depth, allowed)

    def _looked_up(self, wanted: Any, depth: int, allowed: Ids) -> Found:
        ids = without(allowed, self._gone)
        return self._found(all_of(wanted, weighed(those(ids), 0.0)), depth)

    def _found(self, wanted: Any, limit: int) -> Found:
        """Return what matches best, best first, those equally good by id."""
        hits = self._searcher.search(wanted, limit, count=False).hits
        ids = np.array(self._searcher.fast_field_values("id", [where for _, where in hits]), dtype=np.int64)
        scores = np.array([score for score, _ in hits], dtype=np.float64)
        order = np.lexsort((ids, -scores))
        return ids[order], scores[order]

    def _open(self) -> None:
        import tantivy

        self._index = tantivy.Index(schema(), str(self._folder) if self._folder else None)
        self._index.register_tokenizer("words", analyser())
        self._see()

    def _see(self) -> None:
        """See what the index holds now."""
        self._searcher = self._index.searcher()
        self._base, self._gone, self._tail = self.ids, NONE, Tail()
        self._numbers = None
        self._known = {}

    def _keep(self) -> None:
        self.ids = joined(without(self._base, self._gone), self._tail.ids)
        self._known = {}


def is_small(passages: int) -> bool:
    """Tell whether the scores of so many are told only by an index that is exactly of them."""
    return passages < EXACT_BELOW


def _ids_file(folder: Path) -> Path:
    return folder / "passages.npy"
