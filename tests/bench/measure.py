"""Numbers measured in turn -> medians and ratios."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two things measured in turn: ``ours[i]`` and ``theirs[i]`` were taken one after the other."""

    ours: tuple[float, ...]
    theirs: tuple[float, ...]

    @property
    def ratios(self) -> tuple[float, ...]:
        """Ours divided by theirs, one a pair: what slows the machine for a while slows both."""
        return tuple(own / other for own, other in zip(self.ours, self.theirs, strict=True))

    @property
    def ratio(self) -> float:
        """The median of the ratios."""
        return median(self.ratios)

    def __str__(self) -> str:
        """The median ratio, and the least and the greatest."""
        return f"{self.ratio:.2f} ({min(self.ratios):.2f}-{max(self.ratios):.2f})"


@dataclass(frozen=True, slots=True)
class Goal:
    """A bound that a number should keep."""

    bound: float
    at_most: bool = False

    def met(self, value: float) -> bool:
        """Whether a number keeps the bound."""
        return value <= self.bound if self.at_most else value >= self.bound

    def __str__(self) -> str:
        """The bound with its sign."""
        return f"{'<=' if self.at_most else '>='} {self.bound:.3g}"


def alternated(runs: Sequence[Callable[[], T]], rounds: int) -> list[tuple[T, ...]]:
    """Return what each run measured, one value a round; the runs take turns: A B A B."""
    taken = [[run() for run in runs] for _ in range(rounds)]
    return list(zip(*taken, strict=True))
