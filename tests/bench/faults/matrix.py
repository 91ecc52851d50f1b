"""Random histories, and every act made ready and recorded after each."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

from . import acts
from .acts import Act
from .forks import Ended, forked
from .recorded import Recorded, prepared, recorded
from .trial import Trial

LONGEST: Final = 1800.0  # seconds for one act's faults


@dataclass(frozen=True, slots=True)
class Made:
    """An act after a history: the folder that is ready for it, and its record."""

    act: Act
    prepared: Path
    known: Recorded

    def apart(self, step: Callable[[], Iterable[Trial]]) -> list[Trial]:
        """Return the trials of a step that is taken in a process of its own, which may die of it."""
        ended = forked(lambda: list(step()), LONGEST)
        return ended.value if ended.is_well else [Trial("process", self.act.name, "TRACEBACK", _why(ended))]


def histories(top: Path, seed: int, names: Sequence[str]) -> Iterator[Made]:
    """Yield every act of some names after the history of a number; its folder goes before the next comes."""
    base, ready, run = top / "base", top / "ready", top / "run"
    base.mkdir(parents=True)
    _value(forked(partial(acts.base, base, seed)))
    for act in (act for act in acts.ACTS if act.name in names):
        holds = _value(forked(partial(prepared, act, base, ready)))
        shutil.copytree(ready, run)
        known = _value(forked(partial(recorded, act, run, holds, top / "trace")))
        shutil.rmtree(run, ignore_errors=True)
        yield Made(act, ready, known)
        shutil.rmtree(ready, ignore_errors=True)
    shutil.rmtree(top, ignore_errors=True)


def _value(ended: Ended) -> Any:
    if not ended.is_well:
        raise RuntimeError(_why(ended))
    return ended.value


def _why(ended: Ended) -> str:
    return ended.traceback or f"ended by signal {ended.signal}"
