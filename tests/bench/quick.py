"""The small quality gate: the sample questions, and some of SQuAD where it lies beside the project.

    python -m tests.bench.quick [../shared/data] [--lower]

About a minute. Exit code 1: a figure lies under its floor (``floors_quick.json``). ``--lower`` sets the
floors a question under what is measured. ``tests.bench.quality`` is the whole.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from index import Library
from rag.evaluation import Gold, read_questions
from rag.training.data import make_splits
from tests.bench import gate, outcomes
from tests.bench.quality import outcomes_of
from tests.bench.sets import digest, golds_about, library_of, rows
from tests.bench.texts import SAMPLES
from tests.bench.worker import ROOT
from ui.command.evaluation import SAMPLE_QUESTIONS

FLOORS: Final = Path(__file__).parent / "floors_quick.json"
SET: Final = "squad11_dev"
ARTICLES: Final = 4
QUESTIONS: Final = 60
SLACK: Final = {"samples": 0.09, "squad": 0.02}  # a question more or less: sums round otherwise elsewhere
METRICS: Final = ("answered", "first", "any", "hit1", "f1")


def sample_figures(folder: Path) -> dict[str, float]:
    """Return what becomes of the questions that come with the sample articles."""
    library = Library.open(folder)
    library.add(SAMPLES)
    return _figures("samples", library, read_questions(SAMPLE_QUESTIONS))


def squad_figures(data: Path, folder: Path) -> dict[str, float]:
    """Return the same of questions of four articles that the reader was not trained on."""
    titles = set(sorted(make_splits(data)["squad"]["validation"])[:ARTICLES])
    articles = [row for row in rows(data, SET, "corpus") if titles & {row["id"], row["title"]}]
    golds = golds_about(data, SET, SET, titles)
    return _figures("squad", library_of(articles, folder), golds[:: max(1, len(golds) // QUESTIONS)])


def _figures(name: str, library: Library, golds: Sequence[Gold]) -> dict[str, float]:
    found = outcomes_of(library, golds)
    columns = outcomes.columns({question: row for question, row in found.items() if "first" in row})
    answered = [row["answered"] for question, row in found.items() if "first" not in row]
    refused = (
        {f"{name}: refused, of what is not there": 1 - outcomes.mean(answered).value} if answered else {}
    )
    return {f"{name}: {metric}": outcomes.mean(columns[metric]).value for metric in METRICS} | refused


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and hold what was measured against the floors."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.quick", description=__doc__)
    parser.add_argument("data", type=Path, nargs="?", default=ROOT.parent / "shared" / "data")
    parser.add_argument("--lower", action="store_true", help="set the floors to what is measured")
    given = parser.parse_args(arguments)
    there = (given.data / SET).is_dir()
    with TemporaryDirectory() as folder:
        values = sample_figures(Path(folder) / "samples")
        if there:
            values |= squad_figures(given.data, Path(folder) / SET)
    for name, value in values.items():
        print(f"{name:44}{value:7.3f}")
    sealed = digest(given.data) if there else ""
    if given.lower:
        least = {name: max(value - SLACK[name.partition(":")[0]], 0.0) for name, value in values.items()}
        gate.write(gate.Floors(sealed, QUESTIONS, least), FLOORS)
    floors = gate.read(FLOORS)
    least = {name: least for name, least in floors.least.items() if there or name.startswith("samples")}
    known = gate.Floors(sealed if not there else floors.data, floors.questions, least)
    failures = gate.failures(values, known, data=sealed, questions=QUESTIONS)
    print("\n".join(failures) or f"no figure lies more than {gate.MARGIN} under its floor")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
