"""What is in a library, and the forms that add to it -> HTML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from index.errors import SourceError
from index.ingest.report import Listing, Summary

from ..render.templates import rendered
from ..render.watching import WatchedLine
from .intake import Job
from .uploads import MOST_BYTES, MOST_FILES, short_name, shown_name

TEMPLATE: Final = "library/panel.html"
PAGE: Final = 50  # articles shown at once
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
    watched: tuple[WatchedLine, ...] = ()


def panel_html(panel: Panel) -> str:
    """Return the panel."""
    added = () if panel.job.state == "running" else panel.job.failed
    return rendered(
        TEMPLATE,
        "panel",
        panel=panel,
        job_problems=_named(added, panel.folder, whole=True),
        failures=_named(panel.failures, panel.folder, whole=panel.may_change),
        watched=[(_name(each.place, panel.folder, whole=panel.may_change), each) for each in panel.watched],
        most_files=MOST_FILES,
        most_bytes=MOST_BYTES,
        page_length=PAGE,
    )


def articles_html(listing: Listing, query: str, *, may_change: bool) -> str:
    """Return some of the articles, with the way to those before and after them."""
    return rendered(
        TEMPLATE, "articles", listing=listing, query=query, may_change=may_change, page_length=PAGE
    )


def sources_html(sources: Sequence[tuple[str, int]]) -> str:
    """Return a check box for each source with its number of articles, the largest first."""
    return rendered(TEMPLATE, "boxes", sources=sources)


def _named(problems: Sequence[SourceError], folder: Path, *, whole: bool) -> list[tuple[str, str]]:
    """Return some files and links with the reason why each gave no article, ``whole`` with their places."""
    return [(_name(each.source, folder, whole=whole), each.reason) for each in problems[:FAILURES]]


def _name(place: str, folder: Path, *, whole: bool) -> str:
    return (shown_name if whole else short_name)(place, folder)
