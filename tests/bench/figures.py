"""A figure of how sources are read, what stands beside it, and its line in the table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from tests.bench.measure import Goal

HEADINGS: Final = ("quoth", "trafilatura", "all text")


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table.

    Attributes:
        name: what was measured.
        ours: by Quoth.
        beside: by trafilatura, and by taking all text that is there, where these were measured.
        goal: the bound that ours should keep.
        low: it is a share of what should not be.
        floored: it is a share, and the gate holds it.
    """

    name: str
    ours: float
    beside: tuple[float, ...] = ()
    goal: Goal | None = None
    low: bool = False
    floored: bool = True

    @property
    def floor(self) -> tuple[str, float]:
        """Its name and value for the gate, where all figures are the better the higher."""
        return (f"1 - {self.name}", 1 - self.ours) if self.low else (self.name, self.ours)

    def __str__(self) -> str:
        """Return the line."""
        beside = "".join(f"{value:13.3f}" for value in self.beside).ljust(26)
        return f"{self.name:64}{self.ours:9.3f}{beside}{self._goal()}".rstrip()

    def _goal(self) -> str:
        if self.goal is None:
            return ""
        return f"   {self.goal} {'met' if self.goal.met(self.ours) else 'MISSED'}"


def headings() -> str:
    """Return the line above all others."""
    ours, other, text = HEADINGS
    return f"{'':64}{ours:>9}{other:>13}{text:>13}   goal"


def floors_of(figures: Iterable[Figure]) -> dict[str, float]:
    """Return the figures that the gate holds."""
    return dict(figure.floor for figure in figures if figure.floored)
