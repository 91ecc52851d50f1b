"""Who holds a lock: its program writes its number into the lock's file, and whoever waits reads it there.

The lock itself is the system's and dies with its program, however that ends; its file stays and stops nobody.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from .errors import LibraryBusy, disk_problem

LOCK: Final = "writer.lock"
ENGINE_LOCK: Final = "engine.lock"
WRITING: Final = "is writing to this library; try again when it has finished"
FILLING: Final = "is filling what searches this library; try again when it has finished"
"""What another is doing that has a lock."""

POLL: Final = 0.002  # seconds between two tries; who writes on and on is without the lock for hardly longer


@contextmanager
def locked(folder: Path, seconds: float, name: str = LOCK, doing: str = WRITING) -> Iterator[None]:
    """Be the only one that has a lock of a library's folder, in this process and every other.

    Raises:
        LibraryReadOnly, LibraryFull: nothing can be written there.
        LibraryBusy: another did not finish within ``seconds``; the line says what it is ``doing``.
    """
    from filelock import FileLock, Timeout

    lock = folder / name
    try:
        with FileLock(lock).acquire(seconds, poll_interval=POLL):
            sign(lock)
            yield
    except Timeout:
        raise LibraryBusy(f"{folder}: another program{holder(lock)} {doing}") from None
    except OSError as problem:
        raise disk_problem(str(folder), problem) from problem


def sign(lock: Path) -> None:
    """Write into the file of a lock, which this program holds, that it does."""
    with suppress(OSError):  # a full disk, or a system that gives a locked file to nobody
        lock.write_text(f"{os.getpid()} {socket.gethostname()}\n", encoding="utf-8")


def holder(lock: Path) -> str:
    """Return who holds a lock that could not be had, such as `` (process 4711)``; empty if unknown."""
    try:
        number, _, machine = lock.read_text(encoding="utf-8").strip().partition(" ")
        process = int(number)
    except (OSError, ValueError):
        return ""
    if machine != socket.gethostname():
        return f" (process {process} on {machine})"
    return f" (process {process})" if _lives(process) else ""


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)  # sends nothing
    except PermissionError:
        return True
    except (OSError, OverflowError):
        return False
    return True
