"""What goes on beside the answers while a server runs: it watches for the library."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from index.errors import LibraryBusy, QuothError

if TYPE_CHECKING:
    from index import Library
    from index.ingest.watching.watcher import Look

    from ..site.site import Site

log: Final = logging.getLogger(__name__)
AGAIN: Final = 30.0  # seconds after which another try is made to be the one who watches
LONGEST_END: Final = 3.0  # seconds that what is at hand has to end


@contextmanager
def beside(site: Site) -> Iterator[None]:
    """Keep the library in step with what it watches while the block runs."""
    over = threading.Event()
    watching = threading.Thread(
        target=keep_watching, args=[site.assistant.library, over], daemon=True, name="watching"
    )
    watching.start()
    try:
        yield
    finally:
        over.set()
        watching.join(LONGEST_END)


def keep_watching(library: Library, over: threading.Event) -> None:
    """Watch until all is over; where another program does, wait for it to end.

    Each failure is one line in the log, as it begins.
    """
    from index.ingest.watching.rounds import Rounds

    told = ""
    while not over.is_set():
        watcher = library.watcher()
        watcher.over = over
        try:
            Rounds(watcher, _log).run()
        except LibraryBusy:
            pass
        except QuothError as problem:  # such as a library that may not be written
            if str(problem) != told and watcher.list.exists:
                log.warning("%s", problem)
            told = str(problem)
        except Exception:
            log.exception("watching ended")
        over.wait(AGAIN)


def _log(look: Look) -> None:
    """Say what failed, and had not before."""
    if not look.is_news:
        return
    for problem in look.report.failed:
        log.warning("%s", problem)
    if look.problem:
        log.warning("%s: %s", look.watched.wish.place, look.problem)
