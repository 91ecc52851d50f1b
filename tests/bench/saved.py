"""Saved questions: how often a new article that answers is told, and how often one is that does not.

    python -m tests.bench.saved --data ../shared/data --count 60

Each paragraph of SQuAD 2.0 is an article of one library. A question is asked of ten of them as if they were
new: with the paragraph that answers it among them; with other paragraphs on its subject alone; with
paragraphs on other subjects alone.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from index import Article, Library
from rag import Assistant

from .sets import SEED, rows

SET: Final = "squad20_dev"
NEW: Final = 10  # articles
SUBJECTS: Final = 12
KINDS: Final = ("answers", "same subject", "other subjects")


def drawn(data: Path, count: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return paragraphs of some subjects, and questions that one of them answers."""
    rng = random.Random(SEED)
    paragraphs = rows(data, SET, "paragraphs")
    subjects = sorted({row["title"] for row in paragraphs})
    chosen = set(rng.sample(subjects, min(SUBJECTS, len(subjects))))
    held = [row for row in paragraphs if row["title"] in chosen]
    ids = {row["id"] for row in held}
    asked = [row for row in rows(data, SET, "questions") if row["answerable"] and gold_of(row) in ids]
    return held, rng.sample(asked, min(count, len(asked)))


def gold_of(question: dict[str, Any]) -> str:
    """Return the id of the paragraph that a question was written for."""
    return str(question["gold_paragraph"])


def new_for(
    question: dict[str, Any], held: Sequence[dict[str, Any]], kind: str, rng: random.Random
) -> tuple[str, ...]:
    """Return the ids of the articles that are new to a question."""
    gold = gold_of(question)
    subject = next(row["title"] for row in held if row["id"] == gold)
    same = [row["id"] for row in held if row["title"] == subject and row["id"] != gold]
    others = [row["id"] for row in held if row["title"] != subject]
    if kind == "answers":
        return (gold, *rng.sample(others, NEW - 1))
    return tuple(rng.sample(same if kind == "same subject" else others, NEW))


def measured(data: Path, count: int, folder: Path) -> dict[str, tuple[int, int, int]]:
    """Return for each kind how many were asked, how many told something, and how many the right article."""
    held, questions = drawn(data, count)
    library = Library.open(folder)
    library.add([Article(id=row["id"], title=row["title"], text=row["text"]) for row in held])
    assistant, rng = Assistant(library), random.Random(SEED)
    found = dict.fromkeys(KINDS, (0, 0, 0))
    for question in questions:
        for kind in KINDS:
            answer = assistant.ask(question["question"], within=new_for(question, held, kind, rng))
            told = answer.answered
            right = told and answer.citations[0].article.id == gold_of(question)
            asked, said, was_right = found[kind]
            found[kind] = asked + 1, said + told, was_right + right
    return found


def main() -> None:
    """Print the shares."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--folder", type=Path, help="where the library is kept")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        found = measured(given.data, given.count, given.folder or Path(made))
    for kind, (asked, told, right) in found.items():
        print(f"{kind:16} asked {asked:4}  told {told / asked:.2f}  of the right article {right / asked:.2f}")


if __name__ == "__main__":
    main()
