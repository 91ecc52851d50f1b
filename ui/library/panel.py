"""What is in a library -> HTML. Everything that an article, a file or a person says is escaped here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from index import Article
from index.errors import SourceError
from index.ingest.report import Listing, Summary

from ..render.annotate import escaped
from ..render.byline import counted, dotted, origin, written_span
from ..render.texts import text
from .forms import forms_html
from .intake import Job
from .uploads import short_name, shown_name

PAGE: Final = 50  # articles shown at once
OUTLETS: Final = 12  # shown before one asks for the others
FAILURES: Final = 100  # shown of one list


@dataclass(frozen=True, slots=True)
class Panel:
    """All that the panel shows, to one who may change the library or may not."""

    folder: Path
    summary: Summary
    listing: Listing
    failures: tuple[SourceError, ...] = ()
    job: Job = Job()  # noqa: RUF009 - a frozen value
    query: str = ""
    may_change: bool = False
    may_add_folders: bool = False


def panel_html(panel: Panel) -> str:
    """Return the panel."""
    changing = forms_html(folders=panel.may_add_folders) + job_html(panel.job, panel.folder)
    refused = f'<p class="note">{escaped(text("read_only"))}</p>'
    close = escaped(text("close"))
    said = " ".join(f'data-{name}="{escaped(text(name))}"' for name in ("uploading", "started", "removed"))
    return (
        f'<header><h2 id="library-title" tabindex="-1">{escaped(text("title"))}</h2>'
        f'<p class="counts" data-fresh="counts">{summary_line(panel.summary)}</p>'
        f'<button type="button" class="close" data-act="close" aria-label="{close}">✕</button>'
        f'</header><div class="library-body" {said}>'
        '<p class="trouble" data-part="trouble" role="alert" hidden></p>'
        f"{changing if panel.may_change else refused}"
        f'<div data-fresh="failures">{failures_html(panel)}</div>'
        f'<div data-fresh="outlets">{outlets_html(panel.summary)}</div>{_articles(panel)}</div>'
    )


def summary_line(summary: Summary) -> str:
    """Return ``18 articles · 5 outlets · 14 October 2016 – 23 August 2023``."""
    outlets = counted(len(summary.sources), "outlet") if summary.sources else ""
    return dotted(
        counted(summary.articles, "article"), outlets, escaped(written_span(summary.first, summary.last))
    )


def articles_html(listing: Listing, query: str, *, may_change: bool) -> str:
    """Return some of the articles, with the way to those before and after them."""
    if not listing.articles:
        words = text("none_found") if query.strip() else text("empty")
        return f'<p class="none" data-part="found">{escaped(words)}</p>'
    rows = "".join(_article(article, may_change=may_change) for article in listing.articles)
    return f'<ol class="articles">{rows}</ol>{_paging(listing)}'


def outlets_html(summary: Summary) -> str:
    """Return the outlets with the number of their articles, the largest first."""
    items = [
        f'<li><bdi>{escaped(name)}</bdi> <span class="number">{number:,}</span></li>'
        for name, number in summary.sources
    ]
    if not items:
        return ""
    first, rest = "".join(items[:OUTLETS]), "".join(items[OUTLETS:])
    more = escaped(text("more_outlets", number=f"{len(items) - OUTLETS:,}"))
    others = f"<details><summary>{more}</summary><ul>{rest}</ul></details>" if rest else ""
    return f'<section class="outlets"><h3>{escaped(text("outlets"))}</h3><ul>{first}</ul>{others}</section>'


def job_html(job: Job, folder: Path) -> str:
    """Return what is being added, or what came of it last."""
    bar = f'<progress max="{max(job.total, 1)}" value="{job.done}" aria-label="{escaped(text("reading"))}">'
    running = "" if job.state == "running" else " hidden"
    count = f"{job.done} / {job.total}" if job.total else ""
    name = f'<span data-part="count">{count}</span> <bdi data-part="name">{escaped(job.name)}</bdi>'
    stop = f'<button type="button" data-act="stop">{escaped(text("stop"))}</button>'
    listed = "" if job.state == "running" else problems_html(job.failed, folder, whole=True)
    return (
        f'<section class="job" data-part="job" data-state="{job.state}">'
        f'<div class="running" data-part="running"{running}>{bar}</progress>'
        f'<p class="at-hand">{name}</p>{stop}</div>'
        f'<p class="line" data-part="line" role="status" dir="auto">{escaped(job.line)}</p>'
        f'<div data-fresh="problems">{listed}</div></section>'
    )


def failures_html(panel: Panel) -> str:
    """Return what gave no article when it was last read, folded up."""
    if not panel.failures:
        return ""
    button = f'<button type="button" data-act="forget">{escaped(text("failures_forget"))}</button>'
    forget = button if panel.may_change else ""
    listed = problems_html(panel.failures, panel.folder, whole=panel.may_change)
    return (
        f'<details class="failures"><summary>{escaped(text("failures"))} '
        f'<span class="number">{len(panel.failures):,}</span></summary>'
        f"<p>{escaped(text('failures_why'))}</p>{listed}{forget}</details>"
    )


def problems_html(problems: Sequence[SourceError], folder: Path, *, whole: bool) -> str:
    """Return each file or link with the reason why it gave no article, ``whole`` with its place."""
    if not problems:
        return ""
    name = shown_name if whole else short_name
    items = "".join(
        f'<li><bdi class="name">{escaped(name(problem.source, folder))}</bdi> '
        f"<span>{escaped(problem.reason)}</span></li>"
        for problem in problems[:FAILURES]
    )
    more = text("more_failures", number=f"{len(problems) - FAILURES:,}")
    rest = f"<li>{escaped(more)}</li>" if len(problems) > FAILURES else ""
    return f'<ul class="problems">{items}{rest}</ul>'


def _articles(panel: Panel) -> str:
    label = escaped(text("search"))
    found = articles_html(panel.listing, panel.query, may_change=panel.may_change)
    return (
        f'<section class="held" data-part="held"><h3>{escaped(text("articles"))}</h3>'
        f'<form role="search" data-form="search"><input type="search" name="q" maxlength="200" '
        f'value="{escaped(panel.query)}" placeholder="{label}" aria-label="{label}"></form>'
        f'<div data-fresh="list" data-part="list" tabindex="-1">{found}</div></section>'
    )


def _article(article: Article, *, may_change: bool) -> str:
    title = article.title.strip() or text("untitled")
    author = f"<bdi>{escaped(article.author)}</bdi>" if article.author else ""
    about = dotted(origin(article) or escaped(text("no_day")), author)
    return (
        f'<li data-article="{escaped(article.id)}"><div class="about">'
        f'<p class="name" dir="auto">{escaped(title)}</p>'
        f'<p class="byline">{about}</p></div>{_removal(title) if may_change else ""}</li>'
    )


def _removal(title: str) -> str:
    """The button, and the question that takes its place."""
    label = escaped(text("remove_one", title=title))
    return (
        f'<button type="button" class="remove" data-act="remove" aria-label="{label}">'
        f"{escaped(text('remove'))}</button>"
        f'<p class="sure" data-part="sure" hidden><span>{escaped(text("remove_sure"))}</span> '
        f'<button type="button" class="yes" data-act="remove-yes">{escaped(text("remove_yes"))}</button> '
        f'<button type="button" data-act="remove-no">{escaped(text("remove_no"))}</button></p>'
    )


def _paging(listing: Listing) -> str:
    last = listing.start + len(listing.articles)
    page = listing.start // PAGE + 1
    shown = text("shown", first=f"{listing.start + 1:,}", last=f"{last:,}", total=f"{listing.total:,}")
    before = _turn(page - 1, text("earlier")) if listing.start else ""
    after = _turn(page + 1, text("later")) if last < listing.total else ""
    return f'<p class="paging">{before}<span role="status">{escaped(shown)}</span>{after}</p>'


def _turn(page: int, label: str) -> str:
    return f'<button type="button" data-act="page" data-page="{page}">{escaped(label)}</button>'
