"""How well ``rag.supports`` tells claims that a text bears out from others, in other people's words.

    python -m tests.bench.verdicts ../shared/data [--rows 600] [--against bench-results/verdicts-before.json]

Six sets of claims, each beside one text, labelled by people. A true claim is to be kept, which is to be
called supported; a claim that is refuted, borne out in part or not spoken of is not. Of every set the same
rows are drawn each time, and the outcome of each is written to ``bench-results/verdicts.json``: two versions
are compared row by row with ``--against``. Intervals are 95 % of a bootstrap over groups, which are rows that
share a text.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from rag import supports
from tests.bench.worker import ROOT

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Counts = NDArray[np.float64]

SETS: Final = ("fever", "scitail", "snli_dev", "mnli_dev", "summedits", "factcheck_gpt")
OUT: Final = ROOT / "bench-results" / "verdicts.json"
DRAWS: Final = 2_000
SEED: Final = 11
MEAN: Final = "mean of the sets"
FIGURES: Final = ("balanced accuracy", "true kept", "false kept")


def main(arguments: Sequence[str] | None = None) -> int:
    """Judge the rows of every set, print the figures and write them with the outcomes."""
    given = _parser().parse_args(arguments)
    absent = [name for name in SETS if not (given.data / name).is_dir()]
    if absent:
        print(f"{given.data}: holds no folder {absent[0]}; name the folder of the data", file=sys.stderr)
        return 2
    drawn = {name: rows_of(given.data, name, given.rows) for name in SETS}
    supports("Nothing is loaded yet.", "Nothing was loaded before.")
    began = time.perf_counter()
    judged = {name: [_outcome(row) for row in rows] for name, rows in drawn.items()}
    seconds = time.perf_counter() - began
    figures = figures_of(judged)
    print("\n".join([_line("", FIGURES), *(_line(name, each.values()) for name, each in figures.items())]))
    count = sum(map(len, judged.values()))
    print(f"{1000 * seconds / count:.1f} ms a claim, {count} claims")
    if given.against:
        before = json.loads(given.against.read_text(encoding="utf-8"))["outcomes"]
        gained = gains(before, judged)
        print("balanced accuracy gained against it:")
        print("\n".join(_line(name, [value]) for name, value in gained.items()))
    given.out.parent.mkdir(exist_ok=True)
    whole = {"rows": given.rows, "seconds": seconds, "figures": figures, "outcomes": judged}
    given.out.write_text(json.dumps(whole, indent=1), encoding="utf-8")
    return 0


def rows_of(data: Path, name: str, count: int) -> list[dict[str, Any]]:
    """Return at most ``count`` rows of a set, those of its test part where it has one; always the same."""
    with gzip.open(data / name / "rows.jsonl.gz", "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    rows = [row for row in rows if row.get("part", "test") == "test"]
    return sorted(rows, key=lambda row: hashlib.sha256(row["id"].encode()).digest())[:count]


def figures_of(judged: Mapping[str, Sequence[Mapping[str, Any]]]) -> dict[str, dict[str, list[float]]]:
    """Return for each set, and for their mean, each figure with the ends of its interval."""
    drawn = {name: _figures(_resampled(name, _counts(outcomes))) for name, outcomes in judged.items()}
    drawn[MEAN] = np.mean(list(drawn.values()), axis=0)
    return {name: dict(zip(FIGURES, map(_interval, values.T), strict=True)) for name, values in drawn.items()}


def gains(
    before: Mapping[str, Sequence[Mapping[str, Any]]], now: Mapping[str, Sequence[Mapping[str, Any]]]
) -> dict[str, list[float]]:
    """Return the balanced accuracy gained on the rows that both have, with the ends of its interval."""
    drawn = {name: _gained(name, before[name], outcomes) for name, outcomes in now.items() if name in before}
    drawn[MEAN] = np.mean(list(drawn.values()), axis=0)
    return {name: _interval(values) for name, values in drawn.items()}


def _gained(name: str, before: Sequence[Mapping[str, Any]], now: Sequence[Mapping[str, Any]]) -> Counts:
    """Return the gain on the rows as they are, first, and on each resample: shape (1 + DRAWS,)."""
    both = {each["id"] for each in before} & {each["id"] for each in now}
    old, new = (
        _figures(_resampled(name, _counts([each for each in outcomes if each["id"] in both])))
        for outcomes in (before, now)
    )
    gained: Counts = new[:, 0] - old[:, 0]
    return gained


def _outcome(row: Mapping[str, Any]) -> dict[str, Any]:
    found = supports(row["claim"], row["evidence"])
    told = {"support": found.support, "score": round(found.score, 4)}
    return {"id": row["id"], "group": row["group"], "label": row["label"], **told}


def _counts(outcomes: Sequence[Mapping[str, Any]]) -> Counts:
    """Return a line for each group: (true kept, true, false kept, false)."""
    groups: dict[str, list[int]] = {}
    for each in sorted(outcomes, key=lambda outcome: str(outcome["id"])):
        counts = groups.setdefault(each["group"], [0, 0, 0, 0])
        first = 0 if each["label"] == "supported" else 2
        counts[first] += each["support"] == "supported"
        counts[first + 1] += 1
    return np.array(list(groups.values()), dtype=np.float64)  # (G, 4)


def _resampled(name: str, counts: Counts) -> Counts:
    """Return the sums of all groups, first, and of each resample of them: shape (1 + DRAWS, 4)."""
    rng = np.random.default_rng([SEED, *name.encode()])
    drawn = rng.multinomial(len(counts), np.full(len(counts), 1 / len(counts)), size=DRAWS)
    sums: Counts = np.vstack([np.ones((1, len(counts))), drawn]) @ counts
    return sums


def _figures(sums: Counts) -> Counts:
    """Return (balanced accuracy, true kept, false kept) of each line of sums."""
    true, false = sums[:, 0] / np.maximum(sums[:, 1], 1), sums[:, 2] / np.maximum(sums[:, 3], 1)
    return np.stack([(true + 1 - false) / 2, true, false], axis=1)


def _interval(values: Counts) -> list[float]:
    """Return the first value, and the ends of the interval of the others."""
    return [round(float(each), 4) for each in (values[0], *np.percentile(values[1:], [2.5, 97.5]))]


def _line(name: str, cells: Any) -> str:
    shown = (each if isinstance(each, str) else "{:.3f} [{:.3f}, {:.3f}]".format(*each) for each in cells)
    return f"{name:20}" + "".join(f"{cell:>24}" for cell in shown)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.verdicts", description=__doc__)
    parser.add_argument("data", type=Path, help="folder of the sets")
    parser.add_argument("--rows", type=int, default=600, help="of each set")
    parser.add_argument("--against", type=Path, help="outcomes of another version")
    parser.add_argument("--out", type=Path, default=OUT)
    return parser


if __name__ == "__main__":
    sys.exit(main())
