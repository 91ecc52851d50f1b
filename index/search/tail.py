"""The few passages that an index has not taken up yet, scored by the formula.

While another program writes, the BM25 index of the folder may not be written; what came since stands in a
tail beside it. A passage counts the same here as there: over the same terms, with its length rounded as the
index keeps it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

from ..text.edits import edits_between
from ..text.words import analysed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ids = NDArray[np.int64]

K1: Final = 1.2
B: Final = 0.75
EXACT_LENGTH: Final = 24  # terms; longer ones are kept in four bits and an exponent


class Tail:
    """Passages by their ids, with the terms of each; never changed."""

    def __init__(self, documents: Mapping[int, Counter[str]] | None = None) -> None:
        self._documents = dict(documents or {})
        self._lengths = {key: terms.total() for key, terms in self._documents.items()}
        self.ids: Ids = _those(self._documents)
        self.mean = sum(self._lengths.values()) / len(self._documents) if self._documents else 0.0

    def __len__(self) -> int:
        return len(self._documents)

    def changed(self, gone: Ids, documents: Iterable[tuple[int, str, str]]) -> Tail:
        """Return one without what has gone and with (id, title, text) documents besides."""
        new = {key: Counter(analysed(f"{title}\n{text}")) for key, title, text in documents}
        kept = dict(self._documents)
        for key in gone.tolist():
            kept.pop(key, None)
        return Tail(kept | new)

    def holding(self, term: str) -> int:
        """Return how many of its passages hold a term."""
        return sum(term in terms for terms in self._documents.values())

    def having(self, terms: Sequence[str]) -> Ids:
        """Return the ids of its passages that hold every one of some terms, ascending."""
        return _those(key for key, own in self._documents.items() if all(term in own for term in terms))

    def near(self, term: str, edits: int, known: Iterable[str]) -> Ids:
        """Return the ids of its passages with a term so near that is none of the ``known``, ascending."""
        near = self.nearly(term, edits).difference(known)
        return _those(key for key, own in self._documents.items() if not near.isdisjoint(own))

    def nearly(self, term: str, edits: int) -> frozenset[str]:
        """Return its terms that lie so many edits, or fewer, from a term."""
        known = {other for terms in self._documents.values() for other in terms}
        return frozenset(other for other in known if edits_between(term, other, edits) is not None)

    def scores(
        self, exact: Sequence[tuple[str, float]], near: Sequence[frozenset[str]], mean: float
    ) -> dict[int, float]:
        """Return the BM25 score of each passage that has any.

        ``exact`` are terms with their idf, ``mean`` the length of a passage on average. Of each set of
        ``near`` terms one is worth 1, as in the index.
        """
        found: dict[int, float] = {}
        for key, terms in self._documents.items():
            norm = K1 * (1 - B + B * rounded(self._lengths[key]) / mean)
            score = sum(
                idf * (K1 + 1) * terms[term] / (terms[term] + norm) for term, idf in exact if term in terms
            )
            if score := score + sum(not alike.isdisjoint(terms) for alike in near):
                found[key] = score
        return found


def _those(ids: Iterable[int]) -> Ids:
    return np.array(sorted(ids), dtype=np.int64)


def rounded(length: int) -> int:
    """Return the length of a passage as tantivy, and Lucene before it, keeps it in a byte."""
    rest = length - EXACT_LENGTH
    shift = max(rest.bit_length() - 4, 0) if rest > 0 else 0
    return EXACT_LENGTH + (rest >> shift << shift) if shift else length
