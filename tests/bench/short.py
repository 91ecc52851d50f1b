"""The small gate of speed: what Quoth takes beside what stands beside it, in seconds of processor time.

    python -m tests.bench.short [--lower]

About a minute. Exit code 1: a ratio lies under its floor (``floors_speed*.json``). Processors that multiply
int8 (VNNI) have floors of their own, as an answer takes a fifth there. ``--lower`` sets those of this kind a
third under what is measured, for the machine may be busy with other things. ``tests.bench`` is the whole.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any, Final

from . import gate
from .encoding import THEIRS
from .machine import multiplies_int8
from .part import run
from .report import Part

FLOORS: Final = {
    True: Path(__file__).parent / "floors_speed.json",
    False: Path(__file__).parent / "floors_speed_without_int8.json",
}
"""By whether the processor multiplies int8."""

PARTS: Final = ("encoding", "cold", "asking")
SAMPLES: Final = "samples"  # what the floors' data are
QUESTIONS: Final = 6
ONE_THREAD: Final = {"OMP_NUM_THREADS": "1"}  # PyTorch's threads burn time while they wait for one another
SLACK: Final = 1 / 3


def ratios(parts: Mapping[str, Mapping[str, Any]]) -> dict[str, float]:
    """Return how many times less Quoth takes than what is beside it, by the numbers of each part.

    All are of processor time, but the memory, and the higher the better. An answer has nothing beside it that
    does as much, so it is held against what LlamaIndex takes to encode one passage, on the same processor.
    """
    encoding, cold, asking = (parts[name] for name in PARTS)
    rates, busy = encoding["passages_a_processor_second"], asking["cpu"]
    own, others = (median(one["cpu"] for one in cold[side]) for side in ("ask", "imports"))
    memory = asking["memory_mb"]
    return {
        "passages encoded, of LlamaIndex's": median(rates["auto"]) / median(rates[THEIRS]),
        "cold start, in what its imports would take": others / own,
        "search, in LlamaIndex's retrievals": median(busy["retrieve"]) / median(busy["same"]),
        "an answer, in passages encoded by LlamaIndex": 1 / median(rates[THEIRS]) / median(busy["ask"]),
        "memory, in LlamaIndex's": memory["llama-index"]["uss"] / memory["quoth"]["uss"],
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and hold what was measured against the floors."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.short", description=__doc__)
    parser.add_argument(
        "--lower", action="store_true", help="set the floors to a third under what is measured"
    )
    given = parser.parse_args(arguments)
    os.environ.update(ONE_THREAD)
    parts = [run(name, quick=True) for name in PARTS]
    if crashed := [f"{part.name}: {part.error}" for part in parts if part.error]:
        print("\n".join(crashed))
        return 1
    return held(_raw(parts), FLOORS[multiplies_int8()], lower=given.lower)


def held(parts: Mapping[str, Mapping[str, Any]], file: Path, *, lower: bool = False) -> int:
    """Print the ratios and return 1 if one lies under its floor, else 0."""
    values = ratios(parts)
    for name, value in values.items():
        print(f"{name:48}{value:7.2f}")
    if lower:
        least = {name: value * (1 - SLACK) for name, value in values.items()}
        gate.write(gate.Floors(SAMPLES, QUESTIONS, least), file)
    failures = gate.failures(values, gate.read(file), data=SAMPLES, questions=QUESTIONS)
    print("\n".join(failures) or f"no ratio lies more than {gate.MARGIN} under its floor")
    return 1 if failures else 0


def _raw(parts: Sequence[Part]) -> dict[str, Mapping[str, Any]]:
    return {name: part.raw for name, part in zip(PARTS, parts, strict=True)}


if __name__ == "__main__":
    sys.exit(main())
