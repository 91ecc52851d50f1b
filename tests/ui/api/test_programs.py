"""What programs ask of the server without a page: JSON, events, articles, and how they are described."""

import json
import threading
import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest

from index import Library, QuothError
from index.errors import LibraryBusy
from rag.assistant import Assistant
from rag.listed import timeline
from rag.stream import Stream
from ui.api.completions import asked
from ui.api.mcp_server import TOOLS, called
from ui.api.models import FEW_CHARACTERS, Exchange
from ui.api.openai_models import CompletionRequest
from ui.api.routes import BELOW
from ui.conversations.store import Conversations
from ui.queue import Desk
from ui.render.texts import BROKEN
from ui.render.told import as_json, told
from ui.server.server import listen, routes_only
from ui.site.access import Access, access_of
from ui.site.site import Site

if TYPE_CHECKING:
    from starlette.testclient import TestClient

QUESTION = "Why was India exempted from CAATSA?"
UNANSWERED = "Who won the 1998 football world cup?"
HERE = "http://127.0.0.1:7860"


class Writing:
    """A model that writes piece by piece, may break off after ``most``, and notes when it is closed."""

    metadata = SimpleNamespace(context_window=8192, num_output=512, model_name="scripted")

    def __init__(self, pieces: Sequence[str], *, seconds: float = 0, most: int | None = None) -> None:
        self.pieces = pieces
        self.seconds = seconds
        self.most = most
        self.closed = threading.Event()

    def stream_chat(self, _: object) -> Iterator[SimpleNamespace]:
        try:
            for at, piece in enumerate(self.pieces):
                if at == self.most:
                    raise RuntimeError("broke off")
                yield SimpleNamespace(delta=piece)
                time.sleep(self.seconds)
        finally:
            self.closed.set()


class Breaking(Assistant):
    """An assistant that fails after its first words."""

    def __init__(self, library: Library, problem: Exception) -> None:
        super().__init__(library)
        self.problem = problem

    def stream(self, question: str, **kept: Any) -> Stream:
        stream = super().stream(question, **kept)
        stream._pieces = self._broken()
        return stream

    def _broken(self) -> Generator[str, None, None]:
        yield "The first words"
        raise self.problem


@contextmanager
def asked_of(assistant: Assistant, access: Access = Access()) -> "Iterator[TestClient]":  # noqa: B008
    from starlette.testclient import TestClient

    with TemporaryDirectory() as folder:
        site = Site(assistant, Conversations(Path(folder) / "conversations.sqlite"), access)
        with TestClient(routes_only(site), base_url=HERE) as client:
            yield client


@pytest.fixture(scope="module")
def assistant(sample_library: Library) -> Assistant:
    return Assistant(sample_library)


@pytest.fixture(scope="module")
def client(assistant: Assistant) -> "Iterator[TestClient]":
    with asked_of(assistant) as client:
        yield client


def events(text: str) -> list[tuple[str, Any]]:
    """Read server-sent events: name and data of each."""
    blocks = [dict(line.split(": ", 1) for line in block.splitlines()) for block in text.split("\n\n")[:-1]]
    return [(block.get("event", ""), json.loads(block["data"])) for block in blocks]


def settled(answer: dict[str, Any]) -> dict[str, Any]:
    """Return an answer without what differs from one time to the next."""
    return {**answer, "seconds": 0}


def test_rows_are_sent_as_they_are_found(client: "TestClient", monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timeline, "AT_ONCE", 1)
    asked = {"question": "timeline of the S-400 contract", "stream": True}
    *before, (last, answer) = events(client.post("/api/ask", json=asked).text)
    found = [value for name, value in before if name == "rows"]
    assert last == "answer"
    assert 0 < len(found[0]["rows"]) == found[0]["total"] < answer["total"]
    assert all(set(row) == set(answer["rows"][0]) for each in found for row in each["rows"])
    assert "".join(value["text"] for name, value in before if name == "piece") == answer["text"]


@pytest.mark.parametrize("question", [QUESTION, UNANSWERED])
@pytest.mark.parametrize("way", [{"stream": True}, {}])
def test_an_answer_comes_piece_by_piece_and_whole_at_last(
    client: "TestClient", question: str, way: dict[str, bool]
) -> None:
    accept = {} if way else {"accept": "text/event-stream"}
    reply = client.post("/api/ask", json={"question": question, **way}, headers=accept)
    assert reply.headers["content-type"].startswith("text/event-stream")
    *pieces, (last, answer) = events(reply.text)
    assert ({name for name, _ in pieces}, last) == ({"piece"}, "answer")
    assert "".join(piece["text"] for _, piece in pieces) == answer["text"]
    assert settled(answer) == settled(client.post("/api/ask", json={"question": question}).json())


