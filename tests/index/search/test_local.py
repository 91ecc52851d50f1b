"""What the default search finds while a library changes, beside what indexes made anew of it find."""

import json
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import numpy as np
import pytest

from index import Article, Library
from index.ingest.entries import entries
from index.passage import Filter
from index.search import Query, bm25, faiss, local, seal
from index.search.faiss import sealed_file
from index.search.ids import held, joined, marked, without
from index.search.local import LocalSearch
from index.search.seal import LARGE, Seal, Trust, touched
from index.search.tail import Tail
from index.store import BEFORE_ALL, Record
from index.text.words import analysed

from ...kit.word_encoder import WordEncoder

WORDS = (
    *("harbour", "levy", "ferry", "fog", "council", "vote", "bridge", "salt", "works", "fine"),
    *("lighthouse", "mayor", "court", "quay", "crane"),
)
QUERIES = ("council vote on the harbour bridge", "lighthause tidewaiter")
FILTERS = (Filter(), Filter(sources=("Post",)), Filter(sources=("nobody",)))
DEPTH = 8
CHANGES = 8
ROOT = Path(__file__).parents[3]


def article(rng: random.Random, number: int, length: int = 9) -> Article:
    sentences = [" ".join(rng.choices(WORDS, k=length)).capitalize() + "." for _ in range(rng.randint(2, 9))]
    return Article(
        id=f"a{number}",
        title=f"Report {number}",
        text=" ".join(sentences),
        source=rng.choice(("Post", "Wire", None)),
        published=f"2020-01-{number % 28 + 1:02}",
    )


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Treat a library of a few passages as one of a million."""
    monkeypatch.setattr(bm25, "EXACT_BELOW", 20)
    monkeypatch.setattr(faiss, "SMALL_TAIL", 10)
    monkeypatch.setattr(faiss, "LONG_TAIL", 30)
    monkeypatch.setattr(local, "PATIENCE", 0)  # of one that has nothing to go on with


def lived(rng: random.Random, library: Library) -> Iterator[str]:
    """Change a library at random, and yield what was done each time."""
    numbers = count()
    library.add([article(rng, next(numbers)) for _ in range(30)])
    yield "begun"
    for _ in range(CHANGES):
        held_ids = sorted(one.id for one in library.articles())
        what = rng.choice(("add", "add", "replace", "remove", "remove several"))
        if what == "add":
            library.add([article(rng, next(numbers)) for _ in range(rng.randint(1, 4))])
        elif what == "replace":
            library.add(article(rng, int(rng.choice(held_ids)[1:])))
        else:
            library.remove(rng.sample(held_ids, 1 if what == "remove" else 4))
        yield what


def agree(search: LocalSearch, library: Library, fresh: Path, *, share: float) -> None:
    """Compare a search with one that makes its indexes anew; BM25 may differ by so large a share."""
    other = LocalSearch(library.store, fresh)
    for text in QUERIES:
        for word, known in zip(search.words(text), other.words(text), strict=True):
            assert (word.word, word.passages, word.similar) == (known.word, known.passages, known.similar)
            assert word.idf == pytest.approx(known.idf)
        query = Query(text, library.encoder.query(text))
        for only in FILTERS:
            mine = {one.passage: one for one in search.candidates(query, depth=DEPTH, only=only)}
            theirs = {one.passage: one for one in other.candidates(query, depth=DEPTH, only=only)}
            every = {one.passage: one for one in other.candidates(query, depth=10**4, only=only)}
            for passage, one in mine.items():
                assert one.cosine == pytest.approx(every[passage].cosine, abs=1e-5)
                assert one.bm25 in (0, pytest.approx(every[passage].bm25, rel=share + 1e-5))
            for attribute in ("cosine", "bm25"):
                scores = sorted((getattr(one, attribute) for one in theirs.values()), reverse=True)[:DEPTH]
                found = sorted((getattr(one, attribute) for one in mine.values()), reverse=True)[:DEPTH]
                assert found == pytest.approx(scores, rel=share + 1e-5, abs=1e-5)


@pytest.mark.parametrize("seed", range(2))
def test_every_search_of_a_changing_library_is_that_of_indexes_made_anew(tmp_path: Path, seed: int) -> None:
    library = Library(tmp_path / "library", WordEncoder())
    beside = LocalSearch(library.store, library.folder)  # as of another process
    own = library._target.search
    assert isinstance(own, LocalSearch)
    for number, _ in enumerate(lived(random.Random(seed), library)):
        for search in (own, beside):
            agree(search, library, tmp_path / f"fresh-{number}", share=0)
    agree(LocalSearch(library.store, library.folder), library, tmp_path / "fresh", share=0)


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize("seed", range(2))
def test_in_a_large_library_bm25_differs_by_a_little_and_nothing_else_does(tmp_path: Path, seed: int) -> None:
    library = Library(tmp_path / "library", WordEncoder())
    beside = LocalSearch(library.store, library.folder)
    own = library._target.search
    assert isinstance(own, LocalSearch)
    for number, _ in enumerate(lived(random.Random(seed), library)):
        for search in (own, beside):
            agree(search, library, tmp_path / f"fresh-{number}", share=0.05)


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize("seed", range(2))
def test_while_another_writes_what_is_new_is_searched_beside_the_files(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    library = Library(tmp_path / "library", WordEncoder())
    library.add([article(rng, number) for number in range(60)])
    reader = Library(tmp_path / "library", WordEncoder())
    search = reader._target.search
    assert isinstance(search, LocalSearch)
    search.words("ferry")
    stamps = [(library.folder / name).read_bytes() for name in ("lexical.json", "dense.json")]
    with library.store.lock():  # as long as another program writes
        for number in range(60, 64):
            new = article(rng, number)
            record = Record(f"/news/{new.id}.txt", new.sha256, tuple(entries([new], library.encoder)))
            library.store.write([record])
            library.store.remove([f"a{number - 60}"])
            assert new.id in {hit.article.id for hit in reader.search(f"Report {number}", k=5)}
            assert f"a{number - 60}" not in {hit.article.id for hit in reader.search("report", k=500)}
            agree(search, library, tmp_path / f"fresh-{number}", share=0.05)
        assert stamps == [(library.folder / name).read_bytes() for name in ("lexical.json", "dense.json")]
        before = search.words("ferry")
        library._target.search.apply(library.store.change())
        assert search.words("ferry") == before


WRITER = """
import sys, random
from index import Library
from tests.index.search.test_local import article
from tests.kit.word_encoder import WordEncoder
library = Library.open(sys.argv[1], encoder=WordEncoder())
rng = random.Random(7)
for number in range(102, 108):
    library.add(article(rng, number))
    if number % 3 == 2:
        library.remove(f"a{number - 100}")  # one that nobody searches for
    print(number, flush=True)
