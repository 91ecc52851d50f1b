"""The server lets in whom it should, answers programs with JSON or one line, and the page never breaks."""

import base64
import json
import socket
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from index import Library
from index.errors import ModelError
from rag.assistant import Assistant
from rag.stream import Stream
from tests.kit.live import served, server
from ui.conversations.store import Conversations
from ui.render.reader import answer_addresses
from ui.render.told import told
from ui.server.brake import FREE
from ui.server.gate import is_ours
from ui.server.server import listen, routes_only, serve
from ui.site.access import LONGEST_BODY, access_of
from ui.site.site import Site

if TYPE_CHECKING:
    import httpx
    from starlette.testclient import TestClient

QUESTION = "Why was India exempted from CAATSA?"
HERE = "http://127.0.0.1:7860"
PASSWORD = "ann:sécret"


@pytest.fixture(scope="module")
def assistant(sample_library: Library) -> Assistant:
    return Assistant(sample_library)


@pytest.fixture(scope="module")
def site(assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Site:
    return Site(assistant, Conversations(tmp_path_factory.mktemp("kept") / "conversations.sqlite"))


@pytest.fixture(scope="module")
def client(site: Site) -> "Iterator[TestClient]":
    from starlette.testclient import TestClient

    with TestClient(routes_only(site), base_url=HERE) as client:
        yield client


@pytest.fixture(scope="module")
def page(sample_library: Library) -> "Iterator[httpx.Client]":
    """The whole server, with a password, in a process of its own."""
    import httpx

    user = httpx.BasicAuth(*PASSWORD.split(":"))
    with (
        served(sample_library.folder, QUESTION, auth=PASSWORD) as address,
        httpx.Client(base_url=address, auth=user) as client,
    ):
        yield client


class Failing(Assistant):
    """An assistant whose answers end in an error."""

    def __init__(self, library: Library, problem: Exception) -> None:
        super().__init__(library)
        self.problem = problem

    def stream(self, question: str, **kept: Any) -> Stream:
        del question, kept
        raise self.problem


def test_a_program_gets_the_answer_as_json(client: "TestClient", sample_library: Library) -> None:
    reply = client.post("/api/ask", json={"question": QUESTION})
    assert reply.status_code == 200
    answer = reply.json()
    assert answer["answered"]
    for citation in answer["citations"]:
        text = sample_library.article(citation["article_id"]).text
        assert text[citation["start"] : citation["end"]] == citation["quote"]


def test_a_program_can_send_history_days_and_sources(client: "TestClient") -> None:
    body = {
        "question": "What was signed?",
        "history": [{"question": QUESTION, "answer": "…"}],
        "since": "2016-01-01",
        "until": "2023-12-31",
        "sources": None,
    }
    assert client.post("/api/ask", json=body).status_code == 200


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ({"question": "  "}, "blank"),
        ({"question": "x" * 100_000}, "100,000 characters"),
        ({"question": 5}, '"question": Input should be a valid string'),
        ({}, '"question": Field required'),
        ([], "one JSON object"),
        ({"qestion": "why?"}, '"qestion": is not known; leave it out'),
        ({"question": "why?", "new\nline": 1}, '"new\\nline": is not known'),
        ({"question": "why?", "since": "yesterday"}, "since='yesterday' is no day"),
        ({"question": "why?", "since": 2018}, '"since": Input should be a valid string'),
        ({"question": "why?", "until": ""}, '"until": String should have at least 1 character'),
        ({"question": "why?", "history": "none"}, '"history": Input should be a valid list'),
        ({"question": "why?", "history": [{"answer": "so"}]}, '"history.0.question": Field required'),
        ({"question": "why?", "sources": "The Hindu"}, '"sources": Input should be a valid list'),
        ({"question": "why \ud800?"}, '"question": Text is no valid Unicode'),
        ({"question": "why?", "\ud800": 1}, "one JSON object"),
    ],
)
def test_a_wrong_request_gets_one_line(client: "TestClient", body: object, line: str) -> None:
    reply = client.post("/api/ask", content=_ascii_json(body), headers={"content-type": "application/json"})
    assert reply.status_code == 422
    assert line in reply.json()["error"]
    assert "\n" not in reply.json()["error"]


def test_what_is_no_json_gets_one_line(client: "TestClient") -> None:
    reply = client.post("/api/ask", content=b"{", headers={"content-type": "application/json"})
    assert (reply.status_code, "one JSON object" in reply.json()["error"]) == (422, True)
    for body in (b"\xff", b"[" * 100_000):
        reply = client.post("/api/ask", content=body, headers={"content-type": "application/json"})
        assert (reply.status_code, "one JSON object" in reply.json()["error"]) == (422, True)


@pytest.mark.parametrize(
    ("problem", "status"), [(ModelError("the model is down"), 503), (RuntimeError("x"), 500)]
)
def test_a_failure_is_one_line_for_a_program(site: Site, problem: Exception, status: int) -> None:
    from starlette.testclient import TestClient

    app = routes_only(replace(site, assistant=Failing(site.assistant.library, problem)))
    client = TestClient(app, base_url=HERE, raise_server_exceptions=False)
    reply = client.post("/api/ask", json={"question": "why?"})
    assert reply.status_code == status
    expected = "the model is down" if status == 503 else "the server's log"
    assert expected in reply.json()["error"]


