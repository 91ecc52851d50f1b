"""The library at a glance in a real browser: what is clicked filters, opens and is asked."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from index import Article, Library
from tests.kit.browser import needs_chromium
from tests.kit.live import server
from tests.ui.library.test_library_browser import QUESTION, opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = needs_chromium
HEARD = "On Monday the council of the town heard its mayor Ilona Marek, who spoke for an hour of the levy."


@pytest.fixture
def address(library: Library) -> Iterator[str]:
    library.add(
        [
            Article(id="one", title="Levy", text=HEARD, published="2022-01-03", source="Post"),
            Article(
                id="two", title="Races", text="Nobody won the races.", published="2022-03-01", source="Wire"
            ),
        ]
    )
    library.by_hand.tag("two", "To read")
    with server(library.folder, QUESTION) as running:
        yield running.address


def test_what_is_clicked_filters_and_is_what_questions_are_asked_of(browser: "Browser", address: str) -> None:
    visit = opened(browser, address)
    page = visit.page
    page.locator("#library [data-name='Ilona Marek']").click()
    page.locator("#library .chosen").get_by_text("1 article").wait_for()
    assert page.locator("#library .articles .name").all_inner_texts() == ["Levy"]
    page.locator("#library .chart .bar").last.click()
    page.get_by_role("button", name="January 2022: take it out").click()
    page.locator("#library .chosen button", has_text="January").wait_for(state="detached")
    page.get_by_role("button", name="Ask these articles").click()
    page.get_by_text("1 of 2 articles").wait_for()
    page.locator(".filter summary").click()
    assert page.get_by_role("checkbox", name="Ilona Marek").is_checked()
    page.get_by_role("checkbox", name="Ilona Marek").uncheck()
    page.get_by_role("checkbox", name="To read").check()
    page.get_by_text("1 of 2 articles").wait_for()
    assert visit.troubles == []


def test_a_title_opens_its_article_at_the_words_that_were_searched(browser: "Browser", address: str) -> None:
    visit = opened(browser, address)
    page = visit.page
    page.get_by_role("searchbox", name="Search titles").fill("mayors")
    page.wait_for_selector("#library mark")
    page.get_by_role("button", name="Levy", exact=True).click()
    page.wait_for_selector("#reader mark.active")
    assert "mayor" in page.locator("#reader mark.active strong").all_inner_texts()
    assert visit.troubles == []


def test_an_article_is_corrected_by_keyboard_and_says_so(browser: "Browser", address: str) -> None:
    visit = opened(browser, address)
    page = visit.page
    page.get_by_role("button", name="Edit Races").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Title", exact=True).fill("Sailing races")
    page.keyboard.press("Enter")
    page.get_by_text("corrected by hand").wait_for()
    page.get_by_role("button", name="Edit Sailing races").wait_for()
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Edit Sailing races"
    page.keyboard.press("Enter")
    page.get_by_text("Read: “Races”").wait_for()
    page.get_by_role("button", name="Back to what was read").click()
    page.get_by_role("button", name="Edit Races").wait_for()
    assert visit.troubles == []
