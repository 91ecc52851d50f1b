"""What goes on beside the answers while a server runs: watching for the library, asking what is saved."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from index.errors import LibraryBusy, QuothError
from rag.stream import Stop, Stopped

if TYPE_CHECKING:
    from index import Library
    from index.ingest.watching.outcome import Look

    from ..site.site import Site

log: Final = logging.getLogger(__name__)
AGAIN: Final = 30.0  # seconds after which another try is made to be the one who watches
LOOK: Final = 2.0  # seconds between two looks at whether the library has changed
LONGEST_END: Final = 3.0  # seconds that what is at hand has to end


@contextmanager
def beside(site: Site) -> Iterator[None]:
    """Keep the library in step with what it watches, and ask its saved questions, while the block runs."""
    over, stop, library = threading.Event(), Stop(), site.assistant.library
    work = [
        threading.Thread(target=keep_watching, args=[library, over], daemon=True, name="watching"),
        threading.Thread(target=keep_asking, args=[site, over, stop], daemon=True, name="saved questions"),
    ]
    for thread in work:
        thread.start()
    try:
        yield
    finally:
        over.set()
        stop.now()
        for thread in work:
            thread.join(LONGEST_END)


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


def keep_asking(site: Site, over: threading.Event, stop: Stop) -> None:
    """Ask the saved questions of what is new once it has come, until all is over.

    What a model writes is not waited for: news are quoted.
    """
    from rag.assistant import Assistant
    from rag.saved.ask import ask_new

    library, saved = site.assistant.library, site.saved
    assistant, told, before = Assistant(library), "", None
    while not over.wait(LOOK):
        try:
            change = library.store.change() if saved.exists else None
            if change == before:  # else more may be coming just now
                ask_new(assistant, saved, stop)
            before, told = change, ""
        except (LibraryBusy, Stopped):
            pass
        except QuothError as problem:
            if str(problem) != told:
                log.warning("%s", problem)
            told = str(problem)
        except Exception:
            log.exception("the saved questions could not be asked")
            over.wait(AGAIN)


def _log(look: Look) -> None:
    """Say what failed, and had not before."""
    if not look.is_news:
        return
    for problem in look.report.failed:
        log.warning("%s", problem)
    if look.problem:
        log.warning("%s: %s", look.watched.wish.place, look.problem)
