"""Timelines: whether the rows are those that a reader wants, with the right days.

``python -m tests.bench.timelines`` asks those of ``timelines_set.json``, ten matters of made-up towns in one
library, labelled before anything was tuned. A row is right whose day is, and whose quotation has the words.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from index import Article, Library
from rag import Assistant
from rag.answer import Row

SET = Path(__file__).with_name("timelines_set.json")


def main() -> None:
    """Print a line for each question, with what is wrong or missing, and precision and recall of all rows."""
    matters = json.loads(SET.read_text(encoding="utf-8"))
    right = shown = wanted = 0
    with TemporaryDirectory() as folder:
        library = Library.open(Path(folder))
        library.add(
            [
                Article(title=title, text=text, published=day)
                for each in matters
                for day, title, text in each["articles"]
            ]
        )
        assistant = Assistant(library)
        for matter in matters:
            for question in matter["asked"]:
                answer = assistant.ask(question)
                good = [each for each in answer.rows if _is_right(each, matter["rows"])]
                right, shown, wanted = (
                    right + len(good),
                    shown + len(answer.rows),
                    wanted + len(matter["rows"]),
                )
                of = f"{len(good)} of {len(matter['rows'])} right"
                print(f"{question}: {answer.kind}, {answer.total} rows, {of}")
                _print_wrong(answer.rows, matter["rows"])
    print(f"precision {right / max(shown, 1):.3f}, recall {right / max(wanted, 1):.3f} of {wanted} rows")


def _is_right(row: Row, rows: Sequence[Sequence[str]]) -> bool:
    return any(row.value == day and said in row.citation.quote for day, said in rows)


def _print_wrong(found: Sequence[Row], rows: Sequence[Sequence[str]]) -> None:
    for row in found:
        if not _is_right(row, rows):
            print(f"    wrong    {row.value} {row.label}: {row.citation.quote}")
    for day, said in rows:
        if not any(_is_right(row, [(day, said)]) for row in found):
            print(f"    missing  {day} {said}")


if __name__ == "__main__":
    main()
