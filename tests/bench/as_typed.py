"""Questions of other people as people type them: with a typing error, behind a preamble, with a phrase.

    python -m tests.bench.as_typed ../shared/data [--questions 150] [--part validation] [--only typing]

Of SQuAD and NQ. Each is asked as it is searched word for word (``rewrite=False``, *before*) and as it is now
(*after*). *clean*: as it is. *typing*: one error in one of its longer words, drawn by ``SEED``: two
neighbours swapped, a letter left out, doubled, or hit beside the one that was meant. *other*: questions of
the other collection, which have no answer, clean and with an error. *preamble*: behind what other people said
of themselves, one to six sentences. Shares in [0, 1] with their intervals; ``first`` is whether the
first quotation holds an accepted answer. Each outcome is written to ``bench-results/as-typed.json``.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from index import Library
from index.language.words import content_spans
from index.text.split import sentences
from rag import Assistant
from rag.evaluation import Gold
from rag.evaluation.metrics import holds
from tests.bench.outcomes import mean
from tests.bench.sets import library_of, questions_of, rows
from tests.bench.worker import ROOT

OUT: Final = ROOT / "bench-results"
SETS: Final = ("squad11_dev", "nq_oracle")
POSTS: Final = "squadshifts_reddit"  # what people write of themselves: sentences of preambles
SEED: Final = 15
SHORTEST: Final = 4  # letters of a word with an error
KEYS: Final = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
POSTERS: Final = 300
MOST: Final = 6  # sentences of a preamble

Rows = list[tuple[Gold, str]]


def misspelt(question: str, rng: random.Random) -> str:
    """Return a question with one typing error in one of its content words; as it is where none is long."""
    spans = [
        (start, end)
        for start, end in content_spans(question)
        if end - start >= SHORTEST and question[start:end].isalpha()
    ]
    if not spans:
        return question
    start, end = rng.choice(spans)
    word = question[start:end]
    while (wrong := rng.choice(ERRORS)(word, rng.randrange(1, len(word) - 1), rng)) == word:
        pass
    return question[:start] + wrong + question[end:]


def _swapped(word: str, at: int, _: random.Random) -> str:
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _left_out(word: str, at: int, _: random.Random) -> str:
    return word[:at] + word[at + 1 :]


def _doubled(word: str, at: int, _: random.Random) -> str:
    return word[:at] + word[at] + word[at:]


def _beside(word: str, at: int, rng: random.Random) -> str:
    row = next((row for row in KEYS if word[at].lower() in row), word[at])
    place = row.find(word[at].lower())
    keys = [*row[max(place - 1, 0) : place], *row[place + 1 : place + 2]] or [word[at]]
    return f"{word[:at]}{rng.choice(keys)}{word[at + 1 :]}"


ERRORS: Final[Sequence[Callable[[str, int, random.Random], str]]] = (_swapped, _left_out, _doubled, _beside)


def asked(data: Path, part: str, count: int) -> Iterator[tuple[str, str, Rows]]:
    """Yield a collection, a kind, and its questions, each with what is typed."""
    every = questions_of(data, part, count, SETS)  # type: ignore[arg-type]
    said = list(_sentences(data))
    for name in SETS:
        rng = random.Random(SEED)
        own = every[name].own
        other = [replace(each, answerable=False, answers=()) for each in every[_beside_it(name)].own]
        yield name, "clean", [(each, each.question) for each in own]
        yield name, "typing", [(each, misspelt(each.question, rng)) for each in own]
        yield name, "preamble", [(each, _behind(each.question, said, rng)) for each in own]
        yield name, "other", [(each, each.question) for each in other]
        yield name, "other typing", [(each, misspelt(each.question, rng)) for each in other]


def _beside_it(name: str) -> str:
    return next(other for other in SETS if other != name)


def _sentences(data: Path) -> Iterator[str]:
    for row in rows(data, POSTS, "corpus")[:POSTERS]:
        said = (row["text"][start:end] for start, end in sentences(row["text"]))
        yield from (
            each for each in said if 40 <= len(each) <= 250 and each[0].isupper() and each[-1] in ".!"
        )


def _behind(question: str, said: Sequence[str], rng: random.Random) -> str:
    asks = question if question.endswith("?") else f"{question}?"
    drawn = [" ".join(each.split()) for each in rng.sample(list(said), rng.randint(1, MOST))]
    return " ".join([*drawn, asks[0].upper() + asks[1:]])


def outcome(assistant: Assistant, gold: Gold, typed: str, *, rewrite: bool) -> dict[str, float | str]:
    """Return whether a question is answered, and whether its first quotation holds an accepted answer."""
    answer = assistant.ask(typed, rewrite=rewrite)
    first = bool(answer.citations) and holds(answer.citations[0].quote, gold.answers)
    return {
        "answered": float(answer.answered),
        "first": float(first),
        "notice": answer.notice,
        "query": answer.query,
    }


def measured(library: Library, typed: Rows) -> dict[str, list[dict[str, float | str]]]:
    """Return the outcomes of questions, before and after."""
    assistant = Assistant(library)
    return {
        when: [outcome(assistant, gold, words, rewrite=rewrite) for gold, words in typed]
        for when, rewrite in (("before", False), ("after", True))
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print a line for each kind, and write what became of each question."""
    given = _parser().parse_args(arguments)
    found: dict[str, object] = {}
    for name, kind, typed in asked(given.data, given.part, given.questions):
        if given.only and kind not in given.only:
            continue
        library = library_of(rows(given.data, name, "corpus"), OUT / "libraries" / name)
        of_kind = measured(library, typed)
        found[f"{name} {kind}"] = {"typed": [words for _, words in typed], **of_kind}
        for when, outcomes in of_kind.items():
            shares = (mean([float(each[what]) for each in outcomes]) for what in ("answered", "first"))
            print(f"{f'{name} {kind}, {when} ({len(typed)})':44}", *shares, flush=True)
    OUT.mkdir(exist_ok=True)
    (OUT / "as-typed.json").write_text(json.dumps(found, ensure_ascii=False, indent=1), encoding="utf-8")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.as_typed", description=__doc__)
    parser.add_argument("data", type=Path, help="folder of the question sets")
    parser.add_argument("--part", choices=("validation", "test"), default="validation")
    parser.add_argument("--questions", type=int, default=150, help="of each collection")
    parser.add_argument("--only", action="append", help="a kind of questions; may be repeated")
    return parser


if __name__ == "__main__":
    sys.exit(main())