def test_an_article_opens_with_its_quotes_marked(client: "TestClient", assistant: Assistant) -> None:
    answer = assistant.ask(QUESTION)
    reply = client.get("/" + answer_addresses(told(answer))[1])
    assert reply.headers["content-type"].startswith("text/html")
    assert '<mark data-citation="1">' in reply.text


def test_an_article_that_changed_or_went_says_so(client: "TestClient", assistant: Assistant) -> None:
    address = "/" + answer_addresses(told(assistant.ask(QUESTION)))[1]
    changed = client.get(address.replace("?text=", "?text=0000"))
    assert "has changed" in changed.text
    assert "<mark" not in changed.text
    gone = client.get("/api/article/none")
    assert (gone.status_code, "no longer in the library" in gone.text) == (404, True)


def test_every_response_forbids_what_comes_from_outside(page: "httpx.Client") -> None:
    for reply in (page.get("/"), page.get("/api/article/none"), page.get("/theme.css")):
        policy = reply.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; script-src 'self' 'unsafe-eval'")
        assert "http" not in policy
        assert "unsafe-inline" not in policy.split(";")[1]
        assert reply.headers["x-content-type-options"] == "nosniff"
        assert reply.headers["referrer-policy"] == "no-referrer"


def test_the_page_gives_each_of_its_scripts_a_nonce_of_its_own(page: "httpx.Client") -> None:
    first, second = page.get("/"), page.get("/")
    nonce = first.headers["content-security-policy"].split("'nonce-")[1].split("'")[0]
    assert first.text.count("<script") == first.text.count(f'<script nonce="{nonce}"') > 0
    assert nonce not in second.text


def test_the_page_says_what_it_answers_from_and_offers_questions(page: "httpx.Client") -> None:
    shown = page.get("/").text
    assert "18 articles" in shown
    assert QUESTION in shown


def test_the_page_loads_its_own_files_and_reports_to_nobody(page: "httpx.Client") -> None:
    shown = page.get("/").text
    assert "fonts.googleapis" not in shown + page.get("/theme.css").text
    assert '"analytics_enabled":false' in shown
    assert page.get("/quoth/fonts/source-serif-4-latin-wght-normal.woff2").status_code == 200


def test_no_event_of_the_page_itself_is_an_endpoint_for_programs(page: "httpx.Client") -> None:
    described = page.get("/gradio_api/info").json()
    assert set(described["named_endpoints"]) == {"/ask", "/check", "/search"}
    assert described["unnamed_endpoints"] == {}


def test_a_page_of_another_port_may_not_read_ours(page: "httpx.Client") -> None:
    reply = page.get("/gradio_api/info", headers={"origin": "http://localhost:3000"})
    assert "access-control-allow-origin" not in reply.headers


@pytest.mark.parametrize("path", ["/", "/gradio_api/info", "/gradio_api/queue/data", "/theme.css", "/config"])
def test_the_password_covers_all_of_gradio(page: "httpx.Client", path: str) -> None:
    assert page.get(path, auth=("ann", "wrong")).status_code == 401


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"host": "evil.example"}, 403),
        ({"host": "127.0.0.1.evil.example:7860"}, 403),
        ({"host": ""}, 403),
        ({"host": "localhost:7860"}, 200),
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "http://127.0.0.1:3000"}, 403),
        ({"origin": HERE}, 200),
        ({"origin": HERE.replace("http", "https")}, 403),
        ({"origin": HERE.replace(":7860", "")}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-origin"}, 200),
    ],
)
def test_other_hosts_and_pages_are_refused(
    client: "TestClient", headers: dict[str, str], status: int
) -> None:
    reply = client.post("/api/ask", json={"question": "Who signed?"}, headers=headers)
    assert reply.status_code == status


def test_a_server_for_everyone_is_known_by_address_and_machine_name() -> None:
    machine = socket.gethostname()
    for host in ("192.168.1.7:7860", "[fe80::1]:7860", machine, f"{machine}.local", "localhost"):
        assert is_ours(host, "0.0.0.0")
    for host in ("evil.example", "", "[", "192.168.1.7.evil.example"):
        assert not is_ours(host, "0.0.0.0")
    assert is_ours("192.168.1.7:7860", "192.168.1.7")
    assert not is_ours("192.168.1.8:7860", "192.168.1.7")


def test_a_large_body_is_refused_unread(client: "TestClient") -> None:
    assert client.post("/api/ask", content=b"x" * (LONGEST_BODY + 1)).status_code == 413
    assert client.post("/api/ask", content=iter([b"{}"])).status_code == 411


