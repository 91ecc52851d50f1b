"""What is asked of a library and what it gives: a query, a filter, a passage, a hit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from .article import Article, day
from .text.words import folded

MAX_QUERY: Final = 4000  # characters; a question is a few lines


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of whole sentences of one article, small enough to encode.

    ``id`` is given by the store, counts up from 1 and is never used twice.
    """

    id: int
    article_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a query.

    Attributes:
        score: fused, in [0, 1]; made for ordering, says nothing about whether there is an answer.
        rank: from 1.
        cosine: of query and passage, in [-1, 1]; raw.
        bm25: raw, from 0.
        copies: the article's near-copies (one wire story), which say the same, the newest first; its words
            may be found in them too.
        versions: the other versions of its story, which say something else, the newest first.
    """

    passage: Passage
    article: Article
    score: float
    rank: int
    cosine: float
    bm25: float
    copies: tuple[Article, ...] = ()
    versions: tuple[Article, ...] = ()

    @property
    def story(self) -> str:
        """What is the same for near-copies, which are one independent source, and for no other article."""
        return story(self.article, self.copies)

    def is_newer_version_of(self, other: Hit) -> bool:
        """Tell whether it is of a version of the other's story that came later and says something else."""
        mine, its = self.article, other.article
        return any(each.id == its.id for each in self.versions) and (mine.published or "") > (
            its.published or ""
        )

    @property
    def text(self) -> str:
        """The words of the passage."""
        return self.article.text[self.passage.start : self.passage.end]


def story(article: Article, copies: Sequence[Article]) -> str:
    """Return the least id of an article and its near-copies: one name for all of them."""
    return min(each.id for each in (article, *copies))


@dataclass(frozen=True, slots=True)
class Filter:
    """Days are ISO 8601 and both ends count; sources are compared without regard to case and to "The".

    An article without a day is left out when ``since`` or ``until`` is given, one without a source
    when ``sources`` is, one of another id when ``within`` is.
    """

    since: str | None = None
    until: str | None = None
    sources: tuple[str, ...] | None = None
    within: tuple[str, ...] | None = None

    def __bool__(self) -> bool:
        """Whether anything is filtered at all."""
        return self != _EVERYTHING


_EVERYTHING: Final = Filter()


def bare(source: str | None) -> str:
    """Return a source's name as it is compared: ``The Hindu`` and ``hindu`` are one."""
    return re.sub(r"^the\s+(?=\S)", "", folded(source) or "")


def together(sources: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """Return (name, articles) of sources, the largest first, spellings of one name as the most frequent."""
    spelt: dict[str, list[tuple[str, int]]] = {}
    for name, articles in sources:
        spelt.setdefault(bare(name), []).append((name, articles))
    joined = [(_most(each), sum(articles for _, articles in each)) for each in spelt.values()]
    return sorted(joined, key=lambda each: (-each[1], each[0]))


def _most(spellings: Sequence[tuple[str, int]]) -> str:
    return min(spellings, key=lambda each: (-each[1], each[0]))[0]


def chosen(
    since: str | date | None = None,
    until: str | date | None = None,
    sources: str | Sequence[str] | None = None,
    within: Sequence[str] | None = None,
) -> Filter:
    """Return a filter from what a caller gave.

    Raises:
        ValueError: a day is none, ``since`` lies after ``until``, or ``sources`` is empty.
    """
    names = (sources,) if isinstance(sources, str) else None if sources is None else tuple(sources)
    if names is not None and not (names and all(isinstance(name, str) and name.strip() for name in names)):
        raise ValueError(f"sources={names!r}: name at least one source, or leave it out")
    first, last = day(since, "since"), day(until, "until")
    if first and last and first > last:
        raise ValueError(f"since={first} lies after until={last}")
    return Filter(first, last, names, None if within is None else tuple(within))


def checked_query(query: str, *, what: str = "question") -> str:
    """Return a query without the white space around it; ``what`` people call it.

    Raises:
        ValueError: it is blank, too long, or no text.
    """
    if not isinstance(query, str):
        raise ValueError(f"the {what} is {query!r}; it must be a text")
    if not query.strip():
        raise ValueError(f"the {what} is blank; ask something")
    if any("\ud800" <= letter <= "\udfff" for letter in query):
        raise ValueError(f"the {what} is no valid Unicode; its bytes are not UTF-8")
    if len(query) > MAX_QUERY:
        raise ValueError(f"the {what} has {len(query):,} characters; {MAX_QUERY:,} are the most")
    return query.strip()


def checked_k(k: int) -> int:
    """Return a number of passages to ask for.

    Raises:
        ValueError: it is less than 1.
    """
    if not isinstance(k, int) or k < 1:
        raise ValueError(f"k={k!r}: ask for at least 1 passage")
    return k
