"""The real server in a process of its own: what a person starts, and what a browser talks to.

Gradio leaves event loops and sockets behind where it is built, so it is not built in the tests' process.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SCRIPT = """
import sys
from index import Library
from rag.assistant import Assistant
from ui.server import serve

folder, auth, *questions = sys.argv[1:]
serve(
    Assistant(Library.open(folder)),
    port=0,
    auth=auth or None,
    questions=questions,
    on_ready=lambda address: print(address, flush=True),
)
"""


@contextmanager
def served(library: Path, *questions: str, auth: str = "") -> Iterator[str]:
    """Serve the page for a library while the block runs; the value is its address."""
    command = [sys.executable, "-c", SCRIPT, str(library), auth, *questions]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            address = server.stdout.readline().strip()
            assert address, "the server ended before it was ready"
            yield address
        finally:
            server.terminate()
            server.wait(timeout=20)
