"""What has been asked of a server so far, in plain numbers."""

from __future__ import annotations

import threading
import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from .work import Work

BOUNDS: Final = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 120.0)
"""Upper bounds of the groups that seconds are counted in."""


class Seconds:
    """How long something took: how often up to each of ``BOUNDS``, and all together."""

    def __init__(self) -> None:
        self.groups = [0] * (len(BOUNDS) + 1)
        self.total = 0.0

    def add(self, seconds: float) -> None:
        """Count one."""
        self.groups[bisect_left(BOUNDS, seconds)] += 1
        self.total += seconds


@dataclass(frozen=True, slots=True)
class Counts:
    """Questions by kind and by how they were answered, refusals by status, failures by error."""

    questions: Counter[tuple[str, str]] = field(default_factory=Counter)
    refusals: Counter[int] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)


class Tally:
    """Counts, and seconds of each step; usable from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts = Counts()
        self._steps: dict[str, Seconds] = {}

    def counts(self) -> Counts:
        """Return what was counted up to this moment."""
        with self._lock:
            counted = self._counts
            return Counts(counted.questions.copy(), counted.refusals.copy(), counted.failures.copy())

    def asked(self, kind: str, how: str) -> None:
        """Count a question; its answer is ``made``, ``shared`` with an equal one, or ``kept`` from before."""
        with self._lock:
            self._counts.questions[kind, how] += 1

    def refused(self, status: int) -> None:
        """Count one who was told to come back."""
        with self._lock:
            self._counts.refusals[status] += 1

    def ended(self, work: Work) -> None:
        """Count the seconds of a work that has ended, and how it did where it failed."""
        if work.began is None:
            return
        self.took("wait", work.began - work.joined)
        self.took("make", time.monotonic() - work.began)
        if work.problem is not None:
            with self._lock:
                self._counts.failures[type(work.problem).__name__] += 1

    def took(self, step: str, seconds: float) -> None:
        """Count the seconds of one step."""
        with self._lock:
            self._steps.setdefault(step, Seconds()).add(seconds)

    def seconds(self) -> Sequence[tuple[str, list[int], float]]:
        """Return each step with its groups and its seconds, at one moment."""
        with self._lock:
            return [(name, list(each.groups), each.total) for name, each in sorted(self._steps.items())]
