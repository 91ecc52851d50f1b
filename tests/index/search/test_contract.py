"""What every search promises, of the default one and of an engine beside it, over the same changes."""

import random
import threading
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import numpy as np
import pytest

from index import Article, Library
from index.passage import Filter
from index.search import Query, Scored, Search
from index.search.local import LocalSearch
from index.search.remote import RemoteSearch
from index.store import Store

from ...kit.brute_search import BruteSearch
from ...kit.milvus_server import MilvusServer
from ...kit.word_encoder import WordEncoder

WORDS = (
    *("harbour", "levy", "ferry", "fog", "council", "vote", "bridge", "salt", "works", "fine"),
    *("lighthouse", "mayor", "court", "quay", "crane", "Straße", "порт", "S-400"),
)
QUERIES = (
    "council vote on the harbour bridge",
    "lighthause tidewaiter",
    "the of and",
    "S-400 im порт",
    "导弹",
    "mayer",
)
SEARCHES = ("harbour bridge", "Straße", "导弹", "lighthouse nobody", "the of")
FILTERS = (
    Filter(),
    Filter(since="2020-01-06"),
    Filter(until="2020-01-12", sources=("the post",)),
    Filter(sources=("nobody",)),
    Filter(articles=frozenset({"a1", "a2", "gone"})),
    Filter(without=frozenset({"a1", "a3"})),
    Filter(tags=("read",)),
)
DEPTH = 8
CHANGES = 6
READS = 100
CLOSE = 1e-5
OF_THE_BEST = 0.98  # that an engine has to find by their words, as it weighs them by its own numbers

Make = Callable[[Store, Path], Search]


@pytest.fixture(params=["local", pytest.param("milvus", marks=[pytest.mark.cluster, pytest.mark.slow])])
def make(request: pytest.FixtureRequest) -> Make:
    if request.param == "local":
        return LocalSearch
    server: MilvusServer = request.getfixturevalue("milvus")
    name = f"n{random.SystemRandom().randrange(10**9)}"
    return lambda store, _: RemoteSearch(store, server.address(name))


def article(rng: random.Random, number: int) -> Article:
    sentences = [" ".join(rng.choices(WORDS, k=9)).capitalize() + "." for _ in range(rng.randint(2, 9))]
    return Article(
        id=f"a{number}",
        title=f"Report {number}",
        text=" ".join(sentences) + (" 导弹系统的合同。" if number % 5 == 0 else ""),
        source=rng.choice(("The Post", "Wire", None)),
        published=f"2020-01-{number % 28 + 1:02}" if number % 7 else None,
    )


def opened(folder: Path, make: Make) -> tuple[Library, Search]:
    library = Library(folder, WordEncoder())
    search = make(library.store, folder)
    return Library(folder, WordEncoder(), store=library.store, search=search), search


def lived(rng: random.Random, library: Library) -> Iterator[str]:
    """Change a library at random, and yield what was done each time."""
    numbers = count()
    library.add([article(rng, next(numbers)) for _ in range(15)])
    yield "begun"
    for _ in range(CHANGES):
        ids = sorted(one.id for one in library.articles())
        what = rng.choice(("add", "replace", "remove", "tag", "correct", "rebuild"))
        if what == "add":
            library.add([article(rng, next(numbers)) for _ in range(rng.randint(1, 4))])
        elif what == "replace":
            library.add(article(rng, int(rng.choice(ids)[1:])))
        elif what == "remove":
            library.remove(rng.sample(ids, 3))
        elif what == "tag":
            library.by_hand.tag(rng.choice(ids), "Read")
        elif what == "correct":
            library.by_hand.correct(rng.choice(ids), title="A ferry", published="2020-01-20", source="Wire")
        else:
            library.rebuild()
        yield what


def surely(scores: dict[int, float], depth: int) -> set[int]:
    """Return the ids that are among the best whatever becomes of those that are nearly as good."""
    ranked = sorted(scores.values(), reverse=True)
    bar = ranked[depth] + CLOSE if len(ranked) > depth else -2.0
    return {key for key, score in scores.items() if score > bar}


