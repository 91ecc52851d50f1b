"""In a real browser: the filter stands in nobody's way, counts what is left, and says what it leaves out."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from index import Article, Library
from tests.kit.browser import Visit, needs_chromium
from tests.kit.live import server

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator

pytestmark = needs_chromium
QUESTION = "What did the Harbour Board approve?"
ARTICLES = (
    Article(text="The Harbour Board approved a wall of stone.", published="2018-05-01", source="Ledger"),
    Article(text="A ferry ran aground off the pier.", published="2019-05-01", source="Ledger"),
    Article(text="The station was painted.", published="2019-06-01", source="Coast Post"),
    Article(text="Nobody knows when the mill was sold.", source="Coast Post"),
    Article(text="A letter came in May.", published="2019-05-02"),
)


@pytest.fixture
def desk(browser: "Browser", tmp_path: Path) -> Iterator[Visit]:
    Library.open(tmp_path / "library").add(ARTICLES)
    with server(tmp_path / "library", QUESTION) as running:
        visit = Visit(browser, running.address, viewport={"width": 1440, "height": 900})
        visit.page.locator("#filters .names input").first.wait_for(state="attached")  # the page's scripts run
        yield visit
        visit.close()


def form(visit: Visit) -> "Locator":
    return visit.page.locator("#filters form")


def test_the_filter_is_shut_by_enter_and_by_going_back_to_the_question(desk: Visit) -> None:
    page = desk.page
    page.locator("#filters summary").press("Enter")
    since = page.locator('#filters [name="since"]')
    since.fill("2018-01-01")
    since.press("Enter")
    form(desk).wait_for(state="hidden")
    assert page.evaluate("document.activeElement.localName") == "summary"
    page.locator("#filters summary").press("Enter")
    form(desk).wait_for()
    page.get_by_label("Your question").focus()
    form(desk).wait_for(state="hidden")


def test_the_numbers_follow_the_days_and_what_says_no_day_is_told(desk: Visit) -> None:
    page = desk.page
    page.locator("#filters summary").click()
    numbers = page.locator("#filters .names .number")
    assert numbers.all_inner_texts() == ["2", "2"]
    page.locator('#filters [name="since"]').fill("2019-01-01")
    told = page.locator("#filters .chosen")
    told.get_by_text("3 of 5 articles; 1 without a day left out").wait_for()
    assert numbers.all_inner_texts() == ["1", "1"]
    page.get_by_label("Ledger").check()
    told.get_by_text("1 of 5 articles; 1 without an outlet left out").wait_for()
    page.get_by_role("button", name="Clear filter").click()
    told.get_by_text("All articles").wait_for()
    assert numbers.all_inner_texts() == ["2", "2"]
