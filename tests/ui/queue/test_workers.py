"""Processes that answer: the same answers as threads give, and what happens when one of them dies."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import psutil  # type: ignore[import-untyped]
import pytest

from index import Article, Library
from index.errors import LibraryError, ModelError
from rag.answer import Turn
from rag.assistant import Assistant
from tests.kit.by_files import alone, led_assistant, no_assistant, noted, written_assistant
from tests.kit.children import ROOT
from tests.kit.held import LONGEST
from tests.kit.model_server import Script, model_at_socket, model_server
from tests.kit.news import MOON, SUEZ
from tests.kit.serving import until
from tests.kit.word_encoder import WordEncoder
from ui.command.answering import assistants_of
from ui.queue import Asker, Desk, Piece, Place, Places, Workers
from ui.queue.remote import WorkerLost
from ui.queue.wish import Wish, wish

WHEN = "When was the Suez Canal blocked?"
WHO = "Who landed on the Moon?"
WHY = "Why was India exempted from CAATSA?"
FEW = Places(at_once=2, waiting=4, of_one=9)


@pytest.fixture
def led(tmp_path: Path) -> tuple[Assistant, Path]:
    """An assistant of a small library, and the folder by which its kind is led in workers."""
    library = Library.open(tmp_path / "library", encoder=WordEncoder())
    library.add([Article(id="suez", title="Suez news", text=SUEZ)])
    return led_assistant(tmp_path / "library", tmp_path), tmp_path


@pytest.fixture
def two(led: tuple[Assistant, Path]) -> Iterator[tuple[Desk, Workers, Path]]:
    """A desk whose questions two workers answer."""
    assistant, folder = led
    with Workers(partial(alone, led_assistant, folder / "library", folder), 2) as workers:
        yield Desk(assistant, FEW, workers), workers, folder


def heard(asker: Asker) -> Any:
    """What is told in the end."""
    for _ in asker:
        pass
    return asker.told


def begun(folder: Path, number: int) -> list[int]:
    """The processes that have begun questions, once there are so many."""
    until(lambda: len(noted(folder, "begun")) == number)
    return [pid for pid, _ in noted(folder, "begun")]


@pytest.fixture(scope="module")
def samples(sample_library: Library) -> Iterator[tuple[Desk, Desk]]:
    """Two desks of the sample articles: one answers in threads, the other in a worker, with the models."""
    make = partial(assistants_of, {"": sample_library.folder})
    with Workers(make, 1) as workers:
        here = Assistant(sample_library)
        yield Desk(here, FEW), Desk(here, FEW, workers)


@pytest.mark.parametrize(
    "wished",
    [
        wish("ask", WHY),
        wish("ask", "and what did it buy?", history=[Turn(WHY, "India needed it.")]),
        wish("ask", WHY, since="2020-01-01"),
        wish("ask", "hello"),
        wish("check", "India was exempted from CAATSA."),
        wish("search", WHY, k=3),
    ],
    ids=lambda wished: f"{wished.kind} {wished.text}",
)
def test_a_worker_answers_as_a_thread_does(samples: tuple[Desk, Desk], wished: Wish) -> None:
    threads, workers = samples
    here, there = heard(threads.ask(wished)), heard(workers.ask(wished))
    if wished.kind != "search":
        here, there = replace(here, seconds=0.0), replace(there, seconds=0.0)
    assert here == there
    assert {step for step, _, _ in workers.tally.seconds()} >= {"wait", "make"}


@pytest.mark.slow
def test_what_a_model_writes_comes_from_a_worker_in_pieces_and_stops_there(sample_library: Library) -> None:
    script = Script(
        pieces=["India was spared. [1] ", "The deal was signed. [2] "], endless=True, between=0.05
    )
    with model_server(script) as spec:
        make = partial(assistants_of, {"": sample_library.folder}, llm=spec)
        with Workers(make, 1, at_once=2) as workers:
            asker = Desk(Assistant(sample_library, spec), FEW, workers).ask(wish("ask", WHY))
            pieces = [next(asker) for _ in range(4)]
            assert all(isinstance(each, Piece) for each in pieces)
            assert asker.so_far
            assert asker.so_far.sentences[0].text == "India was spared."
            asker.close()
            assert script.gone.wait(LONGEST)


@pytest.mark.slow
def test_the_model_of_a_file_is_run_by_the_pages_process_for_all_workers(
    led: tuple[Assistant, Path], tmp_path: Path
) -> None:
    assistant, folder = led
    places = iter([str(tmp_path / "socket")])

    def model_at() -> str:
        for place in places:
            return place
        raise ModelError("the file has gone")

    make = partial(alone, written_assistant, folder / "library")
    script = Script(pieces=["The canal was blocked in March 2021. [1]"])
    with (
        model_at_socket(script, tmp_path / "socket"),
        Workers(make, 1, model=model_at) as workers,
    ):
        desk = Desk(assistant, FEW, workers)
        assert heard(desk.ask(wish("ask", WHEN))).kind == "written"
        without = heard(desk.ask(wish("ask", f"{WHEN} again")))
    assert without.kind == "quoted"
    assert "the file has gone" in without.notice


def test_two_workers_answer_at_the_same_time_and_steps_are_counted(two: tuple[Desk, Workers, Path]) -> None:
    desk, workers, folder = two
    askers = [desk.ask(wish("ask", question)) for question in (WHEN, WHO)]
    pids = begun(folder, 2)
    assert set(pids) == {each.pid for each in workers.running}
    assert len(set(pids)) == 2
    assert os.getpid() not in pids
    (folder / "go").touch()
    assert [heard(each).question for each in askers] == [WHEN, WHO]
    counted = {step: sum(groups) for step, groups, _ in desk.tally.seconds()}
    assert (counted["make"], counted["retrieve"]) == (2, 2)


@pytest.mark.slow
def test_a_question_over_which_a_worker_dies_is_asked_once_more_of_another(
    two: tuple[Desk, Workers, Path],
) -> None:
    desk, workers, folder = two
    (folder / "deaths").write_text("1")
    (folder / "go").touch()
    assert heard(desk.ask(wish("ask", WHEN))).citations[0].article_id == "suez"
    dead, other = begun(folder, 2)
    assert dead != other
    until(lambda: len(workers.running) == 2)
    assert dead not in {each.pid for each in workers.running}


@pytest.mark.slow
def test_a_question_that_kills_two_workers_is_told_in_a_line_and_the_next_is_answered(
    two: tuple[Desk, Workers, Path],
) -> None:
    desk, _, folder = two
    (folder / "deaths").write_text("2")
    (folder / "go").touch()
    with pytest.raises(WorkerLost, match="ended over this question, twice") as lost:
        heard(desk.ask(wish("ask", WHEN)))
    assert "\n" not in str(lost.value)
    assert heard(desk.ask(wish("ask", WHEN))).answered
    assert desk.tally.counts().failures == {"WorkerLost": 1}


def test_an_answer_that_nobody_waits_for_is_stopped_in_its_worker(two: tuple[Desk, Workers, Path]) -> None:
    desk, _, folder = two
    asker = desk.ask(wish("ask", WHEN))
    pid = begun(folder, 1)[0]
    asker.close()
    until(lambda: noted(folder, "stopped") == [(pid, WHEN)])
    until(lambda: desk.line.lengths == (0, 0))
    (folder / "go").touch()
    assert heard(desk.ask(wish("ask", WHEN))).answered


@pytest.mark.slow
def test_a_worker_that_does_not_stop_is_ended_and_its_place_is_free(
    two: tuple[Desk, Workers, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    from ui.queue import remote

    monkeypatch.setattr(remote, "GRACE", 0.1)
    desk, workers, folder = two
    (folder / "deaf").touch()
    asker = desk.ask(wish("ask", WHEN))
    pid = begun(folder, 1)[0]
    asker.close()
    until(lambda: desk.line.lengths == (0, 0))
    until(lambda: len(workers.running) == 2 and pid not in {each.pid for each in workers.running})


def test_who_waits_in_the_line_is_told_the_place(two: tuple[Desk, Workers, Path]) -> None:
    desk, _, folder = two
    askers = [desk.ask(wish("ask", f"{WHEN} {number}")) for number in range(3)]
    begun(folder, 2)
    assert next(askers[2]) == Place(1)
    (folder / "go").touch()
    assert all(heard(each).question for each in askers)


def test_workers_see_what_is_added_and_removed(two: tuple[Desk, Workers, Path]) -> None:
    desk, _, folder = two
    (folder / "go").touch()
    library = desk.assistant.library
    assert heard(desk.ask(wish("ask", WHO))).searched.articles == 1
    library.add([Article(id="moon", title="Moon news", text=MOON)])
    assert {heard(desk.ask(wish("ask", f"{WHO} {number}"))).searched.articles for number in range(6)} == {2}
    library.remove(["moon", "suez"])
    reasons = {heard(desk.ask(wish("ask", f"{WHO} {number}"))).reason for number in range(6)}
    assert reasons == {"empty library"}


def test_workers_answer_of_a_library_that_is_put_in_place_of_theirs(
    two: tuple[Desk, Workers, Path],
) -> None:
    desk, _, folder = two
    (folder / "go").touch()
    other = Library.open(folder / "other", encoder=WordEncoder())
    other.add([Article(id="new", title="Suez news", text=SUEZ)])
    assert heard(desk.ask(wish("ask", WHEN))).citations[0].article_id == "suez"
    (folder / "library").rename(folder / "before")  # at once, for a worker may just be writing there
    with pytest.raises(LibraryError) as gone:
        heard(desk.ask(wish("ask", WHEN)))
    assert "\n" not in str(gone.value)
    shutil.copytree(folder / "other", folder / "library")
    answers = [heard(desk.ask(wish("ask", f"{WHEN} {number}"))) for number in range(4)]
    assert {each.article_id for one in answers for each in (*one.citations, *one.closest)} == {"new"}


def test_a_question_that_makes_no_sense_never_reaches_a_worker(two: tuple[Desk, Workers, Path]) -> None:
    desk, _, folder = two
    for wrong in (wish("ask", " "), wish("check", "Was it?"), wish("search", WHEN, since="soon", k=1)):
        with pytest.raises(ValueError, match=r"blank|question|no day"):
            desk.ask(wrong)
    assert not noted(folder, "begun")


def test_starters_come_from_a_worker(samples: tuple[Desk, Desk]) -> None:
    threads, workers = samples
    until(lambda: bool(workers.workers and workers.workers.running))
    assert workers.starters(60.0) == threads.starters(60.0)
    assert workers.starters(60.0)


def test_a_worker_that_cannot_be_made_is_told_in_a_line(
    led: tuple[Assistant, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    from ui.queue import workers as module

    monkeypatch.setattr(module, "PATIENCE", 0.0)
    assistant, _ = led
    with Workers(partial(alone, no_assistant, "the disk is gone"), 1) as workers:
        until(lambda: bool(workers._why))
        with pytest.raises(WorkerLost, match=r"ask again in a minute. the disk is gone$"):
            heard(Desk(assistant, FEW, workers).ask(wish("ask", WHEN)))


PARENT = """
import sys, time
from functools import partial
from pathlib import Path
from tests.kit.by_files import alone, led_assistant
from ui.queue import Workers
folder = Path(sys.argv[1])
workers = Workers(partial(alone, led_assistant, folder / "library", folder), 2)
while len(workers.running) < 2:
    time.sleep(0.01)
print(*(each.pid for each in workers.running), flush=True)
time.sleep(600)
"""


@pytest.mark.slow
def test_workers_end_when_their_parent_is_killed(led: tuple[Assistant, Path]) -> None:
    command = [sys.executable, "-c", PARENT, str(led[1])]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        pids = [int(pid) for pid in parent.stdout.readline().split()]
        children = [psutil.Process(pid) for pid in pids]
        parent.kill()
    assert len(children) == 2
    until(lambda: not any(child.is_running() for child in children))
