"""Ids of tokens -> their word embeddings, read out of the package's 4-bit table as they are asked for.

The table has 250,037 rows of 384: 384 MB in float32, 54 MB as it lies in the file. It is mapped, so only
the pages of rows that were asked for are in memory, and all who read it share them.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from .package import BLOCK, DIMENSIONS, Weights, unpacked, weights

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Words:
    """The word embeddings of e5. Safe to use from several threads."""

    def __init__(self, of: Weights) -> None:
        """Use ``words()``."""
        self._table = of.blocks("emb.word").reshape(-1, DIMENSIONS // BLOCK)  # (250037, 12)

    def rows(self, ids: NDArray[np.integer[Any]]) -> NDArray[np.float32]:
        """Return the embedding of every id, shape (\\*ids.shape, 384).

        An id that a batch has often is read and unpacked once.

        Raises:
            IndexError: an id is not in the vocabulary.
        """
        distinct, inverse = np.unique(ids, return_inverse=True)
        rows = unpacked(self._table[distinct]).reshape(-1, DIMENSIONS)
        found: NDArray[np.float32] = rows[inverse.reshape(ids.shape)]
        return found


@lru_cache(maxsize=1)
def words() -> Words:
    """Return the word embeddings of the installed package, mapped once in a process.

    Raises:
        EncoderError: the package is missing, damaged or of another version.
    """
    return Words(weights())