CLAIM = "The House voted 330 to 99 for a waiver for India."


def test_a_claim_is_checked_by_every_way_in(client: "TestClient", assistant: Assistant) -> None:
    expected = json.loads(json.dumps(settled(as_json(told(assistant.check(CLAIM))))))
    assert (expected["kind"], expected["citations"][0]["support"]) == ("check", "supported")
    reply = client.post("/api/check", json={"claim": CLAIM})
    assert (reply.status_code, settled(reply.json())) == (200, expected)
    *pieces, (last, streamed) = events(client.post("/api/check", json={"claim": CLAIM, "stream": True}).text)
    assert (last, settled(streamed)) == ("answer", expected)
    assert "".join(piece["text"] for _, piece in pieces) == expected["text"]
    assert settled(called(Desk(assistant), "check", {"claim": CLAIM})) == expected
    confined = client.post("/api/check", json={"claim": CLAIM, "until": "2017-01-01", "history": []}).json()
    assert all(each["published"] < "2017-01-01" for each in confined["citations"])


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ({"claim": " "}, "the claim has no words; state something that articles can support or contradict"),
        ({"claim": "x" * 10_000}, "the claim has 10,000 characters; 4,000 are the most"),
        ({"claim": "Was it?"}, "“Was it?” is a question; ask it (quoth ask), or state what you hold true"),
        ({"question": CLAIM}, "claim"),
        ({"claim": CLAIM, "until": "soon"}, "no day"),
        ({"claim": 7}, "claim"),
    ],
)
def test_what_cannot_be_checked_is_refused_in_one_line(
    client: "TestClient", body: dict[str, Any], line: str
) -> None:
    reply = client.post("/api/check", json=body)
    assert reply.status_code == 422
    assert line in reply.json()["error"]


@pytest.mark.parametrize(
    ("problem", "line"), [(LibraryBusy("the library is busy"), "the library is busy"), (OSError("x"), BROKEN)]
)
def test_a_failure_under_way_is_the_last_event(
    sample_library: Library, problem: Exception, line: str, caplog: pytest.LogCaptureFixture
) -> None:
    with asked_of(Breaking(sample_library, problem)) as client:
        reply = client.post("/api/ask", json={"question": QUESTION, "stream": True})
        chat = {"model": "quoth", "messages": [{"role": "user", "content": QUESTION}], "stream": True}
        chunks = client.post("/v1/chat/completions", json=chat).text
    assert events(reply.text) == [("piece", {"text": "The first words"}), ("error", {"error": line})]
    assert events(chunks)[-1][1]["error"]["message"] == line
    assert bool(caplog.records) == isinstance(problem, OSError)


def test_a_wrong_question_is_refused_before_anything_is_streamed(client: "TestClient") -> None:
    reply = client.post("/api/ask", json={"question": " ", "stream": True})
    assert (reply.status_code, reply.json()) == (422, {"error": "the question is blank; ask something"})


def test_a_client_that_goes_away_stops_the_model(sample_library: Library, tmp_path: Path) -> None:
    import httpx
    import uvicorn

    model = Writing(["India is a Major Defense Partner. [1] "] * 500, seconds=0.02)
    kept = Conversations(tmp_path / "conversations.sqlite")
    app = routes_only(Site(Assistant(sample_library, llm=model), kept))
    with listen("127.0.0.1", 0) as socket:
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [socket]})
        thread.start()
        address = f"http://127.0.0.1:{socket.getsockname()[1]}/api/ask"
        body = {"question": QUESTION, "stream": True}
        with httpx.stream("POST", address, json=body, timeout=30) as reply:
            assert next(reply.iter_lines()) == "event: piece"
            assert not model.closed.is_set()
        assert model.closed.wait(5)
        server.should_exit = True
        thread.join(20)


def test_search_gives_the_passages_that_the_library_finds(
    client: "TestClient", sample_library: Library
) -> None:
    only: dict[str, Any] = {"since": "2018-01-01", "sources": ["meridian wire"]}
    found = client.post("/api/search", json={"question": QUESTION, "k": 3, **only}).json()
    hits = sample_library.search(QUESTION, k=3, **only)
    assert [each["quote"] for each in found] == [hit.text for hit in hits]
    assert len(client.post("/api/search", json={"question": QUESTION}).json()) == 10


