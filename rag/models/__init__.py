"""The learned parts at run time, and their weights.

A question and passages come in, spans and scores go out. Nothing here knows of articles.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from .reader import Reading


class Reader(Protocol):
    """Marks the words of passages that answer a question; ``reader.SpanReader`` is the default."""

    def read(
        self, question: str, texts: Sequence[str], *, titles: Sequence[str] | None = None, spans: int = 3
    ) -> list[Reading]:
        """Return for every text, in order, its best spans and the score of "no answer here".

        ``titles`` are read before their texts; no span lies in them.
        """
        ...
