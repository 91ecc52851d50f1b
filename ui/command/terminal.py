"""Answers and passages -> lines for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from shutil import get_terminal_size

from index import Article, Hit
from rag.answer import Answer, Citation, Searched

from ..render import texts
from ..render.byline import (
    in_lines,
    in_part,
    in_part_line,
    independent,
    is_file_day,
    page_line,
    shortened,
)
from ..render.marks import plain_text
from ..render.told import told

WIDEST = 100  # columns; longer lines are hard to read


def answer_lines(answer: Answer) -> str:
    """Return an answer with its sources under it."""
    parts = [_wrapped(answer.notice)] if answer.notice else []
    if answer.query != answer.question:
        parts.append(f"Searched for: {answer.query}")
    if answer.preferred:
        parts.append(_wrapped(answer.preferred))
    if answer.rows:
        return "\n\n".join([*parts, *_listed(answer)])
    parts.extend(_wrapped(paragraph) for paragraph in plain_text(told(answer)).split("\n\n"))
    if answer.answered:
        parts.extend(_wrapped(each.text) for each in answer.disagreements)
        parts.extend(_missing(answer))
        parts.extend(_cited(citation) for citation in answer.citations)
        parts.extend(line for line in [independent(told(answer).citations)] if line)
        return "\n\n".join(parts)
    parts.extend(_missing(answer))
    if answer.reason == "no question":
        return "\n\n".join([*parts, *("\n".join(answer.suggested) for _ in answer.suggested[:1])])
    if answer.searched.articles:
        parts.append(_span(answer.searched))
        parts.extend(_wrapped(line) for line in [in_part_line(answer.searched)] if line)
    if answer.closest:
        parts.append("Related, but no answer:" if answer.kind != "check" else f"{texts.CLOSEST}:")
        parts.extend(
            _wrapped(f"{_about(hit.article)}\n{shortened(hit.text)}", "  ") for hit in answer.closest
        )
    return "\n\n".join(parts)


def _listed(answer: Answer) -> Iterator[str]:
    """Yield those rows of an answer of many articles that its text has, between its first and last line."""
    head, *others = answer.text.split("\n\n")
    yield _wrapped(head)
    for citation, said, line in zip(answer.citations, answer.sentences, others, strict=False):
        day = line.removesuffix(f"{said.text}{said.marks}").rstrip(": ")  # of a timeline
        yield "\n".join(each for each in (day, _cited(citation)) if each)
    yield from others[len(answer.sentences) :]


def _missing(answer: Answer) -> Iterator[str]:
    """Yield a line on names that no quoted article has; without an answer, on words that no article has."""
    lacking = answer.unmentioned if answer.answered else answer.missing_words
    if lacking:
        words = ", ".join(f"“{word}”" for word in lacking)
        line = texts.NOT_USED if answer.answered else texts.NOT_IN_ANY
        yield _wrapped(line.format(words=words))


def hit_lines(hits: Sequence[Hit]) -> str:
    """Return passages that were found, best first."""
    if not hits:
        return "Nothing was found."
    return "\n\n".join(f"{hit.rank}. {_about(hit.article)}  ({hit.score:.2f})\n{_found(hit)}" for hit in hits)


def _found(hit: Hit) -> str:
    words = _wrapped(in_lines(hit.text), "   ")
    unread = in_part(hit.article)
    return f"{_wrapped(unread, '   ')}\n{words}" if unread else words


def _cited(citation: Citation) -> str:
    page = page_line([(citation.page, citation.page_label)])
    recognised = texts.RECOGNISED if citation.recognised else ""
    about = " · ".join(part for part in (_about(citation.article), page, recognised) if part)
    lines = [f"[{citation.number}] {about}"]
    if unread := in_part(citation.article):
        lines.append(_wrapped(unread, "    "))
    if citation.article.url:
        lines.append(f"    {citation.article.url}")
    return "\n".join([*lines, _wrapped(f"“{' '.join(citation.quote.split())}”", "    ")])


def _about(article: Article) -> str:
    day = article.published or ""
    day = texts.FILE_MADE.format(day=day) if day and is_file_day(article) else day
    return " · ".join(part for part in (article.title, article.source, day) if part)


def _span(searched: Searched) -> str:
    plural = "s" if searched.articles != 1 else ""
    one_day = searched.first == searched.last
    when = f"on {searched.first}" if one_day else f"from {searched.first} to {searched.last}"
    days = f", published {when}" if searched.first else ""
    return f"{searched.articles} article{plural} searched{days}."


def _wrapped(text: str, indent: str = "") -> str:
    width = min(get_terminal_size().columns, WIDEST)
    return "\n".join(
        textwrap.fill(line, width, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)
        for line in text.splitlines()
    )
