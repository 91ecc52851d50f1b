"""Nearest passages by cosine, derived from the store: the home of faiss.

The file holds most of the vectors. Beside it stands a stamp: the file's digest, for FAISS has no check of its
own, and the change of the store that it was made of. What the store has and the file has not is a flat tail;
what the file has and the store has no longer is passed over. So a change of the library touches the file only
when the two have drifted well apart.
"""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable
from dataclasses import astuple
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from ..article import file_digest
from ..store import Change

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ids = NDArray[np.int64]
    Vectors = NDArray[np.float32]
    VectorsAfter = Callable[[int], tuple[Ids, Vectors]]
    HasBeen = Callable[[Change], bool]

EXACT_BELOW: Final = 20_000  # vectors; 16-bit floats under it, RaBitQ with 8-bit re-scoring above
DRIFT: Final = 0.1  # share of the file that may be tail or gone before it is written anew
SMALL_TAIL: Final = 1000  # vectors that are never worth a new file
REFINE_FACTOR: Final = 4  # candidates re-scored for each one asked for


class Dense:
    """A FAISS index of unit vectors under the passages' ids."""

    def __init__(self, live: Ids, vectors_after: VectorsAfter, file: Path, has_been: HasBeen) -> None:
        """Index the ``live`` ids, ascending; from the file if it is sound and of this store's history."""
        self._base: Any | None = _load(file) if is_believed(file, has_been) else None
        held = _ids_of(self._base) if self._base is not None else np.empty(0, np.int64)
        self._gone = np.setdiff1d(held, live)
        self._live = live
        last = int(held[-1]) if len(held) else 0
        if np.setdiff1d(live[live <= last], held).size:  # not a file of this library
            self._base, self._gone, last, held = None, np.empty(0, np.int64), 0, held[:0]
        self._held = held
        tail_ids, tail = vectors_after(last)
        kept = np.isin(tail_ids, live)
        self._tail_ids = tail_ids[kept]
        self._tail = _built(self._tail_ids, tail[kept], exact=self._base is not None)

    @property
    def drifted(self) -> bool:
        """Whether the file should be written anew."""
        drift = len(self._tail_ids) + len(self._gone)
        return self._base is None or drift > max(SMALL_TAIL, DRIFT * len(self._held))

    def save(self, change: Change, vectors_after: VectorsAfter, file: Path) -> None:
        """Write every live vector of a change to the file and be its index; the caller is the only writer."""
        import faiss

        ids, vectors = vectors_after(0)
        kept = np.isin(ids, self._live)
        index = _built(ids[kept], vectors[kept], exact=False)
        if index is None:
            file.unlink(missing_ok=True)
            return
        part = file.with_suffix(".part")
        try:
            faiss.write_index(index, str(part))
            _stamp_file(file).unlink(missing_ok=True)  # between the two the pair is unsound, never wrong
            stamp = {"change": astuple(change), "digest": file_digest(part)}
            part.replace(file)
            _stamp_file(file).write_text(json.dumps(stamp))
        finally:
            part.unlink(missing_ok=True)
        self._base, self._held, self._tail = index, ids[kept], None
        self._gone = self._tail_ids = np.empty(0, np.int64)

    def search(self, vector: Vectors, depth: int, allowed: Ids | None = None) -> list[int]:
        """Return the ids of the ``depth`` nearest passages, nearest first, of those allowed."""
        found: list[tuple[float, int]] = []
        for index in (self._base, self._tail):
            if index is not None:
                found.extend(self._nearest(index, vector, depth, allowed))
        found.sort(key=lambda hit: (-hit[0], hit[1]))
        return [passage_id for _, passage_id in found[:depth]]

    def _nearest(
        self, index: Any, vector: Vectors, depth: int, allowed: Ids | None
    ) -> list[tuple[float, int]]:
        if allowed is None and len(self._gone):
            allowed = self._live
        scores, ids = _search(index, vector[None, :], min(depth, index.ntotal), allowed)
        return [(float(s), int(i)) for s, i in zip(scores[0], ids[0], strict=True) if i >= 0]


def _built(ids: Ids, vectors: Vectors, *, exact: bool) -> Any | None:
    import faiss

    if not len(ids):
        return None
    kind = "SQfp16" if exact or len(ids) < EXACT_BELOW else "RaBitQfs,Refine(SQ8)"
    index = faiss.index_factory(vectors.shape[1], kind, faiss.METRIC_INNER_PRODUCT)
    index.train(vectors)
    index = faiss.IndexIDMap2(index)
    index.add_with_ids(vectors, ids)
    return index


def is_believed(file: Path, has_been: HasBeen) -> bool:
    """Tell whether a file holds what was written of a change that the store has been at."""
    try:
        stamp = json.loads(_stamp_file(file).read_bytes())
        return has_been(Change(*stamp["change"])) and stamp["digest"] == file_digest(file)
    except (OSError, ValueError, TypeError, LookupError):
        return False


def _load(file: Path) -> Any:
    import faiss

    return faiss.read_index(str(file))


def _ids_of(index: Any) -> Ids:
    import faiss

    return faiss.vector_to_array(index.id_map).astype(np.int64)


def _search(index: Any, queries: Vectors, k: int, allowed: Ids | None) -> tuple[Vectors, Ids]:
    """Search an index of ids; where only some are allowed the 8-bit vectors are scanned, all of them."""
    faiss: Any = importlib.import_module("faiss")  # its own types do not know its keyword arguments
    inner = faiss.downcast_index(index.index)
    refined = isinstance(inner, faiss.IndexRefine)
    found: Any
    if not refined or allowed is None:
        every = faiss.IndexRefineSearchParameters(k_factor=REFINE_FACTOR) if refined else None
        some = None if allowed is None else faiss.SearchParameters(sel=faiss.IDSelectorBatch(allowed))
        found = index.search(queries, k, params=some or every)
        return found[0], found[1]
    held = _ids_of(index)  # RaBitQ cannot leave out any, and its own numbers are places in this list
    places = np.flatnonzero(np.isin(held, allowed))
    chosen = faiss.SearchParameters(sel=faiss.IDSelectorBatch(places))
    scores, found = faiss.downcast_index(inner.refine_index).search(queries, k, params=chosen)
    return scores, np.where(found >= 0, held[found], -1)


def _stamp_file(file: Path) -> Path:
    return file.with_suffix(".json")
