"""What was searched but read only in part, and what that says of an answer."""

from collections.abc import Sequence
from typing import Final

from index.article import Article
from index.ingest.report import Summary
from index.library import Library
from index.passage import Filter
from index.search import QueryWord

from ..answer import Searched
from .rank import Candidate

FEW: Final = 3  # of what was read only in part that are named
DOUBTFUL: Final = 0.4


def searched(library: Library, only: Filter, summary: Summary) -> Searched:
    """Return what is looked through for an answer, and how much of that was read only in part."""
    partly = library.in_part(only)
    return Searched(
        summary.articles,
        summary.first,
        summary.last,
        in_part=sum(each.articles for each in partly),
        unread=tuple(each.short for each in partly[:FEW]),
    )


def most_likely(words: Sequence[QueryWord], candidates: Sequence[Candidate]) -> float:
    """Return the highest probability that what was read answers; lower where the answer may stand unread.

    So it is where some words of the query are in no article, and the best sentence is of an article of
    which no more pages have text than not, such as the letter that came with a report in pictures.
    """
    best = candidates[0].hit.article if candidates else None
    lacking = any(word.absent for word in words)
    return DOUBTFUL if best and lacking and _is_mostly_unread(best) else 1.0


def _is_mostly_unread(article: Article) -> bool:
    ends = (*article.pages[1:], len(article.text))
    blank = [not article.text[start:end].strip() for start, end in zip(article.pages, ends, strict=False)]
    return bool(article.unread) and 2 * sum(blank) >= len(blank) > 0