def check(store: Store, search: Search, only: Filter, text: str) -> tuple[int, int]:
    """Compare what a search finds with what scoring every passage finds.

    Returns how many of the best by their words it finds, and how many there are.
    """
    query = Query(text, WordEncoder().query(text))
    found = search.candidates(query, depth=DEPTH, only=only)
    by_id = {each.passage.id: each for each in found}
    every = {each.passage.id: each for each in BruteSearch(store).candidates(query, depth=10**6, only=only)}
    assert len(by_id) == len(found) <= 2 * DEPTH
    assert by_id.keys() <= every.keys()
    assert surely({key: each.cosine for key, each in every.items()}, DEPTH) <= by_id.keys()
    worded = surely({key: each.bm25 for key, each in every.items() if each.bm25}, DEPTH)
    for key, each in by_id.items():
        same(each, every[key])
    return len(worded & {key for key, each in by_id.items() if each.bm25}), len(worded)


def same(mine: Scored, other: Scored) -> None:
    assert mine.passage == other.passage
    assert np.array_equal(mine.vector, other.vector)
    assert mine.cosine == pytest.approx(other.cosine, abs=CLOSE)
    assert not mine.bm25 or mine.bm25 == pytest.approx(other.bm25, rel=1e-3)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
def test_it_finds_what_scoring_every_passage_finds(make: Make, tmp_path: Path, seed: int) -> None:
    library, search = opened(tmp_path, make)
    found = wanted = 0
    for done in lived(random.Random(seed), library):
        for only in FILTERS if done in ("begun", "tag", "correct") else FILTERS[:2]:
            for text in QUERIES:
                own, best = check(library.store, search, only, text)
                found, wanted = found + own, wanted + best
        assert search.damaged() == []
    assert found >= (1 if isinstance(search, LocalSearch) else OF_THE_BEST) * wanted > 0


def test_it_counts_words_as_scoring_every_passage_does(make: Make, tmp_path: Path) -> None:
    library, search = opened(tmp_path, make)
    for _ in lived(random.Random(5), library):
        plain = BruteSearch(library.store)
        for text in QUERIES:
            for mine, other in zip(search.words(text), plain.words(text), strict=True):
                assert (mine.word, mine.terms, mine.passages) == (other.word, other.terms, other.passages)
                assert mine.similar == other.similar
                assert mine.idf == pytest.approx(other.idf)
        for text in SEARCHES:
            assert search.holding(text).tolist() == plain.holding(text).tolist()
        assert search.having(["harbour", "bridg"]).tolist() == plain.having(["harbour", "bridg"]).tolist()
        for word in ("harbuor", "mayer", "lighthause", "1234", "нопт"):
            assert sorted(map(str, search.spelt_like(word))) == sorted(map(str, plain.spelt_like(word)))


def test_an_empty_library_has_nothing(make: Make, tmp_path: Path) -> None:
    library, search = opened(tmp_path, make)
    query = Query("harbour", WordEncoder().query("harbour"))
    assert search.candidates(query, depth=5, only=Filter()) == []
    assert [each.passages for each in search.words("harbour")] == [0]
    library.add(article(random.Random(1), 1))
    assert search.candidates(query, depth=5, only=Filter())
    library.remove("a1")
    assert library.search("harbour") == []
    assert [each.passages for each in search.words("harbour")] == [0]


def test_what_another_program_adds_is_found_at_once(make: Make, tmp_path: Path) -> None:
    library, _ = opened(tmp_path, make)
    library.add([article(random.Random(2), number) for number in range(20)])
    other, _ = opened(tmp_path, make)
    for number in range(3):
        text = f"The zeppelin number {number} landed beside the quay."
        other.add(Article(id=f"z{number}", title="", text=text))
        assert library.search(f"zeppelin number {number}", k=1)[0].article.id == f"z{number}"
    with library.store.lock():  # so that what is new cannot be written for it
        other.store.remove(["z0"])
        assert "z0" not in {hit.article.id for hit in library.search("zeppelin number 0")}


@pytest.mark.slow
def test_an_article_that_is_replaced_again_and_again_is_never_missed_nor_mixed(
    make: Make, tmp_path: Path
) -> None:
    library, _ = opened(tmp_path, make)
    library.add([article(random.Random(number), number) for number in range(20)])

    def version(number: int) -> Article:
        return Article(id="same", title="", text=f"Zeppelin version {number}. It landed {number} times.")

    library.add(version(0))
    writer, over = opened(tmp_path, make)[0], threading.Event()

    def write() -> None:
        for number in count(1):
            if over.is_set():
                break
            writer.add(version(10 ** (number % 6)))

    writing = threading.Thread(target=write)
    writing.start()
    try:
        for _ in range(READS):
            hits = [hit for hit in library.search("zeppelin landed", k=3) if hit.article.id == "same"]
            assert hits
            assert all(hit.text == hit.article.text for hit in hits)
    finally:
        over.set()
        writing.join()
