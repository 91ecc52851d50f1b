"""Texts -> unit vectors.

Texts come in, arrays go out. Nothing here knows of a library. ``SentenceEncoder`` is the default.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["DENSE_WEIGHT", "Encoder"]

# Share of questions whose first passage holds the answer, with 0.3, 0.5 and 0.7 of all-MiniLM-L6-v2 (whole
# articles, 180 questions each): SQuAD .783 .806 .778, NQ .850 .878 .917, COVID-QA .483 .472 .456.
DENSE_WEIGHT: Final = 0.5


class Encoder(Protocol):
    """What makes vectors, of passages and of queries; safe to use from several threads."""

    @property
    def name(self) -> str:
        """What a person calls it, as with ``--encoder``."""

    @property
    def identity(self) -> str:
        """What no other encoder has: a library is searched with the encoder that made it."""

    @property
    def window(self) -> int:
        """Tokens of a text that are read."""

    @property
    def dense_weight(self) -> float:
        """What its cosine counts in the ranking of passages, of 1; the rest is BM25."""
        return DENSE_WEIGHT

    def token_starts(self, texts: Sequence[str]) -> list[NDArray[np.int64]]:
        """Return for each text where its tokens start, in code points; texts of any length."""

    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one unit vector a text, shape (texts, dimensions)."""

    def query(self, text: str) -> NDArray[np.float32]:
        """Return the unit vector of a query, shape (dimensions,)."""

    def __hash__(self) -> int:
        """Be a key of caches, as any object is."""
        return object.__hash__(self)
