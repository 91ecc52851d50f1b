"""``quoth chat`` of a checkout, as a person starts it, and what its process holds."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

CODE: Final = "import sys; from ui.command.command import main; sys.exit(main(sys.argv[1:]))"


@dataclass(frozen=True, slots=True)
class Holding:
    """What a process holds: MB of memory, file descriptors, and bytes of its log."""

    memory: float
    descriptors: int
    log: int


@dataclass(frozen=True, slots=True)
class Started:
    """A server that runs."""

    address: str
    process: int
    log: Path

    def holding(self) -> Holding:
        """Return what it holds now."""
        proc = Path(f"/proc/{self.process}")
        resident = re.search(r"VmRSS:\s+(\d+) kB", (proc / "status").read_text())
        memory = int(resident[1]) / 1024 if resident else 0.0
        return Holding(memory, len(list((proc / "fd").iterdir())), self.log.stat().st_size)


@contextmanager
def started(checkout: Path, library: Path, place: Path) -> Iterator[Started]:
    """Serve a library with the code of a checkout while the block runs; ``place`` is a folder of its own."""
    log = place / "log"
    conversations = str(place / "conversations.sqlite")
    chat = ["chat", "--library", str(library), "--conversations", conversations, "--host", "127.0.0.1"]
    command = [sys.executable, "-c", CODE, *chat]
    known = {**os.environ, "PYTHONPATH": str(checkout), "XDG_DATA_HOME": str(place / "data")}
    with log.open("wb") as errors:
        process = subprocess.Popen(
            command, cwd=checkout, env=known, stdout=subprocess.PIPE, stderr=errors, text=True
        )
        try:
            assert process.stdout
            said = process.stdout.readline()
            found = re.search(r"http://\S+", said)
            if not found:
                raise RuntimeError(f"quoth chat did not start: {log.read_text()[-500:]}")
            yield Started(found[0], process.pid, log)
        finally:
            process.terminate()
            process.wait(30)
