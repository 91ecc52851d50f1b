"""The real server in a process of its own: what a person starts, and what a browser talks to.

Gradio leaves event loops and sockets behind where it is built, so it is not built in the tests' process.
"""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

SCRIPT = """
import json, sys
from pathlib import Path
from index import Library
from rag.assistant import Assistant
from ui.access import access_of
from ui.conversations.store import Conversations
from ui.server import serve
from ui.site import Site

folder, given = sys.argv[1], json.loads(sys.argv[2])
site = Site(
    Assistant(Library.open(folder), given["llm"]),
    Conversations(Path(given["conversations"])),
    access_of("127.0.0.1", **given["access"]),
    given["questions"],
)
serve(site, port=given["port"], on_ready=lambda address: print(address, flush=True))
"""


class Server:
    """One server; it can be ended and begun again under the same address."""

    def __init__(self, library: Path, given: Mapping[str, object]) -> None:
        self._library = library
        self._given = given
        self.address = ""

    def start(self) -> None:
        """Start it, under the address that it had before, if any."""
        port = int(self.address.rsplit(":", 1)[1].strip("/")) if self.address else 0
        command = [
            sys.executable,
            "-c",
            SCRIPT,
            str(self._library),
            json.dumps({**self._given, "port": port}),
        ]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        self.address = self._process.stdout.readline().strip()
        assert self.address, "the server ended before it was ready"

    def kill(self) -> None:
        """End it at once, as a power cut does."""
        self._process.kill()
        self._end()

    def stop(self) -> None:
        """End it."""
        self._process.terminate()
        self._end()

    def _end(self) -> None:
        self._process.wait(timeout=20)
        if self._process.stdout:
            self._process.stdout.close()


@contextmanager
def server(
    library: Path, *questions: str, auth: Sequence[str] = (), llm: str | None = None, **access: object
) -> Iterator[Server]:
    """Serve the page for a library while the block runs; its conversations lie beside the library."""
    given = {
        "questions": questions,
        "llm": llm,
        "conversations": str(library.parent / f"{library.name}-conversations.sqlite"),
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
