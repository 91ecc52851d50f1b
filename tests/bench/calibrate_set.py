"""What the abstention is calibrated on: questions that a library answers or does not, and their signals.

Questions of the validation part are asked of the collection that answers them, and questions of the other
collections of it too, in five collections, in small libraries cut from them, and in XQuAD's languages, within
and across.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any, Final

from index import Library
from index.passage import Filter
from rag.evaluation import Gold
from rag.evidence.gather import gather
from rag.question.parse import parse
from rag.training.data import make_splits
from tests.bench.languages import pair_of
from tests.bench.sets import SEED, SETS, Questions, golds_about, library_of, questions_of, rows
from tests.bench.worker import ROOT

ASKED: Final = (*SETS, "squadshifts_new_wiki")
PAIRS: Final = ("de", "ru", "hi", "zh", "de>en", "en>de", "zh>en")
CUT: Final = ("squad11_dev", "timeqa_human", "nq_oracle")  # collections that small libraries are cut from
SMALL: Final = 5  # questions of a collection for each small library
OF_SMALL: Final = 8  # questions of a kind asked of each, at most
PASSAGES: Final = 10  # articles of Natural Questions are passages: so many in place of one
LIBRARIES: Final = ROOT / "bench-results" / "libraries"

Kind = str  # "own": answered by the library; "other": of another one; "near": about its articles, unanswered


@dataclass(frozen=True, slots=True)
class Asked:
    """One question put to one library, and the signals."""

    library: str
    kind: Kind
    signals: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """How much is asked.

    Attributes:
        count: questions of each kind put to each library.
        size: characters of a collection at most, but for the articles that questions are about.
    """

    count: int
    size: int


def asked_of_all(data: Path, share: Share, libraries: Path = LIBRARIES) -> Iterator[Asked]:
    """Yield the questions put to whole collections, to those in other languages, and to small libraries.

    ``libraries`` is the folder in which the libraries are, or come to be.
    """
    yield from _asked_of_collections(data, share, libraries)
    for name in PAIRS:
        pair = pair_of(data, name, "fitted", share.count)
        about = {article for gold in pair.own for article in gold.articles}
        held = [row for row in pair.articles if row["id"] in about]
        library = _library(f"xquad {name[-2:]}", held, pair.articles, share.size, libraries)
        yield from measured(library, f"xquad {name}", own=pair.own, other=pair.other)


def measured(library: Library, name: str, **golds: Sequence[Gold]) -> Iterator[Asked]:
    """Yield the signals of each question, by its kind, for which anything was found."""
    begun = time.process_time()
    for kind, asked in golds.items():
        for gold in asked:
            found = gather(library, parse(gold.question), Filter()).signals
            if found:
                yield Asked(name, kind, tuple(map(float, astuple(found))))
    count = sum(map(len, golds.values()))
    print(
        f"{name}: {count} questions, {time.process_time() - begun:.0f} s of CPU", file=sys.stderr, flush=True
    )


def _asked_of_collections(data: Path, share: Share, libraries: Path) -> Iterator[Asked]:
    questions = questions_of(data, "validation", share.count, ASKED)
    splits = make_splits(data)
    held: dict[str, list[dict[str, Any]]] = {}
    for name in ASKED:
        part = set(splits[name.removesuffix("11_dev")]["validation"])
        corpus = rows(data, name, "corpus")
        held[name] = [row for row in corpus if {row["id"], row["title"]} & part]
        library = _library(name, held[name], corpus, share.size, libraries)
        of = questions[name]
        yield from measured(library, name, own=of.own, other=of.other, near=of.near)
    yield from _asked_of_small(data, share, held, questions)


def _library(
    name: str, held: list[dict[str, Any]], corpus: list[dict[str, Any]], size: int, libraries: Path
) -> Library:
    """Return a library of the articles that questions are about, and of as many others as ``size`` allows."""
    used, ids = sum(len(row["text"]) for row in held), {row["id"] for row in held}
    articles = list(held)
    for row in corpus:
        if row["id"] not in ids and used + len(row["text"]) <= size:
            used += len(row["text"])
            articles.append(row)
    whole = len(articles) == len(corpus)
    return library_of(articles, libraries / (name if whole else f"{name} {len(articles)}"))


def _asked_of_small(
    data: Path, share: Share, held: dict[str, list[dict[str, Any]]], questions: dict[str, Questions]
) -> Iterator[Asked]:
    """Yield the questions of libraries of a few articles of the validation part."""
    rng = random.Random(SEED)
    for _ in range(max(share.count // SMALL, len(CUT))):
        name = rng.choice(CUT)
        size = rng.choice([1, 2, 5]) * (PASSAGES if name == "nq_oracle" else 1)
        articles = rng.sample(held[name], min(size, len(held[name])))
        own = golds_about(data, name, name, {row["id"] for row in articles})
        other = questions[name].other
        most = min(OF_SMALL, share.count)
        with tempfile.TemporaryDirectory() as folder:
            yield from measured(
                library_of(articles, Path(folder)),
                "small",
                own=rng.sample(own, min(most, len(own))),
                other=rng.sample(other, min(most, len(other))),
            )
