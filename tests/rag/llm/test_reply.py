"""Replies of language models, from a real server at a port or a socket: limits, tries, stopping, keys."""

import gc
import logging
import socket
import threading
import time
from collections.abc import Iterator
from email.utils import formatdate
from pathlib import Path
from typing import Any

import pytest
from llama_index.core.base.llms.types import CompletionResponse, LLMMetadata
from llama_index.core.llms import MockLLM
from llama_index.core.llms.custom import CustomLLM

from index.errors import ModelError
from rag.llm.models import model
from rag.llm.reply import Patience, Reply, complete
from rag.stream import Stop, Stopped
from tests.kit.model_server import Script, client_of_socket, model_at_socket, model_server

QUICK = Patience(pause=0.05)
KEY = "k3y-of-mine-0123456789"


@pytest.fixture
def script() -> Script:
    return Script(pieces=["Hello", " there"])


@pytest.fixture
def spec(script: Script) -> Iterator[str]:
    with model_server(script) as spec:
        yield spec


@pytest.fixture(params=["port", "socket"])
def llm(request: pytest.FixtureRequest, script: Script, tmp_path: Path) -> Iterator[Any]:
    """A model at a port of this machine, and one at a Unix socket, where a model file answers."""
    if request.param == "port":
        with model_server(script) as spec:
            yield model(spec)
    else:
        with model_at_socket(script, tmp_path / "model.sock") as llm:
            yield llm


def reply(llm: Any, patience: Patience = QUICK, stop: Stop | None = None) -> Reply:
    return Reply(llm, "Be brief.", "Greet.", patience, stop or Stop())


# -- tried again


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_failure_that_passes_is_tried_again(spec: str, script: Script, status: int) -> None:
    script.statuses = [status, status]
    assert "".join(reply(model(spec))) == "Hello there"
    assert len(script.asked) == 3


@pytest.mark.parametrize("status", [400, 401, 403, 404, 422])
def test_a_failure_that_stays_is_not(spec: str, script: Script, status: int) -> None:
    script.status = status
    with pytest.raises(ModelError, match="did not answer"):
        list(reply(model(spec)))
    assert len(script.asked) == 1


def test_why_a_server_refuses_a_request_is_told(spec: str, script: Script) -> None:
    script.status = 400
    with pytest.raises(ModelError, match="status 400: the key Bearer none is wrong"):
        list(reply(model(spec)))


def test_after_three_tries_it_is_given_up(spec: str, script: Script) -> None:
    script.status = 503
    with pytest.raises(ModelError, match="status 503"):
        list(reply(model(spec)))
    assert len(script.asked) == 3


def test_a_reply_that_has_begun_is_not_asked_for_again(spec: str, script: Script) -> None:
    script.cut_after = 1
    with pytest.raises(ModelError, match="broke off"):
        list(reply(model(spec)))
    assert len(script.asked) == 1


@pytest.mark.parametrize("told", ["1", "in an hour", "3600", "soon"])
def test_a_server_is_given_the_time_it_asks_for_within_reason(spec: str, script: Script, told: str) -> None:
    script.statuses = [429]
    if told == "in an hour":
        told = formatdate(time.time() + 3600, usegmt=True)
    script.headers = {"Retry-After": told}
    started = time.monotonic()
    try:
        assert "".join(reply(model(spec))) == "Hello there"
        waited = time.monotonic() - started
        assert waited >= (1.0 if told == "1" else 0.05)
    except ModelError:
        assert told not in ("1", "soon")
        assert len(script.asked) == 1


def test_a_socket_that_its_process_left_behind_is_tried_again_and_nothing_stays_open(tmp_path: Path) -> None:
    path = tmp_path / "model.sock"
    with socket.socket(socket.AF_UNIX) as left:
        left.bind(str(path))
    with pytest.raises(ModelError, match="no server answers there"):
        list(reply(client_of_socket(path)))
    path.unlink()
    answers = Script(pieces=["Hello"])
    said = reply(client_of_socket(path), Patience(pause=0.5))
    told: list[str] = []
    asking = threading.Thread(target=lambda: told.extend(said))
    asking.start()
    with model_at_socket(answers, path):
        asking.join(10)
    assert "".join(told) == "Hello"


# -- stopped


@pytest.mark.parametrize(
    "change", [{"seconds": 30.0}, {"silent_after": 1}, {"endless": True, "between": 0.1}]
)
def test_a_reply_that_nobody_waits_for_is_cut_off_at_once(
    llm: Any, script: Script, change: dict[str, Any]
) -> None:
    for name, value in change.items():
        setattr(script, name, value)
    stop = Stop()
    pieces = iter(reply(llm, Patience(), stop))
    threading.Thread(target=stopped_when_asked, args=(script, stop)).start()
    started = time.monotonic()
    with pytest.raises(Stopped):
        for _ in pieces:
            pass
    assert script.gone.wait(10)
    assert time.monotonic() - started < 10


def stopped_when_asked(script: Script, stop: Stop) -> None:
    while not script.asked:
        time.sleep(0.02)
    time.sleep(0.3)
    stop.now()


