"""A step done in a process that is forked for it: what it returns, or how it ended."""

from __future__ import annotations

import os
import pickle
import select
import signal
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final

LONGEST: Final = 60.0  # seconds after which a process is taken to hang


@dataclass(frozen=True, slots=True)
class Ended:
    """How a forked process ended: with a value, an exception told as a traceback, a signal, or never."""

    value: Any = None
    traceback: str = ""
    signal: int = 0

    @property
    def is_well(self) -> bool:
        """Whether it returned."""
        return not (self.traceback or self.signal)


@dataclass(frozen=True, slots=True)
class Running:
    """A step that is being done: its process, and where it will be heard of."""

    process: int
    reads: int


def forked(step: Callable[[], Any], seconds: float = LONGEST) -> Ended:
    """Return what a step returns in a process of its own, which has no threads and opens nothing of ours."""
    return ended(begun(step), seconds)


def begun(step: Callable[[], Any]) -> Running:
    """Begin a step in a process of its own."""
    reads, writes = os.pipe()
    child = os.fork()
    if not child:
        os.close(reads)
        with suppress(BaseException):
            _answer(step, writes)
        os._exit(0)
    os.close(writes)
    return Running(child, reads)


def ended(running: Running, seconds: float = LONGEST) -> Ended:
    """Wait for a step and return how it ended; after so many seconds it is killed."""
    said, is_late = _heard(running.reads, seconds)
    if is_late:
        os.kill(running.process, signal.SIGKILL)
    _, status = os.waitpid(running.process, 0)
    if is_late:
        return Ended(traceback=f"did not end within {seconds:.0f} seconds")
    if os.WIFSIGNALED(status):
        return Ended(signal=os.WTERMSIG(status))
    told: Ended = pickle.loads(said) if said else Ended(traceback="ended without a word")
    return told


def _answer(step: Callable[[], Any], writes: int) -> None:
    try:
        ended = Ended(step())
    except BaseException:  # noqa: BLE001 - whatever it is, it is looked at outside
        ended = Ended(traceback=traceback.format_exc())
    with os.fdopen(writes, "wb") as pipe:
        pipe.write(pickle.dumps(ended))


def _heard(reads: int, seconds: float) -> tuple[bytes, bool]:
    """Return what comes through a pipe until it is closed, and whether that took too long."""
    parts: list[bytes] = []
    end = time.monotonic() + seconds
    with os.fdopen(reads, "rb", buffering=0) as pipe:
        while select.select([pipe], [], [], max(end - time.monotonic(), 0))[0]:
            if not (part := pipe.read(1 << 20)):
                return b"".join(parts), False
            parts.append(part)
    return b"", True
