"""Saved questions, asked of the articles that are new -> what is new to each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timezone
from typing import Final

from index.library import Library
from index.store import Change

from ..answer import Answer
from ..assistant import Assistant
from ..stream import Stop
from .kept import SavedQuestions
from .values import News, SavedQuestion

MOST_AT_ONCE: Final = 50  # reports that are new to a question after one change


def ask_new(assistant: Assistant, saved: SavedQuestions, stop: Stop | None = None) -> list[News]:
    """Ask every saved question of the articles that are new to it, keep what answers, and return it.

    A program that is ended on the way loses nothing and repeats nothing: what answers is kept question by
    question, and what was asked is noted in the same transaction.

    Raises:
        Stopped: ``stop`` ended it between two questions; the next call goes on.
        LibraryBusy: another program is asking them.
        LibraryError: the library cannot be searched, or nothing be kept.
    """
    questions = saved.all()
    library = assistant.library
    if not questions or library.store.change() == saved.asked_at():
        return []
    with saved.alone():
        saved.check_kept()  # or the same would be asked again and again
        change = library.store.change()
        unknown = _unknown(library, saved)
        fresh = _no_copies(library, unknown)
        found: list[News] = []
        for question in questions:
            ids = _new_to(library, saved.change_of(question.number), fresh)
            found += saved.keep(question, change, list(_answers(assistant, question, ids, stop or Stop())))
        saved.know(unknown, change)
    return found


def _unknown(library: Library, saved: SavedQuestions) -> dict[str, str]:
    """Return the articles that no question was asked of, with the digests of their texts."""
    touched = library.store.touched_since(saved.asked_at())
    ids = library.store.matching([])[1] if touched is None else sorted(touched)
    return saved.unknown(library.digests(ids))


def _no_copies(library: Library, unknown: Mapping[str, str]) -> list[str]:
    """Return those of the articles that are no near-copies of articles that were there before."""
    in_stories = library.store.stories(list(unknown))
    return [
        key
        for key in unknown
        if key not in in_stories or all(copy.id in unknown for copy in library.copies(key))
    ]


def _new_to(library: Library, asked: Change, fresh: list[str]) -> list[str]:
    """Return those of the new articles that came after a question was last asked, or kept."""
    touched = library.store.touched_since(asked)
    return fresh if touched is None else [key for key in fresh if key in touched]


def _answers(assistant: Assistant, question: SavedQuestion, ids: list[str], stop: Stop) -> Iterator[News]:
    """Yield the new articles that answer a question, the best first, each judged by itself."""
    left = dict.fromkeys(ids)
    only = question.only
    for _ in range(MOST_AT_ONCE):
        stop.wait(0)
        if not left:
            return
        answer = assistant.ask(question.question, **only.given, within=tuple(left))
        if not answer.answered or not answer.citations:
            return
        yield _news_of(question, answer)
        first = answer.citations[0]
        for article in (first.article, *first.copies):
            left.pop(article.id, None)


def _news_of(question: SavedQuestion, answer: Answer) -> News:
    first = answer.citations[0]
    article = first.article
    return News(
        id=0,
        number=question.number,
        question=question.question,
        found=datetime.now(timezone.utc).isoformat(timespec="microseconds"),
        article_id=article.id,
        sha256=article.sha256,
        title=article.title,
        source=article.source,
        published=article.published,
        url=article.url,
        quote=first.quote,
        start=first.start,
        end=first.end,
        short_answer=answer.short_answer,
        also=tuple(dict.fromkeys(copy.source for copy in first.copies if copy.source)),
    )
