"""A claim and a library -> the sentences that are nearest to it, each with what it needs to be understood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from index.library import Library
from index.passage import Filter
from index.search import QueryWord

from ..answer import Turn
from ..evidence.gather import Evidence, gather
from ..evidence.marking import unmarked
from ..evidence.rank import Candidate, covered
from ..question.follow_up import standalone
from ..question.parse import Parsed, searchable

READ: Final = 24  # sentences that are weighed for one claim
TOGETHER: Final = 30  # and for all claims of a text, where these are several


@dataclass(frozen=True, slots=True)
class Gathered:
    """A claim with what was found for it; ``words`` are those that it was searched with."""

    claim: str
    evidence: Evidence
    words: Sequence[QueryWord]

    def shared(self, candidate: Candidate) -> float:
        """Return the share of its words that a sentence and its title have, weighted by idf; in [0, 1]."""
        return covered(self.words, understood(candidate))


def gathered(library: Library, claim: str, only: Filter, before: Sequence[Turn], *, of: int = 1) -> Gathered:
    """Return a claim, which is one ``of`` several, with the sentences nearest to it.

    One that leans on what was said before is searched with what it leans on. The days that it names are what
    it says, and no wish for articles of these days.
    """
    query = searchable(standalone(claim, before), claim)
    shortlist = min(READ, max(TOGETHER // of, 1))
    evidence = gather(library, Parsed(claim, query), only, unmarked, shortlist=shortlist)
    return Gathered(claim, evidence, library.words(query))


def understood(candidate: Candidate) -> str:
    """Return a sentence as it is weighed: under the title of its article."""
    title = candidate.hit.article.title
    return f"{title}\n\n{candidate.text}" if title else candidate.text
