"""What the page sends with a question: which conversation it belongs to, and what it is asked of."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from index.filter import Filter, chosen
from index.query import checked_query


@dataclass(frozen=True, slots=True)
class Asking:
    """A question within a conversation; ``None`` for a new one.

    ``rewrite`` is whether a follow-up may be searched with what the conversation is about.
    """

    question: str
    conversation: str | None = None
    only: Filter = Filter()  # noqa: RUF009 - a frozen value
    rewrite: bool = True


def asking(question: str, where: str) -> Asking:
    """Read a question as typed and the JSON that the page puts beside it.

    Raises:
        ValueError: it cannot be asked; one line says why.
    """
    typed = checked_query(question.encode(errors="replace").decode())  # half a character cannot be kept
    try:
        values = json.loads(where or "{}")
    except ValueError:
        values = None
    if not isinstance(values, dict):
        raise ValueError("the page sent something that is no JSON object; reload it")
    conversation = values.get("conversation")
    only = asked_filter({name: value for name, value in values.items() if value})
    return Asking(
        typed, str(conversation) if conversation else None, only, values.get("rewrite") is not False
    )


def asked_filter(known: Mapping[str, Any]) -> Filter:
    """Read ``since``, ``until`` and ``sources``.

    Raises:
        ValueError: one is of another kind, a day is none, or the first lies after the last.
    """
    sources = known.get("sources")
    if not (sources is None or isinstance(sources, list)):
        raise ValueError('"sources" must be a list of names')
    return chosen(known.get("since"), known.get("until"), sources)
