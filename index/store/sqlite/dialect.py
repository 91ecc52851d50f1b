"""SQLite's own words, and its connection."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any, Final

from ..database import Dialect


def _listed(values: Iterable[Any]) -> str:
    return json.dumps(list(values))


SQLITE: Final = Dialect(
    those="IN (SELECT value FROM json_each(?))",
    listed=_listed,
    pairs="SELECT value ->> 0, value ->> 1 FROM json_each(?)",
    holds="instr({}, ?) > 0",
    gathered="json_group_array",
    unindexed="+",
    in_order="CROSS JOIN",
    known_table="SELECT 1 FROM sqlite_master WHERE name = ?",
    makes_late=True,
    longest_name=None,
)


class SqliteConnection(sqlite3.Connection):
    """A connection to a file that rows are read and written over."""

    sql: Final = SQLITE

    def rows(self, query: str, values: Sequence[Any] = (), /) -> list[Any]:
        """Return every row of a query."""
        return self.execute(query, values).fetchall()
