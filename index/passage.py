"""What is asked of a library and what it gives: a query, a filter, a passage, a hit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import lru_cache
from typing import Any, Final, TypedDict

from .article import Article, days
from .text.words import folded

SHOWN: Final = 8  # sources of a library that are named
NEAREST: Final = 5  # of them to one that is not there
ALIKE: Final = 0.5  # of two names, from which one may be meant
MEANT: Final = 0.75  # from which it is asked whether it is
MAX_QUERY: Final = 4000  # characters; a question is a few lines
NAMES: Final = 10_000  # of sources that are kept as they are compared


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


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, and what there is to say of it.

    Attributes:
        query: what was searched, without operators and with words as the articles spell them.
        told: one line that says to which articles the search was confined, else empty.
        notes: a line for each thing that no article has, that was spelt otherwise, or not understood.
    """

    query: str
    hits: tuple[Hit, ...]
    told: str = ""
    notes: tuple[str, ...] = ()


def story(article: Article, copies: Sequence[Article]) -> str:
    """Return the least id of an article and its near-copies: one name for all of them."""
    return min(each.id for each in (article, *copies))


@dataclass(frozen=True, slots=True)
class Filter:
    """Days are ISO 8601 and both ends count; sources are compared without regard to case and to "The".

    An article without a day is left out when ``since`` or ``until`` is given, one without a source
    when ``sources`` is.

    Attributes:
        articles: ids of articles; no other passes.
        without: ids of articles that do not pass.
        tags: what people tagged articles with; one of them is enough.
        names: whom or what articles name, as ``Library.glance`` calls them; one of them is enough.
    """

    since: str | None = None
    until: str | None = None
    sources: tuple[str, ...] | None = None
    articles: frozenset[str] | None = None
    without: frozenset[str] = frozenset()
    tags: tuple[str, ...] | None = None
    names: tuple[str, ...] | None = None

    def __bool__(self) -> bool:
        """Whether anything is filtered at all."""
        return self != Filter()

    @property
    def given(self) -> dict[str, Any]:
        """What a caller said of it, by the names that arguments have."""
        said = ("since", "until", "sources", "tags", "names")
        return {name: getattr(self, name) for name in said}


@lru_cache(NAMES)
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


def no_such(names: Iterable[str], held: Sequence[str]) -> str:
    """Return one line that names sources which are not held and the nearest that are, nothing for none."""
    known = {bare(name): name for name in held}
    absent = [name for name in names if bare(name) not in known]
    if not absent:
        return ""
    near = [known[one] for name in absent for one in get_close_matches(bare(name), known, NEAREST, ALIKE)]
    meant = [known[one] for name in absent for one in get_close_matches(bare(name), known, 1, MEANT)]
    there = list(dict.fromkeys((*near, *held)))
    more = f" and {len(there) - SHOWN} more" if len(there) > SHOWN else ""
    ask = f"did you mean {' and '.join(f'“{name}”' for name in dict.fromkeys(meant))}? T" if meant else "t"
    of_them = f"{ask}here are: {', '.join(there[:SHOWN])}{more}" if there else "no article names its outlet"
    return f"No outlet {', '.join(f'“{name}”' for name in absent)}; {of_them}."


def _most(spellings: Sequence[tuple[str, int]]) -> str:
    return min(spellings, key=lambda each: (-each[1], each[0]))[0]


class Filtering(TypedDict, total=False):
    """The keyword arguments of searches, questions and claims that make a filter; each may be left out.

    Attributes:
        since: a day, a month or a year; articles of days before it are left out.
        until: a day, a month or a year; articles of days after it are left out.
        sources: names of outlets; articles of others are left out.
        tags: what people tagged articles with; articles with none of them are left out.
        names: whom or what articles name (``Filter.names``); others are left out.
        within: ids of articles; others are left out.
    """

    since: str | date | None
    until: str | date | None
    sources: str | Sequence[str] | None
    tags: str | Sequence[str] | None
    names: str | Sequence[str] | None
    within: Iterable[str] | None


def chosen(
    since: str | date | None = None,
    until: str | date | None = None,
    sources: str | Sequence[str] | None = None,
    tags: str | Sequence[str] | None = None,
    names: str | Sequence[str] | None = None,
    *,
    within: Iterable[str] | None = None,
) -> Filter:
    """Return a filter from what a caller gave, the arguments of ``Filtering``.

    Raises:
        ValueError: a day is none, ``since`` lies after ``until``, or a list of names is empty.
    """
    outlets = _listed(sources, "sources", "source")
    begin, end = days(since, "since"), days(until, "until")
    first, last = begin[0] if begin else None, end[1] if end else None
    if first and last and first > last:
        raise ValueError(f"since={first} lies after until={last}")
    return Filter(
        first,
        last,
        outlets,
        articles=None if within is None else frozenset(within),
        tags=_listed(tags, "tags", "tag"),
        names=_listed(names, "names", "name"),
    )


def _listed(given: str | Sequence[str] | None, what: str, one: str) -> tuple[str, ...] | None:
    names = (given,) if isinstance(given, str) else None if given is None else tuple(given)
    if names is not None and not (names and all(isinstance(name, str) and name.strip() for name in names)):
        raise ValueError(f"{what}={names!r}: name at least one {one}, or leave it out")
    return names


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
