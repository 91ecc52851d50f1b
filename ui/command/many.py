"""Many questions at once: a file of them in, a file of answers out, taken up where it was stopped."""

from __future__ import annotations

import argparse
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..render.byline import counted
from .answer_file import AnswerFile, refused_row, rest_of, row_of
from .bar import progress_bar
from .question_file import questions_in, unread_columns

if TYPE_CHECKING:
    from collections.abc import Callable

    from rag.assistant import Assistant


def answer_many(given: argparse.Namespace, assistant: Callable[[], Assistant], only: dict[str, Any]) -> int:
    """Answer the questions of a file into another; the library is opened once both files are found sound."""
    source, out = Path(given.questions).expanduser(), Path(given.out).expanduser()
    total = sum(1 for _ in questions_in(source))  # all of it is looked at before anything is asked
    if unread := unread_columns(source):
        named = ", ".join(f"“{name}”" for name in unread)
        print(f"quoth: {source}: only its column “question” is read, and not {named}", file=sys.stderr)
    with closing(AnswerFile(out, questions_in(source))) as answers:
        before = answers.done
        if before < total:
            _answer(given, answers, assistant(), total, only)
    taken_up = f", {before:,} of them from before" if before else ""
    print(f"{out} holds the answers to {counted(total, 'question')}{taken_up}")
    return 0


def _answer(
    given: argparse.Namespace, answers: AnswerFile, assistant: Assistant, total: int, only: dict[str, Any]
) -> None:
    notices: set[str] = set()
    with progress_bar() as progress:
        for question in rest_of(questions_in(Path(given.questions).expanduser()), answers.done):
            progress(answers.done, total, question)
            try:
                answer = assistant.ask(question, **only)
            except ValueError as problem:  # it is blank or too long; the others are asked
                answers.add(refused_row(question, str(problem)))
                continue
            answers.add(row_of(question, answer))
            if answer.notice and answer.notice not in notices:
                notices.add(answer.notice)
                print(f"quoth: {answer.notice}", file=sys.stderr)
        progress(total, total, "")
