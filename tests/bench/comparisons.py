"""Comparisons: whether what is asked of two things is what stands side by side.

``python -m tests.bench.comparisons DATA`` takes questions of SQuAD 1.1 that ask the same of several things
("When was the Muslim Brotherhood founded?", "When was FSO founded?") and asks for two of them together over
all its articles: "compare the founding of … and …". A side is right whose quotation, in the first fact, has
an answer that people gave. Of the same things is then asked what hardly any article says.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from index.language.names import names_in
from rag import Assistant
from rag.evaluation.metrics import holds

from .sets import library_of, rows

CORPUS: Final = "squad11_dev"
NAMED: Final = r"(?:the )?(?P<name>.+)"
ASKED: Final = (
    (rf"When was {NAMED} (?:founded|created|established)\?", "founding"),
    (rf"Who founded {NAMED}\??", "founder"),
    (rf"Where (?:is|was) {NAMED}(?: located)?\?", "location"),
    (rf"(?:When|Where|In what year) did {NAMED} die\?", "death"),
    (rf"When was {NAMED} born\?", "birth"),
    (rf"Who wrote {NAMED}\?", "author"),
    (rf"When was {NAMED} (?:signed|passed)\?", "signing"),
    (rf"What profession does {NAMED} have\?", "profession"),
    (rf"What was {NAMED}'s brother's name\?", "brother"),
)
HARDLY_SAID: Final = ("enrollment", "price")


@dataclass(frozen=True, slots=True)
class Told:
    """A thing, and what people say of it."""

    name: str
    answers: tuple[str, ...]


def main(data: Path) -> None:
    """Print what is wrong, how many sides are said and right, and how many are said that hardly are."""
    told = of_both(data)
    names = {each.name for pairs in told.values() for pair in pairs for each in pair}
    with TemporaryDirectory() as folder:
        assistant = Assistant(library_of(rows(data, CORPUS, "corpus"), Path(folder)))
        asked = [(noun, *pair) for noun, pairs in told.items() for pair in pairs]
        sides = [each for noun, *pair in asked for each in side_by_side(assistant, noun, pair)]
        said = [each for each in sides if each is not None]
        both = sum(bool(one and other) for one, other in zip(sides[::2], sides[1::2], strict=True))
        print(
            f"{len(asked)} questions: {len(said)} sides said of {len(sides)}, {sum(said)} right, both {both}"
        )
        for noun in HARDLY_SAID:
            things = [Told(name, ()) for name in sorted(names)]
            found = [each for pair in pairwise(things) for each in side_by_side(assistant, noun, pair)]
            print(f"{noun}: {sum(each is not None for each in found)} sides said of {len(found)}")


def of_both(data: Path) -> dict[str, list[tuple[Told, Told]]]:
    """Return by what is asked the things of which it is, each with the next."""
    told: dict[str, dict[str, Told]] = {noun: {} for _, noun in ASKED}
    for row in rows(data, CORPUS, "questions"):
        for noun, name in named(row["question"].strip()):
            told[noun].setdefault(name, Told(name, tuple(row["answers"])))
    return {noun: list(pairwise(of.values())) for noun, of in told.items()}


def named(question: str) -> Iterator[tuple[str, str]]:
    """Yield what a question asks of a thing that has one name, and the name."""
    for pattern, noun in ASKED:
        found = re.fullmatch(pattern, question)
        if found and names_in(f"of {found['name']}") == [found["name"]]:
            yield noun, found["name"]


def side_by_side(assistant: Assistant, noun: str, pair: Sequence[Told]) -> list[bool | None]:
    """Return of each thing whether what is said of it is right; ``None`` where nothing is said."""
    question = f"compare the {noun} of {pair[0].name} and {pair[1].name}"
    answer = assistant.ask(question)
    first = [row for row in answer.rows if row.group == 1]
    found: list[bool | None] = []
    for each in pair:
        quotes = [row.citation.quote for row in first if row.label.endswith(each.name)]
        found.append(holds(quotes[0], each.answers) if quotes else None)
        if each.answers and quotes and not found[-1]:
            print(f"    {question}: {each.answers[0]}, and not “{quotes[0][:200]}”")
    return found


if __name__ == "__main__":
    main(Path(sys.argv[1]))
