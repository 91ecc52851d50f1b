"""Power cuts: disks on which what was not flushed is there, is not, or is in part, in any order.

As ALICE and CrashMonkey do, from the calls that were recorded. A file that is flushed keeps its name, as
ext4, XFS and btrfs have it; a name that came, went or changed otherwise is kept once its folder is flushed.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from .acts import Act
from .disk import Disk, put
from .holding import Judge
from .judging import judged
from .recorded import Recorded
from .trial import Trial

AGAIN: Final = 4


def cut(act: Act, known: Recorded, place: Path, rng: random.Random, cuts: int) -> Iterator[Trial]:
    """Yield how it ends where the power was cut after some of the calls of a record."""
    disk, judge, number = Disk.of(known.before), Judge(), 0
    points = sorted(rng.choices(range(len(known.calls) + 1), k=cuts - 2)) + [len(known.calls)] * 2
    for made, call in enumerate((None, *known.calls)):
        if call is not None:
            disk.do(call)
        for _ in range(points.count(made)):
            here, number = place / f"{act.name} {number}", number + 1
            put(disk.after_power_cut(rng), here)
            end = known.truths[-1] if number % AGAIN == 0 else None
            outcome = judged(act, here, known.allowed(made), judge, end=end)
            if made == len(known.calls) and act.leaves and not (here / act.leaves).exists():
                outcome = "LOST", f"{act.leaves} is gone, though it was acknowledged"
            yield Trial("power cut", act.name, *outcome)
            shutil.rmtree(here, ignore_errors=True)
