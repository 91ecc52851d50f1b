"""Fit the weights of ``rag.evidence.abstain`` on questions of articles that the reader was not trained on.

    python -m tests.bench.calibrate ../shared/data [QUESTIONS] [--kept FILE]

Questions of the validation part are asked of the collection that answers them, and questions of the other
collections of it too, in five collections, in small libraries cut from them, and in XQuAD's languages, within
and across. Each collection is held out once: what is printed for it was fitted on the others. The last line
is fitted on all. ``--kept`` writes every question's signals to a file, or reads them from it if it is there.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from index import Library
from index.passage import Filter
from rag.evaluation import Gold
from rag.evidence.gather import gather
from rag.question.parse import parse
from rag.training.data import make_splits
from tests.bench.languages import pair_of
from tests.bench.sets import SEED, SETS, Questions, golds_about, library_of, questions_of, rows
from tests.bench.worker import ROOT

SMALL: Final = 24  # small libraries
OF_SMALL: Final = 8  # questions of a kind asked of each
PENALTY: Final = 0.003  # of the squared weights, for each question
FITTED: Final = 6  # signals that are fitted; the last is set by hand
MORE: Final = ("squadshifts_new_wiki",)
PAIRS: Final = ("de", "ru", "hi", "zh", "de>en", "en>de", "zh>en")
LIBRARIES: Final = ROOT / "bench-results" / "libraries"

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Asked:
    """One question put to one library: ``own``, ``other`` or ``near``, and the signals."""

    library: str
    kind: str
    signals: tuple[float, ...]


def measured(library: Library, name: str, kind: str, golds: Sequence[Gold]) -> Iterator[Asked]:
    """Yield the signals of each question for which anything was found."""
    for gold in golds:
        found = gather(library, parse(gold.question), Filter()).signals
        if found:
            yield Asked(name, kind, tuple(map(float, astuple(found))))


def asked_of_all(data: Path, count: int) -> Iterator[Asked]:
    """Yield the questions put to whole collections, to those in other languages, and to small libraries."""
    random.seed(SEED)
    questions = questions_of(data, "validation", count, SETS + MORE)
    corpora = {name: rows(data, name, "corpus") for name in SETS + MORE}
    for name in SETS + MORE:
        library = library_of(corpora[name], LIBRARIES / name)
        for kind in ("own", "other", "near"):
            yield from measured(library, name, kind, getattr(questions[name], kind))
    for name in PAIRS:
        pair = pair_of(data, name, "fitted", count)
        library = library_of(pair.articles, LIBRARIES / f"xquad {name[-2:]}")
        yield from measured(library, f"xquad {name}", "own", pair.own)
        yield from measured(library, f"xquad {name}", "other", pair.other)
    with tempfile.TemporaryDirectory() as folder:
        for at in range(SMALL):
            yield from _asked_of_small(data, corpora, questions, Path(folder) / f"small {at}")


def _asked_of_small(
    data: Path, corpora: dict[str, list[dict[str, Any]]], questions: dict[str, Questions], folder: Path
) -> Iterator[Asked]:
    """Yield the questions of one library of a few articles of the validation part."""
    name = random.choice(["squad11_dev", "timeqa_human", "nq_oracle"])
    part = set(make_splits(data)[name.removesuffix("11_dev")]["validation"])
    held = [row for row in corpora[name] if {row["id"], row["title"]} & part]
    most = random.choice([1, 2, 5]) * (10 if name == "nq_oracle" else 1)
    articles = random.sample(held, min(most, len(held)))
    library = library_of(articles, folder)
    own = golds_about(data, name, name, {row["id"] for row in articles})
    yield from measured(library, "small", "own", random.sample(own, min(OF_SMALL, len(own))))
    others = questions[name].other
    yield from measured(library, "small", "other", random.sample(others, min(OF_SMALL, len(others))))


def fitted(values: Floats, answered: Floats) -> tuple[Floats, float]:
    """Return weights and bias of a logistic regression with a squared penalty, by Newton's method."""
    mean, spread = values.mean(0), values.std(0) + 1e-9
    inputs = np.c_[(values - mean) / spread, np.ones(len(values))]
    ridge = PENALTY * len(values) * np.r_[np.ones(values.shape[1]), 1e-6]
    weights = np.zeros(inputs.shape[1])
    for _ in range(100):
        likely = 1 / (1 + np.exp(-inputs @ weights))
        slope = inputs.T @ (likely - answered) + ridge * weights
        curve = (inputs * (likely * (1 - likely))[:, None]).T @ inputs + np.diag(ridge)
        weights -= np.linalg.solve(curve, slope)
    plain = weights[:-1] / spread
    return plain, float(weights[-1] - plain @ mean)


def kept(data: Path, count: int, file: Path | None) -> list[Asked]:
    """Return every question's signals, out of the file if there is one."""
    if file and file.exists():
        return [Asked(row[0], row[1], tuple(row[2])) for row in json.loads(file.read_text())]
    asked = list(asked_of_all(data, count))
    if file:
        file.write_text(json.dumps([astuple(each) for each in asked]))
    return asked


def main() -> None:
    """Print what each collection gives when fitted on the others, and the weights fitted on all."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.calibrate")
    parser.add_argument("data", type=Path)
    parser.add_argument("count", type=int, nargs="?", default=150)
    parser.add_argument("--kept", type=Path)
    given = parser.parse_args()
    asked = kept(given.data, given.count, given.kept)
    values = np.array([each.signals[:FITTED] for each in asked])
    kinds = np.array([each.kind for each in asked])
    names = np.array([each.library for each in asked])
    used = kinds != "near"  # a near miss looks like a question that is answered; only the reader may tell
    answered = (kinds == "own").astype(float)
    columns = ("false refusals", "false answers", "at 5 % refusals", "near misses answered")
    print(f"{'held out':22}" + "".join(f"{column:>22}" for column in columns))
    for name in dict.fromkeys(names):
        rest = used & (names != name)
        weights, bias = fitted(values[rest], answered[rest])
        score = values @ weights + bias
        yes, no, near = (score[(names == name) & (kinds == kind)] for kind in ("own", "other", "near"))
        least = np.quantile(yes, 0.05)
        shares = ((yes < 0).mean(), (no >= 0).mean(), (no >= least).mean())
        print(f"{name:22}" + "".join(f"{share:22.1%}" for share in shares), end="")
        print(f"{(near >= 0).mean():22.1%}" if len(near) else "")
    weights, bias = fitted(values[used], answered[used])
    print(f"weights {np.round(weights, 2).tolist()}, bias {bias:.2f}, from {used.sum():,} questions")


if __name__ == "__main__":
    main()
