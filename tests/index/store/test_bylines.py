"""What the arrays of days and sources tell of a filter is what the rows tell."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import Article, Library
from index.passage import Filter
from index.store import Entry, Record, Store
from index.store.bylines import Bylines, runs_of
from index.store.changes import KEPT
from index.store.current import _rows
from index.store.sqlite import SqliteStore
from index.store.sqlite.dialect import SqliteConnection
from tests.kit.memory_store import MemoryStore
from tests.kit.stores import EVERY, new_place, store_at
from tests.kit.word_encoder import WordEncoder

DAYS = (None, "2001-02-03", "2018-10-05", "2018-10-06")
SOURCES = (None, "The Hindu", "hindu", "Reuters", "École")
FILTERS = [
    Filter(articles=frozenset({"1", "3", "99"})),
    Filter(articles=frozenset()),
    *(
        Filter(since, until, sources)
        for since, until, sources in product(
            (None, "2001-02-03", "2018-10-06"),
            (None, "2000-01-01", "2018-10-05"),
            (None, ("Hindu",), ("THE HINDU", "ecole"), ("nobody",)),
        )
    ),
]


def told(store: Store) -> list[object]:
    some, ids = ["/1", "/2", "/99"], range(60)  # of which some are there
    return [
        *(sorted(store.origins(["1", "2", "99"])), sorted(store.origins())),
        *(store.origin_digests(some), store.origin_digests(), store.several(some), store.several()),
        *(store.bylines(ids), store.matching([]), store.matching([], start=1, most=3)),
        *((store.counts(each), store.sources(each), store.days(each)) for each in FILTERS),
        *(sorted(store.ids(each).tolist()) for each in FILTERS),
    ]


def record(number: int, published: str | None, source: str | None, passages: int = 2) -> Record:
    text = f"words of {number // 2}. " * passages  # two origins have the same
    article = Article(id=str(number // 2), title="T", text=text, published=published, source=source)
    spans = tuple((at, at + 1) for at in range(passages))
    return Record(f"/{number}", "0" * 64, (Entry(article, spans, np.eye(passages, 8, dtype=np.float32)),))


deeds = st.lists(
    st.tuples(
        st.sampled_from(["write", "remove", "forget"]),
        st.integers(0, 6),
        st.sampled_from(DAYS),
        st.sampled_from(SOURCES),
        st.integers(1, 4),
    ),
    max_size=12,
)


@pytest.mark.parametrize("kind", EVERY)
@given(deeds=deeds)
@settings(max_examples=40)
def test_every_filter_tells_what_a_store_of_plain_rows_tells(
    tmp_path_factory: pytest.TempPathFactory,
    kind: str,
    deeds: list[tuple[str, int, str | None, str | None, int]],
) -> None:
    place = new_place(kind, tmp_path_factory.mktemp)
    mine, plain = store_at(place), MemoryStore()
    other = store_at(place)  # as of another program: it sees what is changed, and is told of nothing
    for at, (deed, number, published, source, passages) in enumerate(deeds):
        for store in (mine, plain):
            if deed == "write":
                store.write([record(number, published, source, passages)])
            elif deed == "remove":
                store.remove([str(number)])
            else:
                store.forget([f"/{number}"])
        if at % 2:
            assert told(mine) == told(plain)
    assert told(mine) == told(plain) == told(other) == told(store_at(place))


def test_only_what_was_changed_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = SqliteStore(tmp_path)
    store.write(record(2 * number, "2018-10-05", "Reuters") for number in range(50))
    assert store.counts(Filter())[:2] == (50, 100)
    asked: list[object] = []

    def rows(connection: SqliteConnection, ids: set[str] | None = None) -> object:
        asked.append(ids)
        return _rows(connection, ids)

    monkeypatch.setattr("index.store.current._rows", rows)
    store.write([record(14, "2018-10-06", "The Hindu"), record(100, None, None)])
    store.remove(["8"])
    assert store.counts(Filter())[:2] == (50, 100)
    assert asked == [{"7", "8", "50"}]
    for number in range(KEPT + 1):
        store.write([record(2 * number, None, None)])
    assert store.counts(Filter())[:2] == (101, 202)
    assert asked[1:] == [None]


def test_passages_that_do_not_follow_one_another_are_counted_with_their_article(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path)
    store.write([record(2, "2018-10-05", "Reuters"), record(4, None, None)])
    with closing(sqlite3.connect(tmp_path / "library.sqlite")) as database, database:
        database.execute("UPDATE passages SET article_id = '1' WHERE id = 4")
    again = SqliteStore(tmp_path)
    assert again.counts(Filter()) == (2, 4, "2018-10-05", "2018-10-05")
    assert again.ids(Filter(sources=("Reuters",))).tolist() == [1, 2, 4]
    assert again.sources(Filter()) == [("Reuters", 1)]


def test_a_history_that_was_put_back_and_went_on_otherwise_is_read_anew(tmp_path: Path) -> None:
    library = Library.open(tmp_path / "library", encoder=WordEncoder())
    library.add(Article(title="One", text="One is of the Post.", source="Post"))
    library.backup(tmp_path / "one.backup")
    library.add(Article(title="Two", text="Two is of the Ledger.", source="Ledger"))
    assert library.summary().sources == (("Ledger", 1), ("Post", 1))
    other = Library.open(tmp_path / "library", encoder=WordEncoder())
    other.restore(tmp_path / "one.backup", replace=True)
    other.add(Article(title="Three", text="Three is of the Wire.", source="Wire"))
    assert library.summary().sources == (("Post", 1), ("Wire", 1))


@given(st.sets(st.integers(1, 30), min_size=1))
def test_runs_hold_the_ids_that_they_are_made_of(ids: set[int]) -> None:
    runs = runs_of(sorted(ids))
    assert [each for run in runs for each in range(run[0], sum(run))] == sorted(ids)
    found = Bylines.of([("a", None, None)], {"a": runs})
    assert found.ids(Filter()).tolist() == sorted(ids)
    assert found.counts(Filter())[:2] == (1, len(ids))


def test_a_day_of_long_ago_is_a_day() -> None:
    found = Bylines.of([("a", "0987-06-05", None)], {"a": [(1, 1)]})
    assert found.counts(Filter(until="0987-06-05")) == (1, 1, "0987-06-05", "0987-06-05")
    assert found.counts(Filter(since="0987-06-06"))[0] == 0
