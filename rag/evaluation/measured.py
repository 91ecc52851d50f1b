"""What was measured: of one question, and of all of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from statistics import fmean, median
from typing import Any, Final, Literal

from .gold import Gold
from .metrics import percentile, recall, reciprocal_rank

Verdict = Literal["right", "wrong", "refused"]
"""``refused`` is said of a question that has an answer; to refuse one that has none is ``right``."""

Ranks = tuple[int | None, ...]
DEPTHS: Final = (1, 5, 10)


@dataclass(frozen=True, slots=True)
class Cited:
    """A quotation of an answer, with what is known of its article but not its text.

    ``right`` tells whether it holds an accepted answer or overlaps a gold quote; ``None`` where no words
    are expected.
    """

    number: int
    quote: str
    start: int
    end: int
    page: int | None
    article_id: str
    title: str
    source: str | None
    published: str | None
    url: str | None
    right: bool | None


@dataclass(frozen=True, slots=True)
class Measured:
    """What became of one question; what its gold does not allow to measure is ``None``.

    Attributes:
        gold: the question and what was expected.
        answered, text, short_answer, notice, seconds, probability: those of the ``Answer``.
        cited: its quotations.
        article_ranks: the rank of each gold article among the articles found, ``None`` within for one that
            was not; an article has the rank of its best passage.
        passage_ranks: the rank of the first right passage.
        exact_match, token_f1: of the short answer, 0 where there is none.
        said: whether an accepted answer stands in the text.
        right_article: whether a gold article is cited.
    """

    gold: Gold
    answered: bool
    text: str
    short_answer: str | None
    notice: str
    seconds: float
    cited: tuple[Cited, ...] = ()
    article_ranks: Ranks | None = None
    passage_ranks: Ranks | None = None
    exact_match: float | None = None
    token_f1: float | None = None
    said: bool | None = None
    right_article: bool | None = None
    probability: float = 0.0

    @property
    def first_cited(self) -> bool | None:
        """Whether the first quotation is right; not so where there is none."""
        return bool(self.cited and self.cited[0].right) if self._words_expected else None

    @property
    def any_cited(self) -> bool | None:
        """Whether any quotation is right."""
        return any(each.right for each in self.cited) if self._words_expected else None

    @property
    def refused(self) -> bool | None:
        """Whether there is no answer although the articles have one."""
        return not self.answered if self.gold.answerable else None

    @property
    def false_answer(self) -> bool | None:
        """Whether there is an answer although the articles have none."""
        return None if self.gold.answerable else self.answered

    @property
    def verdict(self) -> Verdict:
        """The question's outcome in a word: by its quotations, else by the articles that are cited."""
        if not self.gold.answerable:
            return "wrong" if self.answered else "right"
        if not self.answered:
            return "refused"
        right = self.any_cited if self._words_expected else self.right_article
        return "right" if right or (right is None and self.gold.any_answer) else "wrong"

    @property
    def _words_expected(self) -> bool:
        return self.gold.answerable and bool(self.gold.words)


@dataclass(frozen=True, slots=True)
class Total:
    """One metric over all questions: its mean over the ``of`` that allow it, ``None`` where none does."""

    name: str
    value: float | None
    of: int


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Every question with what became of it, over a library of so many articles and passages."""

    questions: tuple[Measured, ...]
    articles: int
    passages: int

    @property
    def totals(self) -> tuple[Total, ...]:
        """Every metric, in the order of ``METRICS``, then the seconds of a question."""
        shares = [_total(name, [measure(each) for each in self.questions]) for name, measure in METRICS]
        seconds = [each.seconds for each in self.questions]
        return (
            *shares,
            Total("seconds_median", median(seconds) if seconds else None, len(seconds)),
            Total("seconds_p95", percentile(seconds, 0.95) if seconds else None, len(seconds)),
        )

    @property
    def notices(self) -> tuple[str, ...]:
        """What went wrong on the way, once for each question that it befell."""
        return tuple(each.notice for each in self.questions if each.notice)


def _total(name: str, values: Sequence[float | None]) -> Total:
    known = [value for value in values if value is not None]
    return Total(name, fmean(known) if known else None, len(known))


def _retrieval(name: str, ranks: Callable[[Measured], Ranks | None]) -> tuple[Metric, ...]:
    """Return recall at each depth and MRR at the last, of articles or of passages."""

    def at(depth: int, metric: Callable[[Ranks, int], float]) -> Callable[[Measured], float | None]:
        return lambda each: None if (found := ranks(each)) is None else metric(found, depth)

    recalls = tuple((f"{name}_recall_at_{depth}", at(depth, recall)) for depth in DEPTHS)
    return (*recalls, (f"{name}_mrr_at_{DEPTHS[-1]}", at(DEPTHS[-1], reciprocal_rank)))


Metric = tuple[str, Callable[[Measured], float | None]]

METRICS: Final[tuple[Metric, ...]] = (
    *_retrieval("article", lambda each: each.article_ranks),
    *_retrieval("passage", lambda each: each.passage_ranks),
    ("exact_match", lambda each: each.exact_match),
    ("token_f1", lambda each: each.token_f1),
    ("said", lambda each: each.said),
    ("first_cited", lambda each: each.first_cited),
    ("any_cited", lambda each: each.any_cited),
    ("refused", lambda each: each.refused),
    ("false_answers", lambda each: each.false_answer),
)


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
