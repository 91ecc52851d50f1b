"""What shows that a row is what was stored: a CRC-32 of all of it, its key included.

SQLite notices a page that makes no sense, and nothing that still does: a bit that flips in a vector or a day
is another value. Rows that an earlier version stored have no checksum until they are written anew.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from zlib import crc32

from ..errors import REPAIR, LibraryDamaged


def article_sum(values: Sequence[Any]) -> int:
    """Return the checksum of an article's columns."""
    return crc32(json.dumps(list(values)).encode())


def passage_sum(article_id: str, start: int, end: int, vector: bytes) -> int:
    """Return the checksum of a passage; its number is given by the database later."""
    return crc32(vector, crc32(f"{article_id}\n{start}\n{end}".encode()))


def check_article(article_id: str, values: Sequence[Any], checksum: int | None) -> None:
    """Raise ``LibraryDamaged`` for an article that is not what was stored."""
    if checksum is not None and article_sum(values) != checksum:
        raise not_as_stored(article_id)


def not_as_stored(article_id: str) -> LibraryDamaged:
    """Return what to say of an article that is not what was stored."""
    return LibraryDamaged(
        f"article {article_id} is not what was stored; put a backup of the library back, or mend it with"
        " quoth repair"
    )


def check_passage(passage: Sequence[Any], vector: object, checksum: int | None) -> None:
    """Raise ``LibraryDamaged`` for a passage (id, article's id, start, end) that is not what was stored."""
    _, article_id, start, end = passage
    whole = isinstance(vector, bytes) and checksum in (None, passage_sum(article_id, start, end, vector))
    if not whole:
        raise passage_not_as_stored(passage[0])


def passage_not_as_stored(passage_id: int) -> LibraryDamaged:
    """Return what to say of a passage that is not what was stored."""
    return LibraryDamaged(
        f"passage {passage_id} is not what was stored; quoth repair makes it again from its article"
    )


def rows_lost(place: str) -> LibraryDamaged:
    """Return what to say where a row is not found that others of the same change say is there."""
    return LibraryDamaged(f"{place}: is damaged (it does not find all that it holds); {REPAIR}")
