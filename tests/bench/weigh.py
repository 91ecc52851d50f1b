"""Fit the weights of ``rag.evidence.rank``: of ``Signs``, and of how likely marked words are right.

The articles are ones that the reader was not trained on.

    python -m tests.bench.weigh ../shared/data [QUESTIONS]

Every question of the validation part is asked of its collection, and every sentence of the ten passages that
are read is looked at: a sentence is right that holds an accepted answer. The weights are those under which
the right sentences of a question are likeliest (softmax over its sentences), each collection counting alike.
"In five parts" means fitted on four fifths of the questions and counted on the fifth, five times.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from functools import partial
from pathlib import Path
from statistics import fmean
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index import Library
from rag.evaluation import Gold
from rag.evaluation.metrics import holds, token_f1
from rag.evidence.marking import EVERY, marked
from rag.evidence.rank import READ, SCALE, SHIFT, Candidate, Signs, read
from tests.bench.calibrate import fitted
from tests.bench.calibrate_set import LIBRARIES
from tests.bench.sets import SETS, library_of, questions_of, rows

FIELDS: Final = tuple(Signs.__dataclass_fields__)
PLAIN: Final = [at for at, name in enumerate(FIELDS) if name != "reader"]
SHAPES: Final = ((3.0, 2.0), (4.0, 2.5), (6.0, 3.0), (8.0, 3.0), (8.0, 5.0))  # SHIFT and SCALE, logits
SHARPNESS: Final = 8.0  # of the softmax, so that weights come out near 1
PENALTY: Final = 0.02  # of the squared weights
STEPS: Final = 400
PARTS: Final = 5

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: the signs of every sentence, (sentences, signs), its best margin, and which are right.

    ``short`` is what ``Marked.likely`` weighs for the best sentence, and whether its words are right.
    """

    collection: str
    signs: Floats
    margins: Floats
    right: NDArray[np.bool_]
    short: tuple[float, float, bool] | None

    def seen(self, shift: float, scale: float) -> Floats:
        """Return the signs with the reader's margin weighted by another shift and scale."""
        found = self.signs.copy()
        found[:, FIELDS.index("reader")] = 1 / (1 + np.exp(np.clip((shift - self.margins) / scale, -50, 50)))
        return found


def asked(library: Library, name: str, golds: Sequence[Gold]) -> Iterator[Asked]:
    """Yield the questions for which anything was found."""
    for gold in golds:
        hits = library.search(gold.question, k=READ)
        words = library.words(gold.question)
        found = read(gold.question, hits, words, partial(marked, depth=EVERY), shortlist=1000)
        if found:
            margins = [max((each.margin for each in one.answers), default=-99.0) for one in found]
            right = [holds(each.text, gold.answers) for each in found]
            signs = np.array([astuple(each.signs) for each in found])
            yield Asked(name, signs, np.array(margins), np.array(right), _short(gold, found[0]))


def _short(gold: Gold, best: Candidate) -> tuple[float, float, bool] | None:
    marked = best.answer
    if marked is None:
        return None
    text = best.hit.article.text[marked.start : marked.end]
    return marked.margin, math.log(max(marked.probability, 1e-9)), token_f1(text, gold.answers) >= 0.5


def fit(questions: Sequence[Asked], shape: tuple[float, float], used: Sequence[int]) -> Floats:
    """Return the weights, by Adam, that make right sentences likeliest; 0 for signs that are not used."""
    named = [each.collection for each in questions]
    inputs = [(each.seen(*shape), each.right, 1 / named.count(each.collection)) for each in questions]
    inputs = [each for each in inputs if each[1].any()]
    mask = np.isin(np.arange(len(FIELDS)), used)
    weights, first, second = np.where(mask, 0.3, 0.0), np.zeros(len(FIELDS)), np.zeros(len(FIELDS))
    for step in range(1, STEPS + 1):
        slope = 2 * PENALTY * weights
        for seen, right, share in inputs:
            likely = _softmax(SHARPNESS * seen @ weights)
            wanted = np.where(right, likely, 0.0)
            slope -= share / len(SETS) * SHARPNESS * seen.T @ (wanted / wanted.sum() - likely)
        first, second = 0.9 * first + 0.1 * slope, 0.99 * second + 0.01 * slope**2
        move = first / (1 - 0.9**step) / (np.sqrt(second / (1 - 0.99**step)) + 1e-9)
        weights = np.where(mask, weights - 0.02 * move, 0.0)
    return weights


