"""The command that keeps a library in step with folders, feeds and pages."""

from __future__ import annotations

import argparse
import sys
from datetime import datetime
from typing import TYPE_CHECKING, Final

from index import Library, QuothError
from index.errors import LibraryBusy

from ..render.watching import watched_lines
from .arguments import FAILED
from .libraries import failure_lines, library_made, library_there
from .saved import asked_anew

if TYPE_CHECKING:
    from index.ingest.watching.outcome import Look
    from index.ingest.watching.watched import Wish
    from index.ingest.watching.watcher import Watcher

NOTHING: Final = "nothing is watched; name a folder, a feed or a page"


def watch(given: argparse.Namespace) -> int:
    """Watch what is named and what was named before."""
    library = library_made(given) if given.places else library_there(given)
    watcher = library.watcher()
    for place in given.forget or ():
        watcher.remove(place)
    wishes = named_on(watcher, given.places, given)
    if given.status or given.forget:
        print(status_lines(library))
        return 0
    if not watcher.list.all():
        raise ValueError(NOTHING)
    return _looking(library, watcher, wishes, given)


def named_on(watcher: Watcher, places: list[str], given: argparse.Namespace) -> list[Wish]:
    """Put places on the list of what is watched, in the manner that the command says."""
    from index.ingest.watching.watched import seconds_of

    every = seconds_of(given.every)
    return (
        watcher.add(
            places, every=every, follow=given.follow, allow_private=given.allow_private, source=given.source
        )
        if places
        else []
    )


def status_lines(library: Library) -> str:
    """Return what is watched and what came of it."""
    lines = [f"{each.place}\n    {each.line}" for each in watched_lines(library)]
    return "\n".join(lines) or NOTHING


def _looking(library: Library, watcher: Watcher, wishes: list[Wish], given: argparse.Namespace) -> int:
    """Look at everything, once or in its turn, until the program is stopped.

    Once is a failure where the library could not be written; what is watched may be away.
    """
    from index.ingest.watching.rounds import Rounds

    rounds = Rounds(watcher, lambda look: _told(look, library, given))
    try:
        if given.once:
            return FAILED if any(look.is_unwritten for look in rounds.once()) else 0
        rounds.run()
    except LibraryBusy as problem:
        if not wishes:
            raise
        print(f"quoth: {problem}; it looks at what is named here from now on", file=sys.stderr)
    return 0


def _told(look: Look, library: Library, given: argparse.Namespace) -> None:
    """Print a look that changed the library, or failed where the one before had not; ask what is saved."""
    if not look.is_news:
        return
    place, state, report = look.watched.wish.place, look.watched.state, look.report
    for line in failure_lines(report):
        _complain(line)
    if look.problem:
        _complain(f"quoth: {place}: {look.problem}")
        return
    print(f"{datetime.now():%H:%M}  {place}: {state.line}", flush=True)
    if report.added or report.changed:
        _asked(library, given)


def _asked(library: Library, given: argparse.Namespace) -> None:
    """Ask the saved questions of what is new; what goes wrong is a line, and the rest goes on."""
    from rag.saved.kept import SavedQuestions

    try:
        for news in asked_anew(library, SavedQuestions(library), atom=given.atom, run=given.run):
            print(f"       {news.question}  {news.title}: “{' '.join(news.quote.split())}”", flush=True)
    except LibraryBusy:  # such as a chat, which asks them too
        pass
    except (QuothError, ValueError) as problem:
        _complain(f"quoth: {problem}")


def _complain(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
