"""A second search, which scores every passage by the formulas themselves: what the default must find too."""

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.passage import Filter
from index.search import Query, QueryWord, Scored, Spelling
from index.search.asked import asked
from index.search.queries import LONG_WORD, SPELLABLE
from index.search.spelling import most_edits
from index.store import Change, Store
from index.text.fold import fold
from index.text.words import analysed, sought, words_of

K1, B = 1.2, 0.75


class BruteSearch:
    """Cosine by numpy and BM25 by Robertson and Zaragoza, over what the store holds at the moment."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def candidates(
        self, query: Query, *, depth: int, only: Filter, within: Filter | None = None
    ) -> list[Scored]:
        found = {one.passage.id: one for one in self._best_of(query, depth, within)} if within else {}
        for one in self._best_of(query, depth, only):
            if one.bm25 or one.passage.id not in found:
                found[one.passage.id] = one
        return list(found.values())

    def _best_of(self, query: Query, depth: int, only: Filter) -> list[Scored]:
        rows = self._store.passages(self._store.ids(only).tolist())
        cosines = {key: float(vector @ query.vector) for key, (_, vector) in rows.items()}
        bm25 = {key: score for key, score in self.bm25(query.text).items() if key in rows}
        best = {key: bm25[key] for key in _best(bm25, depth)}
        return [
            Scored(*rows[key], cosines[key], best.get(key, 0.0)) for key in {*best, *_best(cosines, depth)}
        ]

    def bm25(self, query: str) -> dict[int, float]:
        """Return the score of every passage that holds a word of the query, or one of nearly its letters."""
        documents = self._documents()
        lengths = {key: terms.total() for key, terms in documents.items()}
        mean = sum(lengths.values()) / max(len(lengths), 1)
        scores: Counter[int] = Counter()
        for term in (term for word in self.words(query) for term in word.terms):
            n = sum(term in terms for terms in documents.values())
            for key, terms in documents.items():
                if n:
                    tf = terms[term]
                    part = tf * (K1 + 1) / (tf + K1 * (1 - B + B * lengths[key] / mean))
                    scores[key] += _idf(len(documents), n) * part  # type: ignore[assignment]
                else:
                    scores[key] += any(_nearly(term, other) for other in terms)
        return {key: score for key, score in scores.items() if score}

    def words(self, query: str) -> list[QueryWord]:
        documents = self._documents()
        found = []
        for terms, word in asked(query).items():
            counts = [sum(term in held for held in documents.values()) for term in terms]
            idf = sum(_idf(len(documents), max(n, 1)) for n in counts)
            known = {other for held in documents.values() for other in held}
            absent = [term for term, n in zip(terms, counts, strict=True) if not n]
            similar = bool(absent) and all(any(_nearly(term, one) for one in known) for term in absent)
            found.append(QueryWord(word, terms, idf, min(counts), similar))
        return found

    def having(self, terms: Sequence[str], *, in_order: bool = False) -> NDArray[np.int64]:  # noqa: ARG002
        documents = self._documents()
        ids = [key for key, held in documents.items() if terms and all(term in held for term in terms)]
        return np.array(sorted(ids), np.int64)

    def spelt_like(self, word: str) -> list[Spelling]:
        most = most_edits(fold(word))
        forms: dict[str, Counter[tuple[int, str]]] = {}
        for _, title, text in self._store.texts(self._store.ids(Filter())):
            for written in words_of(f"{title}\n{text}"):
                edits = _edits(fold(word), fold(written))
                if len(terms := sought(written)) == 1 and 0 < edits <= most:
                    forms.setdefault(terms[0], Counter())[edits, written] += 1
        return [
            Spelling(written, edits, len(self.having([term])))
            for term, found in forms.items()
            for edits, written in [min(found, key=lambda each: (each[0], -found[each], each[1]))]
        ]

    def holding(self, query: str) -> NDArray[np.int64]:
        terms = [term for each in asked(query) for term in each]
        held = [key for key, own in self._documents().items() if terms and all(term in own for term in terms)]
        return np.array(sorted(held), np.int64)

    def apply(self, change: Change) -> None:
        """It reads the store each time."""

    def catch_up(self) -> None:
        """It is never behind."""

    def damaged(self) -> list[str]:
        return []

    def _documents(self) -> dict[int, Counter[str]]:
        texts = self._store.texts(self._store.ids(Filter()))
        return {key: Counter(analysed(f"{title}\n{text}")) for key, title, text in texts}


def _best(scores: dict[int, float], depth: int) -> list[int]:
    return sorted(scores, key=lambda key: (-scores[key], key))[:depth]


def _idf(total: int, n: int) -> float:
    return math.log(1 + (max(total - n, 0) + 0.5) / (n + 0.5))


def _nearly(term: str, other: str) -> bool:
    """Whether two terms are one edit apart, two for a long one; a short one or a number is only itself."""
    if len(term) < SPELLABLE or any(map(str.isdigit, term)):
        return term == other
    return _edits(term, other) <= (1 if len(term) < LONG_WORD else 2)


def _edits(one: str, other: str) -> int:
    """Return the edits, among them the swap of two neighbours, that lead from one word to the other."""
    table = np.add.outer(np.arange(len(one) + 1), np.arange(len(other) + 1))
    for i, mine in enumerate(one, start=1):
        for j, theirs in enumerate(other, start=1):
            costs = [table[i - 1, j] + 1, table[i, j - 1] + 1, table[i - 1, j - 1] + (mine != theirs)]
            if i > 1 and j > 1 and (mine, one[i - 2]) == (other[j - 2], theirs):
                costs.append(table[i - 2, j - 2] + 1)
            table[i, j] = min(costs)
    return int(table[-1, -1])
