"""A model file in a process of ours, with a real small model: ``make test-gguf`` fetches it."""

import gc
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import psutil  # type: ignore[import-untyped]
import pytest

from index import Library
from index.errors import ModelError
from rag import Assistant
from rag.check import claims
from rag.llm.models import model
from rag.llm.reply import Patience, Reply
from rag.stream import Stop, Stopped
from tests.kit.children import ROOT
from tests.kit.model_file import save_model_file
from tests.kit.sound import sound

pytest.importorskip("xllamacpp", reason="needs the extra local")

GIVEN = os.environ.get("QUOTH_TEST_GGUF", "")
FILE = str(Path(GIVEN).absolute()) if GIVEN else ""
QUESTION = "Why was India exempted from CAATSA?"
SHORT = 24  # tokens
SOON = 15.0  # seconds, on a crowded machine
needs_file = pytest.mark.skipif(not FILE, reason="needs a model; make test-gguf fetches one")


@pytest.fixture(scope="module")
def llm() -> Iterator[Any]:
    """The model, which writes a few words."""
    llm = model(f"gguf/{FILE}")
    llm.max_tokens = SHORT
    yield llm
    gc.collect()


def reply(llm: Any, question: str = "Tell a long story.", stop: Stop | None = None) -> Reply:
    return Reply(llm, "You are brief.", question, Patience(), stop or Stop())


def children() -> list[psutil.Process]:
    """The processes of this one that run a model."""
    return [each for each in psutil.Process().children() if "rag.llm.local_child" in " ".join(each.cmdline())]


def gone(pid: int) -> bool:
    end = time.monotonic() + SOON
    while psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE:
        if time.monotonic() > end:
            return False
        time.sleep(0.1)
    return True


# -- a reply


@needs_file
def test_it_answers_in_pieces_by_its_own_template_and_its_tokens_are_counted(llm: Any) -> None:
    said = reply(llm, "What is the capital of France?")
    pieces = list(said)
    assert len(pieces) > 3
    assert "<|im" not in "".join(pieces)
    usage = said.usage(None)
    assert not usage.counted
    assert 20 < usage.prompt_tokens < 30  # the words have 11, the rest are the template's
    assert 3 < usage.completion_tokens <= SHORT
    assert llm.metadata.model_name == Path(FILE).stem


@needs_file
def test_it_is_started_once_and_opens_no_port(llm: Any) -> None:
    list(reply(llm))
    before = [each.pid for each in children()]
    list(reply(llm, "Greet."))
    (child,) = children()
    assert [child.pid] == before
    assert child.net_connections(kind="inet") == []


@needs_file
@pytest.mark.usefixtures("llm")
def test_two_assistants_share_it_and_no_proxy_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "ALL_PROXY", "http_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    other = model(f"gguf/{FILE}")
    other.max_tokens = SHORT
    assert "".join(reply(other))
    assert len(children()) == 1


@needs_file
def test_several_questions_at_once_wait_for_their_turn(llm: Any) -> None:
    told: list[str] = []
    asking = [threading.Thread(target=lambda: told.append("".join(reply(llm)))) for _ in range(4)]
    for each in asking:
        each.start()
    for each in asking:
        each.join(60)
    assert len(told) == 4
    assert all(told)


@needs_file
def test_a_reply_that_nobody_waits_for_is_not_written_to_its_end(llm: Any) -> None:
    llm.max_tokens = 4_000
    stop = Stop()
    try:
        pieces = iter(reply(llm, stop=stop))
        next(pieces)
        stop.now()
        with pytest.raises(Stopped):
            list(pieces)
    finally:
        llm.max_tokens = SHORT
    (child,) = children()
    time.sleep(2.0)  # llama.cpp looks once a second whether anybody listens
    used = child.cpu_times()
    time.sleep(1.0)
    after = child.cpu_times()
    assert after.user + after.system - used.user - used.system < 0.2


# -- what goes wrong


@needs_file
def test_a_killed_process_costs_one_reply(llm: Any) -> None:
    llm.max_tokens = 4_000
    pieces = iter(reply(llm))
    next(pieces)
    (child,) = children()
    child.kill()
    with pytest.raises(ModelError, match="broke off: the connection was lost"):
        list(pieces)
    llm.max_tokens = SHORT
    assert "".join(reply(llm))
    (another,) = children()
    assert another.pid != child.pid


@needs_file
def test_a_process_killed_at_rest_costs_none(llm: Any) -> None:
    list(reply(llm))
    (child,) = children()
    child.kill()
    assert gone(child.pid)
    assert "".join(reply(llm))


