"""Words recognised in a picture are shown with it, as long as its file is what it was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from index import Article, Library
from index.ingest.entries import entries
from index.store import Record
from rag.assistant import Assistant
from tests.kit.browser import Visit, needs_chromium
from tests.kit.live import served
from tests.kit.pdf_file import FIRST, SECOND, TITLE, column, pdf_file
from tests.kit.scan import bound, picture, picture_pdf
from ui.conversations.store import Conversations
from ui.render.page_pictures import page_pictures
from ui.render.reader import Span, article_html
from ui.server.server import routes_only
from ui.site.access import access_of
from ui.site.site import Site

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from starlette.testclient import TestClient

HERE = "http://127.0.0.1:7860"
PNG = b"\x89PNG"
GAUGE = "The gauge at Mellin weir stood at 4.85 metres on 9 March. "
GATES = "Two of the seven gates of the weir could not be closed."
ARTICLE = Article(
    title="The weir",
    text=f"{FIRST}\n\n{GAUGE}{GATES}",
    pages=(0, len(FIRST) + 2),
    recognised=(
        (len(FIRST) + 2, len(FIRST) + 2 + len(GAUGE)),
        (len(FIRST) + 2 + len(GAUGE), len(f"{FIRST}\n\n{GAUGE}{GATES}")),
    ),
    boxes=((100, 90, 700, 110), (100, 115, 690, 135)),
)
FILE = bound(
    pdf_file([[TITLE, *column(FIRST, SECOND)]]), picture_pdf(picture([[GAUGE, GATES]], dpi=60), dpi=60)
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "weir.pdf"
    path.write_bytes(FILE)
    return path


@pytest.fixture
def library(tmp_path: Path, path: Path) -> Library:
    library = Library.open(tmp_path / "library")
    made = tuple(entries([ARTICLE], library.encoder))
    library.store.write([Record(str(path), sha256(FILE).hexdigest(), made)])
    library.rebuild()
    return library


@pytest.fixture
def client(library: Library, tmp_path: Path) -> Iterator[TestClient]:
    from starlette.testclient import TestClient

    site = Site(Assistant(library), Conversations(tmp_path / "conversations.sqlite"))
    with TestClient(routes_only(site), base_url=HERE) as client:
        yield client


def test_a_page_is_drawn_while_its_file_is_what_it_was(client: TestClient, path: Path) -> None:
    place = f"/api/picture/{ARTICLE.id}"
    for page in (1, 2):
        reply = client.get(f"{place}?page={page}")
        assert (reply.status_code, reply.headers["content-type"]) == (200, "image/png")
        assert reply.content.startswith(PNG)
    for page in (0, 3, -1, 10**9):
        assert client.get(f"{place}?page={page}").status_code == 404
    assert client.get("/api/picture/none?page=1").status_code == 404
    assert client.get(place).status_code == 422
    path.write_bytes(FILE + b"%")
    assert "cannot be shown here: its file has gone" in client.get(f"{place}?page=2").text
    path.unlink()
    assert client.get(f"{place}?page=2").status_code == 404


def test_whoever_may_not_read_sees_no_picture(library: Library, tmp_path: Path) -> None:
    from starlette.testclient import TestClient

    site = Site(
        Assistant(library),
        Conversations(tmp_path / "own.sqlite"),
        access_of("127.0.0.1", auth=["ann:secret"]),
    )
    with TestClient(routes_only(site), base_url=HERE) as client:
        assert client.get(f"/api/picture/{ARTICLE.id}?page=2").status_code == 401
        assert client.get(f"/api/picture/{ARTICLE.id}?page=2", auth=("ann", "secret")).status_code == 200


def test_a_file_that_is_none_or_cut_short_gives_no_picture(library: Library, path: Path) -> None:
    for content in (b"%PDF-1.7\n", FILE[:400], b"Plain words of a text.", b""):
        path.write_bytes(content)
        made = tuple(entries([ARTICLE], library.encoder))
        library.store.write([Record(str(path), sha256(content).hexdigest(), made)])
        assert library.page_picture(ARTICLE.id, 2) is None


def test_an_article_that_lies_in_no_file_of_its_own_has_no_picture(library: Library) -> None:
    note = Article(id="note", title="Note", text="The vote on the repair was 33 to 9.")
    library.add(note)
    assert library.page_picture("note", 1) is None
    made = tuple(entries([note], library.encoder))
    library.store.write([Record("https://coast.example/weir.pdf", "0" * 64, made)])
    assert library.page_picture("note", 1) is None


def test_the_reader_shows_the_page_once_with_the_lines_of_the_quotations() -> None:
    start, middle, end = ARTICLE.recognised[0][0], ARTICLE.recognised[1][0], len(ARTICLE.text)
    (one,) = page_pictures(ARTICLE, [(start, middle - 1)])
    assert (one.page, one.boxes) == (2, ARTICLE.boxes[:1])
    (both,) = page_pictures(ARTICLE, [(middle, end), (start, middle - 1), (start + 3, start + 9)])
    assert sorted(both.boxes) == list(ARTICLE.boxes)
    assert page_pictures(ARTICLE, [(0, len(FIRST))]) == []
    (unplaced,) = page_pictures(replace(ARTICLE, boxes=()), [(start, end)])
    assert unplaced.boxes == ()
    shown = article_html(ARTICLE, [Span(1, start, middle - 1)])
    assert shown.count("<img") == 1
    assert f'src="api/picture/{ARTICLE.id}?page=2"' in shown
    assert '<rect x="100" y="90" width="600" height="20"/>' in shown
    assert "<img" not in article_html(ARTICLE, [Span(1, 0, 20)])


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from tests.kit.browser import chromium

    with chromium() as browser:
        yield browser


@needs_chromium[1]
@needs_chromium[0]
def test_the_picture_stands_behind_the_quoted_words(browser: Browser, library: Library, path: Path) -> None:
    with served(library.folder) as address:
        visit = Visit(browser, address)
        visit.ask("How high did the gauge at Mellin weir stand?")
        drawn = visit.page.locator(".page-picture img")
        drawn.wait_for()
        visit.page.wait_for_function("document.querySelector('.page-picture img').naturalWidth > 0")
        assert visit.page.locator(".source .recognised").inner_text() == "Recognised from a picture"
        path.unlink()
        visit.page.evaluate("document.querySelector('.page-picture img').src += '&again'")
        visit.page.locator(".page-picture[data-gone]").wait_for()
        assert "its file has gone" in visit.page.locator(".page-picture").inner_text()
        visit.troubles = [line for line in visit.troubles if "404" not in line]
        visit.close()
