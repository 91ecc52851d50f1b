"""A language model that writes answers, and how it is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from index.passage import Hit

from ..feed import Stop
from ..llm.chunks import Patience, name_of
from ..llm.generate import Reply
from ..llm.models import CONTEXT
from ..usage import Price
from .prompt import Prompt, prompt

RESERVED: Final = 1024  # tokens of the context kept for the reply, where the model does not say
LARGEST_SHARE: Final = 0.5  # of the context; a reply may not take more of a small one


@dataclass(frozen=True, slots=True)
class Writer:
    """A LlamaIndex LLM, how long it is waited for, and what its tokens cost."""

    llm: Any
    patience: Patience
    price: Price | None = None

    def prompt(self, question: str, hits: Sequence[Hit], today: date) -> Prompt | None:
        """Return the prompt with the passages that fit the model's context; ``None`` if none does."""
        return prompt(question, hits, today=today, room=self.room)

    def reply(self, asked: Prompt, stop: Stop) -> Reply:
        """Return the reply to a prompt."""
        return Reply(self.llm, asked.system, asked.user, self.patience, stop)

    @property
    def room(self) -> int:
        """The tokens of the model's context that a prompt may have."""
        told = self.llm.metadata.num_output
        kept = told if told and told > 0 else RESERVED
        return self.context - min(kept, int(self.context * LARGEST_SHARE))

    @property
    def context(self) -> int:
        """How many tokens the model takes, its reply included."""
        return int(self.llm.metadata.context_window or CONTEXT)

    @property
    def too_small(self) -> str:
        """Why it cannot be asked when not even one passage fits."""
        return f"the context of the model {name_of(self.llm)}, {self.context:,} tokens, is too small"
