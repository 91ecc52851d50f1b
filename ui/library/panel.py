"""What is in a library, and the forms that add to it -> HTML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from index.errors import SourceError
from index.ingest.report import Listing, Summary
from index.passage import Filter

from ..render.templates import rendered
from ..render.watching import WatchedLine
from .found import FEW, Seen
from .glance import Overview
from .intake import Job
from .uploads import MOST_BYTES, MOST_FILES, short_name, shown_name

TEMPLATE: Final = "library/panel.html"
PAGE: Final = 50  # articles shown at once
FAILURES: Final = 100  # shown of one list


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown of the articles within a filter.

    Attributes:
        view: charts and names, and what the filter has.
        found: passages of other articles that have a search's words.
        few: how many of them are shown at first.
        excerpts: those of articles in the list.
        tags: of each article that has any.
        addresses: where each article opens.
        corrected: the ids of articles that were corrected by hand.
        notice: what no article has of a search, and to what it is confined, else empty.
    """

    only: Filter = Filter()  # noqa: RUF009 - a frozen value
    view: Overview = Overview()  # noqa: RUF009 - a frozen value
    found: Sequence[Seen] = ()
    few: int = FEW
    excerpts: Mapping[str, Seen] = field(default_factory=dict)
    tags: Mapping[str, Sequence[str]] = field(default_factory=dict)
    addresses: Mapping[str, str] = field(default_factory=dict)
    corrected: frozenset[str] = frozenset()
    notice: str = ""


_NOTHING: Final = Shown()


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
    shown: Shown = _NOTHING
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


def articles_html(listing: Listing, query: str, *, may_change: bool, shown: Shown = _NOTHING) -> str:
    """Return some of the articles, with the way to those before and after them."""
    return rendered(
        TEMPLATE,
        "articles",
        listing=listing,
        query=query,
        may_change=may_change,
        page_length=PAGE,
        shown=shown,
    )


def sources_html(sources: Sequence[tuple[str, int]], tags: Sequence[tuple[str, int]] = ()) -> str:
    """Return a check box for each outlet with its number of articles, the largest first, and for each tag."""
    return rendered(TEMPLATE, "boxes", sources=sources, tags=tags)


def _named(problems: Sequence[SourceError], folder: Path, *, whole: bool) -> list[tuple[str, str]]:
    """Return some files and links with the reason why each gave no article, ``whole`` with their places."""
    return [(_name(each.source, folder, whole=whole), each.reason) for each in problems[:FAILURES]]


def _name(place: str, folder: Path, *, whole: bool) -> str:
    return (shown_name if whole else short_name)(place, folder)
