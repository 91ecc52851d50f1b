"""Errors of the disk: EIO, ENOSPC and EMFILE at each call, once or from then on."""

from __future__ import annotations

import random
import shutil
from functools import partial
from pathlib import Path
from typing import Final

from index.errors import QuothError

from . import calls
from .acts import Act
from .calls import ERRORS, FOR_GOOD, Plan
from .forks import forked
from .holding import Judge
from .judging import judged
from .recorded import Recorded
from .trial import BAD, Outcome, Trial, told

READS: Final = 2  # as many calls, about, as only write
KINDS: Final = tuple((name, for_good) for name in ERRORS for for_good in (False, True))


def refused(act: Act, prepared: Path, known: Recorded, place: Path, rng: random.Random) -> Trial:
    """Refuse one call of an act, or all from it on, and return how that ends, then and afterwards."""
    name, for_good = rng.choice(KINDS)
    number = rng.randrange(1, READS * len(known.calls))
    plan = Plan("refuse", number, FOR_GOOD if for_good else number, error=ERRORS[name], reads=True)
    shutil.copytree(prepared, place)
    ended = forked(partial(_done, act, place, plan))
    outcome: tuple[Outcome, str] = (
        ended.value if ended.is_well else ("TRACEBACK", ended.traceback or f"{ended}")
    )
    if outcome[0] not in BAD:
        allowed = known.truths[-1:] if outcome[0] == "right" else known.truths
        after, line = judged(act, place, allowed, Judge(), end=known.truths[-1])
        outcome = (after, f"{outcome[1]}; afterwards: {line}") if after in BAD else outcome
    shutil.rmtree(place, ignore_errors=True)
    how, line = outcome
    return Trial(
        "error", f"{name} {'from then on' if for_good else 'once'}", how, line and f"{act.name}: {line}"
    )


def _done(act: Act, place: Path, plan: Plan) -> tuple[Outcome, str]:
    calls.begin(place, plan)
    try:
        for step in act.steps:
            step(place)
    except QuothError as problem:
        return told(problem)
    return "right", ""
