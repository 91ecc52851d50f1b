"""What a person says of the articles, empty folders, and files read ahead."""

import threading
import time
from pathlib import Path

import pytest

from index import Article, Library
from index.errors import SourceError
from index.sources import Job, Pool
from index.sources.sandbox import ahead
from index.sources.sandbox.kept import KEPT
from tests.kit.children import SLOW_PAGE, Born
from tests.kit.news import MOON, NATO, SUEZ

from ...kit.rows import passages_of

BROKEN = b"\x00\x01\x02" * 100


def bylines(library: Library) -> set[tuple[str | None, str | None, str | None]]:
    return {(one.source, one.published, one.published_from) for one in library.articles()}


# -- what a person says of the articles


def test_a_source_and_a_day_that_are_given_win_over_what_files_say(library: Library, folder: Path) -> None:
    (folder / "moon.md").write_text(f"---\ndate: 2023-08-24\nsource: Ledger\n---\n# Moon\n\n{MOON} It was.")
    report = library.add([folder, Article(title="Value", text=SUEZ + NATO)], source=" Harbour  Post ")
    assert len(report.added) == 5
    assert bylines(library) == {
        ("Harbour Post", None, None),
        ("Harbour Post", "2023-08-24", "front matter"),
    }
    report = library.add(folder, source="Harbour Post", published="2024-01-02")
    assert len(report.changed) == 4
    assert ("Harbour Post", "2024-01-02", "given") in bylines(library)
    assert len(library.search("Moon", sources="Harbour Post", since="2024-01-02")) == 4


