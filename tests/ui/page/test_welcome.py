"""The words before the first question follow the library at once; questions to begin with come when found."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from index import Article, Library
from rag.assistant import Assistant
from ui.conversations.store import Conversations
from ui.server.server import routes_only
from ui.site.site import Site


def test_the_welcome_does_not_wait_for_questions_to_begin_with(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go = threading.Event()

    from starlette.testclient import TestClient

    def slowly(of: Library) -> Iterator[str]:
        if of.summary().articles:
            assert go.wait(30)
            yield "Who sold the mill?"

    monkeypatch.setattr("rag.starters._answered", slowly)
    site = Site(Assistant(library), Conversations(tmp_path / "conversations.sqlite"))
    with TestClient(routes_only(site), base_url="http://127.0.0.1:7860") as client:

        def welcome(query: str = "") -> str:
            return client.get(f"/api/welcome{query}").text

        assert "No articles yet" in welcome("?wait=true")
        library.add(Article(text="The mill was sold by Ann Lee."))
        assert "Ask your articles" in welcome()
        assert "Who sold the mill?" not in welcome()
        go.set()
        assert "Who sold the mill?" in welcome("?wait=true")
