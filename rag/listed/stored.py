"""What is stored of articles beside their words: who wrote them, and their day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from index.article import Article
from index.language.relative_dates import in_words
from index.library import Library
from index.passage import Filter

from ..answer import Citation, Row
from ..question.listing import Form, Listing
from .matching import Match, Matches, matches
from .mentions import cited, first_sentence, grouped, said
from .table import MOST_ROWS, Table, articles, days_and_outlets

IN_HEAD: Final = 5  # articles whose author or day the first line of an answer has


@dataclass(frozen=True, slots=True)
class Kept:
    """Something that is stored of an article, and the words that tell it."""

    of: Callable[[Article], str | None]
    led: str
    unknown: str
    taken: str


KEPT: Final[Mapping[Form, Kept]] = {
    "author": Kept(lambda article: article.author, "by", "no author named", "Authors of articles"),
    "day": Kept(
        lambda article: in_words(date.fromisoformat(article.published)) if article.published else None,
        "published on",
        "no day known",
        "Days of articles",
    ),
}


def stored(library: Library, asked: Listing, only: Filter) -> Table | None:
    """Return the author or the day of every article that a question means, near-copies once.

    Those are the articles whose title or first sentence has the subject, or those that only mention it where
    that is asked, or where none has it there. ``None`` where no article has it at all.
    """
    found = matches(library, asked.subject, only, phrase=asked.phrase)
    if not found.found:
        return None
    about = {} if asked.mentioned else _about(library, found, asked.subject)
    groups = grouped(library, list(about or found.found))
    bare = replace(found, found=dict.fromkeys(found.found, Match()))  # so that its first sentence is quoted
    quoted = [each for each, _ in cited(library, groups.ids[:MOST_ROWS], bare, "", groups.copies)]
    kept = KEPT[asked.form]
    rows = tuple(Row(each, kept.of(each.article) or kept.unknown) for each in quoted)
    that = "about" if about else "that mention"
    taken = f"{kept.taken} {that} “{asked.subject}”"
    return Table(
        "list",
        rows,
        len(groups.ids),
        _head(asked, rows, len(groups.ids), is_about=bool(about)),
        " ".join(each for each in (taken, days_and_outlets(only)) if each),
    )


def _about(library: Library, found: Matches, subject: str) -> dict[str, Match]:
    """Return those of some articles whose title or first sentence has a subject."""
    read = library.store.articles_by_id(list(found.found))
    return {
        key: match
        for key, match in found.found.items()
        if key in read and said(_opening(read[key]), match, subject) >= 1
    }


def _opening(article: Article) -> str:
    start, end = first_sentence(article)
    return f"{article.title}\n{article.text[start:end]}"


def _head(asked: Listing, rows: tuple[Row, ...], total: int, *, is_about: bool) -> str:
    """Return the line that says so of the first articles, and what it says of how they were found."""
    told = [_told(KEPT[asked.form], row.citation) for row in rows[:IN_HEAD]]
    if total > IN_HEAD:
        told.append(f"And {total - IN_HEAD:,} more.")
    if not is_about and not asked.mentioned:
        have = "mentions" if total == 1 else "mention"
        told.insert(0, f"No title or first sentence has “{asked.subject}”; {articles(total)} {have} it.")
    return " ".join(told)


def _told(kept: Kept, citation: Citation) -> str:
    """Return what is stored of one article in words, as “Ferry aground”, Lenna Post: by Ann Lee."""
    article = citation.article
    title = article.title or f"{citation.quote[:60].rstrip()}…"
    known = kept.of(article)
    named = ", ".join(each for each in (f"“{title}”", article.source) if each)
    return f"{named}: {kept.led} {known.rstrip('.')}." if known else f"{named}: {kept.unknown}."