def test_what_llama_cpp_says_of_a_file_is_told(tmp_path: Path) -> None:
    strange = model(f"gguf/{save_model_file(tmp_path / 'strange one.gguf', architecture='marvin')}")
    with pytest.raises(ModelError, match=r"strange one\.gguf: .*unknown model architecture: 'marvin'"):
        list(reply(strange))
    del strange
    gc.collect()


@needs_file
def test_a_context_that_takes_too_much_memory_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = bytearray(Path(FILE).read_bytes())
    at = content.index(b"llama.context_length") + len(b"llama.context_length") + 4
    content[at : at + 4] = (3_000_000_000).to_bytes(4, "little")
    (tmp_path / "vast.gguf").write_bytes(content)
    monkeypatch.setenv("QUOTH_LLM_CONTEXT", "40000000")
    vast = model(f"gguf/{tmp_path / 'vast.gguf'}")
    with pytest.raises(ModelError, match="too little memory for it with a context of 40,000,000 tokens"):
        list(reply(vast))
    del vast
    gc.collect()


ASKING = """
import os, sys, time
from rag.llm.models import model
from rag.llm.reply import complete
llm = model("gguf/" + sys.argv[1])
llm.max_tokens = 4
complete(llm, "You are brief.", "Greet.", timeout=60.0)
if sys.argv[2] == "forks" and os.fork() == 0:
    time.sleep(60)
print(*(int(pid) for pid in open(f"/proc/self/task/{os.getpid()}/children").read().split()), flush=True)
time.sleep(60)
"""


@needs_file
@pytest.mark.parametrize("forks", ["alone", "forks"])
def test_it_ends_with_its_parent(forks: str) -> None:
    command = [sys.executable, "-c", ASKING, FILE, forks]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as parent:
        assert parent.stdout
        pids = [int(pid) for pid in parent.stdout.readline().split()]
        (child,) = (pid for pid in pids if "local_child" in " ".join(psutil.Process(pid).cmdline()))
        folder = Path(psutil.Process(child).cwd())
        parent.kill()
        assert gone(child)
        assert not folder.exists()
        for each in pids:
            with suppress(ProcessLookupError):
                os.kill(each, signal.SIGKILL)


# -- an answer


@needs_file
def test_its_sentences_are_checked_and_the_prompt_fits(
    sample_library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUOTH_LLM_CONTEXT", "2048")
    llm = model(f"gguf/{FILE}")
    llm.max_tokens = 200
    assistant = Assistant(sample_library, llm)
    answer = assistant.ask(QUESTION)
    sound(answer)
    assert answer.usage is not None
    assert not answer.usage.counted
    assert 500 < answer.usage.prompt_tokens < 2048 - 200
    assert answer.kind == "written" or "The model" in answer.notice
    supported = [each for each in answer.sentences if each.support == "supported"]
    assert all(each.citations for each in supported if claims(each.text))


@needs_file
def test_the_command_answers_with_it(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ui.command.command import main

    monkeypatch.setenv("QUOTH_LLM_CONTEXT", "1200")  # half of it for the reply
    linked = tmp_path / "a small model.gguf"
    linked.symlink_to(FILE)
    assert main(["ask", QUESTION, "--samples", "--llm", f"gguf/{linked}"]) == 0
    told = capsys.readouterr()
    assert "[1]" in told.out
    assert str(tmp_path) not in told.out + told.err


@needs_file
def test_the_page_answers_two_programs_with_it_and_takes_it_along(
    folder: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.kit.live import server

    monkeypatch.setenv("QUOTH_LLM_CONTEXT", "1200")
    library.add(folder)
    told: list[dict[str, Any]] = []

    def ask(address: str) -> None:
        asked = {"question": "How long did the Ever Given block the Suez Canal?"}
        told.append(httpx.post(f"{address}api/ask", json=asked, timeout=180).json())

    with server(library.folder, llm=f"gguf/{FILE}") as running:
        asking = [threading.Thread(target=ask, args=(running.address,)) for _ in range(2)]
        for each in asking:
            each.start()
        for each in asking:
            each.join()
        (child,) = running_model()
    assert all(answer["answered"] and answer["usage"]["prompt_tokens"] > 100 for answer in told)
    assert len(told) == 2
    assert gone(child.pid)


def running_model() -> list[psutil.Process]:
    """The processes below this one's that run a model, but its own."""
    below = psutil.Process().children(recursive=True)
    own = {each.pid for each in children()}
    return [each for each in below if "local_child" in " ".join(each.cmdline()) and each.pid not in own]
