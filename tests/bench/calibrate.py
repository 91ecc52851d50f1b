"""Fit the weights of ``rag.abstain``.

    python -m tests.bench.calibrate ../shared/data [QUESTIONS]

Questions that a collection answers are asked of it, and questions of the three other collections, in four
collections and in two dozen small libraries cut from them. Each collection is held out once: what is printed
for it was fitted on the others. A few minutes on two cores with 180 questions of a kind.
"""

from __future__ import annotations

import gzip
import json
import random
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from index import Article, Library
from index.filter import Filter
from rag.abstain import signals
from rag.evidence import READ, gather

SETS: Final = ("squad11_dev", "nq_oracle", "covid_qa", "timeqa_human")
SMALL: Final = 24  # small libraries
PENALTY: Final = 0.01  # of the squared weights, for each question
FITTED: Final = 5  # signals that are fitted; the last is set by hand
SEED: Final = 5

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Asked:
    """One question put to one library: whether it answers it, and the signals."""

    library: str
    answered: bool
    signals: tuple[float, ...]


def rows(data: Path, name: str, part: str) -> list[dict[str, Any]]:
    """Return the lines of one file of a collection."""
    with gzip.open(data / name / f"{part}.jsonl.gz", "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def library_of(articles: Sequence[dict[str, Any]], folder: Path) -> Library:
    """Return a library of a collection's articles."""
    library = Library.open(folder)
    library.add([Article(id=row["id"], title=row["title"], text=row["text"]) for row in articles])
    return library


def measured(
    library: Library, name: str, questions: Sequence[dict[str, Any]], answered: bool
) -> Iterator[Asked]:
    """Yield the signals of each question."""
    passages = library.summary().passages
    for row in questions:
        question = row["question"]
        evidence = gather(library, question, question, Filter())
        found = signals(
            question, library.words(question), evidence.hits[:READ], evidence.candidates, passages
        )
        yield Asked(name, answered, tuple(map(float, astuple(found))))


def asked_of_all(data: Path, count: int) -> Iterator[Asked]:
    """Yield the questions of every collection put to it and to the others, then those of small libraries."""
    random.seed(SEED)
    questions = {name: [row for row in rows(data, name, "questions") if row["answerable"]] for name in SETS}
    corpora = {name: rows(data, name, "corpus") for name in SETS}
    with tempfile.TemporaryDirectory() as folder:
        for name in SETS:
            library = library_of(corpora[name], Path(folder) / name)
            yield from measured(library, name, random.sample(questions[name], count), True)
            others = [
                row for other in SETS if other != name for row in random.sample(questions[other], count // 3)
            ]
            yield from measured(library, name, others, False)
        for at in range(SMALL):
            yield from _asked_of_small(corpora, questions, Path(folder) / f"small {at}")


def _asked_of_small(
    corpora: dict[str, list[dict[str, Any]]], questions: dict[str, list[dict[str, Any]]], folder: Path
) -> Iterator[Asked]:
    name = random.choice(["squad11_dev", "timeqa_human", "nq_oracle"])
    articles = random.sample(corpora[name], random.choice([1, 2, 5]) * (10 if name == "nq_oracle" else 1))
    held = {row["id"] for row in articles}
    own = [row for row in questions[name] if held & set(row["gold_ids"])]
    others = [
        row for other in SETS for row in random.sample(questions[other], 3) if not held & set(row["gold_ids"])
    ]
    library = library_of(articles, folder)
    yield from measured(library, "small", random.sample(own, min(len(own), 12)), True)
    yield from measured(library, "small", others, False)


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


def main(data: Path, count: int) -> None:
    """Print what each collection gives when fitted on the others, and the weights fitted on all."""
    asked = list(asked_of_all(data, count))
    values = np.array([each.signals[:FITTED] for each in asked])
    answered = np.array([float(each.answered) for each in asked])
    names = np.array([each.library for each in asked])
    print(f"{'held out':14}{'false answers':>15}{'false refusals':>16}{'false answers at 5 % refusals':>32}")
    for name in (*SETS, "small"):
        weights, bias = fitted(values[names != name], answered[names != name])
        score = values[names == name] @ weights + bias
        yes, no = score[answered[names == name] == 1], score[answered[names == name] == 0]
        at_five = (no >= np.quantile(yes, 0.05)).mean()
        print(f"{name:14}{(no >= 0).mean():15.1%}{(yes < 0).mean():16.1%}{at_five:32.1%}")
    weights, bias = fitted(values, answered)
    print(f"weights {np.round(weights, 2).tolist()}, bias {bias:.2f}, from {len(asked):,} questions")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 180)
