"""The real server in a process of its own: what a person starts, and what a browser talks to.

Gradio leaves event loops and sockets behind where it is built, so it is not built in the tests' process. What
takes longest, to import it, is done once, in the process that the servers are forked from.
"""

import multiprocessing
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ui.queue import Places

FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["tests.kit.imported"])
LONGEST = 60  # seconds until a server is ready, on a crowded machine


def serve_library(library: str, given: Mapping[str, Any], told: Connection) -> None:
    """Serve a library until told to end, and tell the address."""
    from index import Library
    from rag.assistant import Assistant
    from ui.conversations.store import Conversations
    from ui.server.server import serve
    from ui.site.access import access_of
    from ui.site.site import Site

    shelf: dict[str, Site] = {}
    for place in (library, *given.get("beside", ())):
        Site(
            Assistant(Library.open(place), given["llm"]),
            Conversations(Path(f"{place}-conversations.sqlite")),
            access_of("127.0.0.1", **given["access"]),
            given["questions"],
            places=given.get("places"),
            name=Path(place).name if given.get("beside") else "",
            shelf=shelf,
        )
    serve(next(iter(shelf.values())), port=given["port"], on_ready=told.send)


class Server:
    """One server; it can be ended and begun again under the same address."""

    def __init__(self, library: Path, given: Mapping[str, object]) -> None:
        self._library = library
        self._given = given
        self.address = ""

    def start(self) -> None:
        """Start it, under the address that it had before, if any."""
        port = int(self.address.rsplit(":", 1)[1].strip("/")) if self.address else 0
        ready, told = FORKS.Pipe(duplex=False)
        arguments = (str(self._library), {**self._given, "port": port}, told)
        self._process = FORKS.Process(target=serve_library, args=arguments)
        self._process.start()
        told.close()
        with ready:
            assert ready.poll(LONGEST), "the server does not become ready"
            self.address = ready.recv()

    def kill(self) -> None:
        """End it at once, as a power cut does."""
        self._process.kill()
        self._end()

    def stop(self) -> None:
        """End it."""
        self._process.terminate()
        self._end()

    def _end(self) -> None:
        self._process.join(timeout=20)
        assert self._process.exitcode is not None, "the server does not end"
        self._process.close()


@contextmanager
def server(
    library: Path,
    *questions: str,
    auth: Sequence[str] = (),
    llm: str | None = None,
    places: "Places | None" = None,
    beside: Sequence[Path] = (),
    **access: object,
) -> Iterator[Server]:
    """Serve the page for a library while the block runs, or for several; conversations lie beside each."""
    given = {
        "questions": questions,
        "llm": llm,
        "places": places,
        "beside": [str(each) for each in beside],
        "access": {"auth": list(auth), **access},
    }
    running = Server(library, given)
    running.start()
    try:
        yield running
    finally:
        running.stop()


@contextmanager
def served(library: Path, *questions: str, auth: str = "") -> Iterator[str]:
    """Serve the page for a library while the block runs; the value is its address."""
    with server(library, *questions, auth=[auth] if auth else []) as running:
        yield running.address
