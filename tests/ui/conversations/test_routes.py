"""What the page's scripts ask of the server about conversations, and what they are told."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from index import Library
from index.passage import Filter
from rag.assistant import Assistant
from rag.evaluation import read_questions
from tests.kit.news import NATO, SUEZ
from ui.conversations.live import Asking, answering
from ui.conversations.store import Conversations
from ui.feedback.kept import FEEDBACK
from ui.server.server import routes_only
from ui.site.access import access_of
from ui.site.site import Site

if TYPE_CHECKING:
    from starlette.testclient import TestClient

HERE = "http://127.0.0.1:7860"
QUESTION = "How long did the Ever Given block the Suez Canal?"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    from index import Article

    folder = tmp_path_factory.mktemp("asked")
    library = Library.open(folder / "library")
    library.add([Article(title="Suez", text=SUEZ, source="Wire"), Article(title="NATO", text=NATO)])
    return Site(Assistant(library), Conversations(folder / "conversations.sqlite"))


@pytest.fixture(scope="module")
def client(site: Site) -> "Iterator[TestClient]":
    from starlette.testclient import TestClient

    with TestClient(routes_only(site), base_url=HERE) as client:
        yield client


@pytest.fixture
def place(site: Site) -> str:
    asked = list(answering(site, "", Asking(QUESTION)))[-1]
    assert asked.exchanges[0].told
    return f"/api/conversations/{asked.id}"


def test_a_conversation_is_listed_shown_renamed_and_deleted(client: "TestClient", place: str) -> None:
    assert QUESTION in client.get("/api/conversations?q=ever+given").text
    assert 'data-citation="1"' in client.get(place).text
    assert client.patch(place, json={"title": "<b>Canal</b>"}).status_code == 204
    assert "&lt;b&gt;Canal" in client.get("/api/conversations").text
    assert client.post(f"{place}/stop").status_code == 204
    assert client.delete(place).status_code == 204
    for reply in (client.get(place), client.delete(place), client.get(f"{place}/export")):
        assert (reply.status_code, "not there" in reply.json()["error"]) == (404, True)


def test_of_many_conversations_the_older_ones_are_shown_on_demand_and_all_are_searched(
    site: Site, tmp_path: Path
) -> None:
    from starlette.testclient import TestClient

    kept = Conversations(tmp_path / "conversations.sqlite")
    for number in range(105):
        kept.begin("", None, f"Question {number % 100}?", Filter())
    with TestClient(routes_only(replace(site, conversations=kept)), base_url=HERE) as client:
        first = client.get("/api/conversations").text
        assert (first.count("<li"), "Show older" in first) == (100, True)
        assert (first.count("<time"), first.count("1 question<")) == (100, 0)
        every = client.get("/api/conversations?most=200").text
        assert (every.count("<li"), "Show older" in every) == (105, False)
        assert every.count("<time") == 105
        assert client.get("/api/conversations?q=question+7%3F").text.count("<li") == 1


@pytest.mark.parametrize(
    ("format", "kind"),
    [
        ("markdown", "text/markdown"),
        ("html", "text/html"),
        ("json", "application/json"),
        ("text", "text/plain"),
        ("bibtex", "application/x-bibtex"),
    ],
)
def test_an_answer_is_downloaded_with_its_quotes(
    client: "TestClient", place: str, format: str, kind: str
) -> None:
    for which in ("", "&number=1"):
        reply = client.get(f"{place}/export?format={format}{which}")
        assert reply.headers["content-type"].startswith(kind)
        assert reply.headers["content-disposition"].startswith("attachment;")
        assert "Suez" in reply.text


@pytest.mark.parametrize(
    ("query", "status", "line"),
    [("format=pdf", 422, "'pdf' is no format"), ("number=9", 404, "no question 9"), ("number=x", 422, "")],
)
def test_what_cannot_be_exported_is_one_line(
    client: "TestClient", place: str, query: str, status: int, line: str
) -> None:
    reply = client.get(f"{place}/export?{query}")
    assert (reply.status_code, line in reply.json()["error"]) == (status, True)


def test_what_people_think_is_kept_beside_the_library_for_eval(
    client: "TestClient", place: str, site: Site
) -> None:
    assert client.post(f"{place}/1/rating", json={"rating": 1}).status_code == 204
    assert 'aria-pressed="true" aria-label="Good answer"' in client.get(place).text
    form = client.get(f"{place}/1/reasons").text
    assert 'value="wrong words"' in form
    body = {"rating": -1, "reason": "not said", "said": "<i>no</i>"}
    assert client.post(f"{place}/1/rating", json=body).status_code == 204
    path = site.assistant.library.folder / FEEDBACK
    assert len(path.read_text(encoding="utf-8").splitlines()) >= 2
    assert [gold.answerable for gold in read_questions(path)][-1] is False
    assert client.post(f"{place}/1/rating", json={"rating": 0}).status_code == 204
    with pytest.raises(ValueError, match="holds no question"):
        read_questions(path)  # what was taken back tells nothing
    assert 'aria-pressed="true"' not in client.get(place).text


@pytest.mark.parametrize(
    "body", [{}, [], {"rating": 5}, {"rating": 1, "said": 3}, {"rating": -1, "reason": "because"}]
)
def test_a_rating_that_is_none_is_one_line(client: "TestClient", place: str, body: object) -> None:
    reply = client.post(f"{place}/1/rating", json=body)
    assert (reply.status_code, "\n" in reply.json()["error"]) == (422, False)
    assert client.post(f"{place}/7/rating", json={"rating": 1}).status_code == 404


def test_a_person_reaches_no_conversation_of_another(site: Site, tmp_path: Path) -> None:
    from starlette.testclient import TestClient

    kept = Conversations(tmp_path / "conversations.sqlite")
    guarded = replace(site, conversations=kept, access=access_of("127.0.0.1", auth=["ann:one", "bob:two"]))
    asked = list(answering(guarded, "ann", Asking(QUESTION)))[-1]
    client = TestClient(routes_only(guarded), base_url=HERE)
    place = f"/api/conversations/{asked.id}"
    ann, bob = ("ann", "one"), ("bob", "two")
    assert QUESTION in client.get("/api/conversations", auth=ann).text
    assert QUESTION not in client.get("/api/conversations", auth=bob).text
    assert client.get(place, auth=ann).status_code == 200
    for reply in (
        client.get(place, auth=bob),
        client.delete(place, auth=bob),
        client.patch(place, auth=bob, json={"title": "mine"}),
        client.post(f"{place}/stop", auth=bob),
        client.get(f"{place}/export", auth=bob),
        client.get(f"{place}/1/reasons", auth=bob),
        client.post(f"{place}/1/rating", auth=bob, json={"rating": 1}),
    ):
        assert reply.status_code == 404
    assert json.loads(client.get(place, auth=("eve", "")).text)["error"]


def test_a_proxy_names_the_user(site: Site, tmp_path: Path) -> None:
    from starlette.testclient import TestClient

    kept = Conversations(tmp_path / "conversations.sqlite")
    behind = replace(site, conversations=kept, access=access_of("127.0.0.1", user_header="X-User"))
    list(answering(behind, "ann", Asking(QUESTION)))
    client = TestClient(routes_only(behind), base_url=HERE)
    assert QUESTION in client.get("/api/conversations", headers={"x-user": "ann"}).text
    assert QUESTION not in client.get("/api/conversations", headers={"x-user": "bob"}).text
    assert client.get("/api/conversations").status_code == 401


def test_the_header_follows_the_library(client: "TestClient") -> None:
    assert "2 articles" in client.get("/api/header").text
