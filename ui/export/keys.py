"""Keys of a bibliography: ``meridianwire2018``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable


def keys_of(works: Iterable[tuple[str, str | None]]) -> list[str]:
    """Return a key for each (outlet, ISO day): outlet and year, in ASCII, then ``-2``, ``-3`` … for the next.

    A key depends on the works before it alone, so that it stays when more are cited later.
    """
    keys: list[str] = []
    seen: dict[str, int] = {}
    for outlet, published in works:
        base = _ascii(outlet) + (published or "")[:4] or "article"
        seen[base] = seen.get(base, 0) + 1
        keys.append(base if seen[base] == 1 else f"{base}-{seen[base]}")
    return keys


def _ascii(outlet: str) -> str:
    letters = unicodedata.normalize("NFKD", outlet).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]", "", letters.lower())