def _softmax(scores: Floats) -> Floats:
    raised = np.exp(scores - scores.max())
    likely: Floats = raised / raised.sum() + 1e-12
    return likely


def first_right(questions: Sequence[Asked], weights: Floats, shape: tuple[float, float]) -> dict[str, float]:
    """Return for each collection how often the best sentence is right."""
    found: dict[str, list[float]] = {name: [] for name in SETS}
    for each in questions:
        found[each.collection].append(float(each.right[(each.seen(*shape) @ weights).argmax()]))
    return {name: fmean(each) for name, each in found.items() if each}


def in_parts(questions: Sequence[Asked], shape: tuple[float, float], used: Sequence[int]) -> dict[str, float]:
    """Return the same where every question is counted under weights fitted on other ones."""
    found: dict[str, list[float]] = {name: [] for name in SETS}
    for part in range(PARTS):
        rest = [each for at, each in enumerate(questions) if at % PARTS != part]
        weights = fit(rest, shape, used)
        for each in questions[part::PARTS]:
            found[each.collection].append(float(each.right[(each.seen(*shape) @ weights).argmax()]))
    return {name: fmean(each) for name, each in found.items() if each}


def main(data: Path, count: int) -> None:
    """Print how often the first sentence is right, and the weights."""
    golds = questions_of(data, "validation", count)
    questions = [
        each
        for name in SETS
        for each in asked(library_of(rows(data, name, "corpus"), LIBRARIES / name), name, golds[name].own)
    ]
    print(f"{'the first sentence is right':34}" + "".join(f"{name:>14}" for name in SETS) + f"{'mean':>8}")
    committed = np.array([Signs(*row).score for row in np.eye(len(FIELDS))])
    plain = np.where(np.arange(len(FIELDS)) == FIELDS.index("reader"), 0.0, committed)
    _line("as committed", first_right(questions, committed, (SHIFT, SCALE)))
    _line("as committed, without the reader", first_right(questions, plain, (SHIFT, SCALE)))
    _line("without it, in five parts", in_parts(questions, (SHIFT, SCALE), PLAIN))
    every = range(len(FIELDS))
    for shape in SHAPES:
        _line(f"shift {shape[0]}, scale {shape[1]}, in five parts", in_parts(questions, shape, every))
        weights = fit(questions, shape, every)
        told = dict(
            zip(FIELDS, np.round(weights / weights[FIELDS.index("passage")], 2).tolist(), strict=True)
        )
        print(f"    weights over that of the passage: {told}")
    shorts = [each.short for each in questions if each.short]
    values = np.array([each[:2] for each in shorts])
    right = np.array([float(each[2]) for each in shorts])
    weights, bias = fitted(values, right)
    print(
        f"short answers: weights {np.round(weights, 2).tolist()}, bias {bias:.2f}, {right.mean():.3f} right"
    )
    for low, high in ((0.0, 0.25), (0.25, 0.5), (0.5, 0.75), (0.75, 1.0)):
        likely = 1 / (1 + np.exp(-(values @ weights + bias)))
        among = (low <= likely) & (likely < high)
        if among.any():
            share = f"{among.sum()}, right {right[among].mean():.3f}"
            print(f"    said to be right {low:.2f} to {high:.2f}: {share}")


def _line(what: str, shares: dict[str, float]) -> None:
    print(
        f"{what:34}" + "".join(f"{shares[name]:14.3f}" for name in SETS) + f"{fmean(shares.values()):8.3f}",
        flush=True,
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 150)