def test_search_takes_operators_and_says_what_no_article_has(client: "TestClient") -> None:
    reply = client.post("/api/search", json={"question": '"no such phrase" India', "since": "2018"})
    assert unquote(reply.headers["Quoth-Notice"]).startswith("No article has “no such phrase”; its words")
    phrase = client.post("/api/search", json={"question": '"India" source:"Meridian Wire" -tank'})
    assert {each["source"] for each in phrase.json()} == {"Meridian Wire"}
    assert "Quoth-Notice" not in client.post("/api/search", json={"question": QUESTION}).headers


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ({"question": "why?", "k": 0}, '"k": Input should be greater than or equal to 1'),
        ({"question": "why?", "k": True}, '"k": Input should be a valid integer'),
        ({"question": "why?", "k": 101}, '"k": Input should be less than or equal to 100'),
        ({"question": "why?", "stream": True}, '"stream": is not known; leave it out'),
        ({"question": "why?", "since": "2020-01-02", "until": "2020-01-01"}, "lies after"),
        ({"question": "why?", "sources": []}, '"sources": List should have at least 1 item'),
        ({"question": "why?", "sources": [" "]}, "name at least one source"),
    ],
)
def test_a_wrong_search_gets_one_line(client: "TestClient", body: object, line: str) -> None:
    reply = client.post("/api/search", json=body)
    assert (reply.status_code, line in reply.json()["error"]) == (422, True)


def test_articles_are_listed_page_by_page_and_given_whole(
    client: "TestClient", sample_library: Library
) -> None:
    pages = [client.get("/api/articles", params={"offset": at, "limit": 7}).json() for at in (0, 7, 14, 21)]
    assert [len(page["articles"]) for page in pages] == [7, 7, 4, 0]
    assert {page["total"] for page in pages} == {18}
    listed = [entry for page in pages for entry in page["articles"]]
    assert [entry["id"] for entry in listed] == [article.id for article in sample_library.articles()]
    for entry in listed:
        article = client.get(f"/api/articles/{entry['id']}").json()
        assert len(article["text"]) == entry["characters"]
        assert {**article, **entry, "characters": 0} == {**article, "characters": 0}


@pytest.mark.parametrize("query", ["offset=-1", "offset=x", f"offset={10**30}", "limit=0", "limit=1001"])
def test_a_wrong_page_of_articles_gets_one_line(client: "TestClient", query: str) -> None:
    reply = client.get(f"/api/articles?{query}")
    assert reply.status_code == 422
    assert reply.json()["error"].startswith(f'"{query.split("=", maxsplit=1)[0]}": Input should be')


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/articles/none", 404),
        ("GET", "/api/none", 404),
        ("GET", "/v1/embeddings", 404),
        ("GET", "/mcp/none", 404),
        ("PUT", "/api/ask", 405),
        ("GET", "/api/search", 405),
        ("TRACE", "/api/articles", 405),
        ("DELETE", "/api/articles/none", 405),
        ("GET", "/v1/chat/completions", 405),
        ("GET", "/mcp", 405),
    ],
)
def test_what_is_not_there_is_said_in_the_shape_of_its_path(
    client: "TestClient", method: str, path: str, status: int
) -> None:
    reply = client.request(method, path, headers={"content-length": "0"})
    assert reply.status_code == status
    error = reply.json()["error"]
    assert isinstance(error, dict if path.startswith("/v1") else str)
    assert ("allow" in reply.headers) == (status == 405)


# -- as OpenAI's


def test_messages_become_a_question_with_its_history() -> None:
    messages = [
        {"role": "system", "content": "Be brief."},
        {"role": "assistant", "content": "How can I help?"},
        {"role": "user", "content": "Who signed?"},
        {"role": "assistant", "content": "India. [1]"},
        {"role": "user", "content": [{"type": "text", "text": "And"}, {"type": "text", "text": "when?"}]},
    ]
    body = {"model": "quoth", "messages": messages, "temperature": 0.3}
    found = asked(CompletionRequest.model_validate(body))
    assert found.question == "And\nwhen?"
    assert found.history == [Exchange(question="Who signed?", answer="India. [1]")]


