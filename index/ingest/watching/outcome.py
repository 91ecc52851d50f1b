"""What comes of a look at something that is watched, and the state that is kept of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from ...errors import LibraryBusy, LibraryError
from ...sources.decode import named
from ...store import Change
from ..report import Report
from .watched import State, Watched, wait_after

BUSY_WAIT: Final = 60.0  # seconds after which a library is tried again that another was writing to


@dataclass(frozen=True, slots=True)
class Look:
    """What came of one look: what is watched as it is now, and what changed or why it failed.

    Of what could not be read ``report`` names only what was not told before. ``is_unwritten`` tells whether
    it was the library that failed, not what is watched.
    """

    watched: Watched
    report: Report = Report()  # noqa: RUF009 - a frozen value
    problem: str = ""
    is_unwritten: bool = False

    @property
    def is_news(self) -> bool:
        """Whether the library has changed, or something failed that had not before."""
        report = self.report
        changed = report.added or report.changed or report.removed or report.failed
        return bool(changed or (self.problem and self.watched.state.failures == 1))


class Outcome:
    """What comes of a look, and the state that is kept of it."""

    def __init__(self, watched: Watched, now: Callable[[], float], change: Callable[[], Change]) -> None:
        self.look = Look(watched)
        self._watched = watched
        self._now = now
        self._change = change

    def __call__(self, report: Report, state: State) -> None:
        """Note a look that went well; ``state`` has what tells what was found."""
        now, change = self._now(), self._change()
        changed = now if report.added or report.changed or report.removed else state.changed
        new = replace(
            state,
            looked=now,
            wait=self._watched.wish.every,
            changed=changed,
            failures=0,
            line=report_line(report),
            change=(change.number, change.token),
        )
        self.look = Look(replace(self._watched, state=new), report)

    def failed(self, problem: Exception) -> None:
        """Note one that failed."""
        before, place = self._watched.state, self._watched.wish.place
        failures = before.failures + 1
        line = str(problem) or type(problem).__name__
        asked = _asked_wait(problem)
        wait = (
            BUSY_WAIT
            if isinstance(problem, LibraryBusy)
            else wait_after(self._watched.wish.every, failures, asked)
        )
        line = line.removeprefix(f"{named(place)}: ")
        new = replace(before, looked=self._now(), wait=wait, failures=failures, line=line)
        unwritten = isinstance(problem, LibraryError)
        self.look = Look(replace(self._watched, state=new), problem=line, is_unwritten=unwritten)


def report_line(report: Report) -> str:
    """Return what a look changed in a few words: ``3 added, 1 failed``."""
    parts = {name: getattr(report, name) for name in ("added", "changed", "removed")}
    said = [f"{report.articles(names):,} {what}" for what, names in parts.items() if names]
    said += [f"{len(report.failed):,} failed"] if report.failed else []
    return ", ".join(said) or "nothing new"


def _asked_wait(problem: Exception) -> float:
    from ...sources.web.fetch import PageError

    return problem.wait if isinstance(problem, PageError) else 0.0
