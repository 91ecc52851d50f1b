"""How well the check of a model's sentences tells true from false, and what a sentence costs.

    python -m tests.bench.support ../shared/data [--part validation] [--show KIND] [--floors]

Sentences are made from real articles by rule and seed: true ones as careful writers write them, and false
ones as models get them wrong. A true one is right when it is *supported*, a false one when it is not. Beside
every figure stands that of the check there was before. Kinds that were held back while rules were written
stand apart. Exit code 1: a figure of the test part lies under its floor (``floors_support.json``).
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean
from typing import Final

from index.encode import Encoder
from index.encode.encoder import SentenceEncoder
from rag.answer import SUPPORTED, Sentence
from rag.models.reader import reader
from rag.written.cite import Citer
from rag.written.marks import Written
from tests.bench import gate
from tests.bench.support_asked import asked
from tests.bench.support_before import support_before
from tests.bench.support_cases import NO_MARK, Case, cases, held_back, ordered
from tests.bench.support_places import PARTS, SETS, digest, places
from tests.bench.worker import ROOT

FLOORS: Final = Path(__file__).parent / "floors_support.json"
OUT: Final = ROOT / "bench-results"
SEED: Final = 6


@dataclass(slots=True)
class Tally:
    """What was found of one kind: whether each case was judged rightly, by this check and the one before."""

    true: bool
    ours: list[bool] = field(default_factory=list)
    before: list[bool] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def line(self, kind: str) -> str:
        """Return the line of the table: share right, of how many."""
        what = "supported" if self.true else "detected"
        return f"{kind:44}{what:>10}{fmean(self.ours):8.3f}{fmean(self.before):9.3f}{len(self.ours):7}"


def judged(every: Iterable[Case], encoder: Encoder, show: str = "") -> dict[str, Tally]:
    """Return what was found of each kind; cases of the kind ``show`` that are misjudged are printed."""
    tallies: dict[str, Tally] = {}
    for case in every:
        tally = tallies.setdefault(case.kind, Tally(case.true))
        began = time.perf_counter()
        citer = Citer(case.hits, encoder)
        said = citer.cite(Written("", case.sentence, case.marks))
        tally.seconds.append(time.perf_counter() - began)
        tally.ours.append(_right(case, said, citer))
        before = support_before(case.sentence, case.hits[case.marks[0] - 1]) if case.marks else "not found"
        tally.before.append((before == SUPPORTED) == case.true)
        if case.kind == show and not tally.ours[-1]:
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
    _warm(encoder, found[0].hits[0].text)
    seen = [*cases(found, given.sentences, rng), *asked(given.data, given.part, given.sentences, rng)]
    seen += ordered(found, given.sentences, rng)
    tallies = judged(seen, encoder, given.show)
    apart = judged(held_back(found, given.sentences, rng), encoder, given.show) if given.held_back else {}
    print("\n".join(_lines(tallies, apart)))
    _save(given, tallies | apart)
    return _held(given, tallies | apart) if given.part == "test" else 0


def _warm(encoder: Encoder, text: str) -> None:
    """Load what a first sentence would wait for."""
    encoder.passages([text, text[:100]])
    reader().read("Who?", [text])


def _lines(tallies: dict[str, Tally], apart: dict[str, Tally]) -> Iterator[str]:
    yield f"{'kind':44}{'share':>10}{'now':>8}{'before':>9}{'of':>7}"
    for wanted in (True, False):
        yield from (tally.line(kind) for kind, tally in tallies.items() if tally.true is wanted)
        yield ""
    if apart:
        yield "held back while rules were written:"
        yield from (tally.line(kind) for kind, tally in apart.items())
    times = sorted(second * 1000 for tally in tallies.values() for second in tally.seconds)
    yield f"\nmilliseconds a sentence: mean {fmean(times):.1f}, median {times[len(times) // 2]:.1f}"
    yield f"                         95th percentile {times[int(len(times) * 0.95)]:.1f}"


def _held(given: argparse.Namespace, tallies: dict[str, Tally]) -> int:
    """Return 1 when a figure lies under its floor, else 0; the floors are moved before when asked to."""
    values = {kind: fmean(tally.ours) for kind, tally in tallies.items()}
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
    rows: dict[str, dict[str, float]] = defaultdict(dict)
    for kind, tally in tallies.items():
        rows[kind] = {"now": fmean(tally.ours), "before": fmean(tally.before), "of": len(tally.ours)}
    whole = {"data": digest(given.data), "sentences": given.sentences, "figures": rows}
    (OUT / f"support-{given.part}.json").write_text(json.dumps(whole, indent=1), encoding="utf-8")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.support", description=__doc__)
    parser.add_argument("data", type=Path, help="folder of the article collections")
    parser.add_argument("--part", choices=PARTS, default="test")
    parser.add_argument("--sentences", type=int, default=200, help="of each kind")
    parser.add_argument("--show", metavar="KIND", default="", help="print the misjudged sentences of a kind")
    parser.add_argument("--held-back", action=argparse.BooleanOptionalAction, default=True)
    parser.add_argument("--floors", action="store_true", help="raise the floors to what is measured")
    parser.add_argument("--lower", action="store_true", help="set the floors to it, also where that is less")
    return parser


if __name__ == "__main__":
    sys.exit(main())
