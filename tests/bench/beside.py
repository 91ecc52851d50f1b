"""This version beside another checkout's, in turn: the same questions on the same articles.

Each has a library of its own, made with its own default encoder. No question is put to one side twice, as
the vectors of the last ones may be kept.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any, Final

from .asking import BLOCK, blocks
from .cold import QUESTION, Spent, spent
from .machine import commit
from .measure import Comparison, alternated
from .report import Part, Row
from .texts import MINILM, SAMPLES, passages_of, real_questions, sample_questions, written
from .worker import ROOT, Worker, once

WAYS: Final = {"ask": "Assistant.ask", "stream": "Assistant.stream", "search": "Library.search"}
WARM_UP: Final = 5  # questions of each way that are not counted
TOKENS: Final = 200  # of a passage that is encoded
SLICE: Final = 64  # passages encoded at once
ENCODERS: Final = {"": "its default encoder", MINILM: MINILM}

Replies = tuple[list[dict[str, Any]], ...]
"""What this version answered, and what the other did."""


def measured(other: Path, quick: bool = False) -> Part:
    """Measure both; what is beside it, in each row, is the other's."""
    checkouts, rounds = (ROOT, other), 2 if quick else 5
    with TemporaryDirectory() as place:
        folder = Path(place)
        articles = SAMPLES if quick else written(folder / "articles")
        questions = sample_questions(60) if quick else real_questions(180)
        libraries = [str(folder / name) for name in ("this", "other")]
        pairs = list(zip(checkouts, libraries, strict=True))
        added = [once("ours", "add", own, str(articles), checkout=checkout) for checkout, own in pairs]
        encoded = {name: _encoded(checkouts, name, folder / "texts.json", rounds) for name in ENCODERS}
        cold = alternated([partial(spent, *_cold(*pair)) for pair in pairs], rounds)
        asked, memory = _asked(pairs, questions)
    rows = [*_asked_rows(asked), *_cold_rows(cold), *_memory_rows(memory), *_adding_rows(added)]
    for name, replies in encoded.items():
        rows += _encoded_rows(ENCODERS[name], replies)
    raw = {"asked": asked, "memory": memory, "encoded": encoded, "added": added}
    name = commit(other) or other.name
    return Part("beside", tuple(rows), _notes(name, asked), raw, other=name)


def _asked(
    pairs: Sequence[tuple[Path, str]], questions: Sequence[str]
) -> tuple[dict[str, Replies], list[dict[str, float]]]:
    """Return what each way was answered with, and the memory after it."""
    found: dict[str, Replies] = {}
    with ExitStack() as stack:
        sides = [
            stack.enter_context(Worker("ours", "assistant", library, checkout=checkout))
            for checkout, library in pairs
        ]
        for at, way in enumerate(WAYS):
            own = questions[at :: len(WAYS)]
            for block in blocks(own):
                for side, replies in zip(sides, found.setdefault(way, ([], [])), strict=True):
                    replies += [side.ask(do=way, question=question) for question in block]
            found[way] = tuple(replies[WARM_UP:] for replies in found[way])
        return found, [side.ask(do="memory") for side in sides]


def _encoded(checkouts: Sequence[Path], name: str, texts: Path, rounds: int) -> Replies:
    """Return the seconds of the same passages, encoded by both in turn."""
    texts.write_text(json.dumps(passages_of(TOKENS, SLICE * rounds)))
    with ExitStack() as stack:
        sides = [
            stack.enter_context(Worker("ours", "default", str(texts), name, checkout=one))
            for one in checkouts
        ]
        starts = range(0, SLICE * rounds, SLICE)
        turns = [[side.ask(first=first, last=first + SLICE) for side in sides] for first in starts]
    return tuple(list(one) for one in zip(*turns, strict=True))


def entry(checkout: Path) -> str:
    """Return the Python that runs the command ``quoth`` of a checkout.

    Raises:
        ValueError: it is none.
    """
    pyproject = checkout / "pyproject.toml"
    known = pyproject.read_text(encoding="utf-8") if pyproject.exists() else ""
    found = re.search(r'^quoth = "([\w.]+):(\w+)"', known, re.MULTILINE)
    if not found:
        raise ValueError(f"{checkout}: its pyproject.toml names no command quoth; give a checkout of Quoth")
    return f"import sys; from {found[1]} import {found[2]} as main; sys.exit(main(sys.argv[1:]))"


def _cold(checkout: Path, library: str) -> tuple[list[str], Path]:
    """Return the command that asks a library, and the checkout whose packages it is to import."""
    code = entry(checkout)
    return [sys.executable, "-c", code, "ask", QUESTION, "--library", library], checkout


# -- rows


def _asked_rows(asked: Mapping[str, Replies]) -> Iterator[Row]:
    for way, replies in asked.items():
        for clock, said in (("seconds", ""), ("cpu", " of processor time"), ("first", " to the first words")):
            if all(clock in one for side in replies for one in side):
                yield _row(f"{WAYS[way]}, median ms{said}", _column(replies, clock), 1000)
    yield _row("answers a second", [[1 / sum(side) * len(side)] for side in _column(asked["ask"], "seconds")])


def _cold_rows(cold: Sequence[Sequence[Spent]]) -> Iterator[Row]:
    yield _row("quoth ask, cold process, s", [[one.seconds for one in side] for side in cold])
    yield _row("... s of processor time", [[one.cpu for one in side] for side in cold])


def _memory_rows(memory: Sequence[Mapping[str, float]]) -> Iterator[Row]:
    for kind in ("uss", "rss"):
        yield _row(
            f"memory of the process that answers ({kind.upper()}), MB", [[one[kind]] for one in memory]
        )


def _adding_rows(added: Sequence[Mapping[str, float]]) -> Iterator[Row]:
    yield _row("articles added a second", [[one["new"] / one["seconds"]] for one in added])
    yield _row("passages added a second", [[one["passages"] / one["seconds"]] for one in added])
    yield _row("... a second of processor time", [[one["passages"] / one["cpu"]] for one in added])


def _encoded_rows(name: str, replies: Replies) -> Iterator[Row]:
    for clock, said in (("seconds", ""), ("cpu", " of processor time")):
        rates = [[SLICE / taken for taken in side] for side in _column(replies, clock)]
        yield _row(f"passages of {TOKENS} tokens encoded a second{said}, {name}", rates)


def _column(replies: Replies, clock: str) -> list[list[float]]:
    return [[one[clock] for one in side] for side in replies]


def _row(what: str, pair: Sequence[Sequence[float]], factor: float = 1) -> Row:
    own, other = (f"{median(side) * factor:.4g}" for side in pair)
    compared = Comparison(tuple(pair[0]), tuple(pair[1]))
    return Row(what, own, other, str(compared) if len(pair[0]) > 1 else f"{compared.ratio:.2f}")


def _notes(other: str, asked: Mapping[str, Replies]) -> tuple[str, ...]:
    answered = [sum(one["found"] for one in side) for side in asked["ask"]]
    return (
        f"Beside it: {other}. Each has a library of its own, of the same articles; {len(asked['ask'][0])}"
        f" questions each way in turns of {BLOCK}; Assistant.ask answered {answered[0]} and {answered[1]}.",
    )
