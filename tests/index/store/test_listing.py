"""What the list of articles finds by their names, beside a plain look at every article."""

import random
from collections.abc import Iterator

import numpy as np
import pytest

from index import Article
from index.store import Entry, Record, Store
from tests.kit.memory_store import MemoryStore
from tests.kit.stores import EVERY, new_place, store_at

TITLES = (
    *("Łódź tram", "The CAFÉ fire", "北京地铁", "Straße 9"),
    *("\u0130stanbul", "O\u2019Brien\u2019s quay", "ﬁnal 50%_off"),
)
WORDS = (
    *(["lodz"], ["cafe", "FIRE"], ["京"], ["strasse"], ["istanbul"], ["o'brien"], ["final"], ["%"], ["_"]),
    *(["post"], ["zoe", "fire"], ["evening"], ["example.org/fire"]),
)
ARTICLES = 40
CHANGES = 60


def article(rng: random.Random, number: int) -> Article:
    return Article(
        id=f"a{number}",
        title=rng.choice(TITLES),
        text=f"Text {number}.",
        source=rng.choice((None, "Post", "Évening Wire")),
        author=rng.choice((None, "Zoë Quay")),
        url=rng.choice((None, "https://www.example.org/Fire")),
        published=rng.choice((None, "2020-01-05", "2021-03-09")),
    )


def record(one: Article, origin: str) -> Record:
    entry = Entry(one, ((0, len(one.text)),), np.eye(1, 4, dtype=np.float32))
    return Record(origin, one.sha256, (entry,))


def lived(stores: tuple[Store, MemoryStore], rng: random.Random) -> Iterator[None]:
    """Change both stores alike: articles come, are replaced, come again from elsewhere, and go."""
    for _ in range(CHANGES):
        one, origin = article(rng, rng.randrange(ARTICLES)), f"/news/{rng.randrange(ARTICLES)}"
        what = rng.choice(("write", "write", "write", "forget", "remove"))
        for store in stores:
            if what == "write":
                store.write([record(one, origin)])
            elif what == "forget":
                store.forget([origin])
            else:
                store.remove([one.id])
        yield


@pytest.mark.parametrize("kind", EVERY)
@pytest.mark.parametrize("seed", range(3))
def test_the_list_finds_what_a_look_at_every_article_finds(
    tmp_path_factory: pytest.TempPathFactory, kind: str, seed: int
) -> None:
    mine, plain = store_at(new_place(kind, tmp_path_factory.mktemp)), MemoryStore()
    found = 0
    for _ in lived((mine, plain), random.Random(seed)):
        for words in WORDS:
            assert mine.matching(words) == plain.matching(words)
            found += mine.matching(words)[0]
        assert mine.matching(["post"], start=2, most=3) == plain.matching(["post"], start=2, most=3)
    assert found > CHANGES
    assert mine.damage().other == ()
