"""Many at once, over real connections: every way in has the same bound, and nobody hears nothing."""

import json
import os
import socket
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from index import Article, Library
from rag.assistant import Assistant
from rag.evidence.marking import unmarked
from tests.kit.by_files import alone, led_assistant, noted
from tests.kit.held import LONGEST, Held
from tests.kit.news import SUEZ
from tests.kit.serving import serving, until
from tests.kit.word_encoder import WordEncoder
from ui.conversations.store import Conversations
from ui.queue import Places, Workers
from ui.site.access import Access, access_of
from ui.site.site import Site

if TYPE_CHECKING:
    import httpx

WHO, WHY, WHEN = "Who bought the S-400?", "Why was India exempted from CAATSA?", "When did it land?"
MESSAGES = [{"role": "user", "content": WHEN}]
CALL = {"name": "ask", "arguments": {"question": WHEN}}
MCP = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": CALL}
HEADERS = {"accept": "application/json, text/event-stream"}


@pytest.fixture
def held() -> Iterator[Held]:
    writer = Held()
    yield writer
    writer.go.set()


def site_of(library: Library, held: Held, folder: Path, places: Places, access: Access = Access()) -> Site:  # noqa: B008
    kept = Conversations(folder / "conversations.sqlite")
    return Site(Assistant(library, writer=held, marking=unmarked), kept, access, places=places)


@pytest.fixture
def crowd(sample_library: Library, held: Held, tmp_path: Path) -> "Iterator[tuple[Site, httpx.Client]]":
    """A server that makes one answer at a time, with a line of one."""
    import httpx

    site = site_of(sample_library, held, tmp_path, Places(at_once=1, waiting=1, of_one=1))
    with serving(site) as address, httpx.Client(base_url=address, timeout=LONGEST) as client:
        yield site, client
        held.go.set()


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(20) as threads:
        yield threads


def ask(client: "httpx.Client", question: str) -> "httpx.Response":
    return client.post("/api/ask", json={"question": question})


def filled(site: Site, client: "httpx.Client", pool: ThreadPoolExecutor) -> "list[Future[httpx.Response]]":
    """Take both places of the server, and return what comes of it."""
    taken = [pool.submit(ask, client, WHO)]
    until(lambda: site.desk.line.lengths == (1, 0))
    taken.append(pool.submit(ask, client, WHY))
    until(lambda: site.desk.line.lengths == (1, 1))
    return taken


def test_every_way_in_says_when_to_come_back_where_there_is_no_place(
    crowd: "tuple[Site, httpx.Client]", held: Held, pool: ThreadPoolExecutor
) -> None:
    site, client = crowd
    taken = filled(site, client, pool)
    claim = "India bought the S-400 from Russia."
    for path, body in (
        ("/api/ask", {"question": WHEN}),
        ("/api/ask", {"question": WHEN, "stream": True}),
        ("/api/check", {"claim": claim}),
        ("/api/search", {"question": WHEN}),
        ("/v1/chat/completions", {"model": "quoth", "messages": MESSAGES}),
        ("/v1/chat/completions", {"model": "quoth", "messages": MESSAGES, "stream": True}),
    ):
        reply = client.post(path, json=body)
        assert (reply.status_code, int(reply.headers["retry-after"]) > 0) == (503, True)
        error = reply.json()["error"]
        assert "Many are asking just now" in (error["message"] if path.startswith("/v1") else error)
    called = client.post("/mcp", json=MCP, headers=HEADERS).json()["result"]
    assert (called["isError"], "Many are asking" in called["content"][0]["text"]) == (True, True)
    visit = {"data": [WHEN, "{}"], "fn_index": 3, "session_hash": "visit"}
    page = client.post("/gradio_api/queue/join", json=visit)
    assert (page.status_code, int(page.headers["retry-after"]) > 0) == (503, True)
    held.go.set()
    assert [each.result().json()["question"] for each in taken] == [WHO, WHY]
    assert ask(client, WHEN).status_code == 200


def test_a_program_that_waits_is_told_its_place(
    crowd: "tuple[Site, httpx.Client]", held: Held, pool: ThreadPoolExecutor
) -> None:
    site, client = crowd
    first = pool.submit(ask, client, WHO)
    until(lambda: site.desk.line.lengths == (1, 0))
    with client.stream("POST", "/api/ask", json={"question": WHEN, "stream": True}) as reply:
        lines = reply.iter_lines()
        assert [next(lines), next(lines)] == ["event: place", 'data: {"before": 1}']
        held.go.set()
        rest = list(lines)
    assert rest[1:3] == ["event: place", 'data: {"before": 0}']
    assert "event: answer" in rest
    assert first.result().status_code == 200


