"""How good the answers are, end to end and without a model, on questions the reader was not trained on.

    python -m tests.bench.quality ../shared/data [QUESTIONS [PART]]

Each collection is one library of whole articles. Its own questions are asked (of articles in PART, test or
``validation``), and as many of the other collections, which it does not answer. A passage or sentence counts
when an accepted answer stands in it; the short answer by token F1 and exact match as SQuAD counts them.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from typing import Any, Final

from index import Library
from rag import Answer, Assistant
from rag.reader.training.data import make_splits
from rag.reader.training.evaluate import exact_match, token_f1
from tests.bench.calibrate import SEED, SETS, library_of, rows

COLUMNS: Final = ("first passage", "first sentence", "any cited", "short F1", "short EM", "refused")


@dataclass(frozen=True, slots=True)
class Asked:
    """What became of one question that the articles answer; each in [0, 1]."""

    first_passage: bool
    first_sentence: bool
    any_cited: bool
    short_f1: float
    short_em: float
    refused: bool


def asked(library: Library, row: dict[str, Any]) -> Asked:
    """Ask one question and compare with its accepted answers."""
    answers = [answer for answer in row["answers"] if len(answer) > 1]
    hits = library.search(row["question"], k=1)
    answer = Assistant(library).ask(row["question"])
    quotes = [citation.quote for citation in answer.citations]
    short = answer.short_answer or ""
    return Asked(
        bool(hits) and _holds(hits[0].text, answers),
        bool(quotes) and _holds(quotes[0], answers),
        any(_holds(quote, answers) for quote in quotes),
        token_f1(short, answers),
        exact_match(short, answers),
        not answer.answered,
    )


def answered(library: Library, questions: Sequence[dict[str, Any]]) -> float:
    """Return the share of questions that got an answer."""
    found: list[Answer] = [Assistant(library).ask(row["question"]) for row in questions]
    return mean(answer.answered for answer in found) if found else float("nan")


def questions_of(data: Path, part: str) -> dict[str, list[dict[str, Any]]]:
    """Return the answerable questions of each collection about articles of a part."""
    splits = make_splits(data)
    found = {}
    for name in SETS:
        named = set(splits[name.removesuffix("11_dev")][part])
        titles = {row["id"]: row["title"] for row in rows(data, name, "corpus")}
        found[name] = [
            row
            for row in rows(data, name, "questions")
            if row["answerable"] and any({gold, titles.get(gold)} & named for gold in row["gold_ids"])
        ]
    return found


def _holds(text: str, answers: Sequence[str]) -> bool:
    return any(answer in text for answer in answers)


def _sample(questions: Sequence[dict[str, Any]], count: int) -> list[dict[str, Any]]:
    return random.sample(list(questions), min(count, len(questions)))


def main(data: Path, count: int, part: str) -> None:
    """Print a line for each collection."""
    random.seed(SEED)
    questions = questions_of(data, part)
    near = [row for row in rows(data, "squad20_dev", "questions") if not row["answerable"]]
    held = {gold for row in questions["squad11_dev"] for gold in row["gold_ids"]}
    near = [row for row in near if held & set(row["gold_ids"])]
    print(f"{part:14}{'asked':>8}" + "".join(f"{name:>16}" for name in COLUMNS) + f"{'false answers':>16}")
    with tempfile.TemporaryDirectory() as folder:
        for name in SETS:
            library = library_of(rows(data, name, "corpus"), Path(folder) / name)
            found = [asked(library, row) for row in _sample(questions[name], count)]
            others = [row for other in SETS if other != name for row in _sample(questions[other], count // 3)]
            shares = [
                mean(getattr(one, column.replace(" ", "_").lower()) for one in found) for column in COLUMNS
            ]
            print(
                f"{name:14}{len(found):8}"
                + "".join(f"{share:16.3f}" for share in shares)
                + f"{answered(library, others):16.3f}",
                flush=True,
            )
            if name == "squad11_dev":
                share = answered(library, _sample(near, count))
                print(f"{'':14}near misses (SQuAD 2.0, on the same subject, no answer) answered: {share:.3f}")


if __name__ == "__main__":
    main(
        Path(sys.argv[1]),
        int(sys.argv[2]) if len(sys.argv) > 2 else 150,
        sys.argv[3] if len(sys.argv) > 3 else "test",
    )
