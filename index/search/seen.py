"""What is searched at one change of the store: an engine's rows, and beside them what they lack.

The engine proposes passages, by their words and by their meaning. What the store does not know of them is
dropped, the rest is scored here, by the numbers of all passages: an engine in parts weighs a word in each by
that part's own.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from ..passage import Filter
from ..store import Change, Store
from ..text.edits import edits_between
from . import Query, QueryWord, Scored
from .asked import asked
from .conditions import has_all, has_any, where
from .ids import NONE, held, joined
from .milvus import MOST, Milvus
from .queries import edits, idf
from .stamp import Stamp
from .tail import Tail

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ids = NDArray[np.int64]

SPARE: Final = 1.5  # times as many are asked for as are wanted, as they are weighed otherwise there
MORE: Final = 4  # times as many are asked for where some are not in the store any more
KNOWN: Final = 50_000  # terms of queries whose number of passages is kept
NEAREST: Final = 50  # terms near to one that no passage has, which are searched for in its place


@dataclass(frozen=True, slots=True)
class Seen:
    """An engine's rows as of a stamp, and beside them what the store has changed since.

    Attributes:
        change: of the store that all of it is in step with.
        stamp: ``None`` for a library without passages.
        passages: how many the library holds.
        touched: the articles that are searched here, not in the engine.
        tail: their passages.
        replaced: terms with how many passages of these articles hold them in the engine.
        known: terms with how many passages hold them.
    """

    milvus: Milvus
    store: Store
    change: Change
    stamp: Stamp | None
    passages: int
    touched: frozenset[str] = frozenset()
    tail: Tail = field(default_factory=Tail)
    replaced: Counter[str] = field(default_factory=Counter)
    known: dict[str, int] = field(default_factory=dict)

    @property
    def mean(self) -> float:
        """The terms of a passage on average."""
        return (self.stamp.mean if self.stamp else 0.0) or self.tail.mean

    def scored(self, query: Query, depth: int, only: Filter) -> tuple[list[Scored], bool]:
        """Return the best passages that pass a filter, and whether they are surely of this change.

        Where they are not, they are if the store is still at it.
        """
        terms = [term for each in asked(query.text) for term in each]
        counts = self._holding(terms)
        exact = [term for term in terms if counts[term]]
        near = [frozenset(alike) for term in terms if not counts[term] and (alike := self._alike(term))]
        here, is_known = self._tail_ids(only)
        nearest, worded = self._proposed(query, exact, near, depth, only)
        every = {*nearest, *worded, *here}
        rows = self.store.passages(list(every))
        weights = [(term, idf(self.passages, counts[term])) for term in exact]
        wanted = rows.keys() & {*worded, *here}
        texts = list(self.store.texts(np.array(sorted(wanted), np.int64)))
        bm25 = Tail().changed(NONE, texts).scores(weights, near, self.mean) if weights or near else {}
        cosines = {key: float(vector @ query.vector) for key, (_, vector) in rows.items()}
        close = _best({key: cosines[key] for key in rows.keys() & {*nearest, *here}}, depth)
        best = _best(bm25, depth)
        found = [
            Scored(rows[key][0], rows[key][1], cosines[key], bm25[key] if key in best else 0.0)
            for key in close | best
        ]
        return found, is_known and len(rows) == len(every) and len(texts) == len(wanted)

    def words(self, query: str) -> list[QueryWord]:
        """Return the words of a query that are searched for."""
        words = asked(query)
        counts = self._holding([term for terms in words for term in terms])
        found = []
        for terms, word in words.items():
            own = [counts[term] for term in terms]
            lacking = [term for term in terms if not counts[term]]
            similar = bool(lacking) and all(self._alike(term) for term in lacking)
            weight = sum(idf(self.passages, max(n, 1)) for n in own)
            found.append(QueryWord(word, terms, weight, min(own), similar))
        return found

    def having(self, terms: Sequence[str]) -> tuple[Ids, bool]:
        """Return the ids of every passage that has all of some terms, ascending, and as of ``scored``."""
        each = list(dict.fromkeys(terms))
        if not each or not all(self._holding(each).values()):
            return NONE, False
        conditions = [f"{one} and {has_all(each)}" for one in self._conditions(Filter())]
        ids = np.sort(np.concatenate([NONE, *map(self.milvus.having, conditions)]))
        known = [place.id for place in self.store.places(ids)]
        _, is_known = self._tail_ids(Filter())
        sound = is_known and len(known) == len(ids)
        return joined(np.array(known, np.int64), self.tail.having(each)), sound

    def near(self, term: str, most_edits: int, known: Iterable[str], limit: int) -> Ids:
        """Return the ids of some passages with a term so near that is none of the ``known``, ascending."""
        others = self._near_terms(term, most_edits).difference(known)
        ids = NONE
        if others and self.stamp:
            (condition,) = where(Filter(), but=self.touched)
            ids = np.sort(self.milvus.having(f"{condition} and {has_any(sorted(others))}", limit))
        return joined(ids, self.tail.near(term, most_edits, known))

    def passages_with(self, term: str) -> int:
        """Return how many passages hold a term."""
        return self._holding([term])[term]

    # -- steps

    def _proposed(
        self,
        query: Query,
        exact: Sequence[str],
        near: Sequence[frozenset[str]],
        depth: int,
        only: Filter,
    ) -> tuple[set[int], set[int]]:
        """Return passages by meaning and by words, as many as are wanted besides those that are gone."""
        conditions = self._conditions(only)
        limit = math.ceil(SPARE * depth)
        while True:
            nearest = {key for each in conditions for key in self.milvus.nearest(query.vector, limit, each)}
            worded = {key for each in conditions for key in self._worded(exact, near, limit, each)}
            every = np.array(sorted(nearest | worded), np.int64)
            lacking = len(self.store.places(every)) < len(every)
            if not lacking or limit >= MOST or max(len(nearest), len(worded)) < limit:
                return nearest, worded
            limit = min(limit * MORE, MOST)

    def _worded(
        self, exact: Sequence[str], near: Sequence[frozenset[str]], most: int, condition: str
    ) -> set[int]:
        """Return passages that have the terms, or for one that none has those that are spelt nearly so."""
        found = {*self.milvus.best(exact, most, condition)}
        for alike in near:
            either = f"{condition} and {has_any(sorted(alike))}"
            found.update(self.milvus.best(exact, most, either))
            found.update(self.milvus.having(either, most).tolist())
        return found

    def _conditions(self, only: Filter) -> list[str]:
        """Return the engine's own words for a filter; what people tagged and named only the store knows."""
        if self.stamp is None:
            return []
        if only.tags is not None or only.names is not None:
            _, articles = self.store.matching([], only=only)
            only = Filter(articles=frozenset(articles))
        return list(where(only, but=self.touched))

    def _tail_ids(self, only: Filter) -> tuple[set[int], bool]:
        """Return the passages of the tail that pass a filter, and whether these are all of its articles."""
        if not self.touched:
            return set(), True
        articles = self.touched if only.articles is None else self.touched & only.articles
        ids = self.store.ids(replace(only, articles=articles))
        known = ids[held(ids, self.tail.ids)]
        return set(known.tolist()), len(known) == len(ids)

    def _holding(self, terms: Sequence[str]) -> dict[str, int]:
        """Return how many passages hold each of some terms."""
        each = dict.fromkeys(terms)
        found = {term: number for term in each if (number := self.known.get(term)) is not None}
        unknown = [term for term in each if term not in found]
        if unknown:
            there = self.milvus.holding(unknown) if self.stamp else {}
            rows = {term: max(there.get(term, 0) - self.replaced[term], 0) for term in unknown}
            new = {term: rows[term] + self.tail.holding(term) for term in unknown}
            if len(self.known) > KNOWN:
                self.known.clear()  # other threads may be reading it
            self.known.update(new)
            found.update(new)
        return found

    def _alike(self, term: str) -> list[str]:
        """Return the terms of the passages that are spelt nearly as one that none has."""
        most = edits(term)
        return sorted(self._near_terms(term, most))[:NEAREST] if most else []

    def _near_terms(self, term: str, most: int) -> set[str]:
        """Return the terms of the passages that lie so many edits, or fewer, from another."""
        there = self.milvus.alike(term) if self.stamp else {}
        near = {
            other
            for other, number in there.items()
            if number and edits_between(term, other, most) is not None
        }
        return near | self.tail.nearly(term, most)


def _best(scores: Mapping[int, float], depth: int) -> set[int]:
    return set(sorted(scores, key=lambda key: (-scores[key], key))[:depth])
