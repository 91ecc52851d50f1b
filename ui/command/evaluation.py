"""What ``quoth eval`` reads, and an evaluation -> a table for a terminal with the words for its outcomes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rag.evaluation import Evaluation, Measured, Questions, Total, read_questions

from ..feedback.kept import feedback_of
from ..render.byline import counted

if TYPE_CHECKING:
    from index.library import Library

SAMPLE_QUESTIONS: Final = Path(__file__).parent / "sample_questions.jsonl"
DASH: Final = "–"
GROUPS: Final = (
    (
        "Articles found",
        (
            ("article_recall_at_1", "recall@1"),
            ("article_recall_at_5", "recall@5"),
            ("article_recall_at_10", "recall@10"),
            ("article_mrr_at_10", "MRR@10"),
        ),
    ),
    (
        "Passages found",
        (
            ("passage_recall_at_1", "recall@1"),
            ("passage_recall_at_5", "recall@5"),
            ("passage_recall_at_10", "recall@10"),
            ("passage_mrr_at_10", "MRR@10"),
        ),
    ),
    (
        "Answer",
        (
            ("exact_match", "short answer, exact match"),
            ("token_f1", "short answer, token F1"),
            ("said", "text holds an accepted one"),
        ),
    ),
    ("Quotes", (("first_cited", "the first is right"), ("any_cited", "any is right"))),
    (
        "Abstention",
        (("refused", "has an answer, but refused"), ("false_answers", "has none, but answered")),
    ),
    ("Seconds", (("seconds_median", "median"), ("seconds_p95", "95th percentile"))),
)
_OUTCOMES: Final = {
    (True, "right"): "right",
    (True, "wrong"): "wrong",
    (True, "refused"): "refused",
    (False, "right"): "rightly refused",
    (False, "wrong"): "answered, has no answer",
}


def questions_of(file: str | None) -> Questions:
    """Return the questions of a file, or those that come with the sample articles.

    Raises:
        QuothError: the file cannot be read.
        ValueError: a line of it is no question.
    """
    return read_questions(SAMPLE_QUESTIONS if file is None else file)


def questions_said(library: Library) -> Questions:
    """Return what people thought of a library's answers, on its page, as questions.

    Raises:
        QuothError: it cannot be read.
        ValueError: nobody has said what is right.
    """
    found = feedback_of(library).questions()
    if not found:
        said = f"{left_out(found)}; " if found.left_out else ""
        raise ValueError(
            f"{said}name a file of questions, or measure the sample articles with --samples: without either"
            " what people thought of answers on the page is measured, and nobody has said yet what is right"
        )
    return found


def left_out(questions: Questions) -> str:
    """Return how many lines of feedback were left out, nothing for none."""
    number = questions.left_out
    says = "line says" if number == 1 else "lines say"
    were = "was" if number == 1 else "were"
    return f"{number:,} {says} nothing of what is expected and {were} left out" if number else ""


def made(folder: str) -> Path:
    """Return the folder for the report, made if absent, before anything is asked.

    Raises:
        ValueError: the name is empty.
        OSError: it cannot be made.
    """
    if not folder.strip():
        raise ValueError("the folder of --out is an empty name")
    path = Path(folder).expanduser()
    path.mkdir(parents=True, exist_ok=True)
    return path


def write(folder: Path, found: str, page: str) -> None:
    """Write ``evaluation.json`` and ``evaluation.html`` into a folder, in place of older ones."""
    (folder / "evaluation.json").write_text(found + "\n", encoding="utf-8")
    (folder / "evaluation.html").write_text(page, encoding="utf-8")


def evaluation_lines(evaluation: Evaluation) -> str:
    """Return the totals as a table, and under it the questions that went wrong."""
    parts = [heading(evaluation), "\n".join(_rows(evaluation))]
    notices = dict.fromkeys(evaluation.notices)
    if notices:
        parts.append("\n".join([noticed(evaluation), *(f"  {notice}" for notice in notices)]))
    wrong = [each for each in evaluation.questions if each.verdict != "right"]
    if wrong:
        parts.append("\n".join(["Not right:", *(_line(each) for each in wrong)]))
    return "\n\n".join(parts)


def heading(evaluation: Evaluation) -> str:
    """Return what was asked of what: ``15 questions, 12 of them answerable, asked of 18 articles``."""
    asked = evaluation.questions
    answerable = sum(each.gold.answerable for each in asked)
    which = "all" if answerable == len(asked) else f"{answerable:,}"
    articles = counted(evaluation.articles, "article")
    return f"{counted(len(asked), 'question')}, {which} of them answerable, asked of {articles}"


def noticed(evaluation: Evaluation) -> str:
    """Return for how many questions something went wrong on the way."""
    return f"Something went wrong with {counted(len(evaluation.notices), 'question')}:"


def outcome(each: Measured) -> str:
    """Return what became of a question in a word or two."""
    return _OUTCOMES[each.gold.answerable, each.verdict]


def shown(total: Total) -> str:
    """Return a total with two digits, a dash for one that was not measured."""
    return DASH if total.value is None else f"{total.value:.2f}"


def _rows(evaluation: Evaluation) -> Iterator[str]:
    totals = {total.name: total for total in evaluation.totals}
    for group, metrics in GROUPS:
        for at, (name, label) in enumerate(metrics):
            total = totals[name]
            of = f"  of {total.of:,}" if total.of else ""
            yield f"{'' if at else group:16}{label:30}{shown(total):>6}{of}"


def _line(each: Measured) -> str:
    line = each.gold.place.rpartition(", ")[2]
    return f"  {outcome(each):25}{line:9}{' '.join(each.gold.question.split())}"
