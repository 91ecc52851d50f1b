"""The command that keeps a library in step with folders, feeds and pages."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Final

from index import Library
from index.errors import LibraryBusy

from ..render.watching import watched_lines
from .libraries import failure_lines, library_made, library_there

if TYPE_CHECKING:
    from index.ingest.watching.watched import Wish
    from index.ingest.watching.watcher import Look, Watcher

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
    return _looking(watcher, wishes, once=given.once)


def named_on(watcher: Watcher, places: list[str], given: argparse.Namespace) -> list[Wish]:
    """Put places on the list of what is watched, in the manner that the command says."""
    from index.ingest.watching.watched import seconds_of

    every = seconds_of(given.every)
    return (
        watcher.add(places, every=every, follow=given.follow, allow_private=given.allow_private)
        if places
        else []
    )


def status_lines(library: Library) -> str:
    """Return what is watched and what came of it."""
    lines = [f"{each.place}\n    {each.line}" for each in watched_lines(library)]
    return "\n".join(lines) or NOTHING


def _looking(watcher: Watcher, wishes: list[Wish], *, once: bool) -> int:
    """Look at everything, once or in its turn, until the program is stopped."""
    from index.ingest.watching.rounds import Rounds

    rounds = Rounds(watcher, told_by())
    try:
        rounds.once() if once else rounds.run()
    except LibraryBusy as problem:
        if not wishes:
            raise
        print(f"quoth: {problem}; it looks at what is named here from now on", file=sys.stderr)
    return 0


def told_by() -> Callable[[Look], None]:
    """Return what prints the looks that changed the library, or failed where the one before had not."""

    def told(look: Look) -> None:
        if not look.is_news:
            return
        place, state = look.watched.wish.place, look.watched.state
        for line in failure_lines(look.report):
            print(line, file=sys.stderr, flush=True)
        if look.problem:
            print(f"quoth: {place}: {look.problem}", file=sys.stderr, flush=True)
        else:
            print(f"{datetime.now():%H:%M}  {place}: {state.line}", flush=True)

    return told
