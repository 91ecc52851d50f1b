"""A database that is older than what was made of it: an old one was put back, or a disk lost changes.

What is derived is then made again and says nothing any more, so it is told as a library is opened.
"""

from __future__ import annotations

import json
import logging
from contextlib import suppress
from pathlib import Path
from typing import Final

from ..store import BEFORE_ALL, Change, Store

log: Final = logging.getLogger(__name__)


def tell_lost(store: Store, folder: Path) -> None:
    """Log one line where the indexes in a library's folder know of later changes than its database."""
    known = _changes(folder).values()
    then, now = max(known, key=lambda change: change.number, default=BEFORE_ALL), store.change()
    if then.number > now.number and not store.has_been(then):
        log.warning(
            "%s: an older database was put back, or changes to it were lost: it is at change %d, and its"
            " indexes have seen change %d; what was added or removed since is to be done again",
            store.place,
            now.number,
            then.number,
        )


def forget_lost(store: Store, folder: Path) -> None:
    """Take away the stamps of indexes of other changes than led to rows that were put back on purpose."""
    for stamp, change in _changes(folder).items():
        if not store.has_been(change):
            with suppress(OSError):
                stamp.unlink()


def _changes(folder: Path) -> dict[Path, Change]:
    """Return the changes that the indexes were made at by their stamps, as far as they can be read."""
    found = {}
    for stamp in folder.glob("*.json"):
        try:
            change = Change(*json.loads(stamp.read_bytes())["change"])
        except (OSError, ValueError, TypeError, LookupError):  # it is made again in any case
            continue
        if isinstance(change.number, int):
            found[stamp] = change
    return found
