"""What the page sends with a question: which conversation it belongs to, and what it is asked of."""

from __future__ import annotations

import json
from dataclasses import dataclass

from index.passage import Filter, checked_query

from ..requests import asked_filter


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
