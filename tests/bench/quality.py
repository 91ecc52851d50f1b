"""How good the answers are, without a model, on questions of articles that the reader was not trained on.

    python -m tests.bench.quality ../shared/data [--part validation] [--questions 300] [--floors]

Three kinds of questions are put to the articles of each collection: *own*, which they answer; *near*, about
the same articles, which they do not answer; *other*, of the other collections. Each outcome is written to
``bench-results/quality-PART.json``; ``tests.bench.outcomes`` compares two such files question by question.
Exit code 1: a figure of the test part lies under its floor (``floors.json``). ``--floors`` raises the floors
to what was measured, ``--lower`` sets them to it, also where that is less.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import Final

from index import Library
from rag.ask import ask
from rag.evaluation import Gold, Measured
from rag.evaluation.metrics import auc, percentile, reciprocal_rank
from rag.evaluation.run import evaluate
from tests.bench import gate, outcomes
from tests.bench.outcomes import Rows
from tests.bench.sets import SETS, Questions, digest, library_of, questions_of, rows
from tests.bench.spans import span_figures
from tests.bench.worker import ROOT

OUT: Final = ROOT / "bench-results"
CUSTOMERS: Final = "why was India exempted from CAATSA?"
REFUSED: Final = (0.05, 0.10)  # shares of the own questions that a threshold refuses
WORDS: Final = {
    "first": "answer in the first cited sentence",
    "any": "answer in any cited sentence",
    "f1": "token F1 of the short answer",
    "em": "exact match of the short answer",
    "mrr10": "passages found, MRR@10",
    "hit1": "passages found, hits@1",
    "answered": "answered, of what the articles answer",
}


def outcomes_of(library: Library, questions: Sequence[Gold]) -> Rows:
    """Return what became of each question, by a digest of its text: the sets are not ours to copy."""
    if not questions:
        return {}
    found = evaluate(library, questions).questions
    return {hashlib.sha256(each.gold.question.encode()).hexdigest()[:12]: outcome(each) for each in found}


def outcome(measured: Measured) -> dict[str, float]:
    """Return one question's metrics; of one that has no answer only whether it got one, and how surely."""
    found = {
        "answered": float(measured.answered),
        "probability": measured.probability,
        "seconds": measured.seconds,
        "quotes": float(len(measured.cited)),
    }
    if not measured.gold.answerable:
        return found
    ranks = measured.passage_ranks or ()
    return found | {
        "first": float(measured.first_cited or 0),
        "any": float(measured.any_cited or 0),
        "f1": measured.token_f1 or 0.0,
        "em": measured.exact_match or 0.0,
        "mrr10": reciprocal_rank(ranks, 10) if ranks else 0.0,
        "hit1": float(1 in ranks),
    }


def of_collection(library: Library, questions: Questions) -> dict[str, Rows]:
    """Return the outcomes of each kind of questions."""
    kinds = {"own": questions.own, "near": questions.near, "other": questions.other}
    return {kind: outcomes_of(library, golds) for kind, golds in kinds.items() if golds}


def figures(name: str, found: dict[str, Rows]) -> Iterator[tuple[str, float]]:
    """Yield a collection's figures for the gate: shares in [0, 1], the higher the better."""
    own = outcomes.columns(found["own"])
    for metric, words in WORDS.items():
        yield f"{name}: {words}", outcomes.mean(own[metric]).value
    for kind, words in (("other", "questions of other collections"), ("near", "near misses")):
        if kind not in found:
            continue
        held = outcomes.columns(found[kind])
        sure, unsure = own["probability"], held["probability"]
        yield f"{name}: {words} refused", 1 - outcomes.mean(held["answered"]).value
        yield f"{name}: {words}, area under the ROC curve", auc(sure, unsure)
        for share in REFUSED:
            threshold = sorted(sure)[int(share * len(sure))]
            refused = outcomes.mean([float(each < threshold) for each in unsure]).value
            yield f"{name}: {words} refused, at {share:.0%} false refusals", refused


def table(name: str, found: dict[str, Rows]) -> str:
    """Return the means of a collection as lines, each with its interval, and the time of a question."""
    lines = [
        f"{f'{name} {kind}: {metric} ({len(values)})':44}{outcomes.mean(values)}"
        for kind, of in found.items()
        for metric, values in outcomes.columns(of).items()
        if metric not in ("probability", "seconds")
    ]
    taken = [1000 * each for each in outcomes.columns(found["own"])["seconds"]]
    milliseconds = f"{median(taken):7.0f} median, {percentile(taken, 0.95):.0f} p95"
    return "\n".join([*lines, f"{f'{name} own: ms a question':44}{milliseconds}"])


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
    """Measure, print, write the outcomes and hold the test part against the floors."""
    given = _parser().parse_args(arguments)
    if not (given.data / SETS[0]).is_dir():
        print(f"{given.data}: no question sets there; name their folder", file=sys.stderr)
        return 2
    values = {} if given.answers_only else {each[0]: each[1] for each in span_figures(given.data, given.part)}
    for span, value in values.items():
        print(f"{span:72}{value:7.3f}", flush=True)
    found: dict[str, Rows] = {}
    questions = questions_of(given.data, given.part, given.questions)
    for name in SETS:
        library = library_of(rows(given.data, name, "corpus"), OUT / "libraries" / name)
        of_it = of_collection(library, questions[name])
        print(table(name, of_it), flush=True)
        values.update(figures(name, of_it))
        found.update({f"{name} {kind}": of for kind, of in of_it.items()})
    if (given.data.parent / "articles").is_dir():
        print(customers_own(given.data.parent / "articles"))
    sealed = digest(given.data)
    about = {"data": sealed, "part": given.part, "questions": given.questions, "figures": values}
    outcomes.save(OUT / f"quality-{given.part}.json", found, about)
    return _held(given, sealed, values) if given.part == "test" else 0


def _held(given: argparse.Namespace, sealed: str, values: dict[str, float]) -> int:
    """Hold the figures against the floors, which are raised or set anew where that is asked for."""
    old = gate.Floors(sealed, given.questions, {}) if given.lower else gate.read()
    if given.lower or (given.floors and (old.data, old.questions) == (sealed, given.questions)):
        gate.write(gate.raised(values, old, lower=given.lower))
    failures = gate.failures(values, gate.read(), data=sealed, questions=given.questions)
    print("\n".join(failures) or f"no figure lies more than {gate.MARGIN} under its floor")
    return 1 if failures else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.quality", description=__doc__)
    parser.add_argument("data", type=Path, help="folder of the question sets")
    parser.add_argument("--part", choices=("validation", "test"), default="test")
    parser.add_argument("--questions", type=int, default=300, help="of each kind and collection")
    parser.add_argument("--answers-only", action="store_true", help="without the reader's spans")
    parser.add_argument("--floors", action="store_true", help="raise the floors to what is measured")
    parser.add_argument("--lower", action="store_true", help="set the floors to it, also where that is less")
    return parser


if __name__ == "__main__":
    sys.exit(main())
