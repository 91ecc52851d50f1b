"""``python -m tests.bench``: measure, print a table, write ``bench-results/speed.json``."""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from . import beside, kept
from .machine import headline, load, machine
from .part import PARTS, run
from .report import Part, save, table
from .worker import ROOT, WorkerFailed


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the parts and return 1 if one crashed, else 0: a goal that is missed is no failure."""
    parser = _parser()
    given = parser.parse_args(arguments)
    if given.keep and (given.quick or given.only):
        parser.error("--keep shows a whole run: leave out --quick and --only")
    try:
        other = given.beside.resolve() if given.beside else None
        if other:
            beside.entry(other)
    except ValueError as problem:
        parser.error(str(problem))
    known = machine()
    print(headline(known), flush=True)
    parts = [_reported(name, given.quick) for name in given.only or PARTS]
    if other:
        parts.append(_beside(other, given.quick))
    known["load_after"] = load()
    save(parts, known, given.to)
    if given.keep and not any(part.error for part in parts):
        kept.write(kept.kept(parts, known))
    print(f"\n{table(parts)}\n")
    print(f"Load {known['load_before']} before, {known['load_after']} after. Every number is in {given.to}")
    return 1 if any(part.error for part in parts) else 0


def _reported(name: str, quick: bool) -> Part:
    """Run a part and say on stderr how long it took."""
    started = time.perf_counter()
    part = run(name, quick)
    print(f"{name}: {time.perf_counter() - started:.0f} s, load {load()}", file=sys.stderr, flush=True)
    return part


def _beside(other: Path, quick: bool) -> Part:
    """Measure another checkout beside this one; what goes wrong with it loses nothing else."""
    try:
        return beside.measured(other, quick)
    except (WorkerFailed, subprocess.CalledProcessError) as problem:
        return Part("beside", error=str(problem))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a small run, to see that it runs at all")
    parser.add_argument("--only", action="append", choices=list(PARTS), help="one part; may be repeated")
    parser.add_argument("--beside", type=Path, help="another checkout, measured in turn with this one")
    parser.add_argument("--keep", action="store_true", help="show this run's figures in the READMEs")
    parser.add_argument("--to", type=Path, default=ROOT / "bench-results" / "speed.json", help="JSON file")
    return parser


if __name__ == "__main__":
    sys.exit(main())
