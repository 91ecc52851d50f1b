"""What the page's process and a worker say to each other: frozen values, pickled, over a pipe of their own.

Over one pipe one question at a time is answered: ``Ask``; pieces; ``End``. ``Stop`` may come at any time.
"""

from __future__ import annotations

import traceback
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from index.errors import QuothError

if TYPE_CHECKING:
    from .wish import Wish


@dataclass(frozen=True, slots=True)
class Ready:
    """A worker has opened the library and can answer."""


@dataclass(frozen=True, slots=True)
class Ask:
    """Answer a wish; ``number`` tells it from those before it on the same pipe.

    ``model`` is the socket at which the model of a file answers, which the page's process runs, or why it
    does not; empty where no such model writes.
    """

    number: int
    wish: Wish
    model: str | Problem = ""


@dataclass(frozen=True, slots=True)
class Stop:
    """Nobody waits for the answer of that number any more."""

    number: int


@dataclass(frozen=True, slots=True)
class Starters:
    """Say a few questions to begin with; ``patience`` in seconds is that of ``Assistant.starters``."""

    patience: float
    library: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong: an error that people are told, with its line, or any other with its traceback."""

    kind: type[Exception]
    line: str

    @classmethod
    def of(cls, raised: BaseException) -> Problem:
        """Return what is sent of an error; not itself, for some cannot be pickled or made again."""
        if isinstance(raised, QuothError):
            return cls(type(raised), str(raised))
        if isinstance(raised, ValueError):
            return cls(ValueError, str(raised))
        return cls(RuntimeError, "in a worker: " + "".join(traceback.format_exception(raised)).strip())

    def raised(self) -> Exception:
        """Return the error to raise here."""
        problem = self.kind.__new__(self.kind, self.line)  # some take other arguments
        problem.args = (self.line,)
        return problem


@dataclass(frozen=True, slots=True)
class End:
    """An answer is over: what is told of it, none if it was stopped; or what went wrong.

    ``steps`` are names and seconds.
    """

    told: Any = None
    problem: Problem | None = None
    steps: tuple[tuple[str, float], ...] = ()
