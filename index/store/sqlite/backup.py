"""A library's database <-> one file that says itself whether it is whole.

A backup is a copy made by SQLite while others read and write, as of one moment. It holds the articles, their
vectors and what could not be read; what is derived of them is made again.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from hashlib import sha256
from pathlib import Path
from typing import Final

from ...disk import flush, flush_name
from ...errors import LibraryDamaged, LibraryError, disk_problem
from ..layout import LATER, LAYOUT

PAGES: Final = 2_000  # of 4 KiB, copied before others get a turn
_ROWS: Final = (
    "SELECT * FROM articles ORDER BY id",
    "SELECT * FROM passages ORDER BY id",
    "SELECT origin, digest FROM origins ORDER BY origin",
    "SELECT number, token FROM changes ORDER BY number",
)


_BY_HAND: Final = {  # not in every library
    "tags": "SELECT * FROM tags ORDER BY tag, article_id",
    "corrections": "SELECT * FROM corrections ORDER BY article_id, field",
}


def back_up(source: sqlite3.Connection, file: Path) -> None:
    """Copy a database to a file, which is there whole or not at all.

    Raises:
        LibraryReadOnly, LibraryFull: the file cannot be written.
    """
    part = file.with_name(f"{file.name}.part")
    try:
        part.unlink(missing_ok=True)
        with closing(sqlite3.connect(part, isolation_level=None)) as copy:
            source.backup(copy, pages=PAGES)
            copy.execute("PRAGMA journal_mode = DELETE")
            copy.execute("CREATE TABLE IF NOT EXISTS backup (digest TEXT NOT NULL)")
            copy.execute("DELETE FROM backup")
            copy.execute("INSERT INTO backup VALUES (?)", [_digest(copy)])
        flush(part)
        part.replace(file)
        flush_name(file)
    except (OSError, sqlite3.OperationalError) as problem:
        raise disk_problem(str(file), problem) from problem
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def put_back(file: Path, target: sqlite3.Connection) -> None:
    """Make a database what a backup holds, in one step that others see whole or not at all.

    Raises:
        LibraryDamaged: the file is no backup, or not as it was made; the database is as it was.
    """
    with closing(_opened(file)) as backup:
        _check(backup, file)
        backup.backup(target)
        target.execute("DROP TABLE IF EXISTS backup")


def _opened(file: Path) -> sqlite3.Connection:
    if not file.is_file():
        raise LibraryError(f"{file}: there is no such file")
    return sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None)


def _check(backup: sqlite3.Connection, file: Path) -> None:
    try:
        layout = backup.execute("SELECT value FROM meta WHERE key = 'layout'").fetchone()
        known = backup.execute("SELECT digest FROM backup").fetchone()
        if not known or layout not in [(one,) for one in (LAYOUT, *LATER)]:
            raise LibraryDamaged(f"{file}: is no backup that this version of Quoth can put back")
        (told,) = backup.execute("PRAGMA integrity_check(1)").fetchone()
        whole = told == "ok" and known == (_digest(backup),)
    except sqlite3.DatabaseError:
        raise LibraryDamaged(f"{file}: is no backup of a library, or is damaged") from None
    if not whole:
        raise LibraryDamaged(f"{file}: is damaged: it does not hold what was backed up; use another backup")


def _digest(database: sqlite3.Connection) -> str:
    """Return a digest of every row that a library is made of."""
    digest = sha256()
    tables = {row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    by_hand = [query for table, query in _BY_HAND.items() if table in tables]
    for query in (*_ROWS, *by_hand):
        for row in database.execute(query):
            for value in row:
                digest.update(value if isinstance(value, bytes) else repr(value).encode())
    return digest.hexdigest()
