"""A visit belongs to who began it, and what Gradio would stumble over does not reach it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from index import Library
from tests.kit.live import server

if TYPE_CHECKING:
    import httpx

QUESTION = "Why was India exempted from CAATSA?"
ASKED = [QUESTION, '{"conversation":"","rewrite":true,"since":"","until":"","sources":[]}']
PEOPLE = {"ann": "secret", "bob": "other"}


@pytest.fixture(scope="module")
def people(sample_library: Library) -> "Iterator[dict[str, httpx.Client]]":
    """Two people of one server."""
    import httpx

    accounts = [f"{user}:{password}" for user, password in PEOPLE.items()]
    with server(sample_library.folder, QUESTION, auth=accounts) as running:
        clients = {
            user: httpx.Client(base_url=running.address, auth=(user, password), timeout=30)
            for user, password in PEOPLE.items()
        }
        yield clients
        for client in clients.values():
            client.close()


def join(client: "httpx.Client", visit: str, **other: Any) -> "httpx.Response":
    body = {"data": ASKED, "fn_index": 2, "trigger_id": 23, "session_hash": visit} | other
    return client.post("/gradio_api/queue/join", json=body)


def test_only_who_asked_hears_the_answer(people: "dict[str, httpx.Client]") -> None:
    ann, bob = people["ann"], people["bob"]
    assert join(ann, "annsvisit").status_code == 200
    heard = "/gradio_api/queue/data?session_hash=annsvisit"
    assert bob.get(heard).status_code == 404
    assert join(bob, "annsvisit").status_code == 404
    told = {"session_hash": "annsvisit", "fn_index": 2, "event_id": "x"}
    assert bob.post("/gradio_api/cancel", json=told).status_code == 404
    with ann.stream("GET", heard) as reply:
        assert reply.status_code == 200
        assert any("process_completed" in line for line in reply.iter_lines())


@pytest.mark.parametrize(
    "path",
    [
        *("/gradio_api/proxy=%00", "/gradio_api/file=/etc/passwd", "/gradio_api/run/ask", "/monitoring"),
        *(f"/assets/{'a' * 5000}", "/assets/%00x", f"/static/{'a/' * 2500}"),
    ],
)
def test_what_the_page_does_not_use_is_not_there(people: "dict[str, httpx.Client]", path: str) -> None:
    assert people["ann"].get(path).status_code == 404


@pytest.mark.parametrize(
    "body",
    [
        b'{"data": [NaN], "fn_index": 2, "session_hash": "v"}',
        b'{"data": ["\\ud83d"], "fn_index": 2, "session_hash": "v"}',
        b'{"data": [], "fn_index": 2, "session_hash": "' + b"v" * 5000 + b'"}',
        b'{"data": [], "fn_index": 2, "session_hash": 7}',
        b'{"data": [], "fn_index": 2}',
        b"[" * 100_000,
        b'["no object"]',
        b"\xff\xfe",
    ],
)
def test_a_body_that_makes_no_sense_gets_one_line(people: "dict[str, httpx.Client]", body: bytes) -> None:
    reply = people["ann"].post("/gradio_api/queue/join", content=body)
    assert reply.status_code == 422
    assert set(reply.json()) == {"error"}
