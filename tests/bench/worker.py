"""A child process that answers one JSON line for each JSON line it is sent.

Each thing that is measured has a process of its own, so that its memory and its imports are its own, and
two of them can still be measured in turn.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Final

ROOT: Final = Path(__file__).parents[2]
READY: Final = "ready"

Answer = Callable[[dict[str, Any]], dict[str, Any]]


class WorkerFailed(Exception):
    """A child process ended before it answered; the message is the last line it wrote to stderr."""


class Worker:
    """One side of a comparison, ready to be asked."""

    def __init__(self, module: str, *arguments: str, checkout: Path = ROOT) -> None:
        """Start ``python -m tests.bench.MODULE ARGUMENTS``; with the packages of ``checkout``."""
        self._name = f"{module} {arguments[0]}"
        self._errors: IO[str] = tempfile.TemporaryFile("w+")  # noqa: SIM115 - closed in __exit__
        self._process = subprocess.Popen(
            (command if checkout == ROOT else elsewhere)(module, *arguments),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            text=True,
            cwd=checkout,
            env=environment(checkout),
        )

    def __enter__(self) -> Worker:
        """Wait until it has loaded what it needs."""
        try:
            self._line(READY)
        except WorkerFailed:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the process: it stops when its input ends."""
        self._process.communicate()
        self._errors.close()

    def ask(self, **request: Any) -> dict[str, Any]:
        """Send one request and return what was answered.

        Raises:
            WorkerFailed: the process ended instead.
        """
        assert self._process.stdin is not None
        with suppress(BrokenPipeError):  # it has ended; what it wrote last is read below
            self._process.stdin.write(json.dumps(request) + "\n")
            self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._line("{"))
        return answer

    def _line(self, start: str) -> str:
        """Return the next line that begins so; a library may print lines of its own before it."""
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if line.startswith(start):
                return line
        self._process.wait()
        self._errors.seek(0)
        lines = self._errors.read().strip().splitlines()
        raise WorkerFailed(f"{self._name}: {lines[-1] if lines else 'ended'}")


def once(module: str, *arguments: str, checkout: Path = ROOT) -> dict[str, Any]:
    """Return the one answer of a worker that is asked once, in a process of its own."""
    with Worker(module, *arguments, checkout=checkout) as worker:
        return worker.ask()


def serve(answer: Answer) -> None:
    """Answer every line of stdin until it ends."""
    print(READY, flush=True)
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line))), flush=True)


def command(module: str, *arguments: str) -> list[str]:
    """Return the command line of one of this package's modules."""
    return [sys.executable, "-m", f"tests.bench.{module}", *arguments]


def elsewhere(module: str, *arguments: str) -> list[str]:
    """Return the command line of that module where the packages, and this one, are another checkout's."""
    own = str(Path(__file__).with_name(f"{module}.py"))
    return [sys.executable, "-c", f"import runpy; runpy.run_path({own!r}, run_name='__main__')", *arguments]


def environment(checkout: Path = ROOT) -> dict[str, str]:
    """Return the environment of a child that imports from a checkout: nothing is fetched from a model hub."""
    own = {"HF_HUB_OFFLINE": "1", "TOKENIZERS_PARALLELISM": "true", "PYTHONPATH": str(checkout)}
    return {**os.environ, **own}


@contextmanager
def timed() -> Iterator[dict[str, Any]]:
    """Give what holds, after the block, its seconds by the clock and, over all threads, of processor time.

    Other programs on the same cores stretch the first much more than the second.
    """
    taken: dict[str, Any] = {}
    started, busy = time.perf_counter(), time.process_time()
    yield taken
    taken["seconds"] = time.perf_counter() - started
    taken["cpu"] = time.process_time() - busy


def memory() -> dict[str, Any]:
    """Return the memory of this process in MB: resident, and its own alone (USS)."""
    import psutil  # type: ignore[import-untyped]

    taken = psutil.Process().memory_full_info()
    return {"rss": taken.rss / 2**20, "uss": taken.uss / 2**20}
