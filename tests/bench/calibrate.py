"""Fit the weights of ``rag.evidence.abstain`` on questions of articles that the reader was not trained on.

    python -m tests.bench.calibrate ../shared/data [QUESTIONS] [--size N] [--kept FILE] [--libraries FOLDER]

``calibrate_set.py`` says what is asked. Each collection is held out once: what is printed for it was fitted
on the others. Then come the weights fitted on all, and what these and those of today give: *false refusals*
of questions that the library answers, and *false answers* to others. ``--kept`` writes every question's
signals to a file, or reads them from it if it is there; the data are then not looked at.
"""

from __future__ import annotations

import argparse
import json
import shlex
import sys
import time
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from rag.evidence import abstain
from rag.evidence.abstain import Signals
from tests.bench.calibrate_set import LIBRARIES, Asked, Share, asked_of_all

QUESTIONS: Final = 120
SIZE: Final = 5_000_000  # characters of a collection; the largest has 4.4 million
PENALTY: Final = 0.003  # of the squared weights, for each question
FITTED: Final = len(fields(Signals)) - 1  # signals; the last, that a name is absent, is set by hand
REFUSED: Final = 0.05  # share of answerable questions that a threshold of the library's own would refuse
COLUMNS: Final = ("false refusals", "false answers", "at 5 % refusals", "near misses answered")

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Figures:
    """Every question's signals as columns, beside its library and kind."""

    values: Floats  # (n, signals)
    names: NDArray[np.str_]
    kinds: NDArray[np.str_]

    def fitted(self, which: NDArray[np.bool_]) -> tuple[Floats, float]:
        """Return weights and bias for some questions. A near miss looks like a question that is answered:
        only the reader may tell it, so none is fitted on.
        """
        used = which & (self.kinds != "near")
        by_hand = self.values[used, FITTED:] @ abstain._WEIGHTS[FITTED:]
        return fitted(self.values[used, :FITTED], (self.kinds[used] == "own").astype(float), by_hand)

    def line(self, name: str, which: NDArray[np.bool_], weights: Floats, bias: float) -> str:
        """Return what the weights give for some questions, under ``COLUMNS``."""
        score = self.values @ np.r_[weights, abstain._WEIGHTS[FITTED:]] + bias
        own, other, near = (score[which & (self.kinds == kind)] for kind in ("own", "other", "near"))
        shares = [(own < 0).mean(), (other >= 0).mean(), (other >= np.quantile(own, REFUSED)).mean()]
        shares += [(near >= 0).mean()] if len(near) else []
        return f"{name:22}" + "".join(f"{share:22.1%}" for share in shares)


def fitted(values: Floats, answered: Floats, by_hand: Floats | float = 0.0) -> tuple[Floats, float]:
    """Return weights and bias of a logistic regression with a squared penalty, by Newton's method.

    ``by_hand`` is what each score has beside what is fitted.
    """
    mean, spread = values.mean(0), values.std(0) + 1e-9
    inputs = np.c_[(values - mean) / spread, np.ones(len(values))]
    ridge = PENALTY * len(values) * np.r_[np.ones(values.shape[1]), 1e-6]
    weights = np.zeros(inputs.shape[1])
    for _ in range(100):
        likely = 1 / (1 + np.exp(-inputs @ weights - by_hand))
        slope = inputs.T @ (likely - answered) + ridge * weights
        curve = (inputs * (likely * (1 - likely))[:, None]).T @ inputs + np.diag(ridge)
        weights -= np.linalg.solve(curve, slope)
    plain = weights[:-1] / spread
    return plain, float(weights[-1] - plain @ mean)


def kept(file: Path) -> list[Asked]:
    """Return the signals that a file has.

    Raises:
        ValueError: they are of another version.
    """
    asked = [Asked(library, kind, tuple(signals)) for library, kind, signals in json.loads(file.read_text())]
    if any(len(each.signals) != len(fields(Signals)) for each in asked):
        raise ValueError(f"{file} has not the signals of this version; measure into another file")
    return asked


def report(asked: Sequence[Asked]) -> None:
    """Print what each library gives when fitted on the others, the weights of all, and what they give."""
    figures = Figures(
        np.array([each.signals for each in asked]),
        np.array([each.library for each in asked]),
        np.array([each.kind for each in asked]),
    )
    print(f"{'held out':22}" + "".join(f"{column:>22}" for column in COLUMNS))
    for name in dict.fromkeys(each.library for each in asked):
        own = figures.names == name
        print(figures.line(name, own, *figures.fitted(~own)))
    all_of_them = figures.names != ""
    weights, bias = figures.fitted(all_of_them)
    print(figures.line("all, fitted on all", all_of_them, weights, bias))
    print(
        figures.line("all, as it is today", all_of_them, np.array(abstain._WEIGHTS[:FITTED]), abstain._BIAS)
    )
    count = (figures.kinds != "near").sum()
    print(f"weights {np.round(weights, 2).tolist()}, bias {bias:.2f}, from {count:,} questions")


def main() -> None:
    """Measure the signals, or take those that are kept, and report."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.calibrate")
    parser.add_argument("data", type=Path)
    parser.add_argument("count", type=int, nargs="?", default=QUESTIONS, help="of each kind and library")
    parser.add_argument("--size", type=int, default=SIZE, help="characters of each collection, at most")
    parser.add_argument("--kept", type=Path, help="file of the signals: written, or read if it is there")
    parser.add_argument("--libraries", type=Path, default=LIBRARIES, help="folder that keeps the libraries")
    given = parser.parse_args()
    if given.kept and given.kept.exists():
        try:
            asked = kept(given.kept)
        except ValueError as problem:
            sys.exit(f"{parser.prog}: {problem}")
    else:
        asked = list(asked_of_all(given.data, Share(given.count, given.size), given.libraries))
        if given.kept:
            given.kept.write_text(json.dumps([astuple(each) for each in asked]))
    report(asked)
    command = shlex.join(["python", "-m", "tests.bench.calibrate", *sys.argv[1:]])
    print(f"{command}: {time.process_time():.0f} s of CPU")


if __name__ == "__main__":
    main()
