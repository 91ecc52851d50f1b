"""Which changes led to a library's rows, and which articles each of the last of them touched.

Triggers note the articles in ``touched``, so no statement can be forgotten. With them a reader brings what
it keeps in memory up to date at the cost of what was changed.
"""

from __future__ import annotations

import json
import secrets
from typing import TYPE_CHECKING, Final

from . import BEFORE_ALL, Change

if TYPE_CHECKING:
    from .database import Connection, Rows

KEPT: Final = 100  # changes whose articles are known
MOST: Final = 5000  # articles of one change that are noted; of more it is as quick to read all anew


def count_change(connection: Connection) -> None:
    """Note that a transaction changes articles or passages, and which; part of it."""
    connection.execute(
        "INSERT INTO changes (number, token, articles)"
        f" SELECT coalesce(max(number), 0) + 1, ?, ({_touched(connection)}) FROM changes",
        [secrets.token_hex(8)],
    )
    connection.execute(
        "UPDATE changes SET articles = NULL WHERE number = (SELECT max(number) - ? FROM changes)", [KEPT]
    )


def last_change(rows: Rows) -> Change:
    """Return the last change of a library."""
    found = rows.rows("SELECT number, token FROM changes ORDER BY number DESC LIMIT 1")
    return Change(*found[0]) if found else BEFORE_ALL


def first_change(rows: Rows) -> Change:
    """Return the first change of a library."""
    found = rows.rows("SELECT number, token FROM changes ORDER BY number LIMIT 1")
    return Change(*found[0]) if found else BEFORE_ALL


def touched_since(rows: Rows, change: Change) -> set[str] | None:
    """Return the ids of the articles that were touched after a change.

    ``None`` where that is not known: it lies too far back, or is none of those that led to the rows.
    """
    known = "SELECT number, token, articles FROM changes WHERE number >= ? ORDER BY number"
    found = rows.rows(known, [change.number])
    if not found or found[0][:2] != (change.number, change.token) or None in [row[2] for row in found[1:]]:
        return None
    return {article_id for row in found[1:] for article_id in json.loads(row[2])}


def _touched(connection: Connection) -> str:
    """Return a query of the articles that were noted as JSON, ``NULL`` of too many."""
    noted = f"coalesce(CAST({connection.sql.gathered}(article_id) AS TEXT), '[]')"
    return f"SELECT CASE WHEN count(*) <= {MOST} THEN {noted} END FROM touched"
