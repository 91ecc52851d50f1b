"""A library of as many passages as one likes: sentences of real articles put together anew, vectors by seed.

The rows are written by the store itself, so their checksums and changes are what they would be. What
splitting, encoding and looking for near-copies would cost is left out: passages, vectors and sketches are
drawn by seed.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import blake2b
from typing import TYPE_CHECKING, Final
from unittest.mock import patch

import numpy as np

from index import Article
from index.store import Entry, Record, stories
from index.store.copies import Wording

from .texts import many_texts, real_questions

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from index import Library
    from index.text.split import Span

    Vectors = NDArray[np.float32]

DIMENSIONS: Final = 384
THEMES: Final = 2000
SPREAD: Final = 0.9  # length of what a vector has of its own, beside its theme's 1
SENTENCES: Final = 5  # in a passage; with real sentences about 110 words
PASSAGES: Final = (4, 16)  # in an article
BATCH: Final = 200  # articles of one transaction
OUTLETS: Final = tuple(f"{where} Ledger {what}" for where in "NESW" for what in range(5))
OUTLET: Final = OUTLETS[3]
FIRST_DAY: Final = date(2000, 1, 1)
DAYS: Final = 25 * 365
QUESTIONS: Final = 60
_SYLLABLES: Final = ("ka", "ve", "lo", "mi", "ran", "tu", "sel", "bor", "nia", "dek", "os", "par", "il")


@dataclass
class ThemeEncoder:
    """Vectors without a model: a text's theme and what it has of its own are drawn by its digest."""

    name: str = "themes"
    identity: str = "themes@1"
    dense_weight: float = 0.5
    window: int = 256
    _themes: Vectors = field(default_factory=lambda: _units(np.random.default_rng(0), THEMES))

    def token_starts(self, texts: Sequence[str]) -> list[NDArray[np.int64]]:
        return [np.array([word.start() for word in re.finditer(r"\S+", text)], np.int64) for text in texts]

    def passages(self, texts: Sequence[str]) -> Vectors:
        return np.array([self.query(text) for text in texts], np.float32).reshape(-1, DIMENSIONS)

    def query(self, text: str) -> Vectors:
        vector: Vectors = self.drawn(_seeded(text), 1)[0]
        return vector

    def drawn(self, rng: np.random.Generator, count: int) -> Vectors:
        """Return unit vectors, shape (count, dimensions), most of each its theme's."""
        return _of_length_one(self._themes[rng.integers(THEMES, size=count)] + SPREAD * _units(rng, count))


def filled(library: Library, passages: int, seed: int = 1) -> None:
    """Write so many passages, or up to an article more, into a library that is empty."""
    with patch.object(stories, "wording", _drawn_wording):
        _fill(library, passages, seed)


def _fill(library: Library, passages: int, seed: int) -> None:
    encoder = library.encoder
    assert isinstance(encoder, ThemeEncoder)
    library.store.set_encoder(encoder.identity)
    rng = np.random.default_rng(seed)
    waiting: list[Record] = []
    done = 0
    for number, (article, spans) in enumerate(articles(seed)):
        entry = Entry(article, tuple(spans), encoder.drawn(rng, len(spans)))
        waiting.append(Record(f"/news/{number}.txt", article.sha256, (entry,)))
        done += len(spans)
        if len(waiting) == BATCH or done >= passages:
            library.store.write(waiting)
            waiting = []
        if done >= passages:
            return


def articles(seed: int) -> Iterator[tuple[Article, list[Span]]]:
    """Yield articles without end, each with its passages; each has a name that hardly another has."""
    rng = random.Random(seed)
    pool = _sentences()
    number = 0
    while True:
        blocks = []
        own = name(rng)
        for _ in range(rng.randint(*PASSAGES)):
            drawn = rng.choices(pool, k=SENTENCES - 1)
            blocks.append(" ".join([*drawn, f"{own} said so to {name(rng)} in {rng.randint(3, 99)} words."]))
        spans, start = [], 0
        for block in blocks:
            spans.append((start, start + len(block)))
            start += len(block) + 2
        day = FIRST_DAY + timedelta(rng.randrange(DAYS))
        outlet = OUTLETS[min(int(rng.expovariate(0.25)), len(OUTLETS) - 1)]
        yield (
            Article(
                id=f"{seed}-{number}",
                title=f"{own} and {name(rng)} on {' '.join(rng.choice(pool).split()[:6])}",
                text="\n\n".join(blocks),
                source=outlet,
                published=day.isoformat(),
            ),
            spans,
        )
        number += 1


def questions() -> list[str]:
    """Return what is asked of it."""
    return real_questions(QUESTIONS)


def name(rng: random.Random) -> str:
    """Return a word that no language has."""
    return "".join(rng.choices(_SYLLABLES, k=rng.randint(3, 5))).capitalize()


def _sentences() -> list[str]:
    found: list[str] = []
    for text in many_texts():
        found += [one for one in re.split(r"(?<=[.!?])\s+", text.text) if 40 <= len(one) <= 250]
    return found


def _drawn_wording(text: str) -> Wording:
    """Return a wording that no other text has."""
    return Wording(np.sort(_seeded(text).integers(2**62, size=len(text) // 10)), frozenset())


def _seeded(text: str) -> np.random.Generator:
    return np.random.default_rng(int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big"))


def _units(rng: np.random.Generator, count: int) -> Vectors:
    return _of_length_one(rng.standard_normal((count, DIMENSIONS), dtype=np.float32))


def _of_length_one(made: Vectors) -> Vectors:
    unit: Vectors = made / np.linalg.norm(made, axis=1, keepdims=True)
    return unit


def opened(folder: Path) -> Library:
    """Return the library of a folder, with the encoder that needs no model."""
    from index import Library

    return Library(folder, ThemeEncoder())
