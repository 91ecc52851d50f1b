"""Connections to one SQLite file that are kept: one a thread, closed when the thread or the store ends.

A thread's connection is opened again where the file is no longer the one that it was opened on: replaced,
written over or gone. SQLite itself cannot tell all of these, and would go on with what it remembers.

A process that is forked off must not use, or even close, what it inherits (sqlite.org/howtocorrupt.html,
2.6). So idle connections are closed before a fork, and what is left of the others is never touched there.
"""

from __future__ import annotations

import atexit
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from weakref import WeakSet

from .dialect import SqliteConnection

State = tuple[int, ...]
"""What is another when a file is: empty for one that is not there."""

_INHERITED: Final[list[SqliteConnection]] = []  # held for good: to drop one would be to close it


class Unchanging(SqliteConnection):
    """A connection to a file that is read as if nobody wrote to it, and without what waits in its log."""


class Kept:
    """One thread's connection, and the state of the file that it was opened on."""

    __slots__ = ("__weakref__", "connection", "process", "state", "used")

    def __init__(self, connection: SqliteConnection, state: State) -> None:
        self.connection: SqliteConnection | None = connection
        self.state = state
        self.process = os.getpid()
        self.used = threading.Lock()  # held by its thread for a query, and by whoever closes it before a fork

    def close(self) -> None:
        """Close it; in another process than its own leave it alone for good."""
        connection, self.connection = self.connection, None
        if connection is None:
            return
        if self.process == os.getpid():
            connection.close()
        else:
            _INHERITED.append(connection)

    __del__ = close


class Connections:
    """The connection of every thread to one file."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._log = file.with_name(f"{file.name}-wal")
        self._thread = threading.local()

    @contextmanager
    def own(self, connect: Callable[[], SqliteConnection]) -> Iterator[SqliteConnection]:
        """Give this thread's connection for one query, by ``connect`` where it has none that is of use."""
        while True:
            kept = self._kept(connect)
            with kept.used:
                if kept.connection is not None:  # else another thread has just forked
                    yield kept.connection
                    return

    def _kept(self, connect: Callable[[], SqliteConnection]) -> Kept:
        kept: Kept | None = getattr(self._thread, "kept", None)
        if kept is not None:
            is_ours = kept.connection is not None and kept.process == os.getpid()  # none is left by a fork
            if is_ours and kept.state == self._state(of=kept.connection):
                return kept
            kept.close()
        before, log = _state(self._file), _state(self._log)  # a change from here on is noticed
        connection = connect()
        kept = Kept(connection, before + log if isinstance(connection, Unchanging) else before)
        with _EVERY:
            _OPEN.add(kept)
        self._thread.kept = kept
        return kept

    def _state(self, *, of: SqliteConnection | None) -> State:
        """Return the state of the file, which writes change; of one that nobody is to write its log's too."""
        log = _state(self._log) if isinstance(of, Unchanging) else ()
        return _state(self._file) + log


def _state(path: Path) -> State:
    try:
        found = path.stat()
    except OSError:
        return ()
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


# -- the beginning and the end of processes

_OPEN: Final[WeakSet[Kept]] = WeakSet()
_EVERY: Final = threading.Lock()  # held while ``_OPEN`` is added to or gone through


def _close_idle() -> None:
    for kept in list(_OPEN):
        if kept.used.acquire(blocking=False):
            kept.close()
            kept.used.release()


def _before_fork() -> None:
    _EVERY.acquire()
    _close_idle()


def _at_end() -> None:
    """Close what is idle, for the last to close a library's file takes its log away."""
    with _EVERY:
        _close_idle()


atexit.register(_at_end)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=_before_fork, after_in_parent=_EVERY.release, after_in_child=_EVERY.release)
