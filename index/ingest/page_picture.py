"""An article's page as it looks, drawn from the file that it was read from, if that is still what it was."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Final

from ..errors import SourceError
from ..sources import KeptParser, read_bytes
from ..store import Store

_DRAWING: Final = Lock()  # a page may take a core for a second


def page_picture(store: Store, article_id: str, number: int) -> bytes | None:
    """Return a page, counted from 1, as a PNG; ``None`` where no file shows it, or not as it was read.

    An article from a link or from a file within another has no such picture.
    """
    held = sorted(origin for origin, _ in store.origins([article_id]))
    several, digests = store.several(held), store.origin_digests(held)
    for origin in held:
        content = _unchanged(origin, digests.get(origin, "")) if origin not in several else None
        if content is None:
            continue
        with _DRAWING, KeptParser() as parser:
            drawn = parser.page_picture(origin, content, number)
        if drawn:
            return drawn
    return None


def _unchanged(origin: str, seal: str) -> bytes | None:
    """Return what a file holds if it is what was read, ``None`` for a link and for what has gone."""
    path = Path(origin)
    if not path.is_absolute() or not path.is_file():
        return None
    try:
        content = read_bytes(path)
    except SourceError:
        return None
    return content if seal.startswith(sha256(content).hexdigest()) else None