def test_a_password_covers_the_page_and_the_routes(site: Site) -> None:
    from starlette.testclient import TestClient

    client = TestClient(
        routes_only(replace(site, access=access_of("127.0.0.1", auth=[PASSWORD]))), base_url=HERE
    )
    for path in ("/", "/api/article/none", "/quoth/fonts/LICENSE"):
        assert client.get(path).status_code == 401
    assert client.post("/api/ask", json={"question": "Who?"}).status_code == 401
    assert client.get("/").headers["www-authenticate"].startswith("Basic")
    for given, status in ((PASSWORD, 200), ("ann:secret", 401), ("", 401), ("ann", 401)):
        coded = base64.b64encode(given.encode()).decode()
        assert (
            client.get("/quoth/fonts/LICENSE", headers={"authorization": f"Basic {coded}"}).status_code
            == status
        )
    assert client.get("/", headers={"authorization": "Basic ***"}).status_code == 401


def test_who_guesses_passwords_waits_and_who_is_known_does_not(site: Site) -> None:
    from starlette.testclient import TestClient

    guarded = replace(site, access=access_of("127.0.0.1", auth=[PASSWORD, "bob:other"]))
    app = routes_only(guarded)
    own, stranger = (TestClient(app, base_url=HERE, client=(ip, 50)) for ip in ("10.0.0.1", "10.0.0.2"))
    right = {"authorization": f"Basic {base64.b64encode(PASSWORD.encode()).decode()}"}
    assert own.get("/api/openapi.json", headers=right).status_code == 200
    replies = [stranger.get("/api/openapi.json", auth=("ann", str(number))) for number in range(FREE + 2)]
    assert [reply.status_code for reply in replies] == [401] * FREE + [429] * 2
    assert 0 < int(replies[-1].headers["retry-after"]) <= 2
    assert "try again in" in replies[-1].json()["error"]
    assert stranger.get("/api/openapi.json", headers=right).status_code == 429
    assert own.get("/api/openapi.json", headers=right).status_code == 200


def test_programs_may_send_the_password_as_the_only_key_they_know(site: Site) -> None:
    from starlette.testclient import TestClient

    guarded = replace(site, access=access_of("127.0.0.1", auth=["ann:se:crét"]))
    with TestClient(routes_only(guarded), base_url=HERE) as client:
        for key, status in (("ann:se:crét", 200), ("ann:se", 401), ("ann", 401), ("", 401)):
            sent = {b"authorization": f"Bearer {key}".encode()}
            assert client.get("/v1/models", headers=sent).status_code == status
            assert client.get("/api/openapi.json", headers=sent).status_code == status
            assert (client.post("/mcp", headers=sent, json={}).status_code == 401) == (status == 401)
            assert client.get("/quoth/fonts/LICENSE", headers=sent).status_code == 401


def test_a_taken_port_is_an_error_only_if_it_was_asked_for(site: Site) -> None:
    with listen("127.0.0.1") as first, listen("127.0.0.1") as second:
        taken = first.getsockname()[1]
        assert taken != second.getsockname()[1]
        with pytest.raises(OSError, match=f"port {taken}: Address already in use"):
            serve(site, port=taken)
    with pytest.raises(OSError, match="port 70000"):
        listen("127.0.0.1", 70_000)


def _ascii_json(body: object) -> str:
    return json.dumps(body)


def test_behind_a_proxy_the_page_has_the_proxys_name(site: Site) -> None:
    from starlette.testclient import TestClient

    access = access_of("127.0.0.1", user_header="X-User", public=["quoth.example.com"])
    client = TestClient(routes_only(replace(site, access=access)), base_url="http://quoth.example.com")
    for headers, status in (
        ({"origin": "https://quoth.example.com"}, 200),
        ({"origin": "https://quoth.example.com:3000"}, 403),  # another server of that machine
        ({"host": "quoth.example.com:8443", "origin": "https://quoth.example.com:8443"}, 200),
        ({"host": "127.0.0.1:7860", "origin": "https://quoth.example.com"}, 200),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "http://[x"}, 403),
        ({"origin": "null"}, 403),
    ):
        every = {"x-user": "Zoë", **headers}
        sent = [(name.encode(), value.encode()) for name, value in every.items()]
        assert client.post("/api/ask", json={"question": "Who signed?"}, headers=sent).status_code == status
    assert client.get("/quoth/fonts/LICENSE", headers={"host": "other.example"}).status_code == 403


def test_a_body_of_unsaid_length_and_gradios_own_upload_are_refused(client: "TestClient") -> None:
    headers = {"content-length": "5", "transfer-encoding": "chunked"}
    assert client.post("/api/ask", content=b"x" * 5, headers=headers).status_code == 411
    assert client.post("/gradio_api/upload", content=b"x").status_code == 404


def test_a_server_that_is_told_to_end_does_though_somebody_still_listens(sample_library: Library) -> None:
    import httpx

    with server(sample_library.folder, QUESTION) as running:
        started = time.monotonic()
        with httpx.stream("GET", f"{running.address}gradio_api/heartbeat/someone", timeout=30) as reply:
            assert reply.status_code == 200
            running.stop()
        assert time.monotonic() - started < 15
        running.start()
