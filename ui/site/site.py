"""What one server serves: the assistant that answers, the people who ask it, and what they have asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from rag.assistant import Assistant

from ..conversations.live import Live
from ..conversations.store import Conversations
from ..queue import Desk, Places, Workers
from .access import Access


@dataclass(frozen=True, slots=True)
class Site:
    """Everything that the page and the routes share.

    Attributes:
        assistant: answers from its library.
        conversations: what was asked and told.
        access: who may come in, and change the library.
        questions: offered as examples on the page; without any, those that the library is found to answer.
        live: what is being answered now.
        places: how much is answered at once; by default what fits this machine.
        workers: processes that answer; without any, threads of this one do.
        desk: takes every question to the assistant, of people and of programs.
    """

    assistant: Assistant
    conversations: Conversations
    access: Access = field(default_factory=Access)
    questions: Sequence[str] = ()
    live: Live = field(default_factory=Live)
    places: Places | None = None
    workers: Workers | None = None
    desk: Desk = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "desk", Desk(self.assistant, self.places, self.workers))

    def starters(self, patience: float) -> Sequence[str]:
        """Return the questions to begin with; while they are looked for, those of the library as it was.

        So many seconds are waited for them.
        """
        return self.questions or self.desk.starters(patience)
