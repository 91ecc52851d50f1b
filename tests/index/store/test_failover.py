"""A server that is lost while others write: its standby takes over, and nothing acknowledged is lost."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from index import Library
from index.errors import LibraryUnavailable
from index.store import Damage
from index.store.opening import FOLDER
from tests.kit.adding import article
from tests.kit.figures import tell
from tests.kit.postgres_server import Server, needs_postgres, new_address, new_folder, run, server
from tests.kit.word_encoder import WordEncoder

pytestmark = [pytest.mark.cluster, pytest.mark.slow, needs_postgres]
ROOT = Path(__file__).parents[3]
WRITERS = ("ann", "bob")
FAST = {"fsync": "off", "full_page_writes": "off"}


class Writer:
    """A program that adds articles; what it has said so far: numbers and times of what is kept, and waits."""

    def __init__(self, place: str, name: str) -> None:
        command = [sys.executable, "-m", "tests.kit.adding", place, name]
        self.name = name
        self.kept: list[tuple[int, float]] = []
        self.waits: list[str] = []
        self.program = subprocess.Popen(command, stdout=-1, stderr=-1, text=True, cwd=ROOT)
        self._listening = threading.Thread(target=self._listen, daemon=True)
        self._listening.start()

    def _listen(self) -> None:
        assert self.program.stdout is not None
        for line in self.program.stdout:
            what, _, rest = line.strip().partition(" ")
            if what == "kept":
                number, at = rest.split()
                self.kept.append((int(number), float(at)))
            elif what:
                self.waits.append(rest)

    def wait_for(self, more: int) -> None:
        """Wait until so many more articles are kept."""
        end, wanted = time.monotonic() + 60, len(self.kept) + more
        while len(self.kept) < wanted:
            assert self.program.poll() is None, self.program.communicate()[1]
            assert time.monotonic() < end, self.waits[-3:]
            time.sleep(0.01)

    def end(self) -> None:
        self.program.kill()
        self.program.wait()
        self._listening.join()
        for stream in (self.program.stdout, self.program.stderr):
            if stream:
                stream.close()


@pytest.fixture
def pair() -> Iterator[tuple[Server, Server]]:
    """Give a primary and its synchronous standby."""
    primary = Server(new_folder("primary"))
    standby = Server(primary.folder.with_name("standby"))
    try:
        primary.initialise()
        primary.start(**FAST)
        where = ("-h", "127.0.0.1", "-p", str(primary.port), "-U", "postgres")
        run("pg_basebackup", *where, "-D", str(standby.folder), "-R", "-X", "stream", "-c", "fast")
        standby.start(**FAST)
        primary.sql("ALTER SYSTEM SET synchronous_standby_names = '*'", "SELECT pg_reload_conf()")
        end = time.monotonic() + 20
        while primary.sql("SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'") != [(1,)]:
            assert time.monotonic() < end
            time.sleep(0.02)
        yield primary, standby
    finally:
        for each in (primary, standby):
            each.stop()
        shutil.rmtree(primary.folder.parent)


def test_a_primary_is_killed_while_two_write_and_nothing_acknowledged_is_lost(
    pair: tuple[Server, Server], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    primary, standby = pair
    monkeypatch.setenv(FOLDER, str(tmp_path))
    hosts = f"127.0.0.1:{primary.port},127.0.0.1:{standby.port}"
    place = f"postgresql://postgres@{hosts}/postgres?target_session_attrs=read-write"
    library = Library.open(place, encoder=WordEncoder())
    reads = refused = 0
    with ExitStack() as ending:
        writers = [Writer(place, name) for name in WRITERS]
        for writer in writers:
            ending.callback(writer.end)
        for writer in writers:
            writer.wait_for(15)
        killed = time.time()
        primary.stop(signal.SIGKILL)
        before = [len(writer.kept) for writer in writers]
        promoted = time.time()
        standby.sql("SELECT pg_promote()")
        tell(f"the standby was promoted within {time.time() - promoted:.2f} s")
        end = time.monotonic() + 60
        while min(len(writer.kept) - was for writer, was in zip(writers, before, strict=True)) < 15:
            assert time.monotonic() < end, [writer.waits[-2:] for writer in writers]
            try:
                found = library.search("ship lies at berth", k=20)
                reads += 1
            except LibraryUnavailable:
                refused += 1
                time.sleep(0.02)
                continue
            for hit in found:
                name, _, number = hit.article.id.partition("-")
                assert hit.article == article(name, int(number))
    again = min(at for writer in writers for _, at in writer.kept if at > killed)
    waits = sum(len(writer.waits) for writer in writers)
    tell(f"{reads} searches were answered meanwhile, {refused} refused")
    tell(f"the first article was kept {again - killed:.2f} s after the kill; writers waited {waits} times")
    kept = {f"{writer.name}-{number}" for writer in writers for number, _ in writer.kept}
    after = Library.open(place, encoder=WordEncoder())
    there = {each.id: each for each in after.articles()}
    tell(f"{len(kept)} articles acknowledged, {len(kept - there.keys())} of them lost, {len(there)} there")
    assert kept <= there.keys()
    for article_id, found_there in there.items():
        name, _, number = article_id.partition("-")
        assert found_there == article(name, int(number))
    assert after.store.damage() == Damage()
    assert after.verify().articles == len(there)
    assert all("\n" not in told and "connection" in told for writer in writers for told in writer.waits[:1])


def test_a_server_that_was_away_is_used_again_once_it_is_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(FOLDER, str(tmp_path))
    with server(synchronous_commit="on") as running:
        library = Library.open(running.address(), encoder=WordEncoder())
        library.add([article("ann", number) for number in range(3)])
        before = library.search("ship lies at berth")
        running.stop(signal.SIGKILL)
        for act in (
            lambda: library.search("ship lies at berth"),
            lambda: library.add(article("ann", 3)),
            lambda: Library.open(running.address(), encoder=WordEncoder()),
        ):
            with pytest.raises(LibraryUnavailable, match="the server cannot be reached") as problem:
                act()
            assert "\n" not in str(problem.value)
        running.start(**FAST)
        assert library.search("ship lies at berth") == before
        library.add(article("ann", 3))
        assert library.summary().articles == 4


def test_another_server_sees_a_change_within_a_second(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(FOLDER, str(tmp_path / "there"))
    place = new_address()
    reader = Library.open(place, encoder=WordEncoder())
    monkeypatch.setenv(FOLDER, str(tmp_path / "here"))
    writer = Writer(place, "ann")
    delays: list[float] = []
    try:
        while len(delays) < 20:
            number = len(delays)
            while not any(
                hit.article.id == f"ann-{number}" for hit in reader.search(f"Ship ann {number}", k=50)
            ):
                assert writer.program.poll() is None
            seen = time.time()
            writer.wait_for(0 if len(writer.kept) > number else 1)
            delays.append(max(0.0, seen - writer.kept[number][1]))
    finally:
        writer.end()
    tell(f"another server saw {len(delays)} changes within {max(delays):.3f} s of their being kept")
    assert max(delays) < 1
