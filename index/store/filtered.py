"""A filter -> the condition of SQL that its articles meet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..passage import Filter

if TYPE_CHECKING:
    from .database import Dialect


def where(sql: Dialect, chosen: Filter, *, day: str = "published") -> tuple[str, list[Any]]:
    """Return a condition on rows of ``articles`` and the values of its places; ``day`` is their day's column.

    The sources of the filter are spelt as articles have them.
    """
    parts, values = ["1 = 1"], []
    for test, value in ((f"{day} >= ?", chosen.since), (f"{day} <= ?", chosen.until)):
        if value is not None:
            parts.append(test)
            values.append(value)
    lists = (("source", chosen.sources), ("id", chosen.articles), ("NOT id", chosen.without or None))
    for test, those in lists:
        if those is not None:
            parts.append(f"{test} {sql.those}")
            values.append(sql.listed(those))
    return " AND ".join(parts), values
