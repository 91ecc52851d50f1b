"""A thread reads over one connection, and sees the file that is there now, whatever became of it."""

from __future__ import annotations

import gc
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import psutil  # type: ignore[import-untyped]
import pytest

from index import Article, Library
from index.search.fuse import Preference
from index.store.sqlite.dialect import SqliteConnection
from tests.kit.news import MOON, NATO, SUEZ
from tests.kit.rights import forbid_writing, held_to_modes
from tests.kit.rows import database_of
from tests.kit.word_encoder import WordEncoder


def made(place: Path) -> Library:
    """Return a library of one article."""
    library = Library.open(place / "library", encoder=WordEncoder())
    library.add(Article(title="Moon", text=MOON))
    return library


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return made(tmp_path)


def open_files(folder: Path) -> int:
    """Return how often this process has the database of a library open."""
    database = str(folder / "library.sqlite")
    return [file.path for file in psutil.Process().open_files()].count(database)


def titles(library: Library) -> list[str]:
    return sorted(article.title for article in library.articles())


def test_a_thread_opens_the_file_once(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    connect = database_of(library)._connect

    def counted() -> sqlite3.Connection:
        opened.append(threading.current_thread().name)
        return connect()

    monkeypatch.setattr(database_of(library), "_connect", counted)
    for _ in range(3):
        library.search("moon")
        library.search("canal", since="1999-01-01")
        assert library.summary().articles == len(list(library.articles()))
    assert len(opened) <= 1
    for _ in range(3):
        library.add(Article(title="NATO", text=NATO))
        library.remove([each.id for each in library.articles() if each.title == "NATO"])
        before = open_files(library.folder)
    library.add(Article(title="NATO", text=NATO))
    assert open_files(library.folder) == before


def test_a_search_asks_the_store_for_nothing_twice(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    connect = database_of(library)._connect

    def traced() -> sqlite3.Connection:
        connection = connect()
        connection.set_trace_callback(asked.append)
        return connection

    monkeypatch.setattr(database_of(library), "_connect", traced)
    library.add([Article(title="NATO", text=NATO, source="Post"), Article(title="Suez", text=SUEZ)])
    library.search("moon canal")
    asked.clear()
    assert library.search("moon canal", sources="Post", prefer=Preference(latest=True))
    others = [statement for statement in asked if "FROM changes" not in statement]
    assert 0 < len(others) == len(set(others)) <= 5
    assert len(asked) - len(others) <= 8  # as another program may write at any time


def connections() -> int:
    return sum(type(each) is SqliteConnection for each in gc.get_objects())


def look(library: Library, told: list[int]) -> None:
    library.summary()
    told.append(connections())


def test_a_connection_is_closed_with_its_thread_and_with_its_library(tmp_path: Path) -> None:
    gc.collect()  # those of other tests
    before = connections()
    library = made(tmp_path)
    told: list[int] = []
    for _ in range(3):
        thread = threading.Thread(target=look, args=[library, told])
        thread.start()
        thread.join()
    assert told == [before + 2] * 3
    assert connections() == before + 1
    folder = library.folder
    del library
    gc.collect()
    assert connections() == before
    assert open_files(folder) == 0


def settled(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "library.sqlite")) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@pytest.mark.parametrize("how", ["copied over", "renamed"])
def test_a_file_that_is_put_in_place_of_another_is_read(library: Library, tmp_path: Path, how: str) -> None:
    other = Library.open(tmp_path / "other", encoder=WordEncoder())
    other.add([Article(title="Suez", text=SUEZ), Article(title="NATO", text=NATO)])
    settled(other.folder)
    settled(library.folder)
    assert titles(library) == ["Moon"]
    put = tmp_path / "put.sqlite"
    shutil.copy(other.folder / "library.sqlite", put)
    if how == "renamed":
        put.replace(library.folder / "library.sqlite")
    else:
        shutil.copy(put, library.folder / "library.sqlite")
    assert titles(library) == ["NATO", "Suez"]
    assert {hit.article.title for hit in library.search("canal")} == {"NATO", "Suez"}


def test_what_is_written_lies_in_the_file_itself(library: Library, tmp_path: Path) -> None:
    library.add(Article(title="NATO", text=NATO))
    assert not (library.folder / "library.sqlite-wal").stat().st_size
    shutil.copy(library.folder / "library.sqlite", tmp_path / "alone.sqlite")
    with closing(sqlite3.connect(tmp_path / "alone.sqlite")) as alone:
        assert alone.execute("SELECT count(*) FROM articles").fetchone() == (2,)


def see_what_comes(folder: str) -> None:
    """Read a library that may not be written, before and after another adds to it."""
    library = Library.open(folder, encoder=WordEncoder())
    assert titles(library) == ["Moon"]
    sys.stdout.write("read\n")
    sys.stdout.flush()
    sys.stdin.readline()
    assert titles(library) == ["Moon", "NATO"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_a_reader_who_may_not_write_sees_what_another_adds(library: Library) -> None:
    del library.store, library._target  # nobody has it open, so its log is gone
    gc.collect()
    folder = library.folder
    forbid_writing(folder)
    held_to_modes(read_beside_a_writer, folder)


def read_beside_a_writer(folder: str) -> None:
    reader = subprocess.Popen(
        [sys.executable, "-c", f"from {__name__} import see_what_comes; see_what_comes({folder!r})"],
        stdin=-1,
        stdout=-1,
        text=True,
    )
    assert reader.stdout is not None
    assert reader.stdout.readline() == "read\n"
    for path in (Path(folder), *Path(folder).rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    Library.open(folder, encoder=WordEncoder()).add(Article(title="NATO", text=NATO))
    reader.communicate("\n")
    assert reader.returncode == 0


FORKS = """
import gc, os, sqlite3, sys, threading
from index import Article, Library
from tests.kit.news import NATO, SUEZ
from tests.kit.word_encoder import WordEncoder

library = Library.open(sys.argv[1], encoder=WordEncoder())
def opened():
    found = 0
    for each in [each for each in gc.get_objects() if isinstance(each, sqlite3.Connection)]:
        try:
            found += bool(each.execute("SELECT 1"))
        except sqlite3.ProgrammingError:  # it is closed
            pass
    return found

going, read = threading.Event(), threading.Event()
idle = threading.Thread(
    target=lambda: (library.summary(), read.set(), going.wait(), library.summary()), daemon=True
)
idle.start()
read.wait()
library.summary()
assert opened() == 2
child = os.fork()
if not child:
    assert opened() == 0
    library.add(Article(title="NATO", text=NATO))
    os._exit(library.summary().articles - 2 + opened() - 1)
assert os.waitpid(child, 0)[1] == 0
assert library.summary().articles == 2
library.add(Article(title="Suez", text=SUEZ))
going.set()
idle.join()
print(library.summary().articles, library.verify().articles)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
def test_a_process_that_is_forked_off_has_connections_of_its_own(library: Library) -> None:
    run = subprocess.run(
        [sys.executable, "-c", FORKS, str(library.folder)],
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.stdout, run.stderr) == ("3 3\n", "")


def test_whoever_forks_twice_with_nothing_written_between_goes_on_reading(library: Library) -> None:
    """Closing the last connection leaves the file as it is where its log was empty: that is no new state."""
    for _ in range(2):
        assert titles(library) == ["Moon"]
        child = os.fork()
        if not child:
            os._exit(0)
        os.waitpid(child, 0)
    assert titles_in_time(library) == ["Moon"]


def titles_in_time(library: Library) -> list[str]:
    """Return the titles, read by the thread that forked; a signal ends one that never comes back."""
    before = signal.signal(signal.SIGALRM, signal.default_int_handler)
    signal.alarm(60)
    try:
        return titles(library)
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def test_the_end_of_a_program_takes_the_log_away(library: Library) -> None:
    code = (
        "from index import Library; from tests.kit.word_encoder import WordEncoder\n"
        f"kept = [Library.open({str(library.folder)!r}, encoder=WordEncoder())]; kept.append(kept)\n"
        "kept[0].summary()"
    )
    del library.store, library._target
    gc.collect()
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[3])
    assert not (library.folder / "library.sqlite-wal").exists()
