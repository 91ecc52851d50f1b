"""Which changes led to a library's rows, and which articles each of the last of them touched.

Triggers of the writing connection note the articles, so no statement can be forgotten. With them a reader
brings what it keeps in memory up to date at the cost of what was changed.
"""

from __future__ import annotations

import json
import secrets
from typing import TYPE_CHECKING, Final

from . import BEFORE_ALL, Change

if TYPE_CHECKING:
    import sqlite3

KEPT: Final = 100  # changes whose articles are known
MOST: Final = 5000  # articles of one change that are noted; of more it is as quick to read all anew

_NOTED: Final = ("articles", "id"), ("passages", "article_id")
_TOUCHED: Final = f"SELECT CASE WHEN count(*) <= {MOST} THEN json_group_array(article_id) END FROM touched"


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


def count_change(connection: sqlite3.Connection) -> None:
    """Note that a transaction changes articles or passages, and which; part of it."""
    connection.execute(
        f"INSERT INTO changes SELECT ifnull(max(number), 0) + 1, ?, ({_TOUCHED}) FROM changes",
        [secrets.token_hex(8)],
    )
    connection.execute(
        "UPDATE changes SET articles = NULL WHERE number = (SELECT max(number) - ? FROM changes)", [KEPT]
    )


def last_change(connection: sqlite3.Connection) -> Change:
    """Return the last change of a library."""
    row = connection.execute("SELECT number, token FROM changes ORDER BY number DESC LIMIT 1").fetchone()
    return Change(*row) if row else BEFORE_ALL


def touched_since(connection: sqlite3.Connection, change: Change) -> set[str] | None:
    """Return the ids of the articles that were touched after a change.

    ``None`` where that is not known: it lies too far back, or is none of those that led to the rows.
    """
    rows = connection.execute(
        "SELECT number, token, articles FROM changes WHERE number >= ? ORDER BY number", [change.number]
    ).fetchall()
    if not rows or rows[0][:2] != (change.number, change.token) or None in [row[2] for row in rows[1:]]:
        return None
    return {article_id for row in rows[1:] for article_id in json.loads(row[2])}
