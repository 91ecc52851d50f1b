"""The turns of what is watched: real events of the system, real threads, and programs that are killed."""

from __future__ import annotations

import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from index import Library
from index.ingest.watching.outcome import Look
from index.ingest.watching.rounds import Rounds
from index.ingest.watching.watcher import Watcher

from ....kit.children import ROOT
from ....kit.page_server import answer
from ....kit.watched import Host, host, titles, watching, words_library

LONGEST = 60.0  # seconds that are waited for what has to come


class Running:
    """A watcher at work in a thread, and what came of its looks."""

    def __init__(self, watcher: Watcher) -> None:
        self.watcher = watcher
        self._looks: queue.Queue[Look] = queue.Queue()
        self._thread = threading.Thread(target=Rounds(watcher, self._looks.put).run)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self.watcher.over.set()
        self._thread.join(LONGEST)
        assert not self._thread.is_alive()

    def until(self, wanted: Callable[[Look], object]) -> Look:
        """Return the next look of which something is so."""
        while True:
            look = self._looks.get(timeout=LONGEST)
            if wanted(look):
                return look


@contextmanager
def running(library: Library) -> Iterator[Running]:
    work = Running(watching(library))
    work.start()
    try:
        yield work
    finally:
        work.stop()


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return words_library(tmp_path / "library")


@pytest.fixture
def here() -> Iterator[Host]:
    with host() as served:
        yield served


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    write(folder, "cranes")
    return folder


def write(folder: Path, name: str) -> None:
    (folder / f"{name}.txt").write_text(f"On the {name}\n\nThe {name} was looked at on Monday.\n")


def test_a_file_that_comes_changes_or_goes_is_noticed(library: Library, news: Path) -> None:
    watching(library).add([news])
    with running(library) as work:
        work.until(lambda look: look.report.added)
        (news / "below").mkdir()
        write(news / "below", "pier")
        work.until(lambda look: look.report.added)
        (news / "cranes.txt").unlink()
        work.until(lambda look: look.report.removed)
    assert titles(library) == ["On the pier"]


def test_a_folder_that_vanishes_is_told_and_noticed_when_it_is_back(
    library: Library, news: Path, tmp_path: Path
) -> None:
    watching(library).add([news])
    with running(library) as work:
        work.until(lambda look: look.report.added)
        news.rename(tmp_path / "away")
        gone = work.until(lambda look: look.problem)
        assert gone.problem == "does not exist; the 1 files of it that the library holds stay"
        write(tmp_path / "away", "pier")
        (tmp_path / "away").rename(news)
        work.until(lambda look: look.report.added)
        write(news, "harbour")  # it is listened to again
        work.until(lambda look: look.report.added)
    assert titles(library) == ["On the cranes", "On the harbour", "On the pier"]


def test_what_is_named_while_it_runs_is_watched_and_what_is_left_is_not(
    library: Library, news: Path, here: Host
) -> None:
    url = here.feed("/feed", "one")
    with running(library) as work:
        watching(library).add([url], allow_private=True)
        work.until(lambda look: look.watched.wish.place == url and look.report.added)
        watching(library).remove(url)
        watching(library).add([news])
        work.until(lambda look: look.watched.wish.place == str(news))
    assert titles(library) == ["Crane one", "On the cranes"]


def test_a_site_that_does_not_answer_holds_up_nothing_else(library: Library, news: Path, here: Host) -> None:
    go = threading.Event()

    def slow() -> Iterator[bytes]:
        assert go.wait(LONGEST)
        yield answer(b"", status="404 Not Found")

    here.pages |= {f"/slow{n}": slow for n in range(6)}  # more than are fetched at once
    places = [f"{here.top}/slow{n}" for n in range(6)]
    watching(library).add([*places, news], allow_private=True)
    with running(library) as work:
        work.until(lambda look: look.report.added)
        write(news, "pier")
        work.until(lambda look: look.report.added)
        go.set()
        told = {work.until(lambda look: look.problem).watched.wish.place for _ in places}
    assert told == set(places)
    assert titles(library) == ["On the cranes", "On the pier"]


def test_what_goes_wrong_unforeseen_ends_nothing(
    library: Library, news: Path, here: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("unforeseen")

    monkeypatch.setattr("index.ingest.watching.links.sha256", broken)
    watching(library).add([news, here.page("/a", "one")], allow_private=True)
    with running(library) as work:
        assert work.until(lambda look: look.problem).problem == "unforeseen"
        write(news, "pier")
        work.until(lambda look: look.report.added)


# -- killed

KILLED = """
import os, signal, sys
from pathlib import Path
from index.ingest.watching.rounds import Rounds
from index.ingest.watching import watchlist
from index.search.local import LocalSearch
from index.store import row_store
from index.store.sqlite import SqliteStore
from tests.kit.watched import watching, words_library

def killed(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

library = words_library(Path(sys.argv[1]))
where = {
    "before it is stored": (SqliteStore, "write"),
    "within the transaction": (row_store, "drop_orphans"),
    "before the indexes follow": (LocalSearch, "apply"),
    "before it is noted": (watchlist.Watchlist, "note"),
    "while something is forgotten": (row_store, "forget"),
    "never": None,
}[sys.argv[2]]
if where:
    setattr(*where, killed)
Rounds(watching(library), lambda look: None).once()
"""
POINTS = (
    "before it is stored",
    "within the transaction",
    "before the indexes follow",
    "before it is noted",
    "while something is forgotten",
)


def once(library: Path, point: str) -> int:
    """Look at everything once, in a program of its own that is killed at a point; return its exit code."""
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(library), point],
        check=False,
        cwd=ROOT,
        timeout=LONGEST,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert done.returncode in (0, -signal.SIGKILL), done.stderr
    return done.returncode


@pytest.mark.slow
@pytest.mark.parametrize("point", POINTS)
def test_a_program_that_is_killed_loses_nothing_and_ends_where_another_does(
    library: Library, news: Path, here: Host, point: str
) -> None:
    watcher = watching(library)
    watcher.add(
        [news, here.feed("/feed", "one", "two", tag="v1"), here.page("/a", "page", tag="v1")],
        allow_private=True,
    )
    kept = []
    for step in range(2):
        if step:
            (news / "cranes.txt").unlink()
            here.feed("/feed", "two", "three", tag="v2")
            here.page("/a", "other page", tag="v2")
        write(news, f"pier {step}")
        before = titles(library)
        code = once(library.folder, point)
        kept.append(code)
        assert set(before) - set(titles(words_library(library.folder))) <= {"On the cranes", "Crane page"}
        assert once(library.folder, "never") == 0
    assert kept[1] == -signal.SIGKILL
    after = words_library(library.folder)
    assert titles(after) == [
        "Crane one",
        "Crane other page",
        "Crane three",
        "Crane two",
        "On the pier 0",
        "On the pier 1",
    ]
    assert after.verify().articles == 6
    assert [each.state.failures for each in watcher.list.all()] == [0, 0, 0]
