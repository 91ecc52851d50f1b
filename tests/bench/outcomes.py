"""What became of each question: means with an interval, and what changed between two versions.

    python -m tests.bench.outcomes before.json after.json

compares two files that a bench of quality wrote, question by question. An interval is the middle 95 % of the
means of 2,000 resamples (percentile bootstrap, Efron 1979); of two versions the same questions are drawn for
both, so that what is hard for both costs neither.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

DRAWS: Final = 2_000
SEED: Final = 0
MIDDLE: Final = (2.5, 97.5)  # per cent

Rows = Mapping[str, Mapping[str, float]]
"""A question -> its metrics, in [0, 1] unless they say otherwise."""


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean over so many questions, with the ends of its 95 % interval."""

    value: float
    low: float
    high: float
    of: int

    def __str__(self) -> str:
        """The mean and its interval."""
        return f"{self.value:7.3f} [{self.low:6.3f}, {self.high:6.3f}]"


def mean(values: Sequence[float]) -> Mean:
    """Return the mean of values, which must not be empty, with its interval."""
    found = np.asarray(values, dtype=float)
    drawn = found[np.random.default_rng(SEED).integers(0, len(found), (DRAWS, len(found)))].mean(axis=1)
    low, high = np.percentile(drawn, MIDDLE)
    return Mean(float(found.mean()), float(low), float(high), len(found))


def columns(rows: Rows) -> dict[str, list[float]]:
    """Return the values of each metric, over the questions that have it."""
    found: dict[str, list[float]] = {}
    for row in rows.values():
        for metric, value in row.items():
            found.setdefault(metric, []).append(value)
    return found


def changes(before: Rows, after: Rows) -> dict[str, Mean]:
    """Return for each metric how much higher it is after than before, over the questions of both."""
    both = [name for name in before if name in after]
    metrics = dict.fromkeys(metric for name in both for metric in before[name] if metric in after[name])
    return {
        metric: mean(
            [
                after[name][metric] - before[name][metric]
                for name in both
                if metric in before[name] and metric in after[name]
            ]
        )
        for metric in metrics
    }


def save(path: Path, rows: Mapping[str, Rows], about: Mapping[str, Any]) -> None:
    """Write the outcomes of each group of questions as one JSON file, its folder made if absent."""
    path.parent.mkdir(parents=True, exist_ok=True)
    rounded = {
        group: {name: {metric: round(value, 4) for metric, value in row.items()} for name, row in of.items()}
        for group, of in rows.items()
    }
    path.write_text(json.dumps({**about, "rows": rounded}, separators=(",", ":")) + "\n", encoding="utf-8")


def read(path: Path) -> dict[str, Rows]:
    """Return what ``save`` wrote."""
    rows: dict[str, Rows] = json.loads(path.read_text(encoding="utf-8"))["rows"]
    return rows


def main(arguments: Sequence[str] | None = None) -> int:
    """Print for each group and metric both means and the change; a star where 0 is outside its interval."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.outcomes", description=__doc__)
    parser.add_argument("before", type=Path)
    parser.add_argument("after", type=Path)
    given = parser.parse_args(arguments)
    before, after = read(given.before), read(given.after)
    print(f"{'':44}{'before':>8}{'after':>8}   change")
    for group in (name for name in before if name in after):
        first, second = columns(before[group]), columns(after[group])
        for metric, change in changes(before[group], after[group]).items():
            star = " *" if change.low > 0 or change.high < 0 else ""
            means = f"{mean(first[metric]).value:8.3f}{mean(second[metric]).value:8.3f}"
            print(f"{f'{group}: {metric} ({change.of})':44}{means} {change}{star}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
