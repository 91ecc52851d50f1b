"""The fault matrix: `python -m tests.bench.faults`, all of it or some parts, each within so many seconds."""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import count, islice
from pathlib import Path
from typing import Final

from . import calls, clocks, corruption, killed, lost_power, refused, together, upgrades
from .acts import ACTS
from .matrix import Made, histories
from .trial import Trial, bad, table, total

WITHIN: Final = {"killed": 12, "cut": 40, "jumped": 3}  # of each act in each history
MEMORY: Final = Path("/dev/shm")  # where writes cost nothing


@dataclass(frozen=True, slots=True)
class Asked:
    """Of what a part is made: the first history, and the acts."""

    seed: int
    acts: Sequence[str]


Part = Callable[[Path, Asked, float], Iterator[Trial]]


def _of_histories(step: Callable[[Made, Path, random.Random], Iterator[Trial]]) -> Part:
    """Return the part that takes a step with every act of one history after another, until time is up."""

    def part(top: Path, asked: Asked, until: float) -> Iterator[Trial]:
        for number in count(asked.seed):
            for made in histories(top / f"history-{number}", number, asked.acts):
                yield from step(made, top / f"history-{number}", random.Random(number))
                if time.monotonic() > until:
                    return

    return part


def _stopped(made: Made, top: Path, rng: random.Random) -> Iterator[Trial]:
    for number in range(WITHIN["killed"]):
        at = rng.randrange(1, len(made.known.calls) + 1)
        yield killed.killed(made.act, made.prepared, made.known, top / f"killed {made.act.name} {number}", at)
    yield from made.apart(partial(killed.stopped, made.act, made.known, top / "stopped"))


def _cut(made: Made, top: Path, rng: random.Random) -> Iterator[Trial]:
    yield from made.apart(partial(lost_power.cut, made.act, made.known, top / "cut", rng, WITHIN["cut"]))


def _refused(made: Made, top: Path, rng: random.Random) -> Iterator[Trial]:
    first = rng.randrange(len(refused.KINDS))
    yield from refused.in_turn(made.act, made.prepared, made.known, top / f"refused {made.act.name}", first)


def _jumped(made: Made, top: Path, rng: random.Random) -> Iterator[Trial]:
    for number in range(WITHIN["jumped"]):
        yield clocks.jumped(
            made.act, made.prepared, made.known, top / f"jumped {made.act.name} {number}", rng
        )


def _corrupted(_: Path, asked: Asked, until: float) -> Iterator[Trial]:
    for one in corruption.run(corruption.TRIALS, asked.seed):
        yield one
        if time.monotonic() > until:
            return


def _together(top: Path, asked: Asked, until: float) -> Iterator[Trial]:
    rng = random.Random(asked.seed)
    for number in count():
        yield from together.together(top / f"together-{number}", 2 + number % 7, rng)
        if time.monotonic() > until:
            return


def _upgraded(top: Path, _: Asked, __: float) -> Iterator[Trial]:
    yield from upgrades.upgraded(top)


PARTS: Final[dict[str, Part]] = {
    "upgrade": _upgraded,
    "corruption": _corrupted,
    "kill": _of_histories(_stopped),
    "power": _of_histories(_cut),
    "error": _of_histories(_refused),
    "clock": _of_histories(_jumped),
    "together": _together,
}
NUMBERED: Final = ("kill", "power", "error", "clock")  # those that need ``calls``


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; 1 where anything ended badly."""
    names = [act.name for act in ACTS]
    parser = argparse.ArgumentParser(prog="python -m tests.bench.faults", description=__doc__)
    parser.add_argument("--part", nargs="+", choices=PARTS, default=list(PARTS))
    parser.add_argument("--seconds", type=float, default=1200.0, help="the longest that a part may take")
    parser.add_argument("--most", type=int, help="the most trials of a part")
    parser.add_argument("--seed", type=int, default=1, help="the number of the first random history")
    parser.add_argument("--act", nargs="+", choices=names, default=names, help="what is done to a library")
    given = parser.parse_args(arguments)
    found: list[Trial] = []
    for name in given.part:
        if name in NUMBERED and calls.why_not():
            print(f"{name}: left out; {calls.why_not()}")
            continue
        began = time.monotonic()
        with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as place:
            part = PARTS[name](Path(place), Asked(given.seed, given.act), began + given.seconds)
            mine = list(islice(part, given.most))
        found += mine
        for line in islice(table(mine), int(bool(found[: -len(mine)])), None):
            print(line, flush=True)
        print(f"{name}: {time.monotonic() - began:,.0f} s", flush=True)
        for one in bad(mine)[:20]:
            print(one, file=sys.stderr, flush=True)
    print(total(found))
    return int(bool(bad(found)))


def _begun_well() -> None:
    """Begin again with one thread for arithmetic, as a fork keeps no others, and a clock that jumps.

    A thread that ends gives its own heap back, and glibc opens a file for that while it blocks the signal by
    which calls are handed on: with one heap for all it does not.
    """
    wanted = {"OMP_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "1"} | (
        {} if calls.why_not() else {"LD_PRELOAD": str(calls.built())}
    )
    if any(os.environ.get(name) != value for name, value in wanted.items()):
        os.execve(
            sys.executable, [sys.executable, "-m", "tests.bench.faults", *sys.argv[1:]], os.environ | wanted
        )


if __name__ == "__main__":
    _begun_well()
    sys.exit(main())
