"""A number in a text: what it is, and whether two of one thing can both be right."""

from __future__ import annotations

from dataclasses import dataclass
from math import isclose
from typing import Final, Literal

Bound = Literal["exact", "about", "least", "most"]
"""How a number is meant: as it stands, rounded, or as a limit from below or from above."""
Kind = Literal["count", "year", "day", "name", "ordinal"]
"""What a number is: "day" is one of a day or an hour, "name" one of a name, a score or a section."""

ABOUT: Final = 0.1  # share by which a number may lie off one that is meant as "about"
FAR: Final = 1.5  # times a limit: a number beyond is another count
PER_CENT: Final = "%"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a text, ``text[start:end]``, without the words that say how it is meant.

    Attributes:
        value: the number, scaled: 5.43e9 for "$5.43 billion"; the lower end of a range.
        high: the upper end of a range, else ``value``.
        money: "%" for a share, "percentage points", a currency such as "USD", else empty.
        units: the plain words behind the number in lower case, two at most, without a plural's "s".
        bound: how it is meant.
        opens: where the words begin that say so: "at least" of "at least 78".
        step: the worth of the last digit that is written: 1e7 for "$5.43 billion", 1e3 for "7,000".
        kind: what it is; only a "count" counts.
        loose: whether it is a word such as "one" or "second", which need not count.
    """

    start: int
    end: int
    value: float
    high: float
    money: str
    units: tuple[str, ...]
    bound: Bound
    opens: int
    step: float
    kind: Kind = "count"
    loose: bool = False

    def same(self, other: Figure) -> bool:
        """Whether both count the same; a rounded number stands for the exact one."""
        mine, its = self.money, other.money
        if mine != its and (PER_CENT in (mine, its) or (mine and its)):
            return False
        if isclose(self.value, other.value, rel_tol=1e-9):
            return True
        return self.bound != "exact" and self.kind != "year" and _rounded(self.value, other.value)


def agree(one: Figure, other: Figure) -> bool:
    """Tell whether two figures of one thing can both be right, as rounded and limited as they are.

    "At least 78" is borne out by 80 but not by 218: a limit so far off is another count.
    """
    if any(_limits(limit, exact) for limit, exact in ((one, other), (other, one))):
        return True
    room = max(_room(one), _room(other))
    return one.value - room <= other.high and other.value - room <= one.high


def _limits(limit: Figure, figure: Figure) -> bool:
    """Tell whether a limit bears a figure out."""
    if limit.bound == "least":
        return limit.value <= figure.high <= FAR * limit.value
    return limit.bound == "most" and figure.value <= limit.high <= FAR * figure.value


def _room(figure: Figure) -> float:
    """Return by how much a figure may lie off: half of its last digit, and more where it says "about"."""
    return max(figure.step / 2, ABOUT * figure.high if figure.bound == "about" else 0.0)


def _rounded(mine: float, its: float) -> bool:
    """Whether a number is near another and has fewer digits that say something."""
    return abs(mine - its) <= ABOUT * its and len(_digits(mine)) < len(_digits(its))


def _digits(value: float) -> str:
    return f"{value:.6f}".rstrip("0").rstrip(".").replace(".", "").rstrip("0")
