"""The list of what is watched: one small SQLite file in the library's folder, which programs share."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from ...store.sqlite.beside import SmallFile
from .watched import State, Watched, Wish

FILE: Final = "watched.sqlite"
_TABLES: Final = {"watched": "(place TEXT PRIMARY KEY, wish TEXT NOT NULL, state TEXT NOT NULL)"}
_ADDED: Final = "INSERT INTO watched VALUES (?, ?, ?) ON CONFLICT (place) DO UPDATE SET wish = excluded.wish"


class Watchlist:
    """What a library watches; usable from any thread. Nothing is written before something is added."""

    def __init__(self, folder: Path) -> None:
        self._file = SmallFile(folder / FILE, _TABLES, mend="name again what is to be watched")

    @property
    def exists(self) -> bool:
        """Whether anything was ever watched."""
        return self._file.exists

    def all(self) -> list[Watched]:
        """Return what is watched, in the order of its names."""
        rows = self._file.rows("SELECT wish, state FROM watched ORDER BY place")
        return [Watched(_wish(wish), _state(state)) for wish, state in rows]

    def add(self, wishes: Sequence[Wish]) -> None:
        """Watch these; of what is watched already the wish is replaced, and what came of it stays."""
        rows = [(each.place, json.dumps(asdict(each)), json.dumps(asdict(State()))) for each in wishes]
        with self._file.writing() as connection:
            connection.executemany(_ADDED, rows)

    def note(self, place: str, state: State) -> None:
        """Keep what came of a look at something, unless it is watched no more."""
        with self._file.writing() as connection:
            told = json.dumps(asdict(state))
            connection.execute("UPDATE watched SET state = ? WHERE place = ?", [told, place])

    def remove(self, place: str) -> bool:
        """Watch something no more; false if it was not watched."""
        if not self.exists:
            return False
        with self._file.writing() as connection:
            return bool(connection.execute("DELETE FROM watched WHERE place = ?", [place]).rowcount)


def _wish(written: str) -> Wish:
    return Wish(**json.loads(written))


def _state(written: str) -> State:
    known: dict[str, Any] = json.loads(written)
    return State(**known | {"change": tuple(known["change"])})
