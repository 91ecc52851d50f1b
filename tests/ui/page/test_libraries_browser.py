"""In a real browser: which of several libraries is asked is chosen on the page."""

from pathlib import Path
from typing import TYPE_CHECKING

from index import Article, Library
from tests.kit.browser import Visit, needs_chromium
from tests.kit.live import server
from tests.kit.news import MOON, SUEZ

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = needs_chromium
WHEN = "When was the Suez Canal blocked?"
SKY = "sky & moon"


def test_a_library_is_chosen_on_the_page_and_keeps_its_conversations(
    browser: "Browser", tmp_path: Path
) -> None:
    for name, text in (("sea", SUEZ), (SKY, MOON)):
        Library.open(tmp_path / name).add(Article(id=name, title=f"Of the {name}", text=text))
    with server(tmp_path / "sea", beside=[tmp_path / SKY]) as running:
        visit = Visit(browser, running.address)
        page = visit.page
        visit.ask(WHEN)
        page.locator("#header .shelf summary").click()
        page.get_by_role("link", name=SKY).click()
        page.wait_for_url("**/in/sky%20%26%20moon/")
        page.wait_for_function("name => document.title === name", arg=f"Quoth: {SKY}")
        visit.ask("When did Chandrayaan-3 land?")
        assert visit.marked(1).startswith("Chandrayaan-3 landed")
        page.reload()
        visit.marked(1)
        assert page.locator("#side .name").all_inner_texts() == ["When did Chandrayaan-3 land?"]
        page.goto(running.address)
        page.locator("#side .name", has_text=WHEN).wait_for()
        visit.close()
