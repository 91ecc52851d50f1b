"""The one who watches: looks at a folder, feed or page, stores what is new, and keeps what came of it."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ...errors import LibraryBusy, QuothError, SourceError, disk_problem
from ...sources.decode import named
from ...store import Change
from ..ingest import Target, sync, take
from ..inputs import Intake, Manner, is_link, page_item
from ..report import Report, silent
from .watched import EVERY, State, Watched, Wish, wait_after
from .watchlist import Watchlist

if TYPE_CHECKING:
    from ...sources.web.polite import Polite
    from .links import Found

log: Final = logging.getLogger(__name__)
LOCK: Final = "watch.lock"
PACE: Final = 1.0  # seconds between two requests to a host
BUSY_WAIT: Final = 60.0  # seconds after which a library is tried again that another was writing to


@dataclass(frozen=True, slots=True)
class Look:
    """What came of one look: what is watched as it is now, and what changed or why it failed.

    Of what could not be read ``report`` names only what was not told before.
    """

    watched: Watched
    report: Report = Report()  # noqa: RUF009 - a frozen value
    problem: str = ""

    @property
    def is_news(self) -> bool:
        """Whether the library has changed, or something failed that had not before."""
        report = self.report
        changed = report.added or report.changed or report.removed or report.failed
        return bool(changed or (self.problem and self.watched.state.failures == 1))


class Watcher:
    """Watches for one library. Any thread and program may change its list; one at a time looks."""

    def __init__(
        self, target: Target, folder: Path, *, now: Callable[[], float] = time.time, pace: float = PACE
    ) -> None:
        """Use ``Library.watcher``; ``now`` is the machine's clock, ``pace`` the seconds between requests."""
        self.list = Watchlist(folder)
        self.over = threading.Event()
        self.now = now
        self.target = target
        self._folder = folder
        self._pace = pace
        self._polite: dict[bool, Polite] = {}
        self._synced: dict[str, int] = {}  # how folders looked when they were last synced

    # -- the list

    def add(
        self,
        places: Sequence[str | os.PathLike[str]],
        *,
        every: float = EVERY,
        follow: bool = False,
        allow_private: bool = False,
    ) -> list[Wish]:
        """Watch folders, feeds and pages from now on; nothing is looked at yet.

        Raises:
            ValueError, SourceError: one of them is none of these, or a folder is not there; none is added.
        """
        held = {each.wish.place for each in self.list.all()}
        wishes = [Wish(place_of(each, held), every, follow, allow_private) for each in places]
        self.list.add(wishes)
        return wishes

    def remove(self, place: str | os.PathLike[str]) -> None:
        """Watch something no more; what the library holds of it stays.

        Raises:
            ValueError: it is not watched.
        """
        name = os.fspath(place)
        if not self.list.remove(canonical(name)):
            raise ValueError(f"{named(name)} is not watched; quoth watch --status tells what is")

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Be the only one who looks for the library, in this process and every other.

        Raises:
            LibraryBusy: another does.
        """
        from filelock import FileLock, Timeout

        try:
            with FileLock(self._folder / LOCK, timeout=0):
                yield
        except Timeout:
            raise LibraryBusy(f"{self._folder}: another program watches for this library already") from None
        except OSError as problem:
            raise disk_problem(str(self._folder), problem) from problem

    # -- looking

    def look(self, watched: Watched) -> Look:
        """Look at something now, whatever its turn, and keep what came of it."""
        if watched.wish.is_link:
            return self.stored(watched, self.fetched(watched))
        return self.synced(watched)

    def fetched(self, watched: Watched) -> Found | Exception:
        """Return what a link gives, or why it gives nothing; from any thread, as the library is only read."""
        from .links import found_at

        try:
            store = self.target.store
            known = store.has_been(Change(*watched.state.change))
            polite = self._polite_for(allow_private=watched.wish.allow_private)
            return found_at(watched, polite, store.origin_digests(), known=known)
        except Exception as problem:  # noqa: BLE001 - it is told when it is its turn to be stored
            return problem

    def stored(self, watched: Watched, found: Found | Exception) -> Look:
        """Store what a link gave, and keep what came of it."""
        with self._kept_on(watched) as told:
            if isinstance(found, Exception):
                raise found
            manner = Manner(allow_private=watched.wish.allow_private)
            told(self._taken(found, manner) if found.items else Report(failed=found.failed), found.state)
        return told.look

    def synced(self, watched: Watched, *, sure: bool = True) -> Look:
        """Bring the library in step with a folder, and keep what came of it.

        Unless it is ``sure`` that something changed, a folder whose files have the sizes and times that they
        had is not read.
        """
        place = watched.wish.place
        with self._kept_on(watched) as told:
            seen = how_it_looks(Path(place))
            if not sure and self._synced.get(place) == seen:
                told(Report(), watched.state)
            else:
                told(self._of_folder(Path(place)), watched.state)
                self._synced[place] = seen
        return told.look

    # -- steps

    def _taken(self, found: Found, manner: Manner) -> Report:
        report = take(self.target, Intake(found.items, found.failed), manner, silent)
        if report.failed and not (report.added or report.changed or report.unchanged):
            raise report.failed[0]
        return report

    def _of_folder(self, folder: Path) -> Report:
        before = {str(problem) for problem in self.target.store.refused().values()}
        report = sync(self.target, folder, Manner(), silent)
        return replace(report, failed=tuple(each for each in report.failed if str(each) not in before))

    def _polite_for(self, *, allow_private: bool) -> Polite:
        from ...sources.web.fetch import reach_of
        from ...sources.web.polite import Polite

        if allow_private not in self._polite:
            reach = reach_of(allow_private=allow_private)
            self._polite[allow_private] = Polite(reach, wait=self.over.wait, pace=self._pace)
        return self._polite[allow_private]

    @contextmanager
    def _kept_on(self, watched: Watched) -> Iterator[_Outcome]:
        """Keep what comes of the block, which calls what it is given, or raises."""
        outcome = _Outcome(watched, self.now, self.target.store.change)
        try:
            yield outcome
        except Exception as problem:
            if not isinstance(problem, (QuothError, OSError, ValueError)):
                log.exception("%s could not be looked at", watched.wish.place)
            outcome.failed(problem)
        self.list.note(watched.wish.place, outcome.look.watched.state)


class _Outcome:
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
        self.look = Look(replace(self._watched, state=new), problem=line)


def place_of(place: str | os.PathLike[str], held: set[str]) -> str:
    """Return the one name of a folder or link that may be watched; a folder is there, or ``held`` already.

    Raises:
        ValueError: it is neither.
        SourceError: it is an address that is not fetched from, or a folder that is not there.
    """
    name = canonical(os.fspath(place))
    if not is_link(name) and name not in held and not Path(name).is_dir():
        reason = (
            "is a file; name its folder" if Path(name).exists() else "does not exist; name a folder or a link"
        )
        raise SourceError(named(os.fspath(place)), reason)
    return name


def canonical(name: str) -> str:
    """Return the whole path of a folder, or an address in its one spelling.

    Raises:
        ValueError: it is empty, or no name that can be kept.
        SourceError: it is no address that is fetched from.
    """
    if not name.strip():
        raise ValueError("a place to watch is an empty name; name a folder, a feed or a page")
    if is_link(name):
        return page_item(name).origin
    path = str(Path(name).expanduser().resolve())
    if not path.isprintable():
        raise ValueError(f"{named(path)}: has letters in its name that cannot be kept; rename it")
    return path


def how_it_looks(folder: Path) -> int:
    """Return a number that is another when a file of a folder was added, removed or written to."""
    found: list[tuple[str, int, int]] = []
    for top, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            try:
                told = Path(top, name).lstat()
            except OSError:
                continue
            found.append((f"{top}/{name}", told.st_size, told.st_mtime_ns))
    return hash(tuple(sorted(found)))


def report_line(report: Report) -> str:
    """Return what a look changed in a few words: ``3 added, 1 failed``."""
    parts = {name: getattr(report, name) for name in ("added", "changed", "removed")}
    said = [f"{report.articles(names):,} {what}" for what, names in parts.items() if names]
    said += [f"{len(report.failed):,} failed"] if report.failed else []
    return ", ".join(said) or "nothing new"


def _asked_wait(problem: Exception) -> float:
    from ...sources.web.fetch import PageError

    return problem.wait if isinstance(problem, PageError) else 0.0
