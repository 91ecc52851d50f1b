"""What one server serves: the assistant that answers, and the people who ask it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from rag.assistant import Assistant

from .access import Access


@dataclass(frozen=True, slots=True)
class Site:
    """Everything that the page and the routes share.

    Attributes:
        assistant: answers from its library.
        access: who may come in, and change the library.
        questions: offered as examples on the page.
    """

    assistant: Assistant
    access: Access = field(default_factory=Access)
    questions: Sequence[str] = ()
