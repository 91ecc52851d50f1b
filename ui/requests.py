"""The days and sources that a question is asked of, as a request names them: light, for every room."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from index.passage import Filter, chosen


def asked_filter(known: Mapping[str, Any]) -> Filter:
    """Read ``since``, ``until`` and ``sources``.

    Raises:
        ValueError: one is of another kind, a day is none, or the first lies after the last.
    """
    sources = known.get("sources")
    if not (sources is None or isinstance(sources, list)):
        raise ValueError('"sources" must be a list of names')
    return chosen(known.get("since"), known.get("until"), sources)
