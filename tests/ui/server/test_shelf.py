"""Several libraries at one server: each has its page, its routes and what is kept of it."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from index import Article, Library
from rag.assistant import Assistant
from rag.evidence.marking import unmarked
from tests.kit.news import MOON, SUEZ
from tests.kit.word_encoder import WordEncoder
from ui.command.arguments import parser
from ui.command.libraries import libraries_to_ask
from ui.conversations.store import Conversations
from ui.server.server import routes_only
from ui.server.shelf import Shelf
from ui.site.access import Access
from ui.site.site import Site

if TYPE_CHECKING:
    from starlette.testclient import TestClient

WHEN = "When was the Suez Canal blocked?"
SKY = "sky & moon"
HERE = "http://127.0.0.1:7860"
PASSWORD = ("ann", "secret")


@pytest.fixture
def client(tmp_path: Path) -> "Iterator[TestClient]":
    from starlette.testclient import TestClient

    access = Access({PASSWORD[0]: PASSWORD[1]})
    shelf: dict[str, Site] = {}
    for name, text in (("sea", SUEZ), (SKY, MOON)):
        library = Library.open(tmp_path / name, encoder=WordEncoder())
        library.add(Article(id=name, title=f"Of the {name}", text=text))
        kept = Conversations(tmp_path / f"{name}.sqlite")
        Site(Assistant(library, marking=unmarked), kept, access, name=name, shelf=shelf)
    apps = {each.root: routes_only(each) for each in shelf.values()}
    with TestClient(Shelf(apps), base_url=HERE, follow_redirects=False) as client:
        client.auth = PASSWORD
        yield client


def test_each_library_answers_below_its_own_address_and_by_its_name(client: "TestClient") -> None:
    below = "/in/sky%20%26%20moon"
    assert client.get("/api/articles").json()["articles"][0]["id"] == "sea"
    assert client.get(f"{below}/api/articles").json()["articles"][0]["id"] == SKY
    assert client.get("/api/articles", params={"library": SKY}).json()["articles"][0]["id"] == SKY
    assert client.get(f"/api/articles/{SKY}", params={"library": SKY}).json()["text"] == MOON
    for address, asked in ((below, {}), ("", {"library": SKY})):
        found = client.post(f"{address}/api/search", json={"question": WHEN, **asked}).json()
        assert {each["article_id"] for each in found} == {SKY}
    tool = {"name": "read_article", "arguments": {"article_id": SKY, "library": SKY}}
    called = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": tool}
    told = client.post("/mcp", json=called, headers={"accept": "application/json, text/event-stream"}).json()
    assert told["result"]["structuredContent"]["text"] == MOON
    header = client.get(f"{below}/api/header").text
    assert 'href="../../"' in header
    assert "<bdi>sky &amp; moon</bdi>" in header
    assert client.post("/api/saved", json={"question": WHEN}).status_code == 201
    assert WHEN in client.get("/api/saved").text
    assert WHEN not in client.get(f"{below}/api/saved").text


def test_a_name_that_no_library_has_is_one_line_and_one_without_its_slash_leads_there(
    client: "TestClient",
) -> None:
    line = "there is no library 'see'; there are 'sea', 'sky & moon'"
    asked = {"question": WHEN, "library": "see"}
    for route, body in (("ask", asked), ("search", asked), ("check", {"claim": WHEN, "library": "see"})):
        refused = client.post(f"/api/{route}", json=body)
        assert (refused.status_code, refused.json()) == (422, {"error": line})
    assert client.get("/in/see/api/header").json() == {"error": line}
    assert client.get("/in/sea/api/header?x=1").headers["location"] == "/api/header?x=1"
    assert client.get("/in/sea//elsewhere.org").headers["location"] == "/elsewhere.org"
    client.auth = ("ann", "wrong")
    assert client.get("/in/see/").status_code == client.get("/in/sky%20%26%20moon/").status_code == 401
    assert client.get("/in/sky%20%26%20moon/api/header").status_code == 401


def test_the_command_names_libraries_after_their_folders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUOTH_LIBRARY", str(tmp_path / "own"))
    places = [tmp_path / "town", tmp_path / "old" / "town"]

    def named(*arguments: object) -> dict[str, Path]:
        given = parser().parse_args(["chat", *map(str, arguments)])
        return {name: each.folder for name, each in libraries_to_ask(given, may_be_empty=True).items()}

    assert named() == {"": tmp_path / "own"}
    assert named("--library", places[0]) == {"": places[0]}
    both = [part for place in places for part in ("--library", place)]
    assert named(*both, "--library", places[0]) == {"town": places[0], "town 2": places[1]}
