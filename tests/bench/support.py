"""How well the check of a model's sentences tells true from false, and what a sentence costs.

    python -m tests.bench.support ../shared/data [--part validation] [--show KIND] [--floors]

Sentences are made from real articles by rule and seed: true ones as careful writers write them, and false
ones as models get them wrong. A true one is right when it is *supported*, a false one when it is not. How
well claims of other people are judged is what ``tests.bench.claims`` measures. Exit code 1: a figure of the
test part lies under its floor (``floors_support.json``).
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean
from typing import Final

from index.encode.encoder import SentenceEncoder
from rag.answer import SUPPORTED, Sentence
from rag.check.verifier import learned
from rag.written.cite import Citer
from rag.written.marks import Written
from tests.bench import gate
from tests.bench.support_cases import NO_MARK, Case, cases
from tests.bench.support_places import PARTS, SETS, digest, places
from tests.bench.worker import ROOT

FLOORS: Final = Path(__file__).parent / "floors_support.json"
OUT: Final = ROOT / "bench-results"
SEED: Final = 6


@dataclass(slots=True)
class Tally:
    """What was found of one kind: whether each case was judged rightly, and how long it took."""

    true: bool
    right: list[bool] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def line(self, kind: str) -> str:
        """Return the line of the table: share right, of how many."""
        what = "supported" if self.true else "detected"
        return f"{kind:44}{what:>10}{fmean(self.right):8.3f}{len(self.right):7}"


def judged(every: Iterable[Case], show: str = "") -> dict[str, Tally]:
    """Return what was found of each kind; cases of the kind ``show`` that are misjudged are printed."""
    tallies: dict[str, Tally] = {}
    for case in every:
        tally = tallies.setdefault(case.kind, Tally(case.true))
        began = time.perf_counter()
        citer = Citer(case.hits)
        said = citer.cite(Written("", case.sentence, case.marks))
        tally.seconds.append(time.perf_counter() - began)
        tally.right.append(_right(case, said, citer))
        if case.kind == show and not tally.right[-1]:
            print(_shown(case, said), flush=True)
    return tallies


def _right(case: Case, said: Sentence, citer: Citer) -> bool:
    """Whether a case is judged rightly; one without a mark has to be tied to its own article."""
    if case.kind == NO_MARK:
        cited = {citation.article.id for citation in citer.citations}
        return said.support == SUPPORTED and case.hits[0].article.id in cited
    return (said.support == SUPPORTED) == case.true


def _shown(case: Case, said: Sentence) -> str:
    lines = [f"\n{case.kind}: {case.sentence}"]
    if case.original != case.sentence:
        lines.append(f"   from: {case.original}")
    return "\n".join([*lines, f"   {said.support} {said.missing} {said.doubts}"])


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, write ``bench-results/support-PART.json``, hold the test part against the floors."""
    given = _parser().parse_args(arguments)
    absent = [name for name in SETS if not (given.data / name).is_dir()]
    if absent:
        print(f"{given.data}: holds no folder {absent[0]}; name the folder of the data", file=sys.stderr)
        return 2
    encoder = SentenceEncoder()
    rng = random.Random(SEED)
    found = places(given.data, given.part, encoder, rng)
    learned().verify([found[0].sentence], [found[0].hits[0].text])  # a first sentence would wait for it
    tallies = judged(cases(found, given.sentences, rng), given.show)
    print("\n".join(_lines(tallies)))
    _save(given, tallies)
    return _held(given, tallies) if given.part == "test" else 0


def _lines(tallies: dict[str, Tally]) -> Iterator[str]:
    yield f"{'kind':44}{'':>10}{'share':>8}{'of':>7}"
    for wanted in (True, False):
        yield from (tally.line(kind) for kind, tally in tallies.items() if tally.true is wanted)
        yield ""
    times = sorted(second * 1000 for tally in tallies.values() for second in tally.seconds)
    yield f"\nmilliseconds a sentence: mean {fmean(times):.1f}, median {times[len(times) // 2]:.1f}"
    yield f"                         95th percentile {times[int(len(times) * 0.95)]:.1f}"


def _held(given: argparse.Namespace, tallies: dict[str, Tally]) -> int:
    """Return 1 when a figure lies under its floor, else 0; the floors are moved before when asked to."""
    values = {kind: fmean(tally.right) for kind, tally in tallies.items()}
    sealed = digest(given.data)
    if given.lower or given.floors:
        old = gate.Floors(sealed, given.sentences, {}) if given.lower else gate.read(FLOORS)
        if (old.data, old.questions) == (sealed, given.sentences):
            gate.write(gate.raised(values, old, lower=given.lower), FLOORS)
    failures = gate.failures(values, gate.read(FLOORS), data=sealed, questions=given.sentences)
    print("\n".join(failures) or f"no figure lies more than {gate.MARGIN} under its floor")
    return 1 if failures else 0


def _save(given: argparse.Namespace, tallies: dict[str, Tally]) -> None:
    OUT.mkdir(exist_ok=True)
    rows = {kind: {"right": fmean(tally.right), "of": len(tally.right)} for kind, tally in tallies.items()}
    whole = {"data": digest(given.data), "sentences": given.sentences, "figures": rows}
    (OUT / f"support-{given.part}.json").write_text(json.dumps(whole, indent=1), encoding="utf-8")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.support", description=__doc__)
    parser.add_argument("data", type=Path, help="folder of the article collections")
    parser.add_argument("--part", choices=PARTS, default="test")
    parser.add_argument("--sentences", type=int, default=200, help="of each kind")
    parser.add_argument("--show", metavar="KIND", default="", help="print the misjudged sentences of a kind")
    parser.add_argument("--floors", action="store_true", help="raise the floors to what is measured")
    parser.add_argument("--lower", action="store_true", help="set the floors to it, also where that is less")
    return parser


if __name__ == "__main__":
    sys.exit(main())
