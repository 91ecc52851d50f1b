"""An engine beside the store: which of them is believed, and what becomes of questions when one goes."""

from __future__ import annotations

import random
import sys
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from index import Article, Library
from index.errors import LibraryBusy, LibraryError, LibraryMismatch, LibraryUnavailable
from index.passage import Filter, Passage
from index.search import filling, remote, seen, upkeep
from index.search import milvus as milvus_rows
from index.search.address import Address
from index.search.conditions import key, read, spelt, where
from index.search.ids import NONE
from index.search.milvus import Milvus
from index.search.remote import RemoteSearch
from index.search.stamp import EARLIER, Stamp
from index.search.tail import Tail
from index.store import Change
from index.store.changes import KEPT
from index.store.sqlite import SqliteStore
from index.text.words import analysed

from ...kit.memory_store import MemoryStore
from ...kit.milvus_server import MilvusServer, free_port
from ...kit.word_encoder import WordEncoder

if TYPE_CHECKING:
    from numpy.typing import NDArray

WORDS = ("harbour", "levy", "ferry", "fog", "council", "vote", "bridge", "salt", "works", "fine", "quay")
NAMES = count()

cluster = pytest.mark.cluster


class Longer(WordEncoder):
    """The same vectors under another name."""

    identity = "words@2"


def article(number: int, word: str = "") -> Article:
    rng = random.Random(number)
    text = " ".join(rng.choices(WORDS, k=30)).capitalize() + f". {word} number {number}."
    return Article(id=f"a{number}", title="", text=text)


def opened(folder: Path, address: str, encoder: WordEncoder | None = None) -> Library:
    plain = Library(folder, encoder or WordEncoder())
    return Library(folder, plain.encoder, store=plain.store, search=RemoteSearch(plain.store, address))


def found(library: Library, word: str) -> set[str]:
    return {hit.article.id for hit in library.search(word, k=50) if hit.bm25}


@pytest.fixture
def address(milvus: MilvusServer) -> str:
    """A name that nobody has used."""
    return milvus.address(f"own{next(NAMES)}")


def test_an_address_is_read() -> None:
    assert str(Address.of("milvus://host")) == "milvus://host:19530/quoth"
    whole = Address.of("milvus://me:s%40fe@10.0.0.1:1/news")
    assert (whole.host, whole.port, whole.name, whole.token) == ("10.0.0.1", 1, "news", "me:s@fe")
    assert "s@fe" not in str(whole)


@pytest.mark.parametrize(
    "text",
    ["host:1", "http://host:1", "milvus://", "milvus://h:x", "milvus://h/a-b", "milvus://u:pw@h/1", ""],
)
def test_what_is_no_address_is_refused_without_its_password(text: str) -> None:
    with pytest.raises(ValueError, match="milvus://HOST:PORT/NAME") as refused:
        Address.of(text)
    assert "pw" not in str(refused.value)


def test_terms_of_every_script_are_spelt_so_that_they_can_be_read_again() -> None:
    for term in ("harbour", "0x41", "порт", "导弹", "s400", "É"):
        assert read(spelt(term)) == term
        assert spelt(term).isascii()
        assert spelt(term).isalnum()


def test_a_filter_with_many_articles_is_asked_in_parts() -> None:
    assert list(where(Filter())) == ["id > 0"]
    assert list(where(Filter(articles=frozenset()))) == []
    parts = list(where(Filter(since="2020-01-01", articles=frozenset(map(str, range(25_000))))))
    assert len(parts) == 3
    assert all(part.startswith('id > 0 and day >= "2020-01-01"') for part in parts)
    assert key("24999") in "".join(parts)


def test_a_stamp_is_read_again_and_keeps_its_first_change() -> None:
    stamp = Stamp("whole", "e", Change(1, "one"), 3, 30, "token")
    for number in range(2, 1000):
        stamp = stamp.after(Change(number, str(number)), passages=number, length=10 * number)
    assert Stamp.read(stamp.text) == stamp
    assert Stamp.read(stamp.bound_for(Change(1000, "next")).text) == stamp.bound_for(Change(1000, "next"))
    assert stamp.earlier[0] == Change(1, "one")
    assert len(stamp.earlier) <= EARLIER
    assert (stamp.passages, stamp.mean) == (999, 10.0)
    assert Stamp.read('{"analysis": 0}') is None
    assert Stamp.read("") is None


