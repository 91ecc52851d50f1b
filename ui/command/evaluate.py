"""What ``quoth eval`` reads and writes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from rag.evaluation import Evaluation, Questions, read_questions, report

from .evaluation_page import evaluation_html

SAMPLE_QUESTIONS: Final = Path(__file__).parent / "sample_questions.jsonl"


def questions_of(file: str | None, *, samples: bool) -> Questions:
    """Return the questions of a file, or those that come with the sample articles.

    Raises:
        QuothError: the file cannot be read.
        ValueError: none is named, or a line of it is no question.
    """
    if file is None and not samples:
        raise ValueError("name a file of questions, or measure the sample articles with --samples")
    return read_questions(SAMPLE_QUESTIONS if file is None else file)


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


def write(evaluation: Evaluation, folder: Path) -> None:
    """Write ``evaluation.json`` and ``evaluation.html`` into a folder, in place of older ones."""
    found = json.dumps(report(evaluation), ensure_ascii=False, indent=2)
    (folder / "evaluation.json").write_text(found + "\n", encoding="utf-8")
    (folder / "evaluation.html").write_text(evaluation_html(evaluation), encoding="utf-8")
