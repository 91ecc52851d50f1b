"""Kills: of a process before each of its calls, or of its record, which is done again as far as that call.

Both leave the same files. The record is the quicker way to many points, and points that leave the same files
are looked at once.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Final

from . import calls
from .acts import Act
from .calls import Plan
from .disk import Disk, put
from .forks import forked
from .holding import Judge
from .judging import judged
from .recorded import Recorded
from .trial import Trial

AGAIN: Final = 6  # in one of so many states the act is done again


def stopped(act: Act, known: Recorded, place: Path) -> Iterator[Trial]:
    """Yield how it ends where the process was killed before each call of a record, or after the last."""
    disk, judge = Disk.of(known.before), Judge()
    seen: dict[tuple[bytes, int], Trial] = {}
    for made, call in enumerate((None, *known.calls)):
        if call is not None:
            disk.do(call)
        key = disk.key(), sum(end <= made for end in known.ends)
        if key not in seen:
            here = (
                place / f"{act.name} {made}"
            )  # a name of its own: an index that was opened may be looked at a while
            put(disk.image(), here)
            end = known.truths[-1] if len(seen) % AGAIN == 0 else None
            outcome = judged(act, here, known.allowed(made), judge, end=end)
            seen[key] = Trial("kill (recorded)", act.name, *outcome)
            shutil.rmtree(here, ignore_errors=True)
        yield seen[key]


def killed(act: Act, prepared: Path, known: Recorded, place: Path, number: int) -> Trial:
    """Kill a process before one of its calls and return how that ends."""
    shutil.copytree(prepared, place)
    forked(partial(_done, act, place, Plan.at(number, "kill")))
    outcome = judged(act, place, known.truths, Judge(), end=known.truths[-1])
    shutil.rmtree(place, ignore_errors=True)
    return Trial("kill", act.name, *outcome)


def _done(act: Act, place: Path, plan: Plan) -> None:
    calls.begin(place, plan)
    for step in act.steps:
        step(place)
