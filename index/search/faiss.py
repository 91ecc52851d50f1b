"""Nearest passages by cosine, derived from the store: the home of faiss.

The file holds most of the vectors. Beside it stands a stamp: the file's digest, for FAISS has no check of its
own, and the change of the store that it was made of. What the store has and the file has not is a flat tail;
what the file has and the store has no longer is passed over. So a change of the library touches the file only
when the two have drifted well apart.
"""

from __future__ import annotations

import copy
import importlib
import json
import math
from collections.abc import Iterator
from dataclasses import asdict, astuple
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

import numpy as np

from ..store import Change
from .ids import NONE, held, joined, marked, without
from .seal import Seal, Trust

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Ids = NDArray[np.int64]
    Vectors = NDArray[np.float32]
    HasBeen = Callable[[Change], bool]

EXACT_BELOW: Final = 20_000  # vectors; 16-bit floats under it, RaBitQ with 8-bit re-scoring above
DRIFT: Final = 0.1  # share of the file that may be tail or gone before it is written anew
SMALL_TAIL: Final = 1000  # vectors that are never worth a new file
LONG_TAIL: Final = 20_000  # vectors that are always: they are read at each start, and scanned by each search
REFINE_FACTOR: Final = 4  # candidates re-scored for each one wanted
LEAST_FACTOR: Final = 1.5  # and for each one asked for, where many of them will not be wanted
CHUNK: Final = 20_000  # vectors read and added at once
SAMPLES: Final = 40  # runs of ids that an index is trained on
SAMPLED: Final = 1000  # vectors of each
SCANNED: Final = 36  # times the root of their number; where so few are allowed, all of these are scored
SPARE: Final = 1.3  # times as many are asked for as will do on average
MORE: Final = 4  # times as many again where too few of the nearest were allowed


class VectorsAfter(Protocol):
    """Returns the first ``most`` ids above one, ascending, and their vectors, shape (ids, dimensions)."""

    def __call__(self, after: int, most: int | None = None) -> tuple[Ids, Vectors]: ...


