"""The list of what is watched: one small SQLite file in the library's folder, which programs share."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from ...errors import LibraryError, disk_problem
from .watched import State, Watched, Wish

FILE: Final = "watched.sqlite"
BUSY_SECONDS: Final = 10.0
_SCHEMA: Final = (
    "CREATE TABLE IF NOT EXISTS watched (place TEXT PRIMARY KEY, wish TEXT NOT NULL, state TEXT NOT NULL)"
)
_ADDED: Final = "INSERT INTO watched VALUES (?, ?, ?) ON CONFLICT (place) DO UPDATE SET wish = excluded.wish"


class Watchlist:
    """What a library watches; usable from any thread. Nothing is written before something is added."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / FILE

    @property
    def exists(self) -> bool:
        """Whether anything was ever watched."""
        return self._file.exists()

    def all(self) -> list[Watched]:
        """Return what is watched, in the order of its names."""
        if not self.exists:
            return []
        with self._connected() as connection:
            made = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'watched'").fetchone()
            listed = "SELECT wish, state FROM watched ORDER BY place"
            rows = connection.execute(listed).fetchall() if made else []  # else it is just being made
        return [Watched(_wish(wish), _state(state)) for wish, state in rows]

    def add(self, wishes: Sequence[Wish]) -> None:
        """Watch these; of what is watched already the wish is replaced, and what came of it stays."""
        rows = [(each.place, json.dumps(asdict(each)), json.dumps(asdict(State()))) for each in wishes]
        with self._connected() as connection:
            connection.execute(_SCHEMA)
            connection.executemany(_ADDED, rows)

    def note(self, place: str, state: State) -> None:
        """Keep what came of a look at something, unless it is watched no more."""
        with self._connected() as connection:
            told = json.dumps(asdict(state))
            connection.execute("UPDATE watched SET state = ? WHERE place = ?", [told, place])

    def remove(self, place: str) -> bool:
        """Watch something no more; false if it was not watched."""
        if not self.exists:
            return False
        with self._connected() as connection:
            return bool(connection.execute("DELETE FROM watched WHERE place = ?", [place]).rowcount)

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        """Give a connection within one transaction that is on the disk when it ends."""
        try:
            with closing(sqlite3.connect(self._file, timeout=BUSY_SECONDS)) as connection, connection:
                yield connection
        except sqlite3.OperationalError as problem:
            raise disk_problem(str(self._file), problem) from problem
        except sqlite3.DatabaseError as problem:
            reason = f"{self._file}: is damaged ({problem}); remove it and name again what is to be watched"
            raise LibraryError(reason) from problem


def _wish(written: str) -> Wish:
    return Wish(**json.loads(written))


def _state(written: str) -> State:
    known: dict[str, Any] = json.loads(written)
    return State(**known | {"change": tuple(known["change"])})
