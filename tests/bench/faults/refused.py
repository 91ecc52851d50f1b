"""Errors of the disk: EIO, ENOSPC and EMFILE at each call, once or from then on."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
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

KINDS: Final = tuple((name, for_good) for name in ERRORS for for_good in (False, True))


def in_turn(act: Act, prepared: Path, known: Recorded, place: Path, first: int) -> Iterator[Trial]:
    """Refuse each call of an act in turn, those that only read too, and yield how each ends.

    Every call has the next of the kinds, from the ``first``: after as many turns each call had each of them.
    """
    shutil.copytree(prepared, place / "0")
    ended = forked(partial(_numbered, act, place / "0"))
    if not ended.is_well:
        yield Trial("error", "none", "TRACEBACK", f"{act.name}: {ended.traceback}")
        return
    for number in range(1, ended.value + 1):
        kind, for_good = KINDS[(first + number) % len(KINDS)]
        plan = Plan("refuse", number, FOR_GOOD if for_good else number, error=ERRORS[kind], reads=True)
        here = place / f"{number}"  # a name of its own: an index that was opened may be looked at a while
        how, line = _ended(act, prepared, known, here, plan)
        what = f"{kind} {'from then on' if for_good else 'once'}"
        yield Trial("error", what, how, line and f"{act.name}, call {number}: {line}")


def _ended(act: Act, prepared: Path, known: Recorded, place: Path, plan: Plan) -> tuple[Outcome, str]:
    """Refuse one call of an act, or all from it on, and return how that ends, then and afterwards."""
    shutil.copytree(prepared, place)
    ended = forked(partial(_done, act, place, plan))
    how: Outcome
    how, line = ended.value if ended.is_well else ("TRACEBACK", ended.traceback or f"{ended}")
    if how not in BAD:
        allowed = known.truths[-1:] if how == "right" else known.truths
        after, then = judged(act, place, allowed, Judge(), end=known.truths[-1])
        how, line = (after, f"{line}; afterwards: {then}") if after in BAD else (how, line)
    shutil.rmtree(place, ignore_errors=True)
    return how, line


def _done(act: Act, place: Path, plan: Plan) -> tuple[Outcome, str]:
    calls.begin(place, plan)
    try:
        for step in act.steps:
            step(place)
    except QuothError as problem:
        return told(problem)
    return "right", ""


def _numbered(act: Act, place: Path) -> int:
    calls.begin(place, Plan(reads=True))
    for step in act.steps:
        step(place)
    return calls.number()
