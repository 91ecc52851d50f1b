"""In a real browser: the list of conversations says when, its menus open within the window, windows agree."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from index import Article, Library
from index.passage import Filter
from tests.kit.browser import Visit, needs_chromium
from tests.kit.live import server
from ui.conversations.store import Conversations
from ui.site.access import NOBODY

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = needs_chromium
FIRST, SECOND = "What did the Harbour Board approve?", "What is the wall made of?"
HEIGHT = 480


@pytest.fixture
def desk(browser: "Browser", tmp_path: Path) -> Iterator[Visit]:
    Library.open(tmp_path / "library").add(Article(text="The Harbour Board approved a wall of stone."))
    kept = Conversations(tmp_path / "library-conversations.sqlite")
    for number in range(12):
        kept.begin(NOBODY, None, f"Question {number}?", Filter())
    kept.close()
    with server(tmp_path / "library", FIRST) as running:
        visit = Visit(browser, running.address, viewport={"width": 1280, "height": HEIGHT}, timezone_id="UTC")
        visit.page.locator("#side li").nth(11).wait_for()
        yield visit
        visit.close()


def beside(desk: Visit, address: str) -> "Page":
    """Another window of the same browser."""
    page = desk.page.context.new_page()
    page.goto(address)
    page.locator("#side li").nth(11).wait_for()
    return page


def test_the_menu_of_the_last_conversation_opens_within_the_window(desk: Visit) -> None:
    side = desk.page.locator("#side")
    for entry in (side.locator("li").first, side.locator("li").last):
        entry.hover()
        entry.locator("summary").click()
        for shown in (".menu-list:not(.sure)", ".menu-list.sure"):
            box = entry.locator(shown).bounding_box()
            assert box is not None
            assert box["y"] >= 0
            assert box["y"] + box["height"] <= HEIGHT
            if "not" in shown:
                entry.get_by_role("button", name="Delete").click()
        desk.page.keyboard.press("Escape")


def test_the_list_says_when(desk: Visit) -> None:
    times = desk.page.locator("#side time").all_inner_texts()
    assert all(re.fullmatch(r"(today|yesterday) \d\d:\d\d", time) for time in times)
    written = desk.page.evaluate(
        """([now, ...times]) => import(new URL("quoth/js/side.js", document.baseURI))
             .then(({ when }) => times.map((time) => when(new Date(time), new Date(now))))""",
        [
            "2026-11-29T00:05Z",
            "2026-11-29T00:01Z",
            "2026-11-28T23:59Z",
            "2026-11-23T09:00Z",
            "2026-11-22T09:00Z",
        ],
    )
    assert written == ["today 00:01", "yesterday 23:59", "Monday 09:00", "22 November 2026, 09:00"]


def test_two_windows_see_each_others_questions(desk: Visit) -> None:
    other = beside(desk, desk.page.url)
    desk.ask(FIRST)
    other.locator("#side li", has_text=FIRST).click()
    other.locator(".turn[data-state=done] .question", has_text=FIRST).wait_for()
    desk.ask(SECOND)
    other.locator(".turn[data-state=done] .question", has_text=SECOND).wait_for()
    entry = other.locator("#side li", has_text=FIRST)
    entry.hover()
    entry.locator("summary").click()
    entry.get_by_role("button", name="Rename").click()
    other.keyboard.type("Both stories")
    other.keyboard.press("Enter")
    desk.page.locator("#side li", has_text="Both stories").wait_for()
    other.close()