class Dense:
    """A FAISS index of unit vectors under the passages' ids, ascending."""

    _gone: Ids

    def __init__(
        self,
        live: Ids,
        vectors_after: VectorsAfter,
        file: Path,
        has_been: HasBeen,
        trust: Trust | None = None,
    ) -> None:
        """Index the ``live`` ids, ascending; from the file if it is sound and of this store's history."""
        self.seal = sealed_file(file, has_been, trust or Trust())
        self._base: Any | None = _load(file) if self.seal else None
        self._held = _ids_of(self._base)
        if not held(live[: np.searchsorted(live, _last(self._held), "right")], self._held).all():
            self.seal, self._base = None, None  # a file of another library
        if self._base is None:
            self._base = _built(live, vectors_after)
            self._held = _ids_of(self._base)
        self._tail_ids = NONE
        self._tail: Vectors = np.empty((0, 0), dtype=np.float32)
        self._see(live, vectors_after)

    def beside(self, live: Ids, vectors_after: VectorsAfter) -> Dense:
        """Return the index of the ``live`` ids of a later change; the vectors of the file are shared."""
        other = copy.copy(self)
        other._see(live, vectors_after)
        return other

    @property
    def drifted(self) -> bool:
        """Whether the file should be written anew."""
        return not self.seal or self.outgrown

    @property
    def outgrown(self) -> bool:
        """Whether too much is tail or has gone."""
        tail, size = len(self._tail_ids), len(self._held)
        return tail > LONG_TAIL or tail + len(self._gone) > max(SMALL_TAIL, DRIFT * size)

    def save(
        self, change: Change, vectors_after: VectorsAfter, file: Path, trust: Trust | None = None
    ) -> None:
        """Write every live vector of a change to the file and be its index; the caller is the only writer."""
        faiss: Any = importlib.import_module("faiss")  # its own types do not know its writer
        if len(self._gone) or len(self._tail_ids):
            self._take_in(vectors_after, file)
        if self._base is None:
            file.unlink(missing_ok=True)
            return
        part, stamp = file.with_suffix(".part"), file.with_suffix(".json.part")
        try:
            with part.open("wb") as written:  # FAISS's own writer says nothing of what fails as it is closed
                faiss.write_index(self._base, faiss.PyCallbackIOWriter(written.write))
            self.seal = (trust or Trust()).seal(part)
            stamp.write_text(json.dumps({"change": astuple(change), **asdict(self.seal)}))
            part.replace(file)
            stamp.replace(_stamp_file(file))  # between the two the pair is unsound, never wrong
        finally:
            part.unlink(missing_ok=True)
            stamp.unlink(missing_ok=True)

    def search(self, vector: Vectors, depth: int, allowed: Ids | None = None) -> list[int]:
        """Return the ids of the ``depth`` nearest passages, nearest first, of those allowed."""
        if allowed is not None and not len(allowed):
            return []
        parts = [self._nearest(vector, depth, allowed), self._nearest_of_tail(vector, depth, allowed)]
        ids = np.concatenate([part[0] for part in parts])
        scores = np.concatenate([part[1] for part in parts])
        order = np.lexsort((ids, -scores))[:depth]
        best: list[int] = ids[order].tolist()
        return best

    # -- steps

    def _take_in(self, vectors_after: VectorsAfter, file: Path) -> None:
        """Have no tail any more: it is added to what the file holds, or all is made anew where much has gone.

        A search may be using this index just now, so another is made in any case.
        """
        size = len(self._held)
        if self.seal and size >= EXACT_BELOW and len(self._gone) <= DRIFT * size:
            self._base = _load(file)
            self._base.add_with_ids(self._tail, self._tail_ids)
        else:
            live = joined(without(self._held, self._gone), self._tail_ids)
            self._base, self._gone = _built(live, vectors_after), NONE
        self._held, self._tail_ids = _ids_of(self._base), NONE

    def _see(self, live: Ids, vectors_after: VectorsAfter) -> None:
        """Hold as tail what of the live ids the file has not, reading what is new, and note what has gone."""
        self._gone = without(self._held, live)
        ids, vectors = vectors_after(max(_last(self._held), _last(self._tail_ids)))
        kept, new = held(self._tail_ids, live), held(ids, live)
        if len(ids) and not len(self._tail_ids):
            self._tail = vectors[:0]
        if len(ids) or not kept.all():
            self._tail = np.concatenate((self._tail[kept], vectors[new])) if len(ids) else self._tail[kept]
            self._tail_ids = np.concatenate((self._tail_ids[kept], ids[new]))

    def _nearest(self, vector: Vectors, depth: int, allowed: Ids | None) -> tuple[Ids, Vectors]:
        """Return the nearest of the file; what it has and is not wanted is asked for too and then dropped."""
        size = len(self._held)
        if self._base is None:
            return NONE, np.empty(0, dtype=np.float32)
        wanted = size - len(self._gone) if allowed is None else len(allowed)
        few = max(SCANNED * math.sqrt(size), 0 if size >= EXACT_BELOW else size)
        if allowed is not None and wanted <= few:
            return self._scanned(vector, depth, allowed)
        limit = depth if wanted >= size else math.ceil(SPARE * depth * size / max(wanted, 1))
        while True:
            places, scores = _search(self._base, vector, min(limit, size), REFINE_FACTOR * depth)
            ids = self._held[places]
            keep = ~held(ids, self._gone)
            if allowed is not None:
                keep &= held(ids, allowed)
            if keep.sum() >= depth or limit >= size:
                return ids[keep][:depth], scores[keep][:depth]
            limit *= MORE
            if allowed is not None and limit > few:
                return self._scanned(vector, depth, allowed)

    def _scanned(self, vector: Vectors, depth: int, allowed: Ids) -> tuple[Ids, Vectors]:
        wanted = marked(self._held, without(allowed, self._gone))
        places, scores = _search(self._base, vector, min(depth, int(wanted.sum())), among=wanted)
        return self._held[places], scores

    def _nearest_of_tail(self, vector: Vectors, depth: int, allowed: Ids | None) -> tuple[Ids, Vectors]:
        if not len(self._tail_ids):
            return NONE, np.empty(0, dtype=np.float32)
        keep = slice(None) if allowed is None else held(self._tail_ids, allowed)
        ids, scores = self._tail_ids[keep], self._tail[keep] @ vector
        if len(ids) > depth:
            best = np.argpartition(-scores, depth - 1)[:depth]
            return ids[best], scores[best]
        return ids, scores


