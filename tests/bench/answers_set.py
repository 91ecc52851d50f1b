"""What answers are measured on: one library of many subjects, and questions whose sentences were labelled.

The library has whole collections and parts of others side by side, some 9,600 passages, so that other
subjects lie near. The questions are of the validation parts, which no model was trained on.

``answers_labels.json`` has for each question the sentences that a reader labelled, by a digest of the article
and the place in it: K or k, it says what was asked, in part or in whole, or something without which that is
not understood; S or s, it is to be struck. A capital: it can be read alone, for it does not begin with a
pronoun, a connective or a "the rule" of which it does not say who or what is meant.
"""

from __future__ import annotations

import hashlib
import json
import lzma
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any, Final

from index import Library
from rag.evaluation import Gold
from rag.training.data import make_splits
from tests.bench.sets import golds_about, library_of, rows
from tests.bench.worker import ROOT

WHOLE: Final = ("squad11_dev", "nq_oracle", "squadshifts_new_wiki")
IN_PART: Final = {
    "timeqa_human": 80,
    "squadshifts_reddit": 400,
}  # articles more than its own
WIKIPEDIA: Final = 300  # articles of the scale corpus: people and events of 2018 and later
SHIFTS: Final = ("squadshifts_new_wiki", "squadshifts_reddit")
ASKED: Final = ("squad11_dev", "nq_oracle", "timeqa_human", *SHIFTS)
VALIDATION: Final = (0.80, 0.85)  # of the articles of ``SHIFTS``, in the order of ``shuffled``
LIBRARY: Final = ROOT / "bench-results" / "libraries" / "answers"
LABELS: Final = Path(__file__).parent / "answers_labels.json"


@dataclass(frozen=True, slots=True)
class Label:
    """What a reader said of ``article.text[start:end]`` as part of an answer."""

    article: str
    start: int
    end: int
    keep: bool
    alone: bool


@dataclass(frozen=True, slots=True)
class Labelled:
    """A question with its accepted answers, and the sentences that a reader labelled."""

    collection: str
    gold: Gold
    labels: tuple[Label, ...]

    @property
    def half(self) -> int:
        """Which half of the questions it belongs to, 0 or 1: weights are fitted on one."""
        return int(hashlib.sha256(self.gold.question.encode()).hexdigest(), 16) % 2


@lru_cache(maxsize=1)
def articles(data: Path) -> tuple[dict[str, Any], ...]:
    """Return the articles of the library."""
    found = [row for name in WHOLE for row in rows(data, name, "corpus")]
    for name, count in IN_PART.items():
        every = sorted(rows(data, name, "corpus"), key=lambda row: shuffled(row["id"]))
        own = validation(data, name)
        found += [row for row in every if row["id"] in own]
        found += islice((row for row in every if row["id"] not in own), count)
    with lzma.open(data / "wikipedia" / "corpus.jsonl.xz", "rt", encoding="utf-8") as lines:
        found += map(json.loads, islice(lines, WIKIPEDIA))
    return tuple(found)


def library(data: Path) -> Library:
    """Return the library, made if it is not there yet: a minute or two."""
    return library_of(articles(data), LIBRARY)


def questions(data: Path) -> dict[str, tuple[Gold, ...]]:
    """Return for each collection the questions of its validation part that its articles answer."""
    return {name: golds_about(data, name, name, validation(data, name)) for name in ASKED}


def labelled(data: Path) -> Iterator[Labelled]:
    """Yield the questions that have labels, in the order of their collections."""
    known: Mapping[str, Mapping[str, str]] = json.loads(LABELS.read_text(encoding="utf-8"))
    ids = {digest(row["id"]): row["id"] for row in articles(data)}
    for name, golds in questions(data).items():
        for gold in {digest(each.question): each for each in golds}.values():
            if found := known.get(digest(gold.question)):
                yield Labelled(name, gold, tuple(_label(ids, *each) for each in found.items()))


def _label(ids: Mapping[str, str], place: str, letter: str) -> Label:
    article, start, end = place.split(":")
    return Label(ids[article], int(start), int(end), letter in "Kk", letter.isupper())


def validation(data: Path, name: str) -> set[str]:
    """Return the articles of a collection's validation part, by id or title."""
    if name not in SHIFTS:
        return set(make_splits(data)[name.removesuffix("11_dev")]["validation"])
    every = sorted({row["id"] for row in rows(data, name, "corpus")}, key=shuffled)
    first, last = (round(share * len(every)) for share in VALIDATION)
    return set(every[first:last])


def shuffled(name: str) -> str:
    """Return a key that shuffles names the same way on every machine."""
    return hashlib.sha256(f"quoth reader:{name}".encode()).hexdigest()


def digest(text: str) -> str:
    """Return what stands for a question or an article in the labels: the sets are not ours to copy."""
    return hashlib.sha256(text.encode()).hexdigest()[:10]
