"""A library on a server <-> the one file that a library in a folder is backed up to, row by row.

So a backup of either is put back into either, with the same ids and the same history.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from ...errors import disk_problem
from .. import corrections, failures, named, stories, tags
from ..database import make
from ..sqlite.file import SqliteFile
from .tables import IDENTITY

if TYPE_CHECKING:
    from ..database import Connection

NUMBERED: Final = {"passages": "id", "stories": "number", "names": "id", "named_articles": "number"}
"""Tables whose rows the database numbers, and by which column."""

AT_ONCE: Final = 2_000  # rows
_TABLES: Final = (  # each behind those that it refers to
    *("meta", "changes", "articles", "origins", "origin_articles", "passages", "listing", "tags"),
    *("corrections", "refused", "failed_parts"),
    *("stories", "sketches", "names", "named_articles", "named"),
)
# of the table ``meta``; a library does not take over how its tables are, and which it is
_TAKEN: Final = {"meta": f" WHERE key NOT IN ('layout', '{IDENTITY}')"}
_LATE: Final = (*stories.TABLES, *named.TABLES, *tags.TABLES, *corrections.TABLES, *failures.TABLES)


def back_up(source: Connection, file: Path) -> None:
    """Copy the rows that a connection sees to a file, which is there whole or not at all.

    Raises:
        LibraryReadOnly, LibraryFull: the file cannot be written.
    """
    with _sqlite_file(file.parent) as copy:
        with copy.writing(counted=False) as target:
            make(target, _LATE)
        with copy.writing(counted=False) as target:
            _copy(source, target, copy)
            target.execute("DELETE FROM sqlite_sequence")
            for table, key in NUMBERED.items():
                ((last,),) = source.rows(
                    "SELECT last_value FROM pg_sequences WHERE schemaname = current_schema()"
                    " AND sequencename = substring(pg_get_serial_sequence(?, ?) FROM '[^.]*$')",
                    [table, key],
                )
                target.execute("INSERT INTO sqlite_sequence VALUES (?, ?)", [table, last or 0])
        copy.back_up(file)


def put_back(file: Path, target: Connection) -> None:
    """Make the rows of a transaction what a backup holds.

    Raises:
        LibraryDamaged: the file is no backup, or not as it was made.
    """
    with _sqlite_file(None) as copy:
        copy.put_back(file)
        with copy.reading() as source:
            for table in reversed(_TABLES):
                target.execute(f"DELETE FROM {table}{_TAKEN.get(table, '')}")
            _copy(source, target, copy)
            given = dict(source.rows("SELECT name, seq FROM sqlite_sequence"))
            for table, key in NUMBERED.items():
                ((highest,),) = target.rows(f"SELECT coalesce(max({key}), 0) FROM {table}")
                last = max(given.get(table, 0), highest)
                sequence = f"pg_get_serial_sequence('{table}', '{key}')"
                target.rows(f"SELECT setval({sequence}, ?, ?)", [max(last, 1), last > 0])
    target.execute("DELETE FROM touched")


@contextmanager
def _sqlite_file(folder: Path | None) -> Iterator[SqliteFile]:
    """Give a SQLite file that is gone afterwards, in a folder, or where the system has such."""
    try:
        own = TemporaryDirectory(prefix=".quoth-", dir=folder, ignore_cleanup_errors=True)
    except OSError as problem:
        raise disk_problem(str(folder), problem) from problem
    with own:
        yield SqliteFile(Path(own.name) / "library.sqlite")


def _copy(source: Connection, target: Connection, copy: SqliteFile) -> None:
    """Copy every table; ``copy`` is the one of the two that tells its columns."""
    for table in _TABLES:
        names = [f'"{row[1]}"' for row in copy.rows(f"PRAGMA table_info({table})")]
        if names:  # a library in a folder gets some tables only as it is written to
            columns, marks = ", ".join(names), ", ".join("?" * len(names))
            rows = iter(source.execute(f"SELECT {columns} FROM {table}{_TAKEN.get(table, '')}"))
            while some := list(islice(rows, AT_ONCE)):
                target.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", some)
