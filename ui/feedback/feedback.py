"""What someone thought of an answer, and as a question that ``quoth eval`` reads."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from index.article import text_digest

from ..render.texts import REASONS
from ..render.told import Told, as_json


def reasons(told: Told) -> tuple[str, ...]:
    """Return what may be wrong with an answer, or with the statement that there is none."""
    left_out = {"wrong side" if told.kind != "check" else "beside the question"}
    left_out |= {"answer exists"} if told.answered else {*REASONS} - {"answer exists", "other"}
    return tuple(reason for reason in REASONS if reason not in left_out)


@dataclass(frozen=True, slots=True)
class Feedback:
    """What someone thought of an answer.

    Attributes:
        told: the answer.
        good: whether it is one to rely on; of a refusal, whether the articles indeed do not say.
        reason: what is wrong with it, one of ``reasons(told)``; empty for a good one or if none is given.
        said: the same in the person's own words.
        user: who said so; empty where people do not sign in.
        at: when, ISO 8601.
        counts: whether it tells what is right: not when it was taken back, nor when only some articles
            were asked, for ``quoth eval`` asks all.

    Raises:
        ValueError: the reason is none for this answer.
    """

    told: Told
    good: bool
    reason: str = ""
    said: str = ""
    user: str = ""
    at: str = ""
    counts: bool = True

    def __post_init__(self) -> None:
        allowed = () if self.good else reasons(self.told)
        if self.reason and self.reason not in allowed:
            raise ValueError(f"reason={self.reason!r} says nothing of this answer; give one of {allowed}")


def row_of(feedback: Feedback) -> dict[str, Any]:
    """Return feedback as JSON: what ``quoth eval`` expects of the question, then who thought what of what."""
    told = feedback.told
    of = text_digest(json.dumps([told.query, told.text, feedback.user]))
    return {
        "question": told.query,  # it stands alone, as one typed after others may not
        **_expected(feedback),
        "feedback": {
            "of": of,
            "good": feedback.good,
            "reason": feedback.reason,
            "said": feedback.said,
            "user": feedback.user,
            "at": feedback.at,
            "answer": as_json(told),
        },
    }


def _expected(feedback: Feedback) -> dict[str, Any]:
    """Return what is now known of the right answer, which may be nothing."""
    told = feedback.told
    if not feedback.counts or told.kind == "check":  # which ``quoth eval`` would ask as a question
        return {}
    if feedback.good and told.answered:
        articles = dict.fromkeys(each.url or each.article_id for each in told.citations)
        return {"quotes": [each.quote for each in told.citations], "articles": list(articles)}
    if feedback.good or feedback.reason == "not said":
        return {"answerable": False}
    return {"answerable": True} if feedback.reason == "answer exists" else {}
