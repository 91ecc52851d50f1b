"""Damage of every kind to the files of a library: right answers, or one line that says what happened.

Each trial harms a small library's files at random, opens it, searches it, reads every article, and verifies
it.
"""

import random
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

from index import Article, Library
from tests.kit.word_encoder import WordEncoder

from .acts import WORDS
from .trial import Outcome, Trial, told

TRIALS: Final = 10_000
ARTICLES: Final = 40
QUERIES: Final = ("harbour levy", "ferry fog", "council vote on the bridge", "salt works fine", "lighthouse")
Said = tuple[tuple[object, ...], ...]


def made(folder: Path, seed: int) -> Library:
    """Return a library of articles of few words, in several transactions, one of them taken away again."""
    rng = random.Random(seed)
    library = Library(folder, WordEncoder())
    for first in range(0, ARTICLES, 10):
        library.add([article(rng, number) for number in range(first, first + 10)])
    library.remove([next(iter(library.articles())).id])
    return library


def article(rng: random.Random, number: int) -> Article:
    sentences = [" ".join(rng.choices(WORDS, k=9)).capitalize() + "." for _ in range(6)]
    return Article(
        title=f"Report {number}", text=" ".join(sentences), published=f"2020-01-{number % 28 + 1:02}"
    )


def said(folder: Path) -> Said:
    """Return all that a person could read of a library: what is found, and every article."""
    library = Library(folder, WordEncoder())
    hits = tuple(
        (hit.article.id, hit.article.title, hit.passage.start, round(hit.score, 4))
        for query in QUERIES
        for hit in library.search(query, k=10)
    )
    articles = tuple((one.id, one.title, one.text, one.published) for one in library.articles())
    return hits, articles


def flip(content: bytearray, rng: random.Random) -> bytearray:
    if content:
        content[rng.randrange(len(content))] ^= 1 << rng.randrange(8)
    return content


def cut(content: bytearray, rng: random.Random) -> bytearray:
    return content[: rng.randrange(len(content) + 1)]


def zero(content: bytearray, rng: random.Random) -> bytearray:
    start = rng.randrange(len(content) + 1)
    end = min(len(content), start + rng.choice((1, 64, 4096)))
    content[start:end] = bytes(end - start)
    return content


HARMS: Final[dict[str, Callable[[bytearray, random.Random], bytearray]]] = {
    "flip": flip,
    "cut": cut,
    "zero": zero,
}


def trial(sound: Path, others: list[Path], known: Said, rng: random.Random, place: Path) -> Trial:
    """Harm one file of a copy of a library and see what becomes of it."""
    shutil.copytree(sound, place)
    files = [path.relative_to(sound) for path in sorted(sound.rglob("*")) if path.is_file()]
    truth = [file for file in files if file.name.startswith("library.sqlite")]
    name = rng.choice(rng.choice((truth, [file for file in files if file.name != "writer.lock"])))
    harm = rng.choice([*HARMS, "gone", "of another", "derived of another"])
    other = rng.choice(others)
    if harm in HARMS:
        (place / name).write_bytes(HARMS[harm](bytearray((place / name).read_bytes()), rng))
    elif harm == "gone":
        (place / name).unlink()
    elif harm == "of another" and (other / name).is_file() and name not in truth:
        shutil.copy(other / name, place / name)
    else:
        harm, name = "derived of another", Path("lexical/all")
        for derived in ("lexical.json", "dense.faiss", "dense.json"):
            shutil.copy(other / derived, place / derived)
        shutil.rmtree(place / "lexical")
        shutil.copytree(other / "lexical", place / "lexical")
    kind = "lexical/" if name.parent.name else name.name
    return Trial(harm, kind, *outcome(place, known))


def outcome(place: Path, known: Said) -> tuple[Outcome, str]:
    """Return how a harmed library ends: what is read of it, and what its verification says."""
    try:
        if said(place) != known:
            return "WRONG", "other words or hits than before"
        Library(place, WordEncoder()).verify()
    except Exception as problem:  # noqa: BLE001 - that is what is looked for
        return told(problem)
    return "right", ""


def run(trials: int, seed: int) -> Iterator[Trial]:
    """Yield what became of so many libraries."""
    rng = random.Random(seed)
    with tempfile.TemporaryDirectory() as name:
        top = Path(name)
        made(top / "sound", seed)
        shutil.copytree(top / "sound", top / "older")
        made(top / "stranger", seed + 1)
        with closing(sqlite3.connect(top / "sound" / "library.sqlite")) as reader:
            reader.execute("SELECT 1 FROM articles").fetchone()  # as long as one is open, the log stays
            Library(top / "sound", WordEncoder()).add(article(rng, 99))
            known = said(top / "sound")
            shutil.copytree(top / "sound", top / "live")
        for number in range(trials):
            place = top / f"harmed-{number}"
            yield trial(top / "live", [top / "older", top / "stranger"], known, rng, place)
            shutil.rmtree(place, ignore_errors=True)
