"""An evaluation -> one HTML file that opens from disk: no script, nothing fetched, every text escaped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, Final

from rag.evaluation import Cited, Evaluation, Measured, Total
from rag.evaluation.metrics import places

from ..render.annotate import Layer, Run, annotate
from ..render.templates import rendered
from .evaluation import GROUPS, heading, noticed, outcome, shown

_SHOWN: Final = (("wrong", "Wrong"), ("refused", "Refused"), ("right", "Right"))
_VERDICTS: Final = {True: "right", False: "wrong", None: ""}


def evaluation_html(evaluation: Evaluation) -> str:
    """Return the whole report: totals, then every question with what was answered and what was expected."""
    totals = {total.name: total for total in evaluation.totals}
    page = rendered(
        "command/evaluation.html",
        "page",
        heading=heading(evaluation),
        noticed=noticed(evaluation),
        notices=list(dict.fromkeys(evaluation.notices)),
        totals=[(group, [_row(label, totals[name]) for name, label in metrics]) for group, metrics in GROUPS],
        choices=_choices(evaluation.questions),
        questions=[_question(each) for each in evaluation.questions],
    )
    return page + "\n"


def _row(label: str, total: Total) -> tuple[str, Total, str, str]:
    """Return a total with its label, in digits, and as the length of a bar where it is a share."""
    share = "" if total.value is None or total.name.startswith("seconds") else f"{total.value:.3f}"
    return label, total, shown(total), share


def _choices(questions: Sequence[Measured]) -> list[tuple[str, str, int]]:
    """Return what can be chosen to be shown: its verdict, what it is called, and how many there are."""
    counts = Counter[str](each.verdict for each in questions)
    choices = [(name, label, counts[name]) for name, label in _SHOWN if counts[name]]
    return [("all", "All", len(questions)), *choices]


def _question(each: Measured) -> dict[str, Any]:
    """Return a question with what its template needs to know."""
    return {
        "measured": each,
        "outcome": outcome(each),
        "cited": [(cited, _VERDICTS[cited.right], _marked(cited, each.gold.words)) for cited in each.cited],
        "found": _found(each),
    }


def _marked(cited: Cited, words: Iterable[str]) -> list[Run]:
    """Return a quotation with the expected words marked in it."""
    expected = () if cited.right is None else words
    marks = [Layer(start, end, "mark") for each in expected for start, end in places(cited.quote, each)]
    return annotate(cited.quote, marks)


def _found(each: Measured) -> str:
    """Return where the search had the right article and the right passage, and how long it all took."""
    ranks = {"article": each.article_ranks, "right passage": each.passage_ranks}
    told = [f"{name} at rank {_ranks(found)}" for name, found in ranks.items() if found]
    return "; ".join((*told, f"{each.seconds:.2f} seconds"))


def _ranks(ranks: Sequence[int | None]) -> str:
    return " and ".join(str(rank or "–") for rank in ranks)