def test_a_long_conversation_keeps_its_last_turns() -> None:
    said = [{"role": "user", "content": f"Question {number}"} for number in range(80)]
    found = asked(CompletionRequest.model_validate({"model": "quoth", "messages": said}))
    assert [found.turns[0].question, found.question] == ["Question 29", "Question 79"]


@pytest.mark.parametrize(
    ("change", "status", "line"),
    [
        ({"model": "gpt-4o"}, 404, "there is no model 'gpt-4o'"),
        ({"model": None}, 400, '"model": Input should be a valid string'),
        ({"messages": []}, 400, "no message of the user"),
        ({"messages": "why?"}, 400, '"messages": Input should be a valid list'),
        ({"messages": [{"role": "user", "content": " "}]}, 400, "blank"),
        ({"messages": [{"role": "user", "content": "why \ud800?"}]}, 400, "no valid Unicode"),
        ({"messages": [{"role": "king", "content": "why?"}]}, 400, '"messages.0": Input tag'),
        ({"messages": [{"role": "user", "content": [{"type": "image_url"}]}]}, 400, "should be 'text'"),
        ({"messages": [{"role": "user", "content": 5}]}, 400, "should be a text, or a list of parts"),
        ({"messages": [{"role": "user", "content": None}]}, 400, "should be a text, or a list of parts"),
        ({"stream": "yes"}, 400, '"stream": Input should be a valid boolean'),
    ],
)
def test_a_wrong_completion_is_refused_as_openai_does(
    client: "TestClient", change: dict[str, Any], status: int, line: str
) -> None:
    body = {"model": "quoth", "messages": [{"role": "user", "content": QUESTION}], **change}
    headers = {"content-type": "application/json"}
    reply = client.post("/v1/chat/completions", content=json.dumps(body), headers=headers)
    error = reply.json()["error"]
    assert (reply.status_code, line in error["message"]) == (status, True)
    assert error["type"] == "invalid_request_error"


def test_links_are_annotated_where_their_marks_stand(client: "TestClient") -> None:
    body = {"model": "quoth", "messages": [{"role": "user", "content": QUESTION}]}
    message = client.post("/v1/chat/completions", json=body).json()["choices"][0]["message"]
    cited = {citation["number"]: citation for citation in message["citations"]}
    linked = [number for number, citation in cited.items() if citation["url"]]
    notes = [note["url_citation"] for note in message["annotations"]]
    assert len(notes) == len(linked) > 0
    for note in notes:
        number = int(message["content"][note["start_index"] : note["end_index"]].strip("[]"))
        assert (note["url"], note["title"]) == (cited[number]["url"], cited[number]["title"])


def test_what_stands_in_for_a_model_that_broke_off_follows_its_words(sample_library: Library) -> None:
    words = ["India is a Major Defense Partner. [1] ", "It was", " given that status"]
    with asked_of(Assistant(sample_library, llm=Writing(words, most=2))) as client:
        body = {"model": "quoth", "messages": [{"role": "user", "content": QUESTION}], "stream": True}
        text = client.post("/v1/chat/completions", json=body).text.replace("data: [DONE]\n\n", "")
    deltas = [chunk["choices"][0]["delta"] for _, chunk in events(text)]
    said = "".join(delta.get("content", "") for delta in deltas)
    assert deltas[-1]["notice"].startswith("The model scripted broke off")
    assert said.count(deltas[-1]["notice"]) == 1
    for citation in deltas[-1]["citations"]:
        assert f"[{citation['number']}]" in said.split(deltas[-1]["notice"])[1]


# -- tools


def test_tools_take_what_the_routes_take(client: "TestClient") -> None:
    whole = client.get("/api/openapi.json").json()["components"]["schemas"]
    takes = {tool.name: set(tool.takes.model_fields) for tool in TOOLS}
    assert list(takes) == ["ask", "check", "search", "read_article"]
    assert set(whole["StreamedAsk"]["properties"]) - takes["ask"] == {"stream"}
    assert set(whole["Search"]["properties"]) == takes["search"]


def test_a_long_article_is_read_part_by_part(library: Library) -> None:
    from index import Article

    text = "The moon is far away. " * 2000
    library.add(Article(id="moon", title="The moon", text=text))
    parts, start = [], 0
    while start < len(text):
        part = called(Desk(Assistant(library)), "read_article", {"article_id": "moon", "start": start})
        assert part["end"] - part["start"] <= FEW_CHARACTERS
        parts.append(part["text"])
        start = part["end"]
    assert "".join(parts) == text
    assert part["characters"] == len(text)


