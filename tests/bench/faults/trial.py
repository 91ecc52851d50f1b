"""How a fault ends, for all kinds of faults: one value, what makes it a bad one, and the table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from index.errors import QuothError

Outcome = Literal["right", "one line", "LOST", "WRONG", "TRACEBACK", "DESTROYS"]
OUTCOMES: Final[tuple[Outcome, ...]] = ("right", "one line", "LOST", "WRONG", "TRACEBACK", "DESTROYS")
BAD: Final = frozenset(OUTCOMES[2:])
DESTROYS: Final = ("remove the folder", "add the articles again", "rm ", "make a new one", "delete")
"""Advice that takes away what may be sound."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One fault and how it ended; ``times`` are the points in time that left the same files."""

    kind: str
    what: str
    outcome: Outcome
    line: str = ""
    times: int = 1


def told(problem: Exception) -> tuple[Outcome, str]:
    """Return how an exception ends a trial: one clear line is well, unless its advice destroys."""
    line = str(problem)
    if not isinstance(problem, QuothError):
        return "TRACEBACK", repr(problem)
    if "\n" in line:
        return "TRACEBACK", line
    return ("DESTROYS" if any(word in line for word in DESTROYS) else "one line"), line


def bad(found: Sequence[Trial]) -> list[Trial]:
    """Return the trials that ended badly."""
    return [one for one in found if one.outcome in BAD]


def table(found: Sequence[Trial]) -> Iterator[str]:
    """Yield a row for each kind of fault and what it was done to, with how many ended how."""
    yield f"{'':22}{'':26}" + "".join(f"{name:>11}" for name in ("all", *OUTCOMES))
    for kind, what in dict.fromkeys((one.kind, one.what) for one in found):
        yield f"{kind:22}{what:26}" + _counted([one for one in found if (one.kind, one.what) == (kind, what)])


def total(found: Sequence[Trial]) -> str:
    """Return the row of all."""
    return f"{'all':48}" + _counted(found)


def _counted(found: Sequence[Trial]) -> str:
    counts: Counter[str] = Counter()
    for one in found:
        counts.update({one.outcome: one.times, "all": one.times})
    return "".join(f"{counts[name]:11,}" for name in ("all", *OUTCOMES))
