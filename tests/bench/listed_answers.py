"""Which things of a list are asked for: weighed by questions to which people gave a list as the answer.

``python -m tests.bench.listed_answers DATA`` takes questions of SQuAD 1.1 and SQuADShifts (new Wikipedia) to
which most people gave at least three things, none about articles that the other benches of lists ask of. Each
is asked of its whole article, and once more without the sentences of the paragraph that answers. A thing is
right that shares most of its words with one of those given. Printed of each set, with the weights that are in
use and with those fitted to the other: how many questions are told as a list, precision and recall of the
things, and how many are told as a list without the paragraph. At last come weights fitted to both.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from index import Article, Library
from index.passage import Filter
from rag.evaluation.metrics import token_f1
from rag.listed.enumerated import enumerated
from rag.listed.thing import LEAST, LIKELY, LIKELY_BIAS, Thing, different, weighed
from rag.listed.things import marked_things

from .calibrate import fitted
from .rows import SET as LABELLED
from .rows import Words
from .sets import rows
from .things import ASKED

SETS: Final = ("squad11_dev", "squadshifts_new_wiki")
EACH: Final = 80  # questions of a set
SEED: Final = 3
RIGHT: Final = 0.6  # token F1 with a thing that was given
LONGEST: Final = 5  # words of a thing; longer ones are clauses

Floats = NDArray[np.float64]
Weights = tuple[Floats, float]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the things that people gave, and those that the reader marks, weighed.

    ``without`` are those marked without the paragraph that answers.
    """

    name: str
    question: str
    given: tuple[str, ...]
    found: tuple[Thing, ...]
    without: tuple[Thing, ...]


def main(data: Path) -> None:
    """Print what comes of both sets, and the weights."""
    asked = [each for name in SETS for each in of_set(data, name)]
    print(f"{'':40} lists     precision    recall       without")
    for name in SETS:
        own = [each for each in asked if each.name == name]
        others = [each for each in asked if each.name != name]
        print(f"{name + ', as it is':40} {line(own, (np.array(LIKELY), LIKELY_BIAS))}")
        print(f"{name + ', fitted to the other':40} {line(own, fitted_to(others))}")
    weights, bias = fitted_to(asked)
    print(f"fitted to both: {np.round(weights, 2).tolist()}, bias {bias:.2f}, from {len(asked)} questions")


def of_set(data: Path, name: str) -> Iterator[Asked]:
    """Yield questions of a set, each asked of its article."""
    texts = {row["id"]: row["text"] for row in rows(data, name, "paragraphs")}
    left_out = labelled()
    with TemporaryDirectory() as folder:
        library = Library.open(folder, encoder=Words())
        library.add(
            [
                Article(id=row["id"], title=row["title"], text=row["text"])
                for row in rows(data, name, "corpus")
            ]
        )
        for row in drawn(rows(data, name, "questions"), left_out):
            subject = row["question"].strip(" ?")
            *_, (_, _, found) = marked_things(library, subject, Filter(articles=frozenset(row["gold_ids"])))
            without = [each for each in found if sentence(each) not in texts[row["gold_paragraph"]]]
            yield Asked(
                name, subject, given(row), *(tuple(weighed(each, subject)) for each in (found, without))
            )


def labelled() -> set[str]:
    """Return the ids and titles of articles that the other benches of lists ask of."""
    questions = json.loads(LABELLED.read_text(encoding="utf-8"))
    return {name for each in questions if "things" in each for name in each["of"]} | {
        each.title.replace(" ", "_") for each in ASKED
    }


def drawn(questions: Sequence[dict[str, Any]], left_out: set[str]) -> list[dict[str, Any]]:
    """Return some of the questions to which most people gave a list."""
    fit = [
        row for row in questions if row["gold_ids"][0] not in left_out and row["answerable"] and given(row)
    ]
    return random.Random(SEED).sample(fit, min(EACH, len(fit)))


def given(row: dict[str, Any]) -> tuple[str, ...]:
    """Return the things of the longest list that people gave; none where most gave none."""
    lists = [tuple(answer[start:end] for start, end in enumerated(answer)) for answer in row["answers"]]
    real = [each for each in lists if len(each) >= LEAST and all(_is_thing(one) for one in each)]
    return max(real, key=len) if 2 * len(real) >= max(len(lists), 1) else ()


def _is_thing(text: str) -> bool:
    return len(text.split()) <= LONGEST and not re.fullmatch(r"[\d.,%$€£ ]+", text)


def sentence(each: Thing) -> str:
    """Return the sentence that names a thing."""
    return each.hit.article.text[slice(*each.sentence)]


def signs(found: Sequence[Thing]) -> Floats:
    """Return what is weighed of things, shape (things, 3)."""
    return np.array([(each.margin, each.said, each.behind) for each in found], float).reshape(-1, 3)


def is_right(each: Thing, things: Sequence[str]) -> bool:
    """Tell whether a thing is one of those given."""
    return token_f1(each.text, things) >= RIGHT


def fitted_to(asked: Sequence[Asked]) -> Weights:
    """Return weights and bias under which things that are listed are likely if right, with and without."""
    every = [(each, one.given) for one in asked for each in (*one.found, *one.without) if each.listed]
    right = np.array([is_right(each, things) for each, things in every], float)
    return fitted(signs([each for each, _ in every]), right)


def line(asked: Sequence[Asked], weights: Weights) -> str:
    """Return how many questions are lists with some weights, precision, recall, and how many are without."""
    told = [(one.given, list_of(one.found, one.question, weights)) for one in asked]
    shown = [is_right(each, things) for things, found in told for each in found]
    there = [any(is_right(each, [thing]) for each in found) for things, found in told for thing in things]
    lists = sum(bool(found) for _, found in told)
    without = sum(bool(list_of(one.without, one.question, weights)) for one in asked)
    figures = f"{np.mean(shown):.2f} of {len(shown):3}  {np.mean(there):.2f} of {len(there):3}"
    return f"{lists:3} of {len(asked)}  {figures}  {without:2} of {len(asked)}"


def list_of(found: Sequence[Thing], question: str, weights: Weights) -> list[Thing]:
    """Return the things that are told with some weights; none where they are too few for a list."""
    scores = signs(found) @ weights[0] + weights[1]
    kept = [
        each
        for each, score in zip(found, scores, strict=True)
        if each.is_sure or (each.listed and score >= 0)
    ]
    told = list(different(kept, question))
    return told if len(told) >= LEAST else []


if __name__ == "__main__":
    main(Path(sys.argv[1]))
