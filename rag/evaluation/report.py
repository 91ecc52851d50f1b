"""An evaluation as plain JSON values: what ``quoth eval --json`` prints and ``evaluation.json`` holds."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from .measured import Evaluation, Measured, Total


def report(evaluation: Evaluation) -> dict[str, Any]:
    """Return an evaluation as one JSON object; ``counted`` tells over how many questions a total goes."""
    totals = evaluation.totals
    answerable = sum(each.gold.answerable for each in evaluation.questions)
    return {
        "asked": len(evaluation.questions),
        "answerable": answerable,
        "unanswerable": len(evaluation.questions) - answerable,
        "articles": evaluation.articles,
        "passages": evaluation.passages,
        "totals": {total.name: _rounded(total) for total in totals},
        "counted": {total.name: total.of for total in totals},
        "notices": list(evaluation.notices),
        "questions": [_question(each) for each in evaluation.questions],
    }


def _rounded(total: Total) -> float | None:
    return None if total.value is None else round(total.value, 4)


def _question(each: Measured) -> dict[str, Any]:
    gold = each.gold
    return {
        "question": gold.question,
        "place": gold.place,
        "verdict": each.verdict,
        "expected": {
            "answerable": gold.answerable,
            "answers": list(gold.answers),
            "articles": list(gold.articles),
            "quotes": list(gold.quotes),
        },
        "answered": each.answered,
        "text": each.text,
        "short_answer": each.short_answer,
        "citations": [asdict(cited) for cited in each.cited],
        "article_ranks": None if each.article_ranks is None else list(each.article_ranks),
        "passage_rank": each.passage_ranks[0] if each.passage_ranks else None,
        "exact_match": each.exact_match,
        "token_f1": None if each.token_f1 is None else round(each.token_f1, 4),
        "said": each.said,
        "first_cited": each.first_cited,
        "any_cited": each.any_cited,
        "notice": each.notice,
        "seconds": round(each.seconds, 4),
    }
