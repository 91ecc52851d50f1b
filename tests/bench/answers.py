"""What a reader would strike of whole answers, and which quotations cannot be read alone.

    python -m tests.bench.answers ../shared/data [--fit]

The questions of ``answers_labels.json`` are asked of one library (``answers_set``). A quotation is kept if a
sentence in it is that a reader keeps; one without a labelled sentence is counted apart. *Points back*: it
begins with a pronoun, a connective or a "the rule" that nothing before it in the answer explains.
Weights are fitted to one half of the questions, the other is held out; an interval is the middle 95 % of
2,000 resamples of the questions.

``--fit`` prints the weights of ``rag.quoted.further``, fitted to half 0, and what each ``LEAST`` and
``DOUBT`` costs there.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from index import Library
from index.language.words import content_words
from index.passage import Filter
from index.text.words import analysed
from rag.answer import Answer, Citation
from rag.evaluation.metrics import auc, holds
from rag.evidence.gather import Evidence, gather
from rag.evidence.rank import Candidate
from rag.question.parse import parse
from rag.quoted import further
from rag.quoted.context import in_context
from rag.quoted.write import quoted
from tests.bench.answers_set import Label, Labelled, labelled, library
from tests.bench.calibrate import fitted
from tests.bench.outcomes import DRAWS, MIDDLE, SEED

FITTED_ON: Final = 0  # which half of the questions
LEASTS: Final = (0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6)
DOUBTS: Final = (0.0, 1.0, 2.0, 3.0, 4.0, 6.0)
Pair = tuple[float, float]
"""A share of one question: how many, of how many."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, what was found for it, and the answer."""

    labelled: Labelled
    evidence: Evidence
    answer: Answer

    def keep(self, article: str, start: int, end: int) -> bool | None:
        """Return whether a reader keeps a quotation: any sentence in it; ``None`` where none is labelled."""
        within = [each.keep for each in self._of(article) if start <= each.start and each.end <= end]
        return any(within) if within else None

    def alone(self, article: str, start: int, end: int) -> bool | None:
        """Return whether a quotation can be read alone: it, or else the sentence it begins with."""
        begun = [each for each in self._of(article) if each.start == start and each.end <= end]
        return max(begun, key=lambda each: each.end).alone if begun else None

    def holds(self, text: str) -> bool:
        """Tell whether a text has an accepted answer."""
        return holds(text, self.labelled.gold.answers)

    def _of(self, article: str) -> Iterator[Label]:
        return (each for each in self.labelled.labels if each.article == article)


def asked(found: Library, every: Iterator[Labelled]) -> Iterator[Asked]:
    """Yield the questions that get an answer."""
    for each in every:
        evidence = gather(found, parse(each.gold.question), Filter())
        answer = quoted(evidence)
        if answer.answered:
            yield Asked(each, evidence, answer)


def struck(one: Asked) -> Pair:
    """Return how many quotations a reader would strike, of those that are labelled."""
    keeps = [one.keep(*_place(each)) for each in one.answer.citations]
    return keeps.count(False), len(keeps) - keeps.count(None)


def unread(one: Asked) -> Pair:
    """Return how many quotations are not labelled."""
    return len(one.answer.citations) - struck(one)[1], len(one.answer.citations)


def points_back(one: Asked) -> Pair:
    """Return how many quotations begin with what nothing before them explains, of those that are labelled."""
    cited = one.answer.citations
    alone = [
        True if _goes_on(before, each) else one.alone(*_place(each))
        for before, each in zip((None, *cited), cited, strict=False)
    ]
    return alone.count(False), len(alone) - alone.count(None)


def any_holds(one: Asked) -> Pair:
    """Return whether any quotation has an accepted answer."""
    return float(any(one.holds(each.quote) for each in one.answer.citations)), 1


def first_holds(one: Asked) -> Pair:
    """Return whether the first has one."""
    return float(one.holds(one.answer.citations[0].quote)), 1


def _place(cited: Citation) -> tuple[str, int, int]:
    return cited.article.id, cited.start, cited.end


def _goes_on(before: Citation | None, cited: Citation) -> bool:
    if before is None or before.article.id != cited.article.id or before.end > cited.start:
        return False
    return not cited.article.text[before.end : cited.start].strip()


FIGURES: Final[dict[str, Callable[[Asked], Pair]]] = {
    "a reader would strike": struck,
    "points back to what is not quoted": points_back,
    "not labelled": unread,
    "answers: any quotation holds the answer": any_holds,
    "answers: the first holds it": first_holds,
    "answers: quotations": lambda one: (len(one.answer.citations), 1),
    "answers: words": lambda one: (len(one.answer.text.split()), 1),
}