def test_openais_clients_pass_over_the_place(
    crowd: "tuple[Site, httpx.Client]", held: Held, pool: ThreadPoolExecutor
) -> None:
    site, client = crowd
    first = pool.submit(ask, client, WHO)
    until(lambda: site.desk.line.lengths == (1, 0))
    body = {"model": "quoth", "messages": MESSAGES, "stream": True}
    with client.stream("POST", "/v1/chat/completions", json=body) as reply:
        lines = [line for line in _released(reply.iter_lines(), held) if line]
    assert ": 1 before you" in lines
    assert lines[-1] == "data: [DONE]"
    assert all(line.startswith((": ", "data: ")) for line in lines)
    assert first.result().status_code == 200


def _released(lines: Iterator[str], held: Held) -> Iterator[str]:
    """Yield lines; once a place was told, let the answers go on."""
    for line in lines:
        if line.startswith(": "):
            held.go.set()
        yield line


def sent(address: str, question: str) -> socket.socket:
    """Ask over a connection of one's own, and do not wait."""
    body = json.dumps({"question": question}).encode()
    head = f"POST /api/ask HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {len(body)}\r\n"
    connection = connect(address)
    connection.sendall(f"{head}Content-Type: application/json\r\n\r\n".encode() + body)
    return connection


def test_a_program_that_goes_away_stops_its_answer_and_frees_its_place_in_silence(
    crowd: "tuple[Site, httpx.Client]", held: Held, capfd: pytest.CaptureFixture[str]
) -> None:
    site, client = crowd
    with sent(str(client.base_url), WHO):
        assert held.next_begun() == WHO
        with sent(str(client.base_url), WHY):
            until(lambda: site.desk.line.lengths == (1, 1))
        until(lambda: site.desk.line.lengths == (1, 0))
        assert held.stopped.empty()
    assert held.stopped.get(timeout=LONGEST) == WHO
    until(lambda: site.desk.line.lengths == (0, 0))
    assert (held.begun.empty(), site.desk.askers) == (True, 0)
    assert client.get("/healthz").status_code == 200
    assert "Traceback" not in capfd.readouterr().err


def test_one_user_who_asks_too_much_is_told_and_another_is_let_in(
    sample_library: Library, held: Held, tmp_path: Path, pool: ThreadPoolExecutor
) -> None:
    import httpx

    access = access_of("127.0.0.1", auth=["ann:secret", "bob:other"])
    site = site_of(sample_library, held, tmp_path, Places(at_once=1, waiting=5, of_one=1), access)
    with serving(site) as address, httpx.Client(base_url=address, timeout=LONGEST) as client:
        ann, bob = (("ann", "secret"), ("bob", "other"))

        def asks(who: tuple[str, str], question: str) -> httpx.Response:
            return client.post("/api/ask", json={"question": question}, auth=who)

        first = pool.submit(asks, ann, WHO)
        held.next_begun()
        refused = asks(ann, WHY)
        assert (refused.status_code, "retry-after" in refused.headers) == (429, True)
        second = pool.submit(asks, bob, WHY)
        until(lambda: site.desk.line.lengths == (1, 1))
        held.go.set()
        assert (first.result().status_code, second.result().status_code) == (200, 200)


def test_the_same_question_ten_times_in_a_second_is_one_answer(
    crowd: "tuple[Site, httpx.Client]", held: Held, pool: ThreadPoolExecutor
) -> None:
    site, client = crowd
    asked = [pool.submit(ask, client, WHO) for _ in range(10)]
    until(lambda: site.desk.askers == 10)
    held.go.set()
    answers = [each.result().json() for each in asked]
    assert all(answer == answers[0] for answer in answers)
    assert (held.next_begun(), held.begun.empty()) == (WHO, True)


def test_a_library_that_is_replaced_under_a_running_server_answers_as_the_new_one(
    library: Library, folder: Path, tmp_path: Path
) -> None:
    import shutil

    import httpx

    library.add(folder)
    other = Library.open(tmp_path / "other", encoder=library.encoder)
    other.add(Article(id="new", title="Suez news", text=SUEZ))
    site = site_of(library, _free(), tmp_path, Places(at_once=1, waiting=1, of_one=1))
    question = "When was the Suez Canal blocked?"
    with serving(site) as address, httpx.Client(base_url=address, timeout=LONGEST) as client:
        before = ask(client, question).json()["citations"]
        shutil.rmtree(library.folder)
        missing = ask(client, question)
        assert (missing.status_code, "\n" in missing.json()["error"]) == (503, False)
        shutil.copytree(other.folder, library.folder)
        after = ask(client, question).json()
        assert client.get("/api/header").status_code == 200
    assert "new" not in {each["article_id"] for each in before}
    assert {each["article_id"] for each in (*after["citations"], *after["closest"])} == {"new"}


