"""The question sets: whole articles as libraries, and questions of articles that the reader never saw.

Each set is a folder of ``questions.jsonl.gz`` and ``corpus.jsonl.gz``; ``rag.training.data`` parts
them by article.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from index import Article, Library
from rag.evaluation import Gold
from rag.training.data import Part, make_splits

SETS: Final = ("squad11_dev", "nq_oracle", "covid_qa", "timeqa_human")
NEAR: Final = {"squad11_dev": "squad20_dev", "timeqa_human": "timeqa_human"}
"""Sets whose articles other questions are about that they do not answer, and the set of these."""
SEED: Final = 5
SHORTEST_ANSWER: Final = 2  # characters; one letter stands in every passage


@dataclass(frozen=True, slots=True)
class Questions:
    """What one collection is asked.

    Attributes:
        own: questions that its articles answer.
        near: questions about its articles that they do not answer.
        other: questions of the other collections.
    """

    own: tuple[Gold, ...]
    near: tuple[Gold, ...]
    other: tuple[Gold, ...]


def rows(data: Path, name: str, part: str) -> list[dict[str, Any]]:
    """Return the lines of one file of a collection."""
    with gzip.open(data / name / f"{part}.jsonl.gz", "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def library_of(articles: Sequence[dict[str, Any]], folder: Path) -> Library:
    """Return a library of a collection's articles; one that is there already is not made again."""
    library = Library.open(folder)
    library.add([Article(id=row["id"], title=row["title"], text=row["text"]) for row in articles])
    return library


def digest(data: Path) -> str:
    """Return a digest of every file that is asked of."""
    total = hashlib.sha256()
    for name in sorted({*SETS, *NEAR.values()}):
        for file in sorted((data / name).glob("*.jsonl.gz")):
            total.update(file.name.encode() + hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()[:16]


def questions_of(data: Path, part: Part, count: int, sets: Sequence[str] = SETS) -> dict[str, Questions]:
    """Return for each collection at most ``count`` questions of each kind, of articles of one part.

    They are drawn by ``SEED``: the same for the same data.
    """
    rng = random.Random(SEED)
    splits = make_splits(data)
    parts = {name: set(splits[name.removesuffix("11_dev")][part]) for name in sets}
    asked = {name: _drawn(golds_about(data, name, name, parts[name]), count, rng) for name in sets}
    near = {
        name: _drawn(golds_about(data, NEAR[name], name, parts[name], answerable=False), count, rng)
        if name in NEAR
        else ()
        for name in sets
    }
    return {name: Questions(asked[name], near[name], _of_others(asked, name, count, rng)) for name in sets}


def _of_others(
    asked: dict[str, tuple[Gold, ...]], name: str, count: int, rng: random.Random
) -> tuple[Gold, ...]:
    """Return questions of the other collections as ones that a collection does not answer."""
    each = count // (len(asked) - 1)
    return tuple(
        Gold(gold.question, answerable=False)
        for other in asked
        if other != name
        for gold in _drawn(asked[other], each, rng)
    )


def golds_about(
    data: Path, name: str, articles: str, about: set[str], *, answerable: bool = True
) -> tuple[Gold, ...]:
    """Return a set's questions about some articles, by id or title: those that they answer, or the others."""
    titles = {row["id"]: row["title"] for row in rows(data, articles, "corpus")}
    return tuple(_golds(rows(data, name, "questions"), about, titles, answerable))


def _golds(
    questions: Sequence[dict[str, Any]], part: set[str], titles: dict[str, str], answerable: bool
) -> Iterator[Gold]:
    for row in questions:
        about = {name for gold in row["gold_ids"] for name in (gold, titles.get(gold))}
        answers = tuple(answer for answer in row["answers"] if len(answer.strip()) >= SHORTEST_ANSWER)
        if row["answerable"] == answerable and about & part and (answers or not answerable):
            yield Gold(row["question"], answers if answerable else (), answerable=answerable)


def _drawn(golds: Sequence[Gold], count: int, rng: random.Random) -> tuple[Gold, ...]:
    return tuple(rng.sample(list(golds), min(count, len(golds))))
