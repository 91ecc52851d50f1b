"""A real model behind a real server, ``transformers serve``: that the protocol is spoken, not the prose."""

import importlib.util
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from index import Library
from rag import Assistant
from rag.llm.models import model
from rag.llm.reply import Patience, Reply, complete
from rag.stream import Stop, Stopped
from tests.kit.sound import sound

QUESTION = "Why was India exempted from CAATSA?"
READY_SECONDS = 90.0
MOST_TOKENS = 24
SERVE = Path(sys.executable).with_name("transformers")

pytestmark = pytest.mark.skipif(
    not SERVE.exists() or importlib.util.find_spec("accelerate") is None,
    reason="transformers serve needs the packages transformers and accelerate",
)


@pytest.fixture(scope="module")
def spec(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("model") / "tiny"
    subprocess.run(
        [sys.executable, "-m", "tests.kit.tiny_model", str(folder)], check=True, capture_output=True
    )
    port = free_port()
    command = [
        str(SERVE),
        "serve",
        str(folder),
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--device",
        "cpu",
    ]
    offline = os.environ | {"HF_HUB_OFFLINE": "1"}
    with (
        (folder / "log.txt").open("wb") as log,
        subprocess.Popen(command, env=offline, stdout=log, stderr=log) as server,
    ):
        try:
            if not ready(f"http://127.0.0.1:{port}/v1/models", server):
                pytest.skip(f"transformers serve did not start: {(folder / 'log.txt').read_text()[-300:]}")
            yield f"http://127.0.0.1:{port}/v1#{folder}"
        finally:
            server.terminate()


@pytest.fixture
def llm(spec: str) -> Any:
    """The model, told to stop after a few words: it would never end by itself."""
    llm = model(spec)
    llm.max_tokens = MOST_TOKENS
    return llm


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


def ready(address: str, server: "subprocess.Popen[bytes]") -> bool:
    end = time.monotonic() + READY_SECONDS
    while server.poll() is None and time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return True
        except OSError:
            time.sleep(0.2)
    return False


def test_a_real_model_streams_and_its_tokens_are_counted(llm: Any) -> None:
    reply = Reply(llm, "Be brief.", "Greet.", Patience(), Stop())
    pieces = list(reply)
    assert len(pieces) > 5
    assert "".join(pieces)
    usage = reply.usage(None)
    assert not usage.counted
    assert usage.prompt_tokens > 5
    assert 5 < usage.completion_tokens <= MOST_TOKENS


def test_a_real_model_answers_a_short_call(llm: Any) -> None:
    assert complete(llm, "Be brief.", "Greet.", timeout=60.0)


def test_what_a_real_model_that_learnt_nothing_writes_is_dropped(llm: Any, sample_library: Library) -> None:
    answer = Assistant(sample_library, llm=llm).ask(QUESTION)
    sound(answer)
    assert answer.answered
    assert "The model" in answer.notice
    assert answer.usage is not None
    assert all(sentence.support == "supported" for sentence in answer.sentences)


def test_a_real_server_survives_that_nobody_waits(llm: Any) -> None:
    stop = Stop()
    pieces = iter(Reply(llm, "Be brief.", "Greet.", Patience(), stop))
    next(pieces)
    stop.now()
    with pytest.raises(Stopped):
        list(pieces)
    assert list(Reply(llm, "Be brief.", "Greet.", Patience(), Stop()))