@pytest.mark.slow
def test_every_way_in_is_answered_by_workers_and_one_that_dies_is_not_noticed(tmp_path: Path) -> None:
    import httpx

    (tmp_path / "go").touch()
    (tmp_path / "deaths").write_text("1")
    library = tmp_path / "library"
    Library.open(library, encoder=WordEncoder()).add(Article(id="suez", title="Suez news", text=SUEZ))
    kept = Conversations(tmp_path / "conversations.sqlite")
    with Workers(partial(alone, led_assistant, library, tmp_path), 2) as workers:
        site = Site(led_assistant(library, tmp_path), kept, workers=workers)
        with serving(site) as address, httpx.Client(base_url=address, timeout=LONGEST) as client:
            assert ask(client, WHO).json()["question"] == WHO
            streamed = client.post("/api/ask", json={"question": WHY, "stream": True}).text
            assert "event: answer" in streamed
            assert client.post("/api/search", json={"question": WHY}).json()[0]["article_id"] == "suez"
            called = client.post("/mcp", json=MCP, headers=HEADERS).json()["result"]
            assert called["structuredContent"]["question"] == WHEN
            said = client.post("/v1/chat/completions", json={"model": "quoth", "messages": MESSAGES}).json()
            assert said["choices"][0]["message"]["content"]
            until(lambda: len(workers.running) == 2)
            shown = _read(client.get("/metrics").text)
    assert shown["quoth_workers"] == 2
    assert shown["quoth_workers_memory_bytes"] > 1_000_000
    assert shown['quoth_questions_total{answer="made",kind="ask"}'] == 3
    assert len({pid for pid, _ in noted(tmp_path, "begun")} - {os.getpid()}) >= 2


def _free() -> Held:
    writer = Held()
    writer.go.set()
    return writer


def connect(address: str) -> socket.socket:
    host, port = address.split("/")[2].split(":")
    return socket.create_connection((host, int(port)), timeout=LONGEST)


def test_silent_connections_give_way_to_those_who_say_what_they_want(
    sample_library: Library, held: Held, tmp_path: Path
) -> None:
    import httpx

    site = site_of(sample_library, held, tmp_path, Places(at_once=1, waiting=1, of_one=1))
    with serving(site, connections=20) as address:
        silent = [connect(address) for _ in range(60)]
        for _ in range(3):
            assert httpx.get(f"{address}healthz", timeout=LONGEST).status_code == 200
        assert _is_closed(silent[0])
        for each in silent:
            each.close()


def test_a_request_that_is_half_sent_is_closed_after_a_while(
    sample_library: Library, held: Held, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ui.server import connections

    monkeypatch.setattr(connections, "HEAD", 0.2)
    monkeypatch.setattr(connections, "BODY", 0.2)
    site = site_of(sample_library, held, tmp_path, Places(at_once=1, waiting=1, of_one=1))
    with serving(site) as address:
        half = b"POST /api/ask HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 40\r\n"
        for sent in (b"", half, half + b"\r\n{"):
            with connect(address) as connection:
                connection.sendall(sent)
                assert _is_closed(connection)


def _is_closed(connection: socket.socket) -> bool:
    """Whether the server ends a connection, within the time that a test waits."""
    try:
        while connection.recv(4096):
            pass
    except ConnectionResetError:
        pass
    except TimeoutError:
        return False
    return True


def test_the_health_needs_no_password_and_the_metrics_do(sample_library: Library, tmp_path: Path) -> None:
    import httpx

    access = access_of("127.0.0.1", auth=["ann:secret"])
    site = site_of(sample_library, _free(), tmp_path, Places(at_once=1, waiting=1, of_one=1), access)
    with serving(site) as address, httpx.Client(base_url=address, timeout=LONGEST) as client:
        assert (client.get("/healthz").text, client.get("/metrics").status_code) == ("ok\n", 401)
        assert client.get("/healthz", headers={"host": "evil.example"}).status_code == 403
        client.auth = ("ann", "secret")
        assert [ask(client, WHO).status_code for _ in range(2)] == [200, 200]
        shown = _read(client.get("/metrics").text)
    assert shown['quoth_questions_total{answer="made",kind="ask"}'] == 1
    assert shown['quoth_questions_total{answer="kept",kind="ask"}'] == 1
    assert shown["quoth_library_articles"] == 18
    for step in ("wait", "make", "retrieve"):
        assert shown[f'quoth_step_seconds_count{{step="{step}"}}'] == 1
    assert shown["process_resident_memory_bytes"] > 1_000_000


def _read(text: str) -> dict[str, float]:
    rows = (line.rpartition(" ") for line in text.splitlines() if not line.startswith("#"))
    return {name: float(value) for name, _, value in rows}


def test_a_library_that_cannot_be_read_is_unwell(library: Library, folder: Path, tmp_path: Path) -> None:
    import shutil

    import httpx

    library.add(folder)
    site = site_of(library, _free(), tmp_path, Places(at_once=1, waiting=1, of_one=1))
    with serving(site) as address:
        shutil.rmtree(library.folder)
        reply = httpx.get(f"{address}healthz", timeout=LONGEST)
    assert (reply.status_code, "\n" in reply.json()["error"]) == (503, False)
