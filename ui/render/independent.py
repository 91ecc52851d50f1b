"""How many sources an answer rests on: copies of one story count once, and so do articles of one outlet."""

from collections.abc import Sequence

from index.passage import bare

from .byline import counted, written_day
from .told import Quotation


def independent(citations: Sequence[Quotation]) -> str:
    """Return ``2 independent sources, newest 12 June 2018``.

    Nothing for one article that no other repeats: there is nothing to count.
    """
    if len({citation.story for citation in citations}) < 2 and not any(each.copies for each in citations):
        return ""
    days = [day for citation in citations if (day := citation.published)]
    newest = f", newest {written_day(max(days))}" if days else ""
    return counted(_groups(citations), "independent source") + newest


def _groups(citations: Sequence[Quotation]) -> int:
    """Return how many groups are left when citations of one story, or of one outlet, are joined."""
    groups: list[set[str]] = []
    for citation in citations:
        names = {f"story {citation.story}"}
        if citation.source:
            names.add(f"outlet {bare(citation.source)}")
        apart = [group for group in groups if not group & names]
        joined = names.union(*(group for group in groups if group & names))
        groups = [*apart, joined]
    return len(groups)
