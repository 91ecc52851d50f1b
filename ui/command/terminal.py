"""Values -> lines for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from shutil import get_terminal_size

from index import Article, Hit, Library, Report
from rag.answer import Answer, Citation, Searched

from ..render import texts
from ..render.independent import independent
from ..render.lines import in_lines, shortened
from ..render.told import told

WIDEST = 100  # columns; longer lines are hard to read
MOST_LINES = 20  # of one kind in a report


def answer_lines(answer: Answer) -> str:
    """Return an answer with its sources under it."""
    parts = [_wrapped(answer.notice)] if answer.notice else []
    if answer.query != answer.question:
        parts.append(f"Searched for: {answer.query}")
    if answer.preferred:
        parts.append(_wrapped(answer.preferred))
    parts.extend(_wrapped(paragraph) for paragraph in answer.text.split("\n\n"))
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
    if answer.closest:
        parts.append("Related, but no answer:")
        parts.extend(
            _wrapped(f"{_about(hit.article)}\n{shortened(hit.text)}", "  ") for hit in answer.closest
        )
    return "\n\n".join(parts)


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
    return "\n\n".join(
        f"{hit.rank}. {_about(hit.article)}  ({hit.score:.2f})\n{_wrapped(in_lines(hit.text), '   ')}"
        for hit in hits
    )


def listing_lines(articles: Iterable[Article]) -> Iterator[str]:
    """Yield a line for each article: id, day, source, title."""
    for article in articles:
        yield f"{article.id}  {article.published or '-':10}  {article.source or '-':20.20}  {article.title}"


def summary_lines(library: Library) -> str:
    """Return what a library holds."""
    summary = library.summary()
    lines = [
        f"{library.folder}",
        f"{summary.articles} articles in {summary.passages} passages",
        f"encoder: {library.store.encoder() or 'none yet'}",
    ]
    if summary.first:
        lines.append(f"published from {summary.first} to {summary.last}")
    lines.extend(f"{count:6}  {source}" for source, count in summary.sources)
    failed = [f"  {problem}" for problem in library.failures()]
    if failed:
        lines.extend(["gave no article when last read:", *_first(failed, "that gave none", mark="  ")])
    return "\n".join(lines)


def failure_lines(report: Report) -> Iterator[str]:
    """Yield a line for each of the first files, links and parts that could not be read or repeat another."""
    yield from _first([f"quoth: {problem}" for problem in report.failed], "could not be read")
    copies = [f"quoth: {name}: has the same text as “{title}”, kept once" for name, title in report.copies]
    yield from _first(copies, "have the same text as another")


def folder_lines(report: Report) -> Iterator[str]:
    """Yield the lines on what could not be read of a folder, and at last how much of it that is."""
    yield from failure_lines(report)
    if report.failed:
        yield f"quoth: {report.unread}"


def _first(lines: Sequence[str], what: str, mark: str = "quoth: ") -> Iterator[str]:
    yield from lines[:MOST_LINES]
    if len(lines) > MOST_LINES:
        yield f"{mark}and {len(lines) - MOST_LINES:,} more {what}"


def _cited(citation: Citation) -> str:
    page = f" · p. {citation.page}" if citation.page else ""
    lines = [f"[{citation.number}] {_about(citation.article)}{page}"]
    if citation.article.url:
        lines.append(f"    {citation.article.url}")
    return "\n".join([*lines, _wrapped(f"“{' '.join(citation.quote.split())}”", "    ")])


def _about(article: Article) -> str:
    return " · ".join(part for part in (article.title, article.source, article.published) if part)


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
