"""From nothing to a printed answer, beside importing what is not imported."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Final

from .measure import Comparison, Goal, alternated
from .report import Part, Row, judged
from .texts import SAMPLES
from .worker import ROOT, environment, once

QUESTION: Final = "why was India exempted from CAATSA?"
THIRD: Final = Goal(1 / 3, at_most=True)
HEAVY: Final = ("torch", "transformers", "sentence_transformers", "llama_index")

_IMPORTS: Final = "import sentence_transformers, llama_index.core"
_PROBE: Final = f"""
import json, sys
from ui.command.command import main
code = main(sys.argv[1:])
print(json.dumps([name for name in {HEAVY!r} if name in sys.modules]))
sys.exit(code)
"""


def measured(quick: bool) -> Part:
    """Time the command and the imports in turn, each process from start to end."""
    rounds = 1 if quick else 5
    with TemporaryDirectory() as library:
        once("ours", "add", library, str(SAMPLES))
        asked = ["ask", QUESTION, "--library", library]
        ask = [*_quoth(), *asked]
        imports = [sys.executable, "-c", _IMPORTS]
        empty = [sys.executable, "-c", "pass"]
        sides = [partial(spent, command) for command in (ask, imports, empty)]
        for side in sides[: 1 if quick else None]:
            side()
        taken = alternated(sides, rounds)
        loaded = json.loads(_output([sys.executable, "-c", _PROBE, *asked]).splitlines()[-1])
    clock, busy = (
        Comparison(*(tuple(getattr(one, name) for one in side) for side in taken[:2]))
        for name in ("seconds", "cpu")
    )
    clean = Row("heavy libraries imported by it", str(len(loaded)), goal="0", result=_verdict(loaded))
    rows = (
        judged(_row("quoth ask, cold process, s", clock), THIRD, clock.ratio),
        _row("... s of processor time", busy),
        clean,
    )
    names = ("ask", "imports", "empty_process")
    raw = {name: [asdict(one) for one in side] for name, side in zip(names, taken, strict=True)}
    nothing = median(one.seconds for one in taken[2])
    return Part("cold start", rows, _notes(rounds, nothing), {**raw, "heavy_loaded": loaded})


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds of a whole process: by the clock, and of processor time."""

    seconds: float
    cpu: float


def spent(command: Sequence[str], checkout: Path = ROOT) -> Spent:
    """Return what a command took from its start to its end, with the packages of a checkout."""
    started, busy = time.perf_counter(), os.times()
    _output(command, checkout)
    seconds, after = time.perf_counter() - started, os.times()
    children = (after.children_user, after.children_system, -busy.children_user, -busy.children_system)
    return Spent(seconds, sum(children))


def _row(what: str, pair: Comparison) -> Row:
    return Row(what, f"{median(pair.ours):.2f}", f"{median(pair.theirs):.2f} importing LlamaIndex", str(pair))


def _output(command: Sequence[str], checkout: Path = ROOT) -> str:
    run = subprocess.run(
        command,
        cwd=checkout,
        env=environment(checkout),
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    return run.stdout


def _quoth() -> list[str]:
    """Return the installed command, or the module where it is not installed."""
    script = Path(sys.executable).with_name("quoth")
    return [str(script)] if script.exists() else [sys.executable, "-m", "ui.command.command"]


def _verdict(loaded: Sequence[str]) -> str:
    return f"MISSED: {', '.join(loaded)}" if loaded else "met"


def _notes(rounds: int, nothing: float) -> tuple[str, ...]:
    return (
        f'Cold start: {rounds} rounds in turn after a warm-up; beside `python -c "{_IMPORTS}"`; an empty'
        f" Python process took {nothing:.2f} s. Heavy: {', '.join(HEAVY)}.",
    )
