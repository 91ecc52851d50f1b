"""A filter -> the condition of SQL that its articles meet."""

from __future__ import annotations

import json

from ..passage import Filter, bare


def where(chosen: Filter, *, day: str = "published") -> tuple[str, list[str]]:
    """Return a condition on rows of ``articles`` and the values of its places; ``day`` is their day's column.

    With a plus before it SQLite does not look the days up in an index.
    """
    parts, values = ["1"], []
    for test, value in ((f"{day} >= ?", chosen.since), (f"{day} <= ?", chosen.until)):
        if value is not None:
            parts.append(test)
            values.append(value)
    if chosen.sources is not None:
        parts.append("folded(source) IN (SELECT value FROM json_each(?))")
        names = [bare(name) for name in chosen.sources]
        values.append(json.dumps([*names, *(f"the {name}" for name in names)]))
    for test, ids in (("", chosen.articles), ("NOT ", chosen.without or None)):
        if ids is not None:
            parts.append(f"{test}id IN (SELECT value FROM json_each(?))")
            values.append(json.dumps(list(ids)))
    return " AND ".join(parts), values
