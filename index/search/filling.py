"""A store's passages -> the rows of an engine, from nothing or as far as they changed.

New rows are written before old ones go, and the stamp says meanwhile that they are not whole: who searches
then leaves out the articles that are changed and has their passages from the store. Others may change the
store meanwhile. So a row may be newer than the stamp says, but an article that was there at its change, and
still is, always has rows, be they old: who searches knows by them that it was replaced.
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

TRIES: Final = 20  # times that passages are read while others replace them, before those have to wait
LOCK_SECONDS: Final = 1.0  # for them; who is overtaken may have the lock, and wait for this
CHUNK: Final = 2_000  # passages that are read and written at once
ARTICLES: Final = 200  # of which all passages are read and written at once
SEALED_FROM: Final = 2_000  # passages that are put into files at once; of fewer an engine makes files itself

log: Final = logging.getLogger(__name__)


def fill(milvus: Milvus, store: Store, change: Change, before: Stamp | None) -> Stamp | None:
    """Write every passage of a store, in place of what there was; the caller has the lock of its engine.

    Of a store that others have emptied just now nothing is written: ``None``.

    By the changes of the stamp ``before`` the library is known also where a backup of then is put back.
    """
    live, encoder = store.ids(Filter()), store.encoder() or ""
    dimensions = _dimensions(store)
    if not dimensions:
        return None
    stamp = Stamp("filling", encoder, change, 0, 0, secrets.token_hex(8))
    stamp = stamp.known_by(store.first_change(), *(before.changes if before else ()))
    milvus.begin(dimensions)
    milvus.set_stamp(stamp.text, dimensions)
    counts: Counter[str] = Counter()
    length = passages = 0
    touched: frozenset[str] | None = frozenset()
    last = change
    for ids, vectors in _chunks(store, live):
        rows = _rows(store, ids, vectors)
        milvus.put(rows)
        length, passages = length + _count(rows, counts), passages + len(rows)
        touched, last = _followed(store, touched, last)
    milvus.put_terms(counts)
    touched, last = _followed(store, touched, last)
    if touched is None:
        return stamp
    stamp = bring(milvus, store, replace(stamp, passages=passages, length=length), last, touched)
    if passages >= SEALED_FROM:
        milvus.seal()
    log.info("%s: holds %d passages of %s", milvus.address, stamp.passages, store.place)
    return stamp


def _followed(
    store: Store, touched: frozenset[str] | None, last: Change
) -> tuple[frozenset[str] | None, Change]:
    """Return what was touched by now, with what was since a change, and the store's last change.

    It is looked at again and again, for the store knows it of some changes alone; ``None`` where it does not.
    """
    now = store.change()
    if touched is None or now == last:
        return touched, last
    more = store.touched_since(last)
    return (None if more is None else touched | more), now


def bring(milvus: Milvus, store: Store, stamp: Stamp, change: Change, touched: frozenset[str]) -> Stamp:
    """Write the passages of the articles that were touched since a stamp; the caller has its engine's lock.

    Where this was left in the middle before, it is taken up: rows are as they should be then, while the
    number of passages that hold a term may be off by those that were written before. Where others have
    emptied the store just now, the stamp is as it was.
    """
    dimensions = _dimensions(store)
    if not dimensions:
        return stamp
    before = milvus.of_articles(touched)
    milvus.set_stamp(stamp.bound_for(change).text, dimensions)
    new: Counter[str] = Counter()
    length = stamp.length - sum(map(len, before.values()))
    put: set[int] = set()
    articles = sorted(touched)
    for first in range(0, len(articles), ARTICLES):
        rows = _rows_of(store, frozenset(articles[first : first + ARTICLES]))
        milvus.put(rows)
        put.update(row.id for row in rows)
        length += _count(rows, new)
    milvus.drop(sorted(before.keys() - put))
    old = Counter(term for terms in before.values() for term in set(terms))
    changed = [term for term in new.keys() | old.keys() if new[term] != old[term]]
    known = milvus.holding(changed)
    milvus.put_terms({term: max(known.get(term, 0) + new[term] - old[term], new[term]) for term in changed})
    passages = milvus.count() if stamp.toward else stamp.passages + len(put) - len(before)
    stamp = stamp.after(change, passages=passages, length=max(length, 0))
    milvus.set_stamp(stamp.text, dimensions)
    if len(put) >= SEALED_FROM:
        milvus.seal()
    return stamp


def _dimensions(store: Store) -> int:
    """Return the length of a vector, 0 where there is none."""
    return int(store.vectors(0, 1)[1].shape[1])


def _rows_of(store: Store, articles: frozenset[str]) -> list[Row]:
    """Return the passages of some articles, of each all of one moment, while others may be replacing it.

    Never fewer, or an article would have no rows at all. Where they are replaced again and again, the library
    is locked while they are read; where the caller has that lock, nobody replaces them.

    Raises:
        LibraryBusy: another has the lock.
    """
    for _ in range(TRIES):
        change = store.change()
        ids = store.ids(Filter(articles=articles))
        rows = _rows(store, *_with_vectors(store, ids))
        if len(rows) == len(ids) or store.change() == change:
            return rows
    with store.lock(LOCK_SECONDS):
        return _rows(store, *_with_vectors(store, store.ids(Filter(articles=articles))))


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
