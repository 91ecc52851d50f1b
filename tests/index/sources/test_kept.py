"""The children that outlive a call: who gets them, and when they end."""

import os
import sys
import threading
import time
from pathlib import Path

import psutil  # type: ignore[import-untyped]
import pytest

from index import Library
from index.errors import SourceError
from index.sources import Parser, Pool, read_articles
from index.sources.sandbox.kept import KeptParser, cores
from tests.kit.children import SLOW_PAGE, Born, printed

from .hoard import FORMATS as WITH_HOARD

WORDS = "The harbour authority said that both cranes would be repaired before the winter storms."
FORKS = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no forks")
PROGRAM = """
import os, signal, sys, threading, time, psutil
from index.sources import read_articles
from index.sources.sandbox.kept import KEPT
path = sys.argv[1]
def read(): return [one.text for one in read_articles(path)]
def pids(): return sorted(one.pid for one in psutil.Process().children() if one.name().startswith('python'))
"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """An article that is read in a child."""
    path = tmp_path / "a.md"
    path.write_text(WORDS)
    return path


def text_of(path: Path) -> str:
    return next(read_articles(path)).text


def ran(page: Path, program: str) -> list[str]:
    """Return what a program prints that reads the page."""
    return printed(f"import sys; sys.argv[1:] = [{str(page)!r}]\n{PROGRAM}{program}")


def test_calls_from_any_thread_share_a_child(page: Path, born: Born) -> None:
    texts = [text_of(page)]
    (child,) = born()
    for _ in range(3):
        thread = threading.Thread(target=lambda: texts.append(text_of(page)))
        thread.start()
        thread.join()
    assert texts == [WORDS] * 4
    assert born() == [child]


def test_a_library_and_a_folder_use_it_too(page: Path, born: Born, library: Library) -> None:
    text_of(page)
    before = born()
    assert library.add(page).added
    assert [one.text for one in read_articles(page.parent)] == [WORDS]
    assert born() == before


def test_calls_at_once_have_a_child_each_and_no_more_are_kept_than_there_are_cores(
    page: Path, born: Born
) -> None:
    count = cores() + 2
    together = threading.Barrier(count)

    def read() -> None:
        with KeptParser() as parser:
            parser.parse("a.md", WORDS.encode())
            together.wait()

    threads = [threading.Thread(target=read) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert 1 <= len(born()) <= min(4, cores())
    assert text_of(page) == WORDS


def test_a_child_that_was_killed_over_a_file_or_at_rest_is_replaced(page: Path, born: Born) -> None:
    text_of(page)
    (first,) = born()
    first.kill()
    assert text_of(page) == WORDS
    (second,) = born()
    with KeptParser() as parser:
        threading.Timer(0.5, second.kill).start()
        with pytest.raises(SourceError, match="the process that tried it died"):
            parser.parse("slow.html", SLOW_PAGE)
    assert not born()
    assert text_of(page) == WORDS
    (third,) = born()
    assert len({first.pid, second.pid, third.pid}) == 3


def test_files_are_counted_over_all_calls(page: Path, born: Born, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.sources.sandbox.process.FILES_PER_CHILD", 3)
    children = set()
    for _ in range(6):
        text_of(page)
        children.update(born())
    assert len(children) == 2
    assert not born()


def test_a_child_that_nobody_needs_ends_and_leaves_neither_zombie_nor_thread(
    page: Path, born: Born, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.sources.sandbox.kept.IDLE_SECONDS", 0.4)
    threads = threading.active_count()
    for _ in range(4):
        text_of(page)
        time.sleep(0.2)
        assert len(born()) == 1
    end = time.monotonic() + 10
    while (born() or threading.active_count() > threads) and time.monotonic() < end:
        time.sleep(0.05)
    assert not born()
    assert threading.active_count() == threads
    assert text_of(page) == WORDS


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="says nothing of its memory here")
def test_a_child_that_has_grown_is_replaced(born: Born) -> None:
    with Parser(formats=WITH_HOARD) as parser:
        parser.parse("a.hoard", b"hoard")
        (before,) = born()
        parser.parse("b.hoard", b"hoard")
        assert born() == [before]
        assert parser.parse("c.hoard", b"hoard and take").articles[0].text == "hoard and take"
        assert not born()
        assert parser.parse("d.hoard", b"hoard")


def test_a_child_that_finds_packages_elsewhere_is_replaced(
    page: Path, born: Born, monkeypatch: pytest.MonkeyPatch
) -> None:
    text_of(page)
    before = born()
    monkeypatch.setattr(sys, "path", [*sys.path, str(page.parent)])
    assert text_of(page) == WORDS
    assert len(born()) == 1
    assert born() != before


def test_a_pool_keeps_the_children_that_are_at_rest_only(born: Born) -> None:
    with Pool(1) as pool:
        pool.parse("a.md", b"words")
        (child,) = born()
    assert born() == [child]


def test_nothing_is_left_at_the_end_of_the_program(page: Path) -> None:
    (pid,) = ran(page, "read(); print(*pids())")
    assert not psutil.pid_exists(int(pid))


@FORKS
def test_a_fork_has_a_child_of_its_own(page: Path) -> None:
    program = """
read(); mine = pids()
fork = os.fork()
if not fork:
    assert read() and read() and pids() and pids() != mine
    sys.exit(7)
assert os.waitstatus_to_exitcode(os.waitpid(fork, 0)[1]) == 7
assert read() and pids() == mine
print('both')
"""
    assert ran(page, program) == ["both"]


@FORKS
def test_processes_of_multiprocessing_read_while_a_thread_does(page: Path) -> None:
    program = """
import multiprocessing
def often(_): return [read() for _ in range(3)]
read()
context = multiprocessing.get_context('fork')
with context.Pool(2) as pool:
    print(sum(len(one) for one in pool.map(often, range(4))), len(read()))
"""
    assert ran(page, program) == ["12 1"]


@FORKS
def test_no_thread_runs_as_a_process_forks(page: Path) -> None:
    program = """
os.register_at_fork(before=lambda: print('before', threading.active_count()))
read()
print('after the call', threading.active_count())
fork = os.fork()
if not fork: os._exit(0)
os.waitpid(fork, 0)
print('then', threading.active_count())
KEPT.end()
print('at the end', threading.active_count())
"""
    assert ran(page, program) == ["after the call 2", "before 1", "then 2", "at the end 1"]


@FORKS
def test_a_child_ends_with_its_parent_though_a_fork_lives_on(page: Path) -> None:
    program = """
read(); (child,) = pids()
fork = os.fork()
if not fork:
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2): os.dup2(nothing, standard)
    time.sleep(30)
    os._exit(0)
print(child, fork, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""
    child, fork = map(int, ran(page, program)[0].split())
    end = time.monotonic() + 10
    while _runs(child) and time.monotonic() < end:
        time.sleep(0.05)
    assert not _runs(child)
    assert _runs(fork)
    psutil.Process(fork).kill()


def _runs(pid: int) -> bool:
    return bool(psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
