"""What a person adds and removes on the page -> the library: one thing at a time, in a thread."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Literal

from index import Library
from index.errors import QuothError, SourceError
from index.ingest.report import Progress, Report
from index.memory import out_of_memory
from index.sources import left_out_line

from ..render.texts import text
from .asked import Links
from .uploads import Upload, drop_unheld, folder_of, keep, settle

State = Literal["none", "running", "done", "stopped", "failed"]
Work = Callable[[Progress], Report]
log: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Job:
    """What was added last, or is being added.

    Attributes:
        number: counts the jobs from 1.
        done, total: items read, and items in all as far as is known.
        name: the item at hand.
        line: what came of it, in a sentence.
        failed: what gave no article, and what was read only in part.
    """

    number: int = 0
    state: State = "none"
    done: int = 0
    total: int = 0
    name: str = ""
    line: str = ""
    failed: tuple[SourceError, ...] = ()


class Busy(QuothError):
    """Something else is being added; ``str()`` of it says so."""


class _Stopped(Exception):
    """Ends the work between two files; what was stored before stays."""


class Intake:
    """Runs one job at a time for a library; usable from any thread."""

    def __init__(self) -> None:
        self._changing = threading.Lock()
        self._stop = threading.Event()
        self._job = Job()

    @property
    def job(self) -> Job:
        """The job as it is now."""
        return self._job

    def start(self, work: Work) -> Job:
        """Begin a job and return it as it begins.

        Raises:
            Busy: another one runs.
        """
        with self._changing:
            if self._job.state == "running":
                raise Busy(text("busy"))
            self._stop.clear()
            self._job = Job(self._job.number + 1, "running")
            threading.Thread(target=self._run, args=[work], daemon=True, name="intake").start()
            return self._job

    def stop(self) -> Job:
        """Ask the job to end at the next file."""
        self._stop.set()
        return self._job

    def _run(self, work: Work) -> None:
        try:
            report = work(self._tell)
            self._job = replace(self._job, state="done", line=report_line(report), failed=_problems(report))
        except _Stopped:
            self._job = replace(self._job, state="stopped", line=text("stopped"))
        except (QuothError, ValueError, OSError) as problem:
            self._job = replace(self._job, state="failed", line=str(problem))
        except Exception as problem:  # the edge of the page: nobody else would hear of it
            log.exception("adding to the library failed")
            line = str(out_of_memory(problem) or text("broken"))
            self._job = replace(self._job, state="failed", line=line)

    def _tell(self, done: int, total: int, name: str) -> None:
        if self._stop.is_set():
            raise _Stopped
        self._job = replace(self._job, done=done, total=total, name=name)


def report_line(report: Report) -> str:
    """Return a report in a sentence: ``12 added, 1 replaced, 3 already there; 2 could not be read.``

    Articles are counted, also where one file holds many; what could not be read is counted in files.
    """
    parts = {
        "added": report.added,
        "replaced": report.changed,
        "already there": report.unchanged,
        "removed": report.removed,
    }
    said = ", ".join(f"{report.articles(names):,} {what}" for what, names in parts.items() if names)
    failed = f"{len(report.failed):,} could not be read" if report.failed else ""
    number = sum(each.articles for each in report.in_part)
    partly = text("in_part", number=f"{number:,}") if number else ""
    skipped = text("passed_over", number=f"{len(report.skipped):,}") if report.skipped else ""
    left = left_out_line(report.left_out)
    parts_told = (said or text("nothing"), failed, partly, left, skipped)
    return "; ".join(part for part in parts_told if part) + "."


def _problems(report: Report) -> tuple[SourceError, ...]:
    partly = (SourceError(each.name, each.what) for each in report.in_part)
    return (*report.failed, *partly)


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
    held = [Path(origin) for origin, _ in library.store.origins([article_id])]
    library.remove(article_id)
    uploads = [path for path in held if root in path.parents]
    drop_unheld(library.folder, uploads, library.store.origin_digests())
