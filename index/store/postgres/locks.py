"""What our locks on a server are told from others by, and from each other: the first number of each.

The second is the library's schema, or the server that answers.
"""

from __future__ import annotations

from typing import Final

WRITER: Final = 1_903_260_016  # who adds, for longer than a transaction
TRANSACTION: Final = 1_903_260_017  # who writes just now
CONVERSATIONS: Final = 1_903_260_018  # who makes the tables of conversations
OWNERS: Final = 1_903_260_019  # who answers, for as long as it lives
ENGINE: Final = 1_903_260_020  # who writes what a search engine holds

HELD: Final = (
    "locktype = 'advisory' AND granted AND classid = ? AND objid = CAST(? AS BIGINT) & 4294967295"
    " AND pg_locks.database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)
"""The condition that a row of ``pg_locks`` is a lock of two numbers that somebody has."""
