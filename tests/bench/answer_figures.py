"""What the answers of one collection come to: figures with the reader beside those without it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Final

from index import Library
from index.passage import Filter
from rag import Assistant
from rag.evaluation import Evaluation, Gold, Measured
from rag.evaluation.metrics import auc, percentile
from rag.evaluation.run import judged
from rag.evidence.abstain import THRESHOLD
from rag.evidence.gather import READ, gather
from rag.evidence.read import Marking, unmarked
from rag.write import quoted
from tests.bench.sets import Questions

REFUSED: Final = (0.05, 0.10)
TIMED: Final = 60  # questions
ANSWERS: Final = (
    ("first_cited", "answer in the first cited sentence"),
    ("any_cited", "answer in any cited sentence"),
    ("token_f1", "token F1 of the short answer"),
    ("exact_match", "exact match of the short answer"),
    ("passage_mrr_at_10", "passages that are read, MRR@10"),
    ("passage_recall_at_1", "passages that are read, hits@1"),
)


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table: with the reader, and without it where that makes sense.

    ``floored`` tells a share, the higher the better, that the gate holds.
    """

    name: str
    ours: float
    without: float | None = None
    floored: bool = True


@dataclass(frozen=True, slots=True)
class Asked:
    """What became of the questions of a collection, each kind apart."""

    own: Evaluation
    near: Evaluation
    other: Evaluation


def asked(library: Library, questions: Questions, marking: Marking | None) -> Asked:
    """Ask all questions of a collection, with a marking in place of the reader if one is given."""
    held = library.summary()

    def all_of(golds: Sequence[Gold]) -> Evaluation:
        found = tuple(_measured(library, gold, marking) for gold in golds)
        return Evaluation(found, held.articles, held.passages)

    return Asked(all_of(questions.own), all_of(questions.near), all_of(questions.other))


def collection_figures(name: str, library: Library, questions: Questions) -> list[Figure]:
    """Return every figure of a collection; passages are ranked as they are read, or as they are found."""
    ours, without = asked(library, questions, None), asked(library, questions, unmarked)
    answers = [
        Figure(f"{name}: {words}", _total(ours.own, key), _total(without.own, key)) for key, words in ANSWERS
    ]
    answered = fmean(each.answered for each in ours.own.questions)
    return [
        *answers,
        Figure(f"{name}: answered, of what the articles answer", answered),
        *_told_apart(
            f"{name}: questions of other collections", ours.own, ours.other, without.own, without.other
        ),
        *_told_apart(f"{name}: near misses", ours.own, ours.near, without.own, without.near),
    ]


def speed_figures(name: str, library: Library, questions: Questions) -> list[Figure]:
    """Return the milliseconds of a question, ten passages read, beside search alone."""
    assistant = Assistant(library)
    asked_in, searched_in = [], []
    for gold in questions.own[:TIMED]:
        began = time.perf_counter()
        assistant.ask(gold.question)
        between = time.perf_counter()
        library.search(gold.question, k=READ)
        asked_in.append(1000 * (between - began))
        searched_in.append(1000 * (time.perf_counter() - between))
    return [
        Figure(
            f"{name}: ms a question, {what} (beside it: search alone)",
            percentile(asked_in, share),
            percentile(searched_in, share),
            floored=False,
        )
        for what, share in (("median", 0.5), ("95th percentile", 0.95))
    ]


def _measured(library: Library, gold: Gold, marking: Marking | None) -> Measured:
    evidence = gather(library, gold.question, gold.question, Filter(), marking)
    return judged(quoted(evidence), evidence.passages[:READ], gold, {})


def _told_apart(
    what: str, own: Evaluation, others: Evaluation, own_without: Evaluation, others_without: Evaluation
) -> list[Figure]:
    """Return how surely questions that are not answered are told from those that are; none without any."""
    if not others.questions:
        return []
    sure, unsure = _probabilities(own), _probabilities(others)
    sure_without, unsure_without = _probabilities(own_without), _probabilities(others_without)
    refused = fmean(each < THRESHOLD for each in unsure)
    return [
        Figure(f"{what} refused", refused),
        *(
            Figure(
                f"{what} refused, at {share:.0%} false refusals",
                _refused_at(sure, unsure, share),
                _refused_at(sure_without, unsure_without, share),
            )
            for share in REFUSED
        ),
        Figure(f"{what}, area under the ROC curve", auc(sure, unsure), auc(sure_without, unsure_without)),
    ]


def _probabilities(found: Evaluation) -> list[float]:
    return [each.probability for each in found.questions]


def _refused_at(sure: Sequence[float], unsure: Sequence[float], share: float) -> float:
    """Return the share of ``unsure`` under the threshold that refuses ``share`` of ``sure``."""
    threshold = sorted(sure)[int(share * len(sure))]
    return fmean(each < threshold for each in unsure)


def _total(found: Evaluation, name: str) -> float:
    return next(total.value or 0.0 for total in found.totals if total.name == name)