def test_an_engine_that_is_not_there_is_told_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    pytest.importorskip("pymilvus")
    monkeypatch.setattr(remote, "PATIENCE", 0.5)
    library = opened(tmp_path, f"milvus://127.0.0.1:{free_port()}/quoth")
    library.add(article(1, "zeppelin"))
    assert library.summary().articles == 1
    with pytest.raises(LibraryUnavailable, match="does not answer; check its address, or start it") as told:
        library.search("zeppelin")
    assert "\n" not in str(told.value)
    own = [each.getMessage() for each in caplog.records]
    assert len(own) == 1
    assert "waits in the library" in own[0]


def test_what_has_to_be_installed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A finder stands before all others and finds no pymilvus, as where it is not installed."""

    class Without:
        def find_spec(self, name: str, *_: object) -> None:
            if name.split(".", maxsplit=1)[0] == "pymilvus":
                raise ModuleNotFoundError(name)

    monkeypatch.setattr(sys, "meta_path", [Without(), *sys.meta_path])
    for name in [name for name in sys.modules if name.split(".")[0] == "pymilvus"]:
        monkeypatch.delitem(sys.modules, name)
    with pytest.raises(LibraryError, match=r"pip install 'quoth\[cluster\]'"):
        opened(tmp_path, "milvus://127.0.0.1:1/quoth")


@cluster
def test_what_was_added_while_the_engine_was_gone_is_found_once_it_is_back(
    milvus: MilvusServer, address: str, tmp_path: Path
) -> None:
    library = opened(tmp_path, address)
    library.add([article(number) for number in range(5)])
    milvus.kill()
    library.add(article(7, "zeppelin"))
    asking = threading.Timer(1.0, milvus.start)
    asking.start()
    assert found(library, "zeppelin") == {"a7"}  # it waited
    asking.join()
    assert found(opened(tmp_path, address), "zeppelin") == {"a7"}


@cluster
def test_another_library_is_refused_and_left_as_it_is(address: str, tmp_path: Path) -> None:
    library = opened(tmp_path / "one", address)
    library.add(article(1, "zeppelin"))
    other = Library(tmp_path / "two", WordEncoder())
    other.add(article(2))
    with pytest.raises(
        LibraryMismatch, match=r"holds another library than .* write another name in place of"
    ):
        opened(tmp_path / "two", address)
    assert found(library, "zeppelin") == {"a1"}


@cluster
def test_vectors_of_another_encoder_are_written_anew(
    address: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    library = opened(tmp_path, address)
    library.add([article(number, "zeppelin") for number in range(3)])
    Library(tmp_path, Longer()).rebuild()
    again = opened(tmp_path, address, Longer())
    assert found(again, "zeppelin") == {"a0", "a1", "a2"}
    assert "another encoder, words@1; it is filled again" in caplog.text


@cluster
@pytest.mark.parametrize("how", ["emptied", "dropped", "in part", "left", "earlier"])
def test_an_engine_that_lost_its_rows_is_filled_again(
    how: str, address: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    library = opened(tmp_path, address)
    library.add([article(number, "zeppelin") for number in range(3)])
    assert len(found(library, "zeppelin")) == 3
    rows = Milvus(Address.of(address))
    ids = library.store.ids(Filter()).tolist()
    stamp = Stamp.read(rows.stamp())
    assert stamp
    if how == "emptied":
        rows.drop([0, *ids])
    elif how == "dropped":
        rows.begin(24)
    elif how == "in part":
        rows.drop(ids[:2])
        assert library.verify().repaired == (address,)
    else:
        other = replace(stamp, state="filling") if how == "left" else replace(stamp, analysis=0)
        rows.set_stamp(other.text, 24)
        library = opened(tmp_path, address)
    assert len(found(library, "zeppelin")) == 3
    assert rows.count() == len(ids)
    again = Stamp.read(rows.stamp())
    assert again
    assert again.filling != stamp.filling
    assert ("filled again" in caplog.text) == (how in ("in part", "left", "earlier"))


@cluster
def test_a_write_that_was_left_in_the_middle_is_taken_up(
    address: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    library, rows = opened(tmp_path, address), Milvus(Address.of(address))
    library.add([article(number, "zeppelin") for number in range(3)])
    before = Stamp.read(rows.stamp())
    assert before
    library.add([article(number, "zeppelin") for number in range(3, 6)])
    library.remove("a0")
    new = library.store.ids(Filter(articles=frozenset({"a3", "a4"})))
    rows.drop(new.tolist())
    rows.set_stamp(before.bound_for(library.store.change()).text, 24)
    assert found(opened(tmp_path, address), "zeppelin") == {"a1", "a2", "a3", "a4", "a5"}
    assert rows.count() == len(library.store.ids(Filter()))
    again = Stamp.read(rows.stamp())
    assert again
    assert (again.filling, again.toward, again.passages) == (before.filling, None, rows.count())
    assert not caplog.text


@cluster
def test_an_engine_that_is_ahead_of_the_library_is_filled_again(
    address: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    library = opened(tmp_path / "library", address)
    library.add([article(1, "zeppelin"), article(2)])
    library.backup(tmp_path / "one.backup")
    library.add([article(3, "zeppelin")])
    library.restore(tmp_path / "one.backup", replace=True)
    assert found(library, "zeppelin") == {"a1"}
    assert "is ahead of the library; it is filled again" in caplog.text


@cluster
@pytest.mark.parametrize("how", ["connected later", "filled again"])
def test_a_backup_from_before_the_engine_was_filled_is_put_back(
    how: str, address: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "library"
    library = Library(folder, WordEncoder()) if how == "connected later" else opened(folder, address)
    library.add([article(1, "zeppelin"), article(2)])
    library.backup(tmp_path / "one.backup")
    library.add(article(3, "zeppelin"))
    library = opened(folder, address)
    if how == "filled again":
        rows = Milvus(Address.of(address))
        rows.drop(library.store.ids(Filter()).tolist()[:1])
        library.verify()
    assert found(library, "zeppelin") == {"a1", "a3"}
    library.restore(tmp_path / "one.backup", replace=True)
    assert found(library, "zeppelin") == {"a1"}
    assert found(opened(folder, address), "zeppelin") == {"a1"}
    assert "is ahead of the library; it is filled again" in caplog.text


@cluster
@pytest.mark.parametrize("backup", ["empty", "other"])
@pytest.mark.parametrize("place", ["full", "emptied"])
def test_any_backup_is_put_back_in_place_of_a_library_with_an_engine(
    backup: str, place: str, address: str, tmp_path: Path
) -> None:
    other = Library(tmp_path / "other", WordEncoder())
    if backup == "other":
        other.add(article(5, "balloon"))
    other.backup(tmp_path / "one.backup")
    library = opened(tmp_path / "library", address)
    library.add([article(1, "zeppelin"), article(2)])
    asking = opened(tmp_path / "library", address)
    assert found(asking, "zeppelin") == {"a1"}
    if place == "emptied":
        library.remove(["a1", "a2"])
    library.restore(tmp_path / "one.backup", replace=True)
    expected = {"a5"} if backup == "other" else set()
    for each in (library, asking, opened(tmp_path / "library", address)):
        assert found(each, "balloon") == expected
        assert found(each, "zeppelin") == set()
    library.add(article(3, "zeppelin"))
    for each in (asking, opened(tmp_path / "library", address)):
        assert found(each, "zeppelin") == {"a3"}


@cluster
def test_a_backup_is_put_back_into_a_new_place_with_the_engine_of_its_library(
    address: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    library = opened(tmp_path / "library", address)
    library.add([article(1, "zeppelin"), article(2)])
    library.backup(tmp_path / "one.backup")
    moved = opened(tmp_path / "moved", address)
    moved.restore(tmp_path / "one.backup")
    assert found(moved, "zeppelin") == {"a1"}
    assert not caplog.text


@cluster
def test_of_a_new_library_nothing_is_written_where_the_engine_is_of_another(
    address: str, tmp_path: Path
) -> None:
    library = opened(tmp_path / "library", address)
    library.add(article(1, "zeppelin"))
    new = opened(tmp_path / "new", address)
    with pytest.raises(LibraryMismatch, match="holds another library than"):
        new.add(article(2))
    assert new.summary().articles == 0
    assert found(library, "zeppelin") == {"a1"}


def test_a_stamp_is_known_by_the_library_s_first_change_however_often_it_was_filled() -> None:
    first = Change(1, "one")
    stamp = Stamp("whole", "e", Change(2, "two"), 3, 30, "token").known_by(first)
    for number in range(3, 500):
        stamp = Stamp("whole", "e", Change(number, "t"), 3, 30, "token").known_by(first, *stamp.changes)
    assert stamp.changes[0] == first
    assert stamp.changes.count(first) == 1
    assert len(stamp.earlier) <= EARLIER


def test_threads_count_terms_while_one_forgets_what_it_knew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seen, "KNOWN", 3)
    texts = [(number, "", f"word{number} " * 2) for number in range(1, 9)]
    rows = Milvus(Address.of("milvus://127.0.0.1:1/quoth"))  # without a stamp it is not asked
    view = seen.Seen(rows, MemoryStore(), Change(1, "one"), None, 8, tail=Tail().changed(NONE, texts))
    terms = [analysed(text)[0] for _, _, text in texts]

    def count_again(first: int) -> None:
        for number in range(2_000):
            some = [terms[(first + number + step) % 8] for step in range(4)]
            assert view._holding([*some, "absent"]) == {**dict.fromkeys(some, 1), "absent": 0}

    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(count_again, range(4)))
    finally:
        sys.setswitchinterval(before)


def test_articles_that_do_not_pass_are_asked_in_parts() -> None:
    (condition,) = where(Filter(), but=map(str, range(25_000)))
    assert condition.count("not (article in ") == 3
    assert all(key(str(number)) in condition for number in (0, 9_999, 24_999))


@cluster
def test_an_engine_is_asked_for_no_more_than_it_gives(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = opened(tmp_path, address)
    library.add([article(number, "zeppelin") for number in range(7)])
    rows = Milvus(Address.of(address))
    ids = library.store.ids(Filter()).tolist()
    assert sorted(rows.having("id > 0", 2 * milvus_rows.MOST)) == ids
    monkeypatch.setattr(milvus_rows, "LISTED", 2)
    assert sorted(rows.of_articles([f"a{number}" for number in range(7)])) == ids
    assert rows.of_articles([]) == {}
    assert len(rows.having("id > 0", 3)) == 3


@cluster
def test_a_row_that_the_library_does_not_know_is_never_found(address: str, tmp_path: Path) -> None:
    library = opened(tmp_path, address)
    library.add([article(number, "zeppelin") for number in range(4)])
    Library(tmp_path, WordEncoder()).store.remove(["a0", "a1", "a2"])
    with library.store.lock():
        assert found(library, "zeppelin") == {"a3"}
        assert [each.passages for each in library.words("zeppelin")] == [1]
        assert [each.article_id for each in library.holding("zeppelin")] == ["a3"]


class Overtaken(SqliteStore):
    """A store in which something happens just before passages are read, once, or vectors, each time."""

    happens: Callable[[], object] | None = None
    happens_meanwhile: Callable[[], object] | None = None

    def passages(self, ids: Sequence[int]) -> dict[int, tuple[Passage, NDArray[np.float32]]]:
        happens, self.happens = self.happens, None
        if happens:
            happens()
        return super().passages(ids)

    def vectors(
        self, after: int = 0, most: int | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        if self.happens_meanwhile:
            self.happens_meanwhile()
        return super().vectors(after, most)


@cluster
def test_an_article_that_is_replaced_as_its_passages_are_read_is_found_as_it_is_now(
    address: str, tmp_path: Path
) -> None:
    writer, store = opened(tmp_path, address), Overtaken(tmp_path)
    writer.add([article(number) for number in range(3)])
    reader = Library(tmp_path, WordEncoder(), store=store, search=RemoteSearch(store, address))
    for word in ("zeppelin", "balloon", "glider"):
        store.happens = partial(writer.add, article(1, word))
        assert article(1, word).text in {hit.article.text for hit in reader.search("harbour ferry", k=9)}


@cluster
def test_while_an_engine_is_filled_others_add_and_a_question_waits_no_longer_than_for_one_that_is_away(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(remote, "PATIENCE", 0.5)
    monkeypatch.setattr(upkeep, "AT_ONCE", 3)
    Library(tmp_path, WordEncoder()).add([article(number, "zeppelin") for number in range(8)])
    store, goes_on = Overtaken(tmp_path), threading.Event()
    store.happens_meanwhile = goes_on.wait
    reader = Library(tmp_path, WordEncoder(), store=store, search=RemoteSearch(store, address))
    writer = opened(tmp_path, address)
    for library in (reader, writer):
        begun = time.monotonic()
        with pytest.raises(LibraryUnavailable, match=r"is being filled with \d+ passages; ask again") as told:
            library.search("zeppelin")
        assert time.monotonic() - begun < 5
        assert "\n" not in str(told.value)
    begun = time.monotonic()
    writer.add([article(8, "zeppelin"), article(0)])
    writer.remove("a1")
    assert time.monotonic() - begun < 10
    goes_on.set()
    monkeypatch.setattr(remote, "PATIENCE", 20.0)
    assert found(reader, "zeppelin") == found(writer, "zeppelin") == {f"a{number}" for number in range(2, 9)}
    rows, end = Milvus(Address.of(address)), time.monotonic() + 20
    while not ((stamp := Stamp.read(rows.stamp())) and stamp.change == writer.store.change()):
        assert time.monotonic() < end
        time.sleep(0.05)
    assert reader.words("zeppelin") == Library(tmp_path, WordEncoder()).words("zeppelin")
    assert rows.count() == reader.summary().passages
    assert reader.verify().repaired == ()
    assert not caplog.text


@cluster
def test_an_engine_is_filled_once_however_often_the_library_is_changed_meanwhile(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(filling, "CHUNK", 4)
    plain, store, numbers = Library(tmp_path, WordEncoder()), Overtaken(tmp_path), count(10)
    plain.add([article(number) for number in range(8)])

    def change() -> None:
        for _ in range(30):
            plain.by_hand.correct("a1", title=f"Ferry {next(numbers)}")

    store.happens_meanwhile = change
    reader = Library(tmp_path, WordEncoder(), store=store, search=RemoteSearch(store, address))
    before = plain.store.change()
    assert {hit.article.id for hit in reader.search("harbour ferry", k=99)} == set(
        plain.store.matching([])[1]
    )
    store.happens_meanwhile = None
    assert plain.store.change().number - before.number > KEPT
    (hit,) = reader.search(f"ferry {next(numbers) - 1}", k=1)
    assert hit.article == plain.article("a1")
    assert "filled again" not in caplog.text
    stamp = Stamp.read(Milvus(Address.of(address)).stamp())
    assert stamp
    assert (stamp.state, stamp.change, stamp.passages) == (
        "whole",
        plain.store.change(),
        plain.summary().passages,
    )


@cluster
@pytest.mark.parametrize("how", ["filled", "changed"])
def test_a_library_that_is_emptied_as_the_engine_is_written_is_searched_and_added_to(
    how: str, address: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    plain, store = Library(tmp_path, WordEncoder()), Overtaken(tmp_path)
    plain.add([article(number, "zeppelin") for number in range(3)])
    reader = Library(tmp_path, WordEncoder(), store=store, search=RemoteSearch(store, address))
    if how == "changed":
        assert found(reader, "zeppelin") == {"a0", "a1", "a2"}
        plain.add(article(3, "zeppelin"))
    store.happens_meanwhile = lambda: plain.store.remove(plain.store.matching([])[1])
    assert reader.search("zeppelin") == []
    plain.add(article(4, "zeppelin"))
    assert len(reader.add(article(5, "zeppelin")).added) == 1  # and taken away again
    store.happens_meanwhile = None
    assert found(reader, "zeppelin") == set()
    reader.add(article(6, "zeppelin"))
    assert found(reader, "zeppelin") == found(opened(tmp_path, address), "zeppelin") == {"a6"}
    assert not caplog.text


@cluster
def test_while_an_engine_refuses_articles_are_added_and_it_has_them_once_it_takes_them(
    address: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    library, rows = opened(tmp_path, address), Milvus(Address.of(address))
    library.add([article(1, "zeppelin"), article(2)])
    stamp = rows.stamp()
    assert stamp
    rows.begin(12)  # the vectors have 24
    rows.set_stamp(stamp, 12)
    for number in (3, 4):
        assert len(library.add(article(number, "zeppelin")).added) == 1
    assert library.summary().articles == 4
    (line,) = [each.getMessage() for each in caplog.records]
    assert line.startswith(f"{address}: refused what it was asked (")
    assert line.endswith("; what is new waits in the library until it can be written there")
    assert "\n" not in line
    rows.begin(24)
    assert found(library, "zeppelin") == {"a1", "a3", "a4"}
    assert rows.count() == library.summary().passages


def test_passages_that_are_replaced_whenever_they_are_read_are_read_whole(tmp_path: Path) -> None:
    plain, store, numbers = Library(tmp_path, WordEncoder()), Overtaken(tmp_path), count()

    def replace_again() -> None:
        store.happens = replace_again
        try:
            with plain.store.lock(seconds=0):
                pass
        except LibraryBusy:
            return
        plain.add(article(1, f"zeppelin{next(numbers)}"))

    plain.add(article(1))
    replace_again()
    rows = filling._rows_of(store, frozenset({"a1"}))
    assert [row.id for row in rows] == plain.store.ids(Filter()).tolist() != []
    assert next(numbers) > 2


@cluster
def test_rows_that_another_thread_doubts_as_they_are_written_are_counted(
    address: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    store = Overtaken(tmp_path)
    search = RemoteSearch(store, address)
    library = Library(tmp_path, WordEncoder(), store=store, search=search)
    library.add([article(number, "zeppelin") for number in range(3)])

    def lose() -> None:
        store.happens_meanwhile = None
        Milvus(Address.of(address)).drop(store.ids(Filter()).tolist()[:2])
        search._upkeep.recount()

    store.happens_meanwhile = lose
    library.add(article(3, "zeppelin"))
    assert len(found(library, "zeppelin")) == 4
    assert "lacks passages; it is filled again" in caplog.text


@cluster
def test_what_ends_the_filling_of_an_engine_is_told_in_one_line(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upkeep, "AT_ONCE", 2)
    Library(tmp_path, WordEncoder()).add([article(number, "zeppelin") for number in range(3)])
    store = Overtaken(tmp_path)

    def fail() -> None:
        raise ValueError("of two\nlines")

    store.happens_meanwhile = fail
    library = Library(tmp_path, WordEncoder(), store=store, search=RemoteSearch(store, address))
    with pytest.raises(LibraryError, match=r": could not be written \(ValueError: of two lines\)"):
        library.search("zeppelin")
    store.happens_meanwhile = None
    assert found(library, "zeppelin") == {"a0", "a1", "a2"}


@cluster
@pytest.mark.slow
def test_questions_are_answered_while_the_engine_is_killed_again_and_again(
    milvus: MilvusServer, address: str, tmp_path: Path
) -> None:
    """Of what was acknowledged nothing is missed, whenever the engine is killed and started again."""
    library, kills, over = opened(tmp_path, address), 4, threading.Event()
    library.add([article(number, "zeppelin") for number in range(20)])

    def kill() -> None:
        for _ in range(kills):
            time.sleep(1.5)
            milvus.kill()
            time.sleep(0.7)
            milvus.start()
        over.set()

    killing = threading.Thread(target=kill)
    killing.start()
    asked = 0
    for number in count(20):
        if over.is_set():
            break
        library.add(article(number, "zeppelin"))
        assert f"a{number}" in {hit.article.id for hit in library.search(f"zeppelin number {number}", k=5)}
        asked += 1
    killing.join()
    assert asked >= 2 * kills
    assert library.summary().articles == 20 + asked


@cluster
def test_a_collection_of_something_else_is_left_as_it_is(address: str, tmp_path: Path) -> None:
    from pymilvus import MilvusClient

    own = Address.of(address)
    client = MilvusClient(f"http://{own.host}:{own.port}")
    client.create_collection(own.name, dimension=2)
    client.insert(own.name, [{"id": 7, "vector": [0.0, 1.0], "stamp": "mine"}])
    with pytest.raises(LibraryMismatch, match="holds something else; write another name"):
        opened(tmp_path, address)
    assert client.get(own.name, ids=[7])


@cluster
def test_a_wrong_name_or_dimension_is_told_in_one_line(address: str) -> None:
    rows = Milvus(Address.of(address))
    rows.begin(24)
    with pytest.raises(LibraryError) as told:
        rows.set_stamp("x", 12)
    assert str(told.value).startswith(address)
    assert "\n" not in str(told.value)
