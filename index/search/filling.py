"""A store's passages -> the rows of an engine, from nothing or as far as they changed.

New rows are written before old ones go, and the stamp says meanwhile that they are not whole: who searches
then leaves out the articles that are changed and has their passages from the store.
"""

from __future__ import annotations

import logging
import secrets
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from ..passage import Filter
from ..store import Change, Store
from ..text.words import analysed
from .ids import held
from .milvus import Row
from .stamp import Stamp

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .milvus import Milvus

    Ids = NDArray[np.int64]

CHUNK: Final = 2_000  # passages that are read and written at once
SEALED_FROM: Final = 2_000  # passages that are put into files at once; of fewer an engine makes files itself

log: Final = logging.getLogger(__name__)


def fill(milvus: Milvus, store: Store, change: Change, before: Stamp | None) -> Stamp:
    """Write every passage of a store, in place of what there was; the caller has the store's lock.

    By the changes of the stamp ``before`` the library is known also where a backup of then is put back.
    """
    live, encoder = store.ids(Filter()), store.encoder() or ""
    _, first = store.vectors(0, 1)
    dimensions = int(first.shape[1])
    stamp = Stamp("filling", encoder, change, 0, 0, secrets.token_hex(8))
    stamp = stamp.known_by(store.first_change(), *(before.changes if before else ()))
    milvus.begin(dimensions)
    milvus.set_stamp(stamp.text, dimensions)
    counts: Counter[str] = Counter()
    length = 0
    for ids, vectors in _chunks(store, live):
        rows = _rows(store, ids, vectors)
        milvus.put(rows)
        length += _count(rows, counts)
    milvus.put_terms(counts)
    stamp = replace(stamp, state="whole", passages=len(live), length=length)
    milvus.set_stamp(stamp.text, dimensions)
    if len(live) >= SEALED_FROM:
        milvus.seal()
    log.info("%s: holds %d passages of %s", milvus.address, len(live), store.place)
    return stamp


def bring(milvus: Milvus, store: Store, stamp: Stamp, change: Change, touched: frozenset[str]) -> Stamp:
    """Write the passages of the articles that were touched since a stamp; the caller has the store's lock.

    Where this was left in the middle before, it is taken up: rows are as they should be then, while the
    number of passages that hold a term may be off by those that were written before.
    """
    before = milvus.of_articles(touched)
    ids = store.ids(Filter(articles=touched))
    dimensions = int(store.vectors(0, 1)[1].shape[1])
    milvus.set_stamp(stamp.bound_for(change).text, dimensions)
    new: Counter[str] = Counter()
    length = stamp.length - sum(map(len, before.values()))
    for first in range(0, len(ids), CHUNK):
        rows = _rows(store, *_with_vectors(store, ids[first : first + CHUNK]))
        milvus.put(rows)
        length += _count(rows, new)
    gone = np.array(sorted(before), np.int64)
    milvus.drop(gone[~held(gone, ids)].tolist())
    old = Counter(term for terms in before.values() for term in set(terms))
    changed = [term for term in new.keys() | old.keys() if new[term] != old[term]]
    known = milvus.holding(changed)
    milvus.put_terms({term: max(known.get(term, 0) + new[term] - old[term], new[term]) for term in changed})
    passages = milvus.count() if stamp.toward else stamp.passages + len(ids) - len(before)
    stamp = stamp.after(change, passages=passages, length=max(length, 0))
    milvus.set_stamp(stamp.text, dimensions)
    if len(ids) >= SEALED_FROM:
        milvus.seal()
    return stamp


def _chunks(store: Store, live: Ids) -> Iterator[tuple[Ids, NDArray[np.float32]]]:
    after, last = 0, int(live[-1]) if len(live) else 0
    while after < last:
        ids, vectors = store.vectors(after, CHUNK)
        if not len(ids):
            return
        after = int(ids[-1])
        kept = held(ids, live)
        yield ids[kept], vectors[kept]


def _with_vectors(store: Store, ids: Ids) -> tuple[Ids, NDArray[np.float32]]:
    """Return those of some ids that are there, ascending, with their vectors."""
    found = sorted(store.passages(ids.tolist()).items())
    return np.array([key for key, _ in found], np.int64), np.array([vector for _, (_, vector) in found])


def _count(rows: Sequence[Row], counts: Counter[str]) -> int:
    """Count the passages that hold each term, and return how many terms all have."""
    for row in rows:
        counts.update(set(row.terms))
    return sum(len(row.terms) for row in rows)


def _rows(store: Store, ids: Ids, vectors: NDArray[np.float32]) -> list[Row]:
    """Return passages as they are searched, those that are there."""
    articles = {place.id: place.article_id for place in store.places(ids)}
    bylines = store.bylines(ids.tolist())
    terms = {key: analysed(f"{title}\n{text}") for key, title, text in store.texts(ids)}
    return [
        Row(key, articles[key], *bylines.get(key, (None, None)), vector, terms[key])
        for key, vector in zip(ids.tolist(), vectors, strict=True)
        if key in articles and key in terms
    ]
