"""What an engine's rows were made of, as a text that stands among them."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from ..store import BEFORE_ALL, Change

if TYPE_CHECKING:
    from ..store import Store

ANALYSIS: Final = 1  # counts up with what a row holds
EARLIER: Final = 64  # changes that are kept to know the library by

State = Literal["filling", "changing", "whole"]


@dataclass(frozen=True, slots=True)
class Stamp:
    """What rows were made of.

    Attributes:
        state: whether they are being written from nothing, brought to another change, or neither.
        encoder: the identity of the one that made the vectors.
        change: of the store that they are in step with.
        passages: how many of them there are.
        length: how many terms all of these have.
        filling: a token of the time when they were last written from nothing.
        toward: the change that they are being brought to.
        earlier: some changes that they were in step with, and their library's first, by which it is known.
        analysis: what a row holds; rows of another are no use.
    """

    state: State
    encoder: str
    change: Change
    passages: int
    length: int
    filling: str
    toward: Change | None = None
    earlier: tuple[Change, ...] = ()
    analysis: int = ANALYSIS

    @property
    def mean(self) -> float:
        """The terms of a passage on average."""
        return self.length / self.passages if self.passages else 0.0

    @property
    def changes(self) -> tuple[Change, ...]:
        """Some changes that they were in step with, the last one last."""
        return (*self.earlier, self.change)

    @property
    def text(self) -> str:
        """It as a text; ``read`` gives it back."""
        return json.dumps(asdict(self))

    @classmethod
    def read(cls, text: str | None) -> Stamp | None:
        """Return what a text says, ``None`` where it makes no sense."""
        try:
            said = json.loads(text or "")
            said["change"] = Change(**said["change"])
            said["toward"] = said["toward"] and Change(**said["toward"])
            said["earlier"] = tuple(Change(**each) for each in said["earlier"])
            return cls(**said)
        except (ValueError, TypeError, LookupError):
            return None

    def is_of(self, store: Store) -> bool:
        """Tell whether the rows are of that library, be it of a change that it has not been at."""
        return any(store.has_been(each) for each in self.changes)

    def known_by(self, *changes: Change) -> Stamp:
        """Return the stamp with changes of their library before; of many those lie ever farther apart."""
        earlier = tuple(dict.fromkeys(each for each in changes if each not in (BEFORE_ALL, self.change)))
        while len(earlier) > EARLIER:
            earlier = (*earlier[: EARLIER // 2 : 2], *earlier[EARLIER // 2 :])
        return replace(self, earlier=earlier)

    def bound_for(self, change: Change) -> Stamp:
        """Return the stamp of rows that are being brought to another change."""
        return replace(self, state="filling" if self.state == "filling" else "changing", toward=change)

    def after(self, change: Change, *, passages: int, length: int) -> Stamp:
        """Return the stamp of rows that were brought to another change, and are so many now."""
        now = replace(self, state="whole", change=change, toward=None, passages=passages, length=length)
        return now.known_by(*self.changes)