def test_a_reply_that_is_closed_ends_at_the_server(llm: Any, script: Script) -> None:
    script.silent_after = 1
    said = reply(llm)
    assert next(iter(said)) == "Hello"
    said.close()
    assert script.gone.wait(10)


def test_two_replies_of_one_model_are_stopped_apart(llm: Any, script: Script) -> None:
    script.between = 0.3
    stop = Stop()
    stopped, other = reply(llm, stop=stop), reply(llm)
    assert next(iter(stopped)) == "Hello"
    assert next(iter(other)) == "Hello"
    stop.now()
    assert next(iter(other)) == " there"
    with pytest.raises(Stopped):
        next(iter(stopped))


@pytest.mark.parametrize("change", [{"silent_after": 1}, {"endless": True}])
def test_threads_of_replies_end(llm: Any, script: Script, change: dict[str, Any]) -> None:
    for name, value in change.items():
        setattr(script, name, value)
    for _ in range(3):
        said = reply(llm)
        next(iter(said))
        said.close()
    end = time.monotonic() + 10
    while any(thread.name == "reply" for thread in threading.enumerate()) and time.monotonic() < end:
        time.sleep(0.02)
    assert not any(thread.name == "reply" for thread in threading.enumerate())


# -- one short call


def test_a_short_call_gives_the_whole_reply_without_its_thoughts(spec: str, script: Script) -> None:
    script.pieces = ["<think>hm</think>", " capital of France "]
    assert complete(model(spec), "Rewrite.", "and its capital?") == "capital of France"
    assert not script.asked[0].get("stream")
    assert [message["role"] for message in script.asked[0]["messages"]] == ["system", "user"]


@pytest.mark.parametrize(
    ("change", "timeout", "told"),
    [
        ({"seconds": 5.0}, 0.5, "nothing came"),
        ({"status": 401}, 30.0, "the key"),
        ({"body": b"<html>"}, 30.0, "cannot be read"),
    ],
)
def test_a_short_call_fails_in_one_line(
    spec: str, script: Script, change: dict[str, Any], timeout: float, told: str
) -> None:
    for name, value in change.items():
        setattr(script, name, value)
    with pytest.raises(ModelError, match=told):
        complete(model(spec), "Rewrite.", "and its capital?", timeout=timeout)


# -- any client of LlamaIndex


class Telling(CustomLLM):
    """A model that completes texts and cannot chat."""

    streams: bool = True

    @property
    def metadata(self) -> LLMMetadata:
        return LLMMetadata(context_window=4000, num_output=100, model_name="telling")

    def complete(self, prompt: str, formatted: bool = False, **_: Any) -> CompletionResponse:  # noqa: ARG002
        return CompletionResponse(text=f"whole: {'Greet.' in prompt}")

    def stream_complete(self, *_: Any, **__: Any) -> Any:
        if not self.streams:
            raise NotImplementedError
        return iter([CompletionResponse(text="a", delta="a"), CompletionResponse(text="ab", delta="b")])


@pytest.mark.parametrize(
    ("llm", "said"), [(Telling(), "ab"), (Telling(streams=False), "whole: True"), (MockLLM(max_tokens=2), "")]
)
def test_any_model_of_llamaindex_replies(llm: Any, said: str) -> None:
    assert "".join(reply(llm)).startswith(said)
    assert complete(llm, "Be brief.", "Greet.")


# -- the key


@pytest.mark.parametrize(
    "change",
    [
        {"status": 400},
        {"status": 401},
        {"status": 500},
        {"body": b'data: {"error": {"message": "the key KEY is wrong"}}\n\n'},
        {"body": b"data: KEY\n\n"},
        {"cut_after": 1},
        {},
    ],
)
def test_a_key_is_sent_and_shows_nowhere(
    spec: str,
    script: Script,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    change: dict[str, Any],
) -> None:
    monkeypatch.setenv("QUOTH_LLM_KEY", KEY)
    for name, value in change.items():
        setattr(script, name, value)
    seen: list[str] = []
    llm = model(spec)
    with caplog.at_level(logging.DEBUG):
        try:
            seen.extend(reply(llm))
        except ModelError as problem:
            seen += map(repr, (problem, problem.__cause__, problem.__context__))
    assert script.keys[-1] == f"Bearer {KEY}"
    seen += [repr(llm), str(llm), llm.to_json(), repr(llm.to_dict()), repr(llm.to_payload()), caplog.text]
    assert not any(KEY in text for text in seen)


def test_the_key_of_openai_goes_to_openai_alone(
    spec: str, script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.delenv("QUOTH_LLM_KEY", raising=False)
    list(reply(model(spec)))
    assert KEY not in script.keys[0]
    monkeypatch.delenv("OPENAI_API_KEY")
    with pytest.raises(ModelError, match="OPENAI_API_KEY"):
        model("openai/gpt-4o")


@pytest.fixture(autouse=True)
def _collected() -> Iterator[None]:
    """A connection left open is found in the test that left it."""
    yield
    gc.collect()
