"""How many sources an answer rests on when near-copies count once."""

from collections.abc import Sequence

from .byline import counted, written_day
from .told import Quotation


def independent(citations: Sequence[Quotation]) -> str:
    """Return ``2 independent sources, newest 12 June 2018``.

    Nothing for one article that no other repeats: there is nothing to count.
    """
    sources = len({citation.story for citation in citations})
    if sources < 2 and not any(citation.copies for citation in citations):
        return ""
    days = [day for citation in citations if (day := citation.published)]
    newest = f", newest {written_day(max(days))}" if days else ""
    return counted(sources, "independent source") + newest
