"""Which conversations a person has, and those that hold some words."""

from __future__ import annotations

import json
import re
from typing import Final

from index.store.database import UNLIMITED, Connection
from index.text.words import folded

from .values import Listed

AROUND: Final = 60  # characters before and after words that were found


def listing(connection: Connection, user: str, words: str, most: int) -> list[Listed]:
    """Return a person's conversations, the last changed first; those that hold the words, if any.

    At most ``most`` of them, however many are looked through.
    """
    wanted = folded(words)
    rows = connection.execute(
        "SELECT id, title, changed, (SELECT count(*) FROM exchanges WHERE conversation = id)"
        ' FROM conversations WHERE "user" = ? ORDER BY changed DESC, id LIMIT ?',
        [user, UNLIMITED if wanted else most],
    )
    found: list[Listed] = []
    for row in rows:
        each = _found(connection, Listed(*row), wanted) if wanted else Listed(*row)
        if each:
            found.append(each)
        if len(found) == most:
            break
    return found


def _found(connection: Connection, one: Listed, wanted: str) -> Listed | None:
    """Return a conversation with the words around those that were looked for, ``None`` without them."""
    if wanted in (folded(one.title) or ""):
        return one
    rows = connection.execute(
        "SELECT question, told FROM exchanges WHERE conversation = ? ORDER BY number", [one.id]
    )
    for question, told in rows:
        for text in (question, json.loads(told)["text"] if told else ""):
            if wanted in (folded(text) or ""):
                place = re.search(re.escape(wanted), text, re.IGNORECASE)
                start, end = place.span() if place else (0, 0)  # folding may have made letters longer
                around = text[max(start - AROUND, 0) : end + AROUND]
                return Listed(one.id, one.title, one.changed, one.questions, " ".join(around.split()))
    return None