def test_the_same_files_count_as_changed_when_something_else_is_said_of_them(
    library: Library, folder: Path
) -> None:
    library.sync(folder, source="Ledger")
    assert len(library.sync(folder, source="Ledger").unchanged) == 3
    before = [passage.id for one in library.articles() for passage in passages_of(library, one.id)]
    assert len(library.sync(folder, source="Ledger", published="2024-01-02").changed) == 3
    assert bylines(library) == {("Ledger", "2024-01-02", "given")}
    after = [passage.id for one in library.articles() for passage in passages_of(library, one.id)]
    assert after == before
    assert len(library.sync(folder).changed) == 3
    assert bylines(library) == {(None, None, None)}


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"published": "June"}, "published='June' is no day"),
        ({"published": "2024-02-30"}, "is no day"),
        ({"source": " "}, "is blank"),
    ],
)
def test_what_is_said_is_checked_before_anything_is_read(
    library: Library, folder: Path, said: dict[str, str], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        library.add(folder, source=said.get("source"), published=said.get("published"))
    with pytest.raises(ValueError, match=message):
        library.sync(folder, source=said.get("source"), published=said.get("published"))
    assert library.summary().articles == 0


# -- folders that hold nothing any more


def test_an_empty_folder_empties_what_is_held_of_it_when_that_is_allowed(
    library: Library, folder: Path
) -> None:
    library.sync(folder)
    library.add(Article(title="Value", text=SUEZ + NATO))
    for file in folder.iterdir():
        file.unlink()
    with pytest.raises(SourceError, match="the 3 files of it that the library holds stay; --allow-empty"):
        library.sync(folder)
    assert len(library.sync(folder, allow_empty=True).removed) == 3
    assert [article.title for article in library.articles()] == ["Value"]
    assert library.sync(folder, allow_empty=True).removed == ()
    folder.rmdir()
    with pytest.raises(SourceError, match="does not exist"):
        library.sync(folder, allow_empty=True)


def test_nothing_is_forgotten_of_a_folder_in_which_nothing_can_be_read_any_more(
    library: Library, folder: Path
) -> None:
    library.sync(folder)
    for file in folder.iterdir():
        file.rename(file.with_name(f"new-{file.name}"))
        file.with_name(f"new-{file.name}").write_bytes(BROKEN)
    report = library.sync(folder)
    assert report.removed == ()
    assert len(report.failed) == 4
    assert "the 3 files of it that the library holds stay" in report.failed[-1].reason
    assert library.summary().articles == 3
    assert len(library.sync(folder, allow_empty=True).removed) == 3


def test_one_file_that_can_be_read_is_enough_for_the_others_to_be_forgotten(
    library: Library, folder: Path
) -> None:
    library.sync(folder)
    (folder / "suez.txt").unlink()
    (folder / "moon.txt").write_bytes(BROKEN)
    report = library.sync(folder)
    assert [len(part) for part in (report.removed, report.failed, report.unchanged)] == [1, 1, 1]
    assert {article.title for article in library.articles()} == {"Nato news", "Moon news"}


# -- read ahead


def test_results_come_in_order_from_several_threads() -> None:
    def work(number: int) -> tuple[int, str]:
        time.sleep(0.02 if number % 3 == 0 else 0)
        return number, threading.current_thread().name

    with Pool(100) as pool:
        found = list(pool.results((Job(lambda n=n: work(n)) for n in range(100)), lambda _: 0))  # type: ignore[misc]
    assert [number for number, _ in found] == list(range(100))
    assert len({name for _, name in found}) > 1


@pytest.mark.parametrize(("size", "most"), [(0, ahead.AHEAD_FILES), (ahead.AHEAD_BYTES // 4, 4), (10**12, 1)])
def test_no_more_is_read_ahead_than_there_is_room_for(size: int, most: int) -> None:
    begun: list[int] = []
    with Pool(200) as pool:
        jobs = (Job(lambda n=n: begun.append(n), size) for n in range(200))  # type: ignore[misc]
        results = pool.results(jobs, lambda _: size)
        for asked in range(1, 101):
            next(results)
            assert len(begun) <= asked + most
        results.close()  # type: ignore[attr-defined]


def test_one_file_or_text_alone_starts_no_thread_or_child(born: Born) -> None:
    threads = threading.active_count()
    with Pool(1) as pool:
        assert threading.active_count() == threads
        jobs = [Job(lambda: pool.parse("a.txt", SUEZ.encode()))]
        assert len(list(pool.results(jobs, lambda _: 0))) == 1
    with Pool(50, parsers=2) as pool:
        jobs = [Job(lambda: pool.parse("a.txt", SUEZ.encode()))] * 50
        assert len(list(pool.results(jobs, lambda _: 0))) == 50
        assert not born()


def test_what_goes_wrong_in_a_thread_is_raised_where_its_result_would_be(born: Born) -> None:
    def work(number: int) -> int:
        return 6 // (3 - number)

    threads = threading.active_count()
    with Pool(9) as pool:
        results = pool.results((Job(lambda n=n: work(n)) for n in range(9)), lambda _: 0)  # type: ignore[misc]
        assert [next(results) for _ in range(3)] == [2, 3, 6]
        with pytest.raises(ZeroDivisionError):
            next(results)
    assert threading.active_count() == threads
    assert not born()


def test_stopping_ends_children_in_the_middle_of_a_file_and_threads(born: Born) -> None:
    threads = threading.active_count()
    begun = time.monotonic()
    with Pool(8, parsers=2) as pool:
        jobs = [Job(lambda: pool.parse("slow.html", SLOW_PAGE))] * 8
        results = pool.results([Job(lambda: pool.parse("a.txt", b"words")), *jobs], lambda _: 0)
        next(results)
        while len(born()) < 2:
            time.sleep(0.02)
    assert not born()  # for those in the middle of a file are not kept
    for _ in range(100):
        if threading.active_count() > threads:
            time.sleep(0.02)
    assert threading.active_count() == threads
    assert time.monotonic() - begun < 8


def test_a_consumer_that_fails_leaves_neither_thread_nor_child(
    library: Library, folder: Path, born: Born, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads = threading.active_count()
    for number in range(40):
        (folder / f"{number}.md").write_text(f"# Page {number}\n\n{SUEZ} {number} {NATO}")

    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(library.store, "write", stop)
    monkeypatch.setattr("index.ingest.records.BATCH_CHARACTERS", 500)
    with pytest.raises(KeyboardInterrupt):
        library.add(folder)
    KEPT.end()
    assert not born()
    assert threading.active_count() == threads
    assert library.summary().articles == 0
