"""What a person adds and removes on the page -> the library."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from index import Library, Report
from index.ingest.report import Progress

from .asked import Links
from .uploads import Upload, drop_unheld, folder_of, keep, settle


def add_uploads(library: Library, uploads: Sequence[Upload], progress: Progress) -> Report:
    """Keep uploads beside the library and add them; those that gave no article are not kept."""
    progress(0, len(uploads), "")
    try:
        kept = keep(uploads, library.folder)
    finally:
        for upload in uploads:
            upload.file.close()
    report = Report()
    try:
        if kept.paths:
            report = library.add(kept.paths, progress=progress)
    finally:
        settle(kept.paths, {*report.added, *report.changed, *report.unchanged})
        drop_unheld(library.folder, kept.paths, library.store.origin_digests())
    failed = (*kept.failed, *report.failed)
    return replace(report, failed=failed, skipped=(*kept.skipped, *report.skipped))


def add_links(library: Library, links: Links, progress: Progress) -> Report:
    """Fetch pages of public addresses and add them."""
    return library.add(links.links, follow=links.follow, progress=progress)


def remove_article(library: Library, article_id: str) -> None:
    """Remove an article, and its upload when that holds no other.

    Raises:
        KeyError: there is none of that id.
    """
    root = folder_of(library.folder)
    held = [Path(origin) for origin, held in library.store.origins() if held == article_id]
    library.remove(article_id)
    uploads = [path for path in held if root in path.parents]
    drop_unheld(library.folder, uploads, library.store.origin_digests())
