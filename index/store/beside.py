"""Small SQLite files that lie beside the store and that programs share: watched places, saved questions."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from ..errors import LibraryError, disk_problem

BUSY_SECONDS: Final = 10.0


@contextmanager
def small_file(path: Path, *, mend: str, writes: bool) -> Iterator[sqlite3.Connection]:
    """Give a connection to a file, which is made if absent; an error takes back all that is written.

    One that ``writes`` has the file to itself from the beginning. ``mend`` says what to do when it is
    damaged.

    Raises:
        LibraryError: it cannot be used, or is damaged; one line names it.
    """
    try:
        with closing(sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)) as connection:
            connection.execute("PRAGMA foreign_keys = ON")
            if writes:
                connection.execute("BEGIN IMMEDIATE")
            with connection:
                yield connection
    except sqlite3.OperationalError as problem:
        raise disk_problem(str(path), problem) from problem
    except sqlite3.DatabaseError as problem:
        raise LibraryError(f"{path}: is damaged ({problem}); remove it and {mend}") from problem
