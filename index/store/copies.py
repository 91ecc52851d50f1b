"""Text -> its wording, and whether two texts are near-copies: one wire story, an update, a shortened copy.

Which of a story's articles say the same, ``versions`` tells.

A shingle is a run of ``WORDS`` words. A sketch holds the ``SKETCH`` smallest hashes of them, a bottom-k
MinHash: https://doi.org/10.1145/1281192.1281197. Two near-copies share some, also where one is a third of
the other, so a look-up of these few finds them; what is found is then decided on all of the words.

Of pairs that eight kinds of edit made .988 are found, .66 where three came together; of what is found .991
are copies. A paragraph of 80 words that two articles of 100 share is what is mistaken most, and a template
filled with other names and numbers, of which ``facts`` tell only a part. ``python -m tests.bench.copies``
measures it.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

import numpy as np

from ..language.words import STOP_WORDS
from ..text.words import words_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Shingles = NDArray[np.int64]

WORDS: Final = 3  # in a shingle; of more, fewer outlast light rewording
SKETCH: Final = 32  # hashes kept of an article
LEAST: Final = 36  # shingles; a shorter text says too little to be called a copy
LEAST_SHARE: Final = 0.2  # of the longer text's shingles; a page of many reports is no copy of one
CONTAINED: Final = 0.48  # share of the shorter text's shingles that the longer has
ALIKE: Final = 0.6  # mean of that share and the share of the facts of the text with fewer

_BASE: Final = np.uint64(0x9E3779B97F4A7C15)  # any large odd number
_MIX: Final = (
    (np.uint64(30), np.uint64(0xBF58476D1CE4E5B9)),
    (np.uint64(27), np.uint64(0x94D049BB133111EB)),
)  # of splitmix64: https://prng.di.unimi.it/splitmix64.c


@dataclass(frozen=True, slots=True, eq=False)
class Wording:
    """What of a text is compared.

    Attributes:
        shingles: their hashes, ascending, each once; the same in every process.
        facts: its numbers and the words with a capital, which are mostly names.
    """

    shingles: Shingles
    facts: frozenset[str]

    @property
    def sketch(self) -> Shingles:
        """The shingles by which copies are looked up; none of a text too short to have any."""
        return self.shingles[:SKETCH] if len(self.shingles) >= LEAST else self.shingles[:0]


def wording(text: str) -> Wording:
    """Return what of a text is compared; case and punctuation do not count."""
    words = words_of(text)
    folded = [word.casefold() for word in words]
    facts = {fold for word, fold in zip(words, folded, strict=True) if _tells(word)}
    return Wording(_shingles(folded), frozenset(facts - STOP_WORDS))


def numbers(text: str) -> set[str]:
    """Return the words of a text that begin with a digit."""
    return {word for word in words_of(text) if word[0].isdigit()}


def containment(one: Shingles, other: Shingles) -> float:
    """Return the share, in [0, 1], of the first's shingles that the other has; 0 for none at all."""
    return len(np.intersect1d(one, other, assume_unique=True)) / len(one) if len(one) else 0.0


def near_copies(one: Wording, other: Wording) -> bool:
    """Tell whether two texts are one story: most of the shorter stands in the longer, and so do its facts."""
    shorter, longer = sorted((one, other), key=lambda each: len(each.shingles))
    size = len(shorter.shingles)
    if size < LEAST or size < LEAST_SHARE * len(longer.shingles):
        return False
    shared = containment(shorter.shingles, longer.shingles)
    facts = min(len(one.facts), len(other.facts))
    told = len(one.facts & other.facts) / facts if facts else shared
    return shared >= CONTAINED and shared + told >= 2 * ALIKE


def least_shared(size: int, other: int) -> float:
    """Return how many hashes two sketches share at least, of texts of so many shingles that are near-copies.

    Half of those to be expected, and never less than two: by chance fewer are shared by one in 70 of the
    pairs that are near-copies by a hair, and by hardly any other.
    """
    return max(2.0, SKETCH * CONTAINED * min(size, other) / max(size, other) / 2)


def _tells(word: str) -> bool:
    return word[0].isdigit() or word[0].isupper()


def _shingles(words: list[str]) -> Shingles:
    if len(words) < WORDS:
        return np.empty(0, dtype=np.int64)
    hashes = _word_hashes(words)
    mixed = np.zeros(len(words) - WORDS + 1, dtype=np.uint64)
    for place in range(WORDS):
        mixed = mixed * _BASE + hashes[place : place + len(mixed)]
    for shift, factor in _MIX:
        mixed = (mixed ^ (mixed >> shift)) * factor
    return np.unique((mixed >> np.uint64(1)).astype(np.int64))  # from 0 up, as SQL's integers have a sign


def _word_hashes(words: list[str]) -> NDArray[np.uint64]:
    known = {word: blake2b(word.encode(), digest_size=8).digest() for word in set(words)}
    return np.frombuffer(b"".join(known[word] for word in words), dtype="<u8")
