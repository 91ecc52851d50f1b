"""Floors under what was measured: committed beside the digest of the data, lowered only when asked to.

A figure may lie ``MARGIN`` under its floor: int8 sums round otherwise on other processors, which changed
3 % of the best spans between AVX2 and AMX; of 150 questions that moves a share by up to .02.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from math import isnan
from pathlib import Path
from typing import Final

MARGIN: Final = 0.02
DIGITS: Final = 3  # of floors, and of what lies under one
FLOORS: Final = Path(__file__).parent / "floors.json"


@dataclass(frozen=True, slots=True)
class Floors:
    """The least that each metric has to reach, on data of one digest, with so many questions of a kind.

    All metrics are shares in [0, 1], the higher the better.
    """

    data: str
    questions: int
    least: Mapping[str, float]


def read(path: Path = FLOORS) -> Floors:
    """Return the committed floors."""
    return Floors(**json.loads(path.read_text(encoding="utf-8")))


def write(floors: Floors, path: Path = FLOORS) -> None:
    """Commit floors to their file, one metric a line, sorted."""
    rounded = {name: round(value, DIGITS) for name, value in sorted(floors.least.items())}
    path.write_text(json.dumps(asdict(floors) | {"least": rounded}, indent=2) + "\n", encoding="utf-8")


def failures(measured: Mapping[str, float], floors: Floors, *, data: str, questions: int) -> list[str]:
    """Return a line for each metric under its floor or not measured; none when all is well.

    Figures of other data, or of another number of questions, are not compared: that is a failure too.
    """
    if (data, questions) != (floors.data, floors.questions):
        return [
            f"the floors are for data {floors.data} and {floors.questions} questions of a kind,"
            f" not for data {data} and {questions}; measure with those, or set new floors with --lower"
        ]
    found = []
    for name, least in floors.least.items():
        value = measured.get(name)
        if value is None:
            found.append(f"{name} was not measured; its floor is {least:.3f}")
        elif not round(value - least, DIGITS) >= -MARGIN:  # so that NaN fails
            found.append(f"{name} is {value:.3f}, under its floor {least:.3f} less {MARGIN}")
    return found


def raised(measured: Mapping[str, float], floors: Floors, *, lower: bool = False) -> Floors:
    """Return the floors with every metric that was measured at its new value.

    Floors only rise, and none goes, unless ``lower`` is given: then they are what was measured. What is no
    number is left out.
    """
    measured = {name: value for name, value in measured.items() if not isnan(value)}
    if lower:
        return Floors(floors.data, floors.questions, dict(measured))
    best = {name: max(value, floors.least.get(name, value)) for name, value in measured.items()}
    return Floors(floors.data, floors.questions, {**floors.least, **best})
