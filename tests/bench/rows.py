"""Answers of many articles on other people's articles: precision and recall of their rows.

``python -m tests.bench.rows DATA`` asks the 40 questions of ``rows_set.json`` of the articles of
SQuAD 1.1's development set, counts, lists of articles, lists of things and timelines ten each. They were
labelled by hand, by the articles' ids, by names and by days, before any answer was seen. What ``also`` has is
right, but not missed. Every second question of a kind is kept for a last look: nothing is mended for it.

Counts, lists of articles and timelines are found by words alone: they are asked of all 40 articles, encoded
by a stand-in. Lists of things are read by the reader: they are asked of the articles that they are of.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from index import Article, Library
from rag import Assistant
from rag.answer import Row
from tests.kit.word_encoder import WordEncoder

from .sets import library_of, rows

SET: Final = Path(__file__).with_name("rows_set.json")
CORPUS: Final = "squad11_dev"


class Words(WordEncoder):
    """A stand-in whose passages are as long as those of our encoder."""

    identity = "words@256"
    window = 256


@dataclass(frozen=True, slots=True)
class Counted:
    """Rows that were shown, those of them that are right, what was wanted and how much of it is there."""

    shown: int = 0
    right: int = 0
    wanted: int = 0
    found: int = 0

    def __add__(self, other: Counted) -> Counted:
        return Counted(
            self.shown + other.shown,
            self.right + other.right,
            self.wanted + other.wanted,
            self.found + other.found,
        )

    def __str__(self) -> str:
        precision, recall = self.right / max(self.shown, 1), self.found / max(self.wanted, 1)
        return f"precision {precision:.2f} of {self.shown}, recall {recall:.2f} of {self.wanted}"


def main(data: Path) -> None:
    """Print what becomes of each question, and the figures of each kind and half."""
    labels = json.loads(SET.read_text(encoding="utf-8"))
    corpus = rows(data, CORPUS, "corpus")
    named = {one for label in labels if "things" in label for one in label["of"]}
    with TemporaryDirectory() as folder:
        every = Library.open(Path(folder) / "every", encoder=Words())
        every.add([Article(id=row["id"], title=row["title"], text=row["text"]) for row in corpus])
        of_things = library_of([row for row in corpus if row["id"] in named], Path(folder) / "things")
        tell(labels, Assistant(every), Assistant(of_things))


def tell(labels: Sequence[dict[str, Any]], every: Assistant, of_things: Assistant) -> None:
    """Ask each question, of all articles or of those for things, and print what its rows are."""
    sums: dict[tuple[str, str], Counted] = {}
    for at, label in enumerate(labels):
        answer = (of_things if "things" in label else every).ask(label["question"])
        counted = judged(answer.rows, label)
        half = "kept for last" if _number(at) % 2 else "to be mended"
        for key in ((kind_of(label), half), ("all", half)):
            sums[key] = sums.get(key, Counted()) + counted
        print(f"{label['question']}  {answer.kind}, total {answer.total}: {counted}")
        for row in answer.rows:
            if not _is_right(row, label):
                print(f"    wrong  {row.citation.article.title}: {row.value}")
    for (kind, half), total in sorted(sums.items()):
        print(f"{kind:10} {half:14} {total}")


def _number(at: int) -> int:
    """Return which of its kind a question is: counts and lists of articles take turns."""
    return at // 2 if at < 20 else at


def judged(found: Sequence[Row], label: dict[str, Any]) -> Counted:
    """Return how many rows are right, and how much of what was wanted is among them."""
    wanted = label.get("articles") or label.get("things") or label["days"]
    there = [each for each in wanted if any(_has(row, label, each) for row in found)]
    return Counted(len(found), sum(_is_right(row, label) for row in found), len(wanted), len(there))


def kind_of(label: dict[str, Any]) -> str:
    """Return what is asked for."""
    if "articles" in label:
        return "count" if label["question"].startswith("How many") else "articles"
    return "things" if "things" in label else "timeline"


def _is_right(row: Row, label: dict[str, Any]) -> bool:
    accepted = label.get("articles") or [*(label.get("things") or label["days"]), *label["also"]]
    return any(_has(row, label, each) for each in accepted)


def _has(row: Row, label: dict[str, Any], one: str) -> bool:
    """Tell whether a row is what a label names: an article, a thing by its name, a day of an article."""
    if "articles" in label:
        return row.citation.article.id == one
    if "things" in label:
        return one.lower() in row.value.lower()
    return row.value == one and row.citation.article.id in label["of"]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
