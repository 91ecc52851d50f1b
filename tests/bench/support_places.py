"""Real articles -> sentences to write cases of, each with the passages that a model would have been given.

Articles are parted by the hash of their ids: one part may be looked at while rules are written.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import lzma
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from index import Article
from index.encode import Encoder
from index.passage import Hit, Passage
from index.text.split import passages, sentences

SETS: Final = ("squad11_dev", "nq_oracle", "timeqa_human", "covid_qa", "wikipedia")
PARTS: Final = ("validation", "test")
ROOM: Final = 180  # tokens of a passage
MOST_ARTICLES: Final = 400  # of one set and part
MOST_PLACES: Final = 12  # of one article
FEWEST, MOST = 8, 45  # words of a sentence

_WHOLE: Final = re.compile(r"[A-Z][^\n]*[a-z0-9)%][.]")


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence of an article: ``hits[0]`` is its passage, the others are of the same article and of others.

    Attributes:
        sentence: what is edited.
        near: another sentence of the same passage, or empty.
        far: a sentence of another article.
    """

    sentence: str
    near: str
    far: str
    hits: tuple[Hit, ...]


def digest(data: Path) -> str:
    """Return a digest of every file that sentences are taken from."""
    total = hashlib.sha256()
    for name in SETS:
        total.update(name.encode() + hashlib.sha256(_corpus(data, name).read_bytes()).digest())
    return total.hexdigest()[:16]


def places(data: Path, part: str, encoder: Encoder, rng: random.Random) -> list[Place]:
    """Return places of all sets, mixed by ``rng``; the same for the same data and part."""
    split = [_split(article, encoder) for article in _articles(data, part, rng)]
    found = [place for at in range(len(split)) for place in _places(split, at, rng)]
    rng.shuffle(found)
    return found


def _articles(data: Path, part: str, rng: random.Random) -> list[Article]:
    chosen: list[Article] = []
    for name in SETS:
        every = [
            row for row in _rows(data, name) if part_of(f"{name}/{row['id']}") == part and row["text"].strip()
        ]
        for row in rng.sample(every, min(MOST_ARTICLES, len(every))):
            text = row["text"].replace("\x00", "")[:20_000]
            chosen.append(Article(id=f"{name}/{row['id']}", title=row["title"], text=text))
    return chosen


def part_of(name: str) -> str:
    """Return the part that an article belongs to, by ``SET/ID``."""
    return PARTS[hashlib.sha256(name.encode()).digest()[0] % 2]


def _split(article: Article, encoder: Encoder) -> list[Hit]:
    spans = passages(article.text, "en", ROOM, encoder.token_starts)
    return [Hit(Passage(at, article.id, *span), article, 0.5, 1, 0.5, 1.0) for at, span in enumerate(spans)]


def _places(split: Sequence[list[Hit]], at: int, rng: random.Random) -> Iterator[Place]:
    """Yield places of one article; the other passages are drawn from it and from other articles."""
    own = split[at]
    spans = [(hit, span) for hit in own for span in sentences(hit.text, "en")]
    whole = [(hit, span) for hit, span in spans if _usable(hit.text[slice(*span)])]
    for hit, span in rng.sample(whole, min(MOST_PLACES, len(whole))):
        same = [other for other in own if other is not hit]
        others = [rng.choice(split[rng.randrange(len(split))]) for _ in range(3)]
        others = [other for other in others if other.article.id != hit.article.id]
        near = [s for other, s in whole if other is hit and s != span]
        far = next((text for other in others for text in _usable_of(other)), "")
        yield Place(
            hit.text[slice(*span)],
            hit.text[slice(*rng.choice(near))] if near else "",
            far,
            (hit, *rng.sample(same, min(2, len(same))), *others),
        )


def _usable_of(hit: Hit) -> list[str]:
    texts = (hit.text[slice(*span)] for span in sentences(hit.text, "en"))
    return [text for text in texts if _usable(text)]


def _usable(text: str) -> bool:
    return FEWEST <= len(text.split()) <= MOST and bool(_WHOLE.fullmatch(text))


def _corpus(data: Path, name: str) -> Path:
    return next((data / name).glob("corpus.jsonl.*"))


def _rows(data: Path, name: str) -> list[dict[str, Any]]:
    path = _corpus(data, name)
    content = (gzip if path.suffix == ".gz" else lzma).decompress(path.read_bytes())
    return [json.loads(line) for line in content.decode().split("\n") if line]