def share(pairs: Sequence[Pair]) -> tuple[float, float, float]:
    """Return a share over questions, with the ends of its interval."""
    values = np.array(pairs, dtype=float)
    drawn = values[np.random.default_rng(SEED).integers(0, len(values), (DRAWS, len(values)))].sum(axis=1)
    low, high = np.percentile(drawn[:, 0] / np.maximum(drawn[:, 1], 1), MIDDLE)
    return float(values[:, 0].sum() / values[:, 1].sum()), float(low), float(high)


def table(every: Sequence[Asked]) -> str:
    """Return the figures as lines, of the questions held out and of all."""
    held = [each for each in every if each.labelled.half != FITTED_ON]
    lines = [f"{'':44}{f'held out ({len(held)})':>24}{f'all ({len(every)})':>24}"]
    for name, figure in FIGURES.items():
        shares = [share([figure(each) for each in part]) for part in (held, every)]
        lines.append(f"{name:44}" + "".join(f"{a:8.3f} [{b:.3f}, {c:.3f}]".rjust(24) for a, b, c in shares))
    for name in dict.fromkeys(each.labelled.collection for each in every):
        part = [each for each in every if each.labelled.collection == name]
        own = [share([figure(each) for each in part])[0] for figure in (struck, points_back, any_holds)]
        told = f"struck {own[0]:.3f}, points back {own[1]:.3f}, any {own[2]:.3f}"
        lines.append(f"{f'{name} ({len(part)})':44}{told}")
    return "\n".join(lines)


def fit(every: Sequence[Asked]) -> str:
    """Return the weights fitted to one half, how well they tell on the other, and what limits cost."""
    lines = []
    for what, rows_of, names in (
        ("FURTHER", _further_rows, tuple(further.FURTHER)),
        ("BEST", _best_rows, tuple(further.BEST)),
    ):
        rows = [(each.labelled.half, *row) for each in every for row in rows_of(each)]
        halves = np.array([row[0] for row in rows])
        values = np.array([[row[1][name] for name in names] for row in rows])
        keeps = np.array([float(row[2]) for row in rows])
        own, held = halves == FITTED_ON, halves != FITTED_ON
        weights, bias = fitted(values[own], keeps[own])
        score = values[held] @ weights
        area = auc(score[keeps[held] == 1].tolist(), score[keeps[held] == 0].tolist())
        told = dict(zip(names, np.round(weights, 2).tolist(), strict=True))
        lines.append(f"{what} {told}, bias {bias:.2f}; {own.sum()} sentences; area held out {area:.3f}")
    return "\n".join([*lines, *_limits([each for each in every if each.labelled.half == FITTED_ON])])


def _further_rows(one: Asked) -> Iterator[tuple[dict[str, float], bool]]:
    best, *others = one.evidence.candidates
    words = frozenset(analysed(" ".join(content_words(one.labelled.gold.question))))
    for each in others:
        keep = one.keep(*_span(each))
        if keep is not None:
            yield further.further_signs(words, best, each), keep


def _best_rows(one: Asked) -> Iterator[tuple[dict[str, float], bool]]:
    keep = one.keep(*_span(one.evidence.candidates[0]))
    if keep is not None:
        yield further.best_signs(one.evidence.candidates), keep


def _span(candidate: Candidate) -> tuple[str, int, int]:
    return candidate.hit.article.id, candidate.start, candidate.end


def _limits(every: Sequence[Asked]) -> Iterator[str]:
    """Yield what limits give with the weights that are committed."""
    for least in LEASTS:
        for doubt in DOUBTS:
            strikes, right = [], []
            for each in every:
                picked = further.chosen(
                    each.evidence.query, each.evidence.candidates, least=least, doubt=doubt
                )
                made = in_context(picked)
                keeps = [each.keep(*_span(one)) for one in made]
                strikes.append((keeps.count(False), len(keeps) - keeps.count(None)))
                right.append((float(any(each.holds(one.text) for one in made)), 1))
            shares = f"struck {share(strikes)[0]:.3f}, any {share(right)[0]:.3f}"
            yield f"LEAST {least:.2f} DOUBT {doubt:.0f}: {shares}"


def main() -> None:
    """Ask, and print the figures; with ``--fit`` the weights too."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.answers", description=__doc__)
    parser.add_argument("data", type=Path, help="folder of the question sets")
    parser.add_argument("--fit", action="store_true", help="fit the weights of further sentences")
    given = parser.parse_args()
    every = list(asked(library(given.data), labelled(given.data)))
    print(table(every))
    if given.fit:
        print(fit(every))


if __name__ == "__main__":
    main()