"""


def test_what_another_process_has_added_is_found_as_soon_as_it_says_so(tmp_path: Path) -> None:
    rng = random.Random(1)
    library = Library(tmp_path / "library", WordEncoder())
    library.add([article(rng, number) for number in range(60)])
    command = [sys.executable, "-c", WRITER, str(library.folder)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        for line in writer.stdout:
            found = {hit.article.id for hit in library.search(f"Report {line.strip()}", k=3)}
            assert f"a{line.strip()}" in found
    assert writer.returncode == 0
    search = library._target.search
    assert isinstance(search, LocalSearch)
    agree(search, library, tmp_path / "fresh", share=0)


def test_a_tail_scores_its_passages_as_the_index_does() -> None:
    rng = random.Random(3)
    texts = {key: " ".join(rng.choices([*WORDS, "Karsund"], k=47)) for key in range(1, 60)}
    documents = [(key, "Report", text) for key, text in texts.items()]
    every, part = bm25.Lexical(None), bm25.Lexical(None)
    none = np.empty(0, np.int64)
    change = BEFORE_ALL
    every.update(change, none, documents[10:])
    part.update(change, none, documents[:40])
    live = every.ids
    for query in (*QUERIES, "Karzund", "report Karsund harbour"):
        lacking = set(without(live, part.ids).tolist())
        part = part.beside(change, live, [one for one in documents if one[0] in lacking])
        mine, other = part.search(query, 100), every.search(query, 100)
        assert dict(mine) == pytest.approx(dict(other), rel=1e-5)
        assert part.words(query) == every.words(query)


def test_lengths_are_rounded_as_the_index_rounds_them() -> None:
    for length in (20, 39, 41, 47, 90, 300):
        lexical = bm25.Lexical(None)
        documents = [(1, "", "levy " + "fog " * (length - 1)), (2, "", "ferry " * 30), (3, "", "quay " * 60)]
        lexical.update(BEFORE_ALL, np.empty(0, np.int64), documents)
        tail = Tail().changed(np.empty(0, np.int64), documents)
        exact = [("levi", lexical.words("levy")[0].idf)]
        assert analysed("levy") == ["levi"]
        assert tail.scores(exact, [], tail.mean) == pytest.approx(dict(lexical.search("levy", 5)), rel=1e-5)


def test_a_file_that_rots_in_its_place_is_noticed_in_a_while_and_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = Library(tmp_path / "library", WordEncoder())
    library.add([article(random.Random(1), number) for number in range(40)])
    file, stamp = library.folder / "dense.faiss", library.folder / "dense.json"
    sound = file.read_bytes()
    file.write_bytes(sound[:-9] + bytes([sound[-9] ^ 1]) + sound[-8:])
    known = json.loads(stamp.read_text()) | {"touched": Trust().seal(file).touched}
    stamp.write_text(json.dumps(known))  # as if nobody had written to it
    monkeypatch.setattr(seal, "LARGE", 1)
    monkeypatch.setattr(local, "CHECKED_AFTER", 0.01)
    search = LocalSearch(library.store, library.folder)
    search.words("ferry")
    end = time.monotonic() + 60
    while file.read_bytes() != sound and time.monotonic() < end:
        time.sleep(0.05)
        search.words("ferry")
    assert file.read_bytes() == sound


def test_a_library_that_was_copied_is_read_whole_until_it_is_next_written(tmp_path: Path) -> None:
    library = Library(tmp_path / "library", WordEncoder())
    library.add([article(random.Random(1), number) for number in range(40)])
    shutil.copytree(library.folder, tmp_path / "copy")
    file, stamp = tmp_path / "copy" / "dense.faiss", tmp_path / "copy" / "dense.json"
    copied = Library(tmp_path / "copy", WordEncoder())
    assert json.loads(stamp.read_text())["touched"] != list(touched(file))
    copied.add(article(random.Random(2), 41))
    assert json.loads(stamp.read_text())["touched"] == list(touched(file))
    assert sealed_file(file, copied.store.has_been, Trust()) is not None


def test_ids_are_told_apart_as_sets_are() -> None:
    rng = np.random.default_rng(1)
    for size, other in ((0, 5), (3, 500), (500, 3), (200, 300), (5, 0), (900, 60)):
        mine = np.sort(rng.choice(1000, size, replace=False)).astype(np.int64)
        its = np.sort(rng.choice(1000, other, replace=False)).astype(np.int64)
        assert held(mine, its).tolist() == [one in set(its.tolist()) for one in mine.tolist()]
        assert marked(mine, its).tolist() == held(mine, its).tolist()
        assert held(mine[::-1], its).tolist() == held(mine, its).tolist()[::-1]
        assert without(mine, its).tolist() == sorted(set(mine.tolist()) - set(its.tolist()))
        assert joined(mine, without(its, mine)).tolist() == sorted({*mine.tolist(), *its.tolist()})


def test_a_large_file_that_nobody_touched_is_believed_at_first_and_read_later(tmp_path: Path) -> None:
    file = tmp_path / "dense.faiss"
    file.write_bytes(bytes(LARGE))
    sound, trust = Trust().seal(file), Trust(unread=True)
    assert trust.holds(file, sound)
    assert trust.believes_unread
    assert trust.check()
    file.write_bytes(bytes(LARGE - 1) + b"\1")
    assert not trust.holds(file, sound)  # its times are others, so it was read
    rotten = Seal(sound.digest, Trust().seal(file).touched)
    late = Trust(unread=True)
    assert late.holds(file, rotten)
    assert not late.check()
    assert not late.holds(file, rotten)
    assert not Trust().holds(file, rotten)
