"""A query -> the passages nearest to it by words and by meaning, not yet ranked as one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from ..encode.encoder import Encoder
    from .derived import Derived


@dataclass(frozen=True, slots=True)
class Look:
    """What one query finds: ids with their BM25 scores, ids that are near in meaning, and its own vector."""

    vector: NDArray[np.float32]
    bm25: Mapping[int, float]
    nearest: Sequence[int]

    @property
    def found(self) -> set[int]:
        """Every id that was found in either way."""
        return {*self.bm25, *self.nearest}


def look(
    indexes: Derived, encoder: Encoder, query: str, depth: int, allowed: Sequence[NDArray[np.int64] | None]
) -> Look:
    """Look for a query as deep as ``depth`` among each of some sets of passages, ``None`` being all."""
    vector = encoder.query(query)
    bm25: dict[int, float] = {}
    nearest: list[int] = []
    for ids in allowed:
        bm25.update(indexes.lexical.search(query, depth, ids))
        nearest += indexes.dense.search(vector, depth, ids)
    return Look(vector, bm25, nearest)
