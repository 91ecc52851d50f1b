"""Reading and encoding on the workers of a Ray cluster, one of which is killed."""

import importlib
import os
import pickle
import secrets
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

import psutil  # type: ignore[import-untyped]
import pytest

from index import Library
from index.article import Article
from index.encode import Encoder
from index.errors import LibraryError, SourceError
from index.ingest import spread
from index.ingest.inputs import Item, Manner
from index.ingest.records import Left, batches
from index.ingest.report import silent

from ...kit.milvus_server import free_port
from ...kit.word_encoder import WordEncoder

FILES = 60
OWN = 900  # a descriptor that no worker has
STARTED_IN = 60.0  # seconds
TOKEN = secrets.token_hex(32)  # Ray reads it once in a process


class Ray:
    """A cluster of two workers on this machine; ``workers`` are those that do a task."""

    def __init__(self, folder: Path) -> None:
        self.address = f"127.0.0.1:{free_port()}"
        port = self.address.split(":")[1]
        head = ["start", "--head", "--block", "--num-cpus", "2", "--node-ip-address", "127.0.0.1"]
        quiet = ["--include-dashboard", "false", "--disable-usage-stats"]
        place = ["--port", port, "--temp-dir", str(folder)]
        self._head = subprocess.Popen(
            [sys.executable, "-m", "ray.scripts.scripts", *head, *quiet, *place],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def wait(self) -> None:
        end = time.monotonic() + STARTED_IN
        head = psutil.Process(self._head.pid)
        while not any("raylet" in each.name() for each in head.children(recursive=True)):
            assert self._head.poll() is None, "Ray ended as it was started"
            assert time.monotonic() < end, "Ray did not start"
            time.sleep(0.5)

    def workers(self) -> list[psutil.Process]:
        every = psutil.Process(self._head.pid).children(recursive=True)
        return [each for each in every if "".join(each.cmdline()[:1]).startswith("ray::_made")]

    def stop(self) -> None:
        own = psutil.Process(self._head.pid).children(recursive=True)
        for each in (self._head, *own):
            with suppress(psutil.NoSuchProcess):
                each.kill()
        self._head.wait()


@pytest.fixture(scope="module")
def ray(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ray]:
    if not find_spec("ray"):
        pytest.skip("ray is not installed; it comes with the extra cluster")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("RAY_AUTH_MODE", "token")
        environment.setenv("RAY_AUTH_TOKEN", TOKEN)
        running = Ray(tmp_path_factory.mktemp("ray"))
        try:
            running.wait()
            yield running
        finally:
            running.stop()


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A folder of articles, a file that is none, and two of the same text."""
    folder = tmp_path / "news"
    folder.mkdir()
    for number in range(FILES):
        text = " ".join(
            f"The ferry number {number} left the harbour of Lenna at {hour}." for hour in range(24)
        )
        (folder / f"{number:03}.txt").write_text(f"Ferry {number}\n\n{text}\n", encoding="utf-8")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 broken")
    (folder / "again.txt").write_bytes((folder / "001.txt").read_bytes())
    return folder


def test_what_could_not_be_read_is_the_same_in_another_process() -> None:
    problem = pickle.loads(pickle.dumps(SourceError("a.pdf", "is damaged")))
    assert (problem.source, problem.reason, str(problem)) == ("a.pdf", "is damaged", "a.pdf: is damaged")


def test_items_are_parted_by_their_number_and_size() -> None:
    def item(number: int, size: int) -> Item:
        return Item(str(number), Article(id=str(number), title="", text="x" * size))

    small = [item(number, 10) for number in range(40)]
    assert [len(part) for part in spread._parts(small)] == [16, 16, 8]
    large = [item(number, spread.BYTES) for number in range(3)]
    assert [len(part) for part in spread._parts(large)] == [1, 1, 1]
    assert [each for part in spread._parts(small) for each in part] == small


@pytest.mark.cluster
@pytest.mark.slow
def test_a_library_is_the_same_whoever_read_it(
    ray: Ray, news: Path, tmp_path: Path, encoder: Encoder
) -> None:
    plain = Library.open(tmp_path / "plain", encoder=encoder)
    wide = Library.open(tmp_path / "wide", encoder=encoder)
    mine = plain.add(news)
    other = wide.add(news, ray=ray.address)
    assert sorted(other.added) == sorted(mine.added)
    assert list(map(str, other.failed)) == list(map(str, mine.failed))
    assert len(other.copies) == len(mine.copies) == 1
    assert {each.id: each for each in wide.articles()}.keys() == {each.id for each in plain.articles()}
    for query in ("ferry number 7", "harbour of Lenna at 9"):
        assert [hit.score for hit in wide.search(query)] == pytest.approx(
            [hit.score for hit in plain.search(query)], abs=1e-5
        )
    again = wide.add(news, ray=ray.address)
    assert not again.added
    assert len(again.unchanged) == len(mine.added)


@pytest.mark.cluster
@pytest.mark.slow
def test_a_worker_that_is_killed_costs_its_task_alone(
    ray: Ray, news: Path, tmp_path: Path, encoder: Encoder
) -> None:
    library = Library.open(tmp_path / "library", encoder=encoder)
    told: list[tuple[int, int]] = []
    killed: list[int] = []

    def kill() -> None:
        while not killed:
            with suppress(psutil.NoSuchProcess):  # it has just ended by itself
                for worker in ray.workers()[:1]:
                    worker.kill()
                    killed.append(worker.pid)
            time.sleep(0.05)

    killing = threading.Thread(target=kill, daemon=True)
    killing.start()
    report = library.add(news, ray=ray.address, progress=lambda done, total, _: told.append((done, total)))
    killing.join(timeout=1)
    assert killed
    assert len(report.added) == FILES + 1
    assert [problem.source for problem in report.failed] == [str(news / "broken.pdf")]
    assert library.summary().articles == FILES
    assert told[-1] == (FILES + 2, FILES + 2)
    assert sorted(told) == told
    library.verify()


@pytest.mark.cluster
@pytest.mark.slow
def test_files_that_no_worker_sees_are_told(ray: Ray, tmp_path: Path, encoder: Encoder) -> None:
    """The file is there for this process alone, by a descriptor of its own."""
    library = Library.open(tmp_path / "library", encoder=encoder)
    (tmp_path / "ferry.txt").write_text("Ferry\n\nThe ferry left the harbour.\n", encoding="utf-8")
    with (tmp_path / "ferry.txt").open("rb") as file:
        own = os.dup2(file.fileno(), OWN)
    try:
        with pytest.raises(LibraryError, match="put the files where every worker has them under that name"):
            library.add(f"/proc/self/fd/{own}", ray=ray.address)
    finally:
        os.close(own)
    assert library.summary().articles == 0


@pytest.mark.cluster
@pytest.mark.slow
def test_a_file_that_is_gone_meanwhile_is_named_as_without_workers(
    ray: Ray, tmp_path: Path, encoder: Encoder
) -> None:
    gone, here = tmp_path / "gone.txt", tmp_path / "here.txt"
    for file in (gone, here):
        file.write_text(f"Ferry\n\nThe ferry {file.stem} left.\n" + "x " * spread.BYTES, encoding="utf-8")
    items = [Item(str(file), file) for file in (gone, here)]
    gone.unlink()
    left = {how: Left() for how in ("plain", "wide")}
    for how, make in (("plain", batches), ("wide", spread.batches_over(ray.address))):
        made = make(items, encoder, manner=Manner(), known={}, progress=silent, left=left[how])
        assert [record.origin for batch in made for record in batch] == [str(here)]
    assert list(map(str, left["wide"].failed)) == list(map(str, left["plain"].failed))
    assert left["wide"].refused.keys() == {str(gone)}


@pytest.mark.cluster
@pytest.mark.slow
def test_a_worker_that_cannot_do_its_work_is_told_in_one_line(ray: Ray, tmp_path: Path) -> None:
    """What a worker is to unpack needs a module that it has not, as where Quoth is not installed."""
    (tmp_path / "own_encoder.py").write_text("class Name(str):\n    pass\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as here:
        here.syspath_prepend(str(tmp_path))
        encoder = WordEncoder()
        here.setattr(encoder, "name", importlib.import_module("own_encoder").Name("words"))
        here.setattr(sys, "path", [each for each in sys.path if each != str(tmp_path)])
        make = spread.batches_over(ray.address)
        items = [Item("a", Article(id="a", title="", text="The ferry left."))]
        with pytest.raises(LibraryError, match=r"\(.*No module named 'own_encoder'\)") as told:
            list(make(items, encoder, manner=Manner(), known={}, progress=silent, left=Left()))
    assert str(told.value).startswith(f"--ray {ray.address}: a worker cannot do its work (")
    assert "\n" not in str(told.value)


@pytest.mark.cluster
@pytest.mark.slow
def test_a_cluster_that_ends_meanwhile_is_told_and_refuses_no_file(
    news: Path, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, encoder: Encoder
) -> None:
    if not find_spec("ray"):  # to import it here would have it read the environment too early
        pytest.skip("ray is not installed; it comes with the extra cluster")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("RAY_AUTH_MODE", "token")
        environment.setenv("RAY_AUTH_TOKEN", TOKEN)
        own = Ray(tmp_path_factory.mktemp("ray"))
        stopped: list[int] = []

        def stop(done: int, total: int, name: str) -> None:  # noqa: ARG001
            if not stopped:
                stopped.append(done)
                own.stop()

        try:
            own.wait()
            library = Library.open(tmp_path / "library", encoder=encoder)
            with pytest.raises(LibraryError, match="no cluster answers there"):
                library.add(news, ray=own.address, progress=stop)
        finally:
            if not stopped:
                own.stop()
    assert stopped
    assert not library.failures()


@pytest.mark.parametrize(
    ("address", "said"), [("127.0.0.1:1", "no cluster answers there"), ("head", "is no address")]
)
def test_a_cluster_that_is_not_there_is_told_in_one_line(
    address: str, said: str, news: Path, library: Library
) -> None:
    pytest.importorskip("ray")
    with pytest.raises((LibraryError, ValueError), match=said) as told:
        library.add(news, ray=address)
    assert str(told.value).startswith(f"--ray {address}: ")
    assert "\n" not in str(told.value)
    assert library.summary().articles == 0
