"""Clocks that jump, a day back or ten years forward, before an act and in the middle of it.

The clock that Python and SQLite read is another's (``LD_PRELOAD`` of ``calls.c``); the times of files, which
the kernel sets, are put where that clock stands.
"""

from __future__ import annotations

import os
import random
import shutil
import time
from functools import partial
from pathlib import Path
from typing import Final

from . import calls
from .acts import Act
from .calls import Plan
from .forks import forked
from .holding import Judge
from .judging import judged
from .recorded import Recorded
from .trial import Trial

JUMPS: Final = {"a day back": -86_400, "ten years forward": 10 * 365 * 86_400}


def jumped(act: Act, prepared: Path, known: Recorded, place: Path, rng: random.Random) -> Trial:
    """Do an act while the clock jumps, and return what is left."""
    shutil.copytree(prepared, place)
    name, jump = rng.choice(list(JUMPS.items()))
    plan = Plan.at(rng.randrange(1, len(known.calls) + 1), "jump", jump=jump)
    ended = forked(partial(_done, act, place, plan, rng.choice((0, *JUMPS.values()))))
    if not ended.is_well:
        return Trial("clock", name, "TRACEBACK", f"{act.name}: {ended.traceback}")
    how, line = judged(act, place, known.truths[-1:], Judge(), end=known.truths[-1])
    shutil.rmtree(place, ignore_errors=True)
    return Trial("clock", name, how, line and f"{act.name}: {line}")


def _done(act: Act, place: Path, plan: Plan, before: int) -> None:
    real = time.time()
    calls.jump(before)
    if abs(time.time() - real - before) > 3600:
        raise AssertionError("the clock does not jump")
    calls.begin(place, plan)
    for step in act.steps:
        step(place)
        _touch(place, time.time() - real)


def _touch(place: Path, ahead: float) -> None:
    """Have every file say that it was written when the clock stood where it stands."""
    for path in place.rglob("*"):
        if path.is_file():
            then = path.stat().st_mtime + ahead
            os.utime(path, (then, then))
