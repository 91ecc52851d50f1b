"""A question that is kept, and what was new to it."""

from __future__ import annotations

from dataclasses import dataclass

from index.passage import Filter


@dataclass(frozen=True, slots=True)
class SavedQuestion:
    """A question that is asked of every new article.

    Attributes:
        number: its name, never given to another.
        user: whose it is; empty where nobody is told from others.
        only: the days and sources that it is asked of.
        saved: when it was kept, ISO 8601 in UTC.
        seen: when what is new to it was last looked at; at first when it was kept.
        unseen: how many reports have been new to it since then.
    """

    number: int
    user: str
    question: str
    only: Filter
    saved: str
    seen: str
    unseen: int = 0


@dataclass(frozen=True, slots=True)
class News:
    """A report that is new to a question: the words of one article that answer it.

    Of near-copies one stands for all. Nothing of it depends on whether the library still holds the article.

    Attributes:
        id: counted up from 1; later news have higher ones.
        number, question: which question it is new to.
        found: when it was found, ISO 8601 in UTC.
        sha256: of the article's text, which ``start`` and ``end`` are offsets of.
        also: the outlets of its near-copies.
    """

    id: int
    number: int
    question: str
    found: str
    article_id: str
    sha256: str
    title: str
    source: str | None
    published: str | None
    url: str | None
    quote: str
    start: int
    end: int
    short_answer: str | None = None
    also: tuple[str, ...] = ()
