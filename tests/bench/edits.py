"""Real articles -> pairs that are near-copies, each by one kind of edit, and pairs that are not.

The edits are those of newsrooms: a wire story is cut from the end, given a headline and a first sentence of
one's own, set in another order, added to, brought up to date, lightly reworded, and framed by what stands on
every page.
"""

from __future__ import annotations

import gzip
import json
import lzma
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

SETS: Final = ("squad11_dev", "nq_oracle", "covid_qa", "timeqa_human", "wikipedia")
CHANGED: Final = 0.2  # of the sentences of an updated version are others
NUMBERS: Final = 0.3  # of its numbers
REWORDED: Final = 0.1  # of the words
FRAME: Final = 30  # words of a page's own before an article, and as many behind it
QUOTED: Final = 40  # words of a quotation in two articles, twice as many of a paragraph

_SENTENCE: Final = re.compile(r"(?<=[.!?])\s+")

Edit = Callable[[str, str, random.Random], str]
"""An article, another that words are taken from -> the article as it is copied."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts, how they came about, and whether they are near-copies."""

    kind: str
    one: str
    other: str
    copies: bool


def texts_of(data: Path, name: str) -> list[str]:
    """Return the articles of one collection, in order."""
    folder = data / name
    packed = folder / "corpus.jsonl.gz"
    if packed.exists():
        content = gzip.decompress(packed.read_bytes())
    else:
        content = lzma.decompress((folder / "corpus.jsonl.xz").read_bytes())
    return [json.loads(line)["text"] for line in content.decode().split("\n") if line]


def pairs(texts: Sequence[str], count: int, rng: random.Random) -> Iterator[Pair]:
    """Yield ``count`` pairs of each kind, drawn by ``rng``."""
    for kind, edit in EDITS.items():
        for _ in range(count):
            one, other = rng.sample(texts, 2)
            yield Pair(kind, one, edit(one, other, rng), True)
    for kind, unlike in UNLIKE.items():
        for _ in range(count):
            one, other = unlike(texts, rng)
            yield Pair(kind, one, other, False)


def _first(share: float) -> Edit:
    def cut(text: str, _: str, __: random.Random) -> str:
        parts = _sentences(text)
        words, wanted = 0, share * len(text.split())
        for place, part in enumerate(parts, start=1):
            words += len(part.split())
            if words >= wanted:
                return " ".join(parts[:place])
        return text

    return cut


def _reordered(text: str, _: str, rng: random.Random) -> str:
    parts = text.split("\n\n") if text.count("\n\n") > 2 else _sentences(text)
    rng.shuffle(parts)
    return "\n\n".join(parts)


def _new_opening(text: str, other: str, rng: random.Random) -> str:
    own = _sentences(other)
    return " ".join([*rng.sample(own, min(2, len(own))), *_sentences(text)[1:]])


def _appended(text: str, other: str, _: random.Random) -> str:
    return f"{text}\n\n{_words(other, len(text.split()) // 2)}"


def _updated(text: str, other: str, rng: random.Random) -> str:
    new = _sentences(other)
    parts = [rng.choice(new) if rng.random() < CHANGED else part for part in _sentences(text)]
    return re.sub(r"\d+", lambda found: _counted_on(found[0], rng), " ".join(parts))


def _reworded(text: str, other: str, rng: random.Random) -> str:
    new = other.split()
    return " ".join(rng.choice(new) if rng.random() < REWORDED else word for word in text.split())


def _framed(text: str, other: str, _: random.Random) -> str:
    around = other.split()
    return f"{' '.join(around[:FRAME])}\n\n{text}\n\n{' '.join(around[-FRAME:])}"


def _cut_and_reworded(text: str, other: str, rng: random.Random) -> str:
    return _framed(_reworded(_first(1 / 2)(text, other, rng), other, rng), other, rng)


def _any_two(texts: Sequence[str], rng: random.Random) -> tuple[str, str]:
    one, other = rng.sample(texts, 2)
    return one, other


def _halves(texts: Sequence[str], rng: random.Random) -> tuple[str, str]:
    parts = _sentences(rng.choice(texts))
    middle = len(parts) // 2
    return " ".join(parts[:middle]), " ".join(parts[middle:])


def _sharing(words: int) -> Callable[[Sequence[str], random.Random], tuple[str, str]]:
    def both(texts: Sequence[str], rng: random.Random) -> tuple[str, str]:
        one, other, third = rng.sample(texts, 3)
        shared = _words(third, words)
        return f"{one}\n\n{shared}", f"{shared}\n\n{other}"

    return both


EDITS: Final[dict[str, Edit]] = {
    "cut to the first half": _first(1 / 2),
    "cut to the first third": _first(1 / 3),
    "paragraphs in another order": _reordered,
    "new headline and first sentence": _new_opening,
    "half as much appended": _appended,
    "updated: 20 % of sentences, 30 % of numbers": _updated,
    "10 % of words others": _reworded,
    "framed by 60 words of the page's": _framed,
    "cut to half, reworded and framed": _cut_and_reworded,
}
UNLIKE: Final = {
    "any two articles": _any_two,
    "two halves of one article": _halves,
    "a quotation of 40 words in both": _sharing(QUOTED),
    "a paragraph of 80 words in both": _sharing(2 * QUOTED),
}


def _counted_on(number: str, rng: random.Random) -> str:
    return str(int(number[:9]) + rng.randint(1, 9)) if rng.random() < NUMBERS else number


def _sentences(text: str) -> list[str]:
    return _SENTENCE.split(text)


def _words(text: str, count: int) -> str:
    return " ".join(text.split()[:count])
