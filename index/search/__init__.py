"""Queries -> candidates with their raw scores, and those -> hits.

A query comes in, passages go out. Nothing here answers a question. ``LocalSearch`` is the default.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from ..errors import LibraryBusy
from ..passage import Filter, Passage
from ..store import Change

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Overtaken", "Query", "QueryWord", "Scored", "Search", "Spelling"]


@dataclass(frozen=True, slots=True, eq=False)
class Query:
    """What is searched: words, and the unit vector of their meaning, shape (dimensions,)."""

    text: str
    vector: NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """A passage that a query found.

    Attributes:
        vector: that is stored, shape (dimensions,).
        cosine: of query and passage, in [-1, 1]; of the vector that is stored, whatever index found it.
        bm25: from 0; 0 where the passage is not among those that match best by their words.
    """

    passage: Passage
    vector: NDArray[np.float32]
    cosine: float
    bm25: float


@dataclass(frozen=True, slots=True)
class QueryWord:
    """A word of a query that is searched for.

    Attributes:
        word: as written.
        terms: its stems; "S-400" has two.
        idf: the sum of ln(1 + (N - n + 0.5) / (n + 0.5)) over the terms, N passages of which n hold the term;
            n is 1 for a term that none holds, or it would outweigh all others in a small library.
        passages: how many passages hold its rarest term.
        similar: whether a term of nearly the same letters occurs where its own does not; it may be misspelt.
    """

    word: str
    terms: tuple[str, ...]
    idf: float
    passages: int
    similar: bool = False

    @property
    def absent(self) -> bool:
        """Whether no article has the word, not even spelt a little differently."""
        return not self.passages and not self.similar


@dataclass(frozen=True, slots=True)
class Spelling:
    """A word of the articles that is spelt nearly as another.

    Attributes:
        word: as the articles mostly write it.
        edits: letters that are wrong, too many, missing, or two that are swapped.
        passages: how many hold it, or another form of it.
    """

    word: str
    edits: int
    passages: int


class Overtaken(LibraryBusy):
    """Another program changed a library while it was searched; ``settled`` searches it again."""

    @classmethod
    def of(cls, place: str) -> Overtaken:
        """Return what is raised of the library at a place."""
        return cls(f"{place}: is changed by another program all the time; try again when it has finished")


class Search(Protocol):
    """What finds passages of a store. It answers as of the store's last change, also one of another program.

    Raw scores cross this seam: what is fused says nothing about whether there is an answer.

    Raises, each method that searches:
        Overtaken: what was found may be of no change, as the store was changed meanwhile.
    """

    def candidates(
        self, query: Query, *, depth: int, only: Filter, within: Filter | None = None
    ) -> list[Scored]:
        """Return the ``depth`` best passages by words and the ``depth`` nearest by meaning, in no order.

        All of them pass the filter; so many again that pass a filter ``within`` it too are found beside them.
        A passage found in several ways is there once.
        """

    def words(self, query: str) -> list[QueryWord]:
        """Return the words of a query that are searched for, each once, function words left out."""

    def having(self, terms: Sequence[str], *, in_order: bool = False) -> NDArray[np.int64]:
        """Return the ids of every passage that has all of some terms, as they are indexed, ascending.

        What stands in its article's title counts too. None has no terms at all. Where the terms are those of
        a phrase, ``in_order`` may leave out passages that have them, but none that has the phrase.
        """

    def spelt_like(self, word: str) -> list[Spelling]:
        """Return the words of the articles that are spelt nearly as one that none has, in no order."""

    def holding(self, query: str) -> NDArray[np.int64]:
        """Return the ids of every passage that holds all words of a query but function words, ascending.

        What stands in its article's title counts as held. No passage holds a query without such words.
        """

    def apply(self, change: Change) -> None:
        """Be in step with that change of the store, reading from it what is new; the caller has its lock.

        Raises:
            LibraryFull, LibraryReadOnly: the store is sound, and what was not written is made again later.
        """

    def catch_up(self) -> None:
        """Write what ``apply`` left because it takes long; the caller has no lock."""

    def damaged(self) -> list[str]:
        """Return the names of its files that do not hold what was written; ``apply`` mends them."""
