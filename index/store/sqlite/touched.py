"""Which articles a connection to SQLite touches: triggers of its own note them."""

from __future__ import annotations

import sqlite3
from typing import Final

_NOTED: Final = ("articles", "id"), ("passages", "article_id")


def note_touched(connection: sqlite3.Connection) -> None:
    """Have a connection note which articles it touches, until it is closed."""
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("CREATE TEMP TABLE touched (article_id TEXT PRIMARY KEY) WITHOUT ROWID")
    for table, key in _NOTED:  # an OR IGNORE would yield to what the statement outside does on a conflict
        for event, row in (("INSERT", "new"), ("UPDATE", "new"), ("DELETE", "old")):
            connection.execute(
                f"CREATE TEMP TRIGGER {table}_{event} AFTER {event} ON main.{table}"
                f" BEGIN INSERT INTO touched SELECT {row}.{key} WHERE {row}.{key} NOT IN touched; END"
            )
