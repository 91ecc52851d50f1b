"""One SQLite file, its layout, its one writer and its failures: the home of sqlite3.

Every write is one transaction (WAL, ``synchronous=FULL``) that counts up ``changes``.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from errno import EACCES, ENOENT, EPERM
from pathlib import Path
from typing import Any, Final

from ...errors import (
    RESTORE,
    UNWRITTEN,
    LibraryBusy,
    LibraryDamaged,
    LibraryError,
    LibraryMismatch,
    LibraryReadOnly,
    LibraryUnavailable,
    disk_problem,
)
from ...holder import ENGINE_LOCK, FILLING, locked
from ..changes import count_change
from ..database import Database
from ..layout import LATER, LAYOUT
from .backup import back_up, put_back
from .connections import Connections, Unchanging
from .dialect import SQLITE, SqliteConnection
from .touched import note_touched
from .upgrades import SCHEMA, bring_up_to_date, layout_of

BUSY_SECONDS: Final = 10.0
DAMAGE: Final = ("malformed", "not a database", "Could not decode", "no such table", "no such column")
LOCK_SECONDS: Final = 30.0  # how long a writer waits for another


class SqliteFile(Database):
    """One file, usable from any thread; each has a connection of its own, which is kept."""

    sql: Final = SQLITE

    def __init__(self, path: Path, derived: Sequence[str] = ()) -> None:
        """Open the file, made if absent; ``derived`` are names of files beside it that are made of one.

        Raises:
            LibraryDamaged: it is no database, or is gone or empty while what was derived of it is there.
            LibraryMismatch: another version of Quoth made it.
            LibraryReadOnly: there is none and none can be made.
        """
        self.path = path
        self._connections = Connections(path)
        if not self._is_made():
            self._refuse_lost(derived)
            self._create()
        self._layout = self._read_layout()
        if self._layout != LAYOUT:
            with suppress(*UNWRITTEN):  # then it is read as it is
                self.bring_up_to_date()

    @property
    def layout(self) -> str:
        return self._layout

    @property
    def place(self) -> str:
        return str(self.path.parent)

    def rows(self, query: str, values: Sequence[Any] = (), /) -> list[Any]:
        with self.own() as connection:
            return connection.execute(query, values).fetchall()

    @contextmanager
    def own(self) -> Iterator[SqliteConnection]:
        """Give this thread's connection for a query whose rows are read at once."""
        with self._failures(), self._connections.own(self._connect) as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[SqliteConnection]:
        with self._failures(), closing(self._connect()) as connection:
            connection.execute("BEGIN")
            yield connection

    @contextmanager
    def writing(self, *, counted: bool = True) -> Iterator[SqliteConnection]:
        if self._layout != LAYOUT:
            self.bring_up_to_date()
        with self._failures(), closing(self._connect()) as connection:
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            if counted:
                note_touched(connection)
            connection.execute("BEGIN IMMEDIATE")
            with connection:
                yield connection
                if counted:
                    count_change(connection)
            with suppress(sqlite3.OperationalError):  # what was written is kept, and told so, in any case
                # into the file itself, so that a log which is lost or damaged later takes nothing with it;
                # nobody is waited for, and the log emptied only where nobody reads it
                connection.execute("PRAGMA busy_timeout = 0")
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def broken(self) -> list[str]:
        lines = [line for row in self.rows("PRAGMA integrity_check") for line in row[0].splitlines()]
        found = [line for line in lines if line != "ok" and not line.startswith("***")]
        parents = self.rows("PRAGMA foreign_key_check")
        return found + [f"a row of {row[0]} without its parent" for row in parents]

    def find_anew(self) -> None:
        with self._failures(), closing(self._connect()) as connection:
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("REINDEX")

    def back_up(self, file: Path) -> None:
        if self._layout != LAYOUT:
            self.bring_up_to_date()
        with self.reading() as connection:
            connection.execute("SELECT 1 FROM meta").fetchone()  # from here on it sees one state
            back_up(connection, file)

    def put_back(self, file: Path) -> None:
        with self._failures(), closing(self._connect()) as connection:
            connection.execute("PRAGMA synchronous = FULL")
            put_back(file, connection)
        self.bring_up_to_date()

    def lock(self, seconds: float | None = None) -> AbstractContextManager[None]:
        """Wait ``LOCK_SECONDS`` unless told otherwise."""
        return locked(self.path.parent, LOCK_SECONDS if seconds is None else seconds)

    def engine_lock(self, seconds: float | None = None) -> AbstractContextManager[None]:
        """Wait as for ``lock``."""
        wait = LOCK_SECONDS if seconds is None else seconds
        return locked(self.path.parent, wait, ENGINE_LOCK, FILLING)

    def _read_layout(self) -> str:
        with self.own() as connection:
            layout = layout_of(connection)
        if layout is None or layout not in (LAYOUT, *LATER):
            raise LibraryMismatch(
                f"{self.path.parent}: a later version of Quoth made this library; update Quoth to open it,"
                " or use another library"
            )
        return layout

    def bring_up_to_date(self) -> None:
        """Give the tables what they have gained since they were made; raises as ``writing``."""
        with self._failures(), closing(self._connect()) as connection:
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("BEGIN IMMEDIATE")
            with connection:
                bring_up_to_date(connection)
        self._layout = LAYOUT

    def _is_made(self) -> bool:
        """Whether the tables are there; a full disk leaves an empty file, and another may be making them."""
        if not self.path.exists() or not self.path.stat().st_size:
            return False
        return bool(self.rows("SELECT 1 FROM sqlite_master WHERE name = 'meta'"))

    def _refuse_lost(self, derived: Sequence[str]) -> None:
        left = [name for name in derived if (self.path.parent / name).exists()]
        if left:
            how = "empty" if self.path.exists() else "gone"
            raise LibraryDamaged(
                f"{self.path}: is {how}, though {' and '.join(left)} were made of it;"
                f" put {self.path.name} back from a backup, or begin a library in another folder"
            )

    def _create(self) -> None:
        """Make the tables where they are missing; any number of programs may do so at once."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self.path, timeout=BUSY_SECONDS)) as connection:
                self._turn_to_wal(connection)
                connection.executescript(SCHEMA)
        except OSError as problem:
            raise LibraryReadOnly(f"{self.path.parent}: no library can be made there: {problem}") from None
        except sqlite3.DatabaseError as problem:
            raise self._explained(problem) from None

    def _turn_to_wal(self, connection: sqlite3.Connection) -> None:
        """Switch the file to WAL; SQLite does not wait for another that is just doing so."""
        end = time.monotonic() + BUSY_SECONDS
        while True:
            try:
                connection.execute("PRAGMA journal_mode = WAL")
                return
            except sqlite3.OperationalError as problem:
                if "locked" not in str(problem) or time.monotonic() > end:
                    raise
                time.sleep(0.02)

    def _connect(self) -> SqliteConnection:
        """Open the file; a connection may be closed by another thread than its own."""
        connection = _opened(self.path, timeout=BUSY_SECONDS)
        try:
            connection.execute("SELECT 1 FROM sqlite_master").fetchone()
        except sqlite3.OperationalError:  # a folder that cannot be written has no room for WAL's own files
            connection.close()
            self._refuse_unseen()
            unchanging = f"{self.path.resolve().as_uri()}?mode=ro&immutable=1"
            connection = _opened(unchanging, uri=True, factory=Unchanging)
        return connection

    def _refuse_unseen(self) -> None:
        """Raise ``LibraryReadOnly`` where the last changes wait in a file that cannot be read as it is."""
        waiting = self.path.with_name(f"{self.path.name}-wal")
        if waiting.exists() and waiting.stat().st_size:
            raise LibraryReadOnly(
                f"{waiting}: holds the last changes, which are seen only where the folder may be written;"
                " open the library there once, or let quoth write to it"
            )

    @contextmanager
    def _failures(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as problem:
            raise self._explained(problem) from problem
        except UnicodeDecodeError as problem:  # Python's module cannot say what SQLite says of such a table
            raise LibraryDamaged(f"{self.path}: is damaged (its text is no UTF-8); {RESTORE}") from problem

    def _explained(self, problem: sqlite3.DatabaseError) -> LibraryError:
        text = str(problem)
        folder = self.path.parent
        if "full" in text or "disk I/O error" in text:
            return disk_problem(str(folder), problem)
        if "readonly" in text and not self._may_be_written():
            return LibraryReadOnly(
                f"{folder}: may not be written; check its permissions or use another library"
            )
        if "locked" in text:
            return LibraryBusy(f"{folder}: another program is writing to this library; try again")
        if "unable to open" in text:
            return self._unopened()
        if any(sign in text for sign in DAMAGE):
            # SQLite says so too of a page that the disk would not give once
            again = " try again, and if it still is," if "malformed" in text else ""
            why = text.partition(" with text ")[0]  # it would quote all of it
            return LibraryDamaged(f"{self.path}: is damaged ({why});{again} {RESTORE}")
        return LibraryUnavailable(f"{self.path}: could not be read or written just now ({text}); try again")

    def _may_be_written(self) -> bool:
        """Whether the file and its folder may; SQLite says that they may not of much else too."""
        return os.access(self.path, os.W_OK) and os.access(self.path.parent, os.W_OK)

    def _unopened(self) -> LibraryError:
        """Return why SQLite cannot open the file, which it does not say."""
        try:
            with self.path.open("rb"):
                pass
        except OSError as problem:
            if problem.errno not in (EACCES, EPERM, ENOENT):
                return disk_problem(str(self.path), problem)
        else:
            if self._may_be_written():
                return LibraryUnavailable(f"{self.path}: could not be opened just now; try again")
        return LibraryReadOnly(f"{self.path}: cannot be opened; check its permissions")


def _opened(
    place: Path | str, factory: type[SqliteConnection] = SqliteConnection, **how: Any
) -> SqliteConnection:
    return sqlite3.connect(place, isolation_level=None, check_same_thread=False, factory=factory, **how)
