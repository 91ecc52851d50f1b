"""How good the answers are, without a model, on questions of articles that the reader was not trained on.

    python -m tests.bench.quality ../shared/data [--part validation] [--questions 75] [--floors]

Every figure stands beside the same figure without the reader, measured in one run. Exit code 1: a figure
lies under its floor (``floors.json``). ``--floors`` raises the floors to what was measured, ``--lower`` sets
them to it, also where that is less.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from rag.ask import ask
from rag.models.reader import WEIGHTS
from rag.training.data import Part
from tests.bench import gate
from tests.bench.answer_figures import Figure, collection_figures, speed_figures
from tests.bench.sets import SETS, digest, library_of, questions_of, rows
from tests.bench.spans import span_figures
from tests.bench.worker import ROOT

OUT: Final = ROOT / "bench-results"
CUSTOMERS: Final = "why was India exempted from CAATSA?"


def measured(data: Path, part: Part, count: int) -> Iterator[list[Figure]]:
    """Yield the figures as they come."""
    yield [Figure(*each) for each in span_figures(data, part)]
    questions = questions_of(data, part, count)
    for name in SETS:
        library = library_of(rows(data, name, "corpus"), OUT / "libraries" / name)
        yield collection_figures(name, library, questions[name])
        yield speed_figures(name, library, questions[name])
    size = sum(file.stat().st_size for file in (WEIGHTS, WEIGHTS.with_suffix(".bin")))
    yield [Figure("the reader's files, MB", size / 1e6, floored=False)]


def table(figures: Sequence[Figure]) -> str:
    """Return the figures as lines: with the reader, without it."""
    return "\n".join(
        f"{each.name:82}{each.ours:9.3f}" + ("" if each.without is None else f"{each.without:10.3f}")
        for each in figures
    )


def customers_own(folder: Path) -> str:
    """Return what is answered to the customer's question, with the words that are marked in brackets."""
    answer = ask(CUSTOMERS, articles=folder)
    lines = [f"{CUSTOMERS} (an answer with probability {answer.probability:.2f})"]
    for cited in answer.citations:
        quote = cited.quote
        for start, end in reversed(cited.answer_words):
            first, last = start - cited.start, end - cited.start
            quote = f"{quote[:first]}<<{quote[first:last]}>>{quote[last:]}"
        lines.append(f"  [{cited.number}] {quote}")
    return "\n".join([*lines, f"  short answer: {answer.short_answer} ({answer.short_probability})"])


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, write ``bench-results/quality-PART.json`` and hold the test part against the floors."""
    given = _parser().parse_args(arguments)
    if not (given.data / SETS[0]).is_dir():
        print(f"{given.data}: no question sets there; name their folder", file=sys.stderr)
        return 2
    print(f"{given.part + ' part':82}{'reader':>9}{'without':>10}")
    figures: list[Figure] = []
    for each in measured(given.data, given.part, given.questions):
        figures.extend(each)
        print(table(each), flush=True)
    if (given.data.parent / "articles").is_dir():
        print(customers_own(given.data.parent / "articles"))
    sealed = digest(given.data)
    _save(given, sealed, figures)
    if given.part != "test":
        return 0
    values = {each.name: each.ours for each in figures if each.floored}
    old = gate.Floors(sealed, given.questions, {}) if given.lower else gate.read()
    if given.lower or (given.floors and (old.data, old.questions) == (sealed, given.questions)):
        gate.write(gate.raised(values, old, lower=given.lower))
    failures = gate.failures(values, gate.read(), data=sealed, questions=given.questions)
    print("\n".join(failures) or f"no figure lies more than {gate.MARGIN} under its floor")
    return 1 if failures else 0


def _save(given: argparse.Namespace, sealed: str, figures: Sequence[Figure]) -> None:
    OUT.mkdir(exist_ok=True)
    found = [[each.name, each.ours, each.without] for each in figures]
    whole = {"data": sealed, "part": given.part, "questions": given.questions, "figures": found}
    (OUT / f"quality-{given.part}.json").write_text(json.dumps(whole, indent=1), encoding="utf-8")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.quality", description=__doc__)
    parser.add_argument("data", type=Path, help="folder of the question sets")
    parser.add_argument("--part", choices=("validation", "test"), default="test")
    parser.add_argument("--questions", type=int, default=75, help="of each kind and collection")
    parser.add_argument("--floors", action="store_true", help="raise the floors to what is measured")
    parser.add_argument("--lower", action="store_true", help="set the floors to it, also where that is less")
    return parser


if __name__ == "__main__":
    sys.exit(main())
