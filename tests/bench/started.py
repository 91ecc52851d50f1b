"""``quoth chat`` of a checkout, as a person starts it, and what its processes hold and take."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

CODE: Final = "import sys; from ui.command.command import main; sys.exit(main(sys.argv[1:]))"


@dataclass(frozen=True, slots=True)
class Holding:
    """What a server holds: MB of memory, file descriptors, threads; of its workers too; bytes of its log.

    Memory is what is resident, so what processes share counts in each. ``seconds`` are of processor time, of
    all its processes since they began.
    """

    memory: float
    descriptors: int
    threads: int
    log: int
    seconds: float
    workers_memory: float = 0.0
    workers_descriptors: int = 0


@dataclass(frozen=True, slots=True)
class Started:
    """A server that runs."""

    address: str
    process: int
    log: Path

    def holding(self) -> Holding:
        """Return what it holds now."""
        import psutil  # type: ignore[import-untyped]

        page = psutil.Process(self.process)
        memory, descriptors, seconds = _held(page)
        workers = []
        for each in page.children(recursive=True):
            with suppress(psutil.NoSuchProcess):
                workers.append(_held(each))
        return Holding(
            memory,
            descriptors,
            page.num_threads(),
            self.log.stat().st_size,
            seconds + sum(each[2] for each in workers),
            sum(each[0] for each in workers),
            sum(each[1] for each in workers),
        )


def _held(process: Any) -> tuple[float, int, float]:
    """Return MB of memory, descriptors, and seconds of processor time."""
    taken = process.cpu_times()
    return process.memory_info().rss / 2**20, process.num_fds(), taken.user + taken.system


@contextmanager
def started(checkout: Path, library: Path, place: Path, arguments: Sequence[str] = ()) -> Iterator[Started]:
    """Serve a library with the code of a checkout while the block runs; ``place`` is a folder of its own."""
    log = place / "log"
    conversations = str(place / "conversations.sqlite")
    chat = ["chat", "--library", str(library), "--conversations", conversations, "--host", "127.0.0.1"]
    command = [sys.executable, "-c", CODE, *chat, *arguments]
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