@pytest.mark.parametrize(
    ("name", "arguments", "line"),
    [
        ("remove", {}, "there is no tool 'remove'; there are ask, check, search, read_article"),
        ("read_article", {"article_id": "none"}, "there is no article 'none'"),
        ("read_article", {"article_id": "none", "start": -1}, '"start": Input should be greater'),
        ("read_article", {"id": "none"}, '"article_id": Field required; "id": is not known; leave it out'),
        ("search", {"question": "why?", "k": 0}, '"k": Input should be greater'),
        ("ask", {"question": " "}, "blank"),
    ],
)
def test_a_tool_that_is_called_wrongly_says_so(
    assistant: Assistant, name: str, arguments: dict[str, Any], line: str
) -> None:
    with pytest.raises(ValueError, match=line.replace("?", "\\?")):
        called(Desk(assistant), name, arguments)


def test_a_tool_that_fails_says_so_in_one_line(
    sample_library: Library, caplog: pytest.LogCaptureFixture
) -> None:
    for problem, line in ((QuothError("the disk is full"), "the disk is full"), (OSError("x"), BROKEN)):
        with pytest.raises(ValueError, match=line):
            called(Desk(Breaking(sample_library, problem)), "ask", {"question": QUESTION})
    assert len(caplog.records) == 1


# -- how they are described


def test_the_document_lists_exactly_the_routes_for_programs(client: "TestClient") -> None:
    from starlette.routing import Route

    app: Any = client.app
    pages = {"/api", "/api/openapi.json", "/mcp"}
    names = ("article/", "conversations", "header", "library/", "picture/", "saved", "welcome")
    of_the_page = tuple(f"/api/{name}" for name in names)
    there = {
        (method.lower(), route.path.replace(":path", ""))
        for route in app.routes
        if isinstance(route, Route) and route.path.startswith(BELOW) and route.path not in pages
        if not route.path.startswith(of_the_page)
        for method in route.methods or ()
    }
    described = client.get("/api/openapi.json").json()
    assert {(method, path) for path, known in described["paths"].items() for method in known} == there


def test_the_document_needs_nothing_that_clients_do_not_understand(client: "TestClient") -> None:
    document = client.get("/api/openapi.json")
    assert "prefixItems" not in document.text
    boxes = document.json()["components"]["schemas"]["Article"]["properties"]["boxes"]["items"]
    assert boxes == {"type": "array", "items": {"type": "integer"}, "minItems": 4, "maxItems": 4}


def test_the_document_asks_for_a_password_only_where_one_is_set(
    client: "TestClient", assistant: Assistant
) -> None:
    assert "security" not in client.get("/api/openapi.json").json()
    with asked_of(assistant, access_of("127.0.0.1", auth=["ann:secret"])) as guarded:
        described = guarded.get("/api/openapi.json", auth=("ann", "secret")).json()
    schemes = described["components"]["securitySchemes"]
    assert {name: each["scheme"] for name, each in schemes.items()} == {"password": "basic", "key": "bearer"}
    assert described["security"] == [{"password": []}, {"key": []}]  # either of them
    assert "401" in described["paths"]["/api/ask"]["post"]["responses"]


def test_every_reply_is_what_the_document_says(client: "TestClient", assistant: Assistant) -> None:
    from jsonschema import Draft202012Validator

    whole = client.get("/api/openapi.json").json()

    def check(schema: dict[str, Any], value: Any) -> None:
        Draft202012Validator({**schema, "components": whole["components"]}).validate(value)

    for question in (QUESTION, UNANSWERED):
        check(
            {"$ref": "#/components/schemas/Told"},
            json.loads(json.dumps(as_json(told(assistant.ask(question))))),
        )
        chat = {"model": "quoth", "messages": [{"role": "user", "content": question}]}
        paths = whole["paths"]["/v1/chat/completions"]["post"]
        check(paths["requestBody"]["content"]["application/json"]["schema"], chat)
        reply = client.post("/v1/chat/completions", json=chat).json()
        check(paths["responses"]["200"]["content"]["application/json"]["schema"], reply)


def test_the_page_for_programs_shows_its_own_address_and_loads_nothing_else(client: "TestClient") -> None:
    page = client.get("/api")
    assert f"curl {HERE}/api/ask" in page.text
    assert "{{" not in page.text
    assert "<script" not in page.text
    elsewhere = client.get("/api", headers={"host": 'localhost:1"><b>'})
    assert "<b>" not in elsewhere.text
