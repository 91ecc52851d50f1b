"""What one server serves: the assistant that answers, the people who ask it, and what they have asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import quote

from rag.assistant import Assistant
from rag.saved.kept import SavedQuestions

from ..conversations.live import Live
from ..conversations.store import Conversations
from ..feedback.kept import KeptFeedback, feedback_of
from ..queue import Desk, Places, Workers
from ..render.texts import NAME
from .access import Access

BELOW: Final = "/in"  # where the libraries lie that are not the first


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
        name: that of the library, where there are several.
        shelf: the sites of all libraries of the server by their names, in their order; one puts itself there.
        desk: takes every question to the assistant, of people and of programs.
        saved: the questions that are kept, and
        feedback: what people thought of answers; both lie where the conversations do.
    """

    assistant: Assistant
    conversations: Conversations
    access: Access = field(default_factory=Access)
    questions: Sequence[str] = ()
    live: Live = field(default_factory=Live)
    places: Places | None = None
    workers: Workers | None = None
    name: str = ""
    shelf: dict[str, Site] = field(default_factory=dict, repr=False, compare=False)
    desk: Desk = field(init=False)
    saved: SavedQuestions = field(init=False)
    feedback: KeptFeedback = field(init=False)

    def __post_init__(self) -> None:
        first = next((each for name, each in self.shelf.items() if name != self.name), None)
        beside = first.desk if first else None
        desk = Desk(self.assistant, self.places, self.workers, library=self.name, beside=beside)
        object.__setattr__(self, "desk", desk)
        library, here = self.assistant.library, self.conversations.in_file
        object.__setattr__(self, "saved", SavedQuestions(library, here=here))
        object.__setattr__(self, "feedback", feedback_of(library, here=here))
        self.shelf[self.name] = self

    @property
    def root(self) -> str:
        """Where its page lies: that of the first library at the server's root, each other below its name."""
        return "" if self is next(iter(self.shelf.values())) else f"{BELOW}/{quote(self.name, safe='')}"

    @property
    def title(self) -> str:
        """The title of its page."""
        return f"{NAME}: {self.name}" if self.name else NAME

    def starters(self, patience: float) -> Sequence[str]:
        """Return the questions to begin with; while they are looked for, those of the library as it was.

        So many seconds are waited for them.
        """
        return self.questions or self.desk.starters(patience)
