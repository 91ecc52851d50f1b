"""Question -> what was found for it: passages, their sentences, and how likely there is an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from index.filter import Filter
from index.hit import Hit
from index.library import Library

from .abstain import probability, signals
from .answer import Searched
from .read import Candidate, read

CANDIDATES: Final = 30  # passages that search gives
READ: Final = 10  # of them, those whose sentences are read


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything an answer is written from.

    Attributes:
        question: as typed.
        query: what was searched.
        hits: passages, best first; empty when nothing was found.
        candidates: sentences of the best passages, best first.
        probability: that the articles answer, in [0, 1].
        missing_words: key words of the query that occur in no article.
        filtered: whether the search was confined to some days or sources.
    """

    question: str
    query: str
    searched: Searched
    hits: Sequence[Hit] = ()
    candidates: Sequence[Candidate] = ()
    probability: float = 0.0
    missing_words: tuple[str, ...] = ()
    filtered: bool = False


def gather(library: Library, question: str, query: str, only: Filter) -> Evidence:
    """Search the library, within a filter, and read the best passages."""
    summary = library.summary(only)
    searched = Searched(summary.articles, summary.first, summary.last)
    hits = library.search(query, k=CANDIDATES, since=only.since, until=only.until, sources=only.sources)
    if not hits:
        return Evidence(question, query, searched, filtered=bool(only))
    words = library.words(query)
    candidates = read(query, hits[:READ], words, library)
    return Evidence(
        question,
        query,
        searched,
        hits,
        candidates,
        probability(signals(query, words, hits[:READ], candidates, summary.passages)),
        tuple(word.word for word in words if word.absent),
    )