def sealed_file(file: Path, has_been: HasBeen, trust: Trust) -> Seal | None:
    """Return the seal of a file that holds what was written of a change that the store has been at."""
    try:
        stamp = json.loads(_stamp_file(file).read_bytes())
        seal = Seal(stamp["digest"], tuple(stamp.get("touched", ())))
        return seal if has_been(Change(*stamp["change"])) and trust.holds(file, seal) else None
    except (OSError, ValueError, TypeError, LookupError):
        return None


def seal_again(file: Path, trust: Trust) -> None:
    """Note that a sound file was copied or put back, so that from now on it is not read at every start."""
    stamp = json.loads(_stamp_file(file).read_bytes())
    now = stamp | asdict(trust.seal(file))
    if now["digest"] == stamp["digest"] and now["touched"] != tuple(stamp.get("touched", ())):
        part = file.with_suffix(".json.part")
        part.write_text(json.dumps(now))
        part.replace(_stamp_file(file))


def _built(live: Ids, vectors_after: VectorsAfter) -> Any | None:
    """Return an index of the live ids; some thousands of vectors are read at a time."""
    import faiss

    if not len(live):
        return None
    sample = np.concatenate([vectors for _, vectors in _sample(live, vectors_after)])
    kind = "SQfp16" if len(live) < EXACT_BELOW else "RaBitQfs,Refine(SQ8)"
    inner = faiss.index_factory(sample.shape[1], kind, faiss.METRIC_INNER_PRODUCT)
    inner.train(sample)
    index = faiss.IndexIDMap(inner)
    for ids, vectors in _chunks(live, vectors_after):
        index.add_with_ids(vectors, ids)
    return index


def _chunks(live: Ids, vectors_after: VectorsAfter) -> Iterator[tuple[Ids, Vectors]]:
    after, last = 0, _last(live)
    while after < last:
        ids, vectors = vectors_after(after, CHUNK)
        if not len(ids):
            return
        after = _last(ids)
        kept = held(ids, live)
        yield ids[kept], vectors[kept]


def _sample(live: Ids, vectors_after: VectorsAfter) -> Iterator[tuple[Ids, Vectors]]:
    """Yield all vectors, or of many runs that lie evenly among them, as neighbours are much alike."""
    if len(live) <= SAMPLES * SAMPLED:
        yield from _chunks(live, vectors_after)
        return
    for first in np.linspace(0, len(live) - SAMPLED, SAMPLES, dtype=np.int64):
        yield vectors_after(int(live[first]) - 1, SAMPLED)


def _load(file: Path) -> Any:
    import faiss

    return faiss.read_index(str(file))


def _ids_of(index: Any | None) -> Ids:
    import faiss

    if index is None:
        return NONE
    return faiss.vector_to_array(index.id_map).astype(np.int64)


def _last(ids: Ids) -> int:
    return int(ids[-1]) if len(ids) else 0


def _search(
    index: Any, query: Vectors, k: int, scored: int = 0, *, among: NDArray[np.bool_] | None = None
) -> tuple[Ids, Vectors]:
    """Return the ``k`` nearest places of an index of ids, of all or ``among`` some, with their scores.

    RaBitQ's candidates, at least so many as are to be ``scored``, are scored anew by their 8-bit vectors. It
    cannot leave out any: where only some may be found, the 8-bit vectors of all of these are scored.
    """
    faiss: Any = importlib.import_module("faiss")  # its own types do not know its keyword arguments
    inner = faiss.downcast_index(index.index)
    refined, k, how = isinstance(inner, faiss.IndexRefine), max(k, 1), None
    if among is not None:
        how = faiss.SearchParameters(sel=faiss.IDSelectorBitmap(np.packbits(among, bitorder="little")))
        inner = faiss.downcast_index(inner.refine_index) if refined else inner
    elif refined:
        how = faiss.IndexRefineSearchParameters(k_factor=max(LEAST_FACTOR, scored / k))
    scores, found = inner.search(query[None, :], k, params=how)
    there = found[0] >= 0
    return found[0][there], scores[0][there]


def _stamp_file(file: Path) -> Path:
    return file.with_suffix(".json")
