"""How well claims that a text bears out are told from others, in other people's words.

    python -m tests.bench.claims ../shared/data [--part validation] [--against before-claims.json]

Seven sets of claims, each beside one text, labelled by people. The rows are parted by group, which are rows
that share a text, so that nothing that was trained on is reported: .70 train, .10 validation, .20 test. Of a
part the same rows are drawn each time, and the outcome of each is written to ``bench-results``: two versions
are compared row by row with ``--against``. ``--fit`` prints the best threshold of
``rag.check.learned`` in place of the figures; it is fitted on validation.
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
from typing import Any, Final, get_args

from rag.check import Judgement, Verifier
from rag.check.learned import Learned
from rag.check.verifier import learned, verifier
from rag.check.vetoed import Vetoed
from rag.check.vetoes import FAMILIES, Family
from rag.models.verifier import entailment_reader
from rag.training.claims import SETS, part_of
from rag.training.data import Part
from tests.bench.claim_figures import FIGURES, Figures, Outcome, best_threshold, figures_of, gains
from tests.bench.worker import ROOT

Row = dict[str, Any]

OUT: Final = ROOT / "bench-results"
PARTLY: Final = "partially_supported"  # neither true nor false: left out


def main(arguments: Sequence[str] | None = None) -> int:
    """Judge the rows of every set, print the figures and write them with the outcomes."""
    given = _parser().parse_args(arguments)
    absent = [name for name in given.sets if not (given.data / name).is_dir()]
    if absent:
        print(f"{given.data}: holds no folder {absent[0]}; name the folder of the data", file=sys.stderr)
        return 2
    drawn = {name: rows_of(given.data, name, given.part, given.rows) for name in given.sets}
    if given.fit:
        print(
            "THRESHOLD: Final = {:.1f}  # mean balanced accuracy {:.4f}".format(*best_threshold(_bare(drawn)))
        )
        return 0
    judged, seconds = _judged(drawn, given.vetoes)
    figures = figures_of(judged)
    print(_line("", [*FIGURES, "rows", "ms a claim"]))
    for name, each in figures.items():
        counts = [str(len(judged[name])), f"{1000 * seconds[name]:.1f}"] if name in judged else []
        print(_line(name, _cells(each) + counts))
    if given.against:
        before = json.loads(given.against.read_text(encoding="utf-8"))["outcomes"]
        gained = gains({name: [Outcome(*row) for row in rows] for name, rows in before.items()}, judged)
        print("gained against it:")
        print("\n".join(_line(name, _cells(each)) for name, each in gained.items()))
    OUT.mkdir(exist_ok=True)
    whole = {"rows": given.rows, "seconds": seconds, "figures": figures, "outcomes": judged}
    (given.out or OUT / f"claims-{given.part}.json").write_text(json.dumps(whole, indent=1), encoding="utf-8")
    return 0


def rows_of(data: Path, name: str, part: Part, count: int) -> list[Row]:
    """Return at most ``count`` rows of a part of a set, always the same."""
    with gzip.open(data / name / "rows.jsonl.gz", "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    rows = [row for row in rows if part_of(name, row["group"]) == part and row["label"] != PARTLY]
    return sorted(rows, key=lambda row: hashlib.sha256(row["id"].encode()).digest())[:count]


def _judged(
    drawn: Mapping[str, Sequence[Row]], families: Sequence[Family] | None
) -> tuple[dict[str, list[Outcome]], dict[str, float]]:
    """Return what became of each row of each set, and seconds a row."""
    ours = verifier() if families is None else Vetoed(learned(), frozenset(families))
    ours.verify(["Nothing is loaded yet."], ["Nothing was loaded before."])
    judged, seconds = {}, {}
    for name, rows in drawn.items():
        began = time.perf_counter()
        judged[name] = outcomes(ours, rows)
        seconds[name] = (time.perf_counter() - began) / len(rows)
    return judged, seconds


class Granting:
    """Supports every claim, so that what is vetoed is seen."""

    def verify(self, claims: Sequence[str], evidence: Sequence[str]) -> list[Judgement]:
        """Return that each is supported."""
        return [Judgement("supported", 0.9) for _ in zip(claims, evidence, strict=True)]


def _bare(drawn: Mapping[str, Sequence[Row]]) -> dict[str, list[Outcome]]:
    """Return scores by a threshold of 0, and whether anything is against a row: what is not supported."""
    bare, granted = Learned(entailment_reader(), threshold=0.0), Vetoed(Granting())
    return {
        name: [
            one._replace(support=other.support)
            for one, other in zip(outcomes(bare, rows), outcomes(granted, rows), strict=True)
        ]
        for name, rows in drawn.items()
    }


def outcomes(verifier: Verifier, rows: Sequence[Row]) -> list[Outcome]:
    """Return what a verifier says of each row."""
    found = verifier.verify([row["claim"] for row in rows], [row["evidence"] for row in rows])
    return [
        Outcome(row["id"], row["group"], row["label"], each.support, round(each.score, 4))
        for row, each in zip(rows, found, strict=True)
    ]


def _cells(figures: Figures) -> list[str]:
    shown = {figure: "{:.3f} [{:.3f}, {:.3f}]".format(*values) for figure, values in figures.items()}
    return [shown.get(figure, "") for figure in FIGURES]


def _line(name: str, cells: Sequence[str]) -> str:
    return f"{name:18}" + "".join(f"{cell:>25}" for cell in cells)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.claims", description=__doc__)
    parser.add_argument("data", type=Path, help="folder of the sets")
    parser.add_argument("--part", choices=get_args(Part), default="test")
    parser.add_argument("--sets", nargs="+", choices=SETS, default=SETS)
    parser.add_argument("--rows", type=int, default=700, help="of each set")
    parser.add_argument("--vetoes", nargs="*", choices=sorted(FAMILIES), help="families in place of ours")
    parser.add_argument("--fit", action="store_true", help="fit the threshold on the rows")
    parser.add_argument("--against", type=Path, help="outcomes of another version")
    parser.add_argument("--out", type=Path, help="where the outcomes are written")
    return parser


if __name__ == "__main__":
    sys.exit(main())
