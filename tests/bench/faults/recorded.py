"""An act that is done once, with every call that it made to the disk: for kills and power cuts."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from . import calls
from .acts import Act, truth
from .calls import Call, Plan
from .disk import Disk, Image, image_of
from .holding import Held


@dataclass(frozen=True, slots=True)
class Recorded:
    """What lay there before, the calls, and after how many of them each step was acknowledged.

    ``truths`` are what the library held before the first step, and before it was harmed, and after each.
    """

    before: Image
    calls: tuple[Call, ...]
    ends: tuple[int, ...]
    truths: tuple[Held, ...]

    def allowed(self, made: int) -> Sequence[Held]:
        """Return what the library may hold after so many calls: the last state acknowledged, or the next."""
        done = sum(end <= made for end in self.ends)
        return self.truths[done : done + 2]


def prepared(act: Act, base: Path, place: Path) -> Held:
    """Copy the folder that acts work in, ready for one; return what the library holds that is sound."""
    shutil.copytree(base, place)
    act.prepare(place)
    holds = truth(place)
    if act.harm:
        act.harm(place)
    return holds


def recorded(act: Act, folder: Path, holds: Held, trace: Path) -> Recorded:
    """Do an act in a folder that is prepared for it; to be called in a process of its own."""
    truths = [holds]
    before = image_of(folder)
    disk = Disk.of(before)
    ends = []
    with trace.open("wb") as noted:
        calls.begin(folder, Plan(), noted.fileno())
        for step in act.steps:
            step(folder)
            ends.append(calls.number())
            truths.append(truth(folder))
    made = tuple(calls.calls_of(trace.read_bytes(), folder))
    if len(made) != calls.number():
        raise AssertionError(f"{calls.number()} calls were numbered and {len(made)} noted")
    for call in made:
        disk.do(call)
    differs = _difference(disk.image(), image_of(folder))
    if differs:
        raise AssertionError(f"the calls that were noted do not make up what was written: {differs}")
    return Recorded(before, made, tuple(ends), tuple(truths))


def _difference(one: Image, other: Image) -> list[str]:
    return sorted(name for name in one.keys() | other.keys() if one.get(name, 0) != other.get(name, 0))
