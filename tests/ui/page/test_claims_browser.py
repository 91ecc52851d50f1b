"""In a real browser: a statement is checked, says so, and is asked as a question with one click, and back."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from index import Library
from rag.answer import SIDES
from tests.kit.browser import Visit, needs_chromium
from tests.kit.live import server

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = needs_chromium
CLAIM = "The explosion in Beirut killed 218 people."
DONE = "n => document.querySelectorAll('.turn[data-state=done]').length === n"
COLOUR = "e => getComputedStyle(e).color"


@pytest.fixture
def desk(browser: "Browser", sample_library: Library) -> Iterator[Visit]:
    with server(sample_library.folder) as running:
        visit = Visit(browser, running.address, viewport={"width": 1440, "height": 900})
        yield visit
        visit.close()


def test_a_claim_is_checked_asked_as_a_question_and_checked_again(desk: Visit) -> None:
    page = desk.page
    desk.ask(CLAIM)
    now = page.locator("#now")
    for side, line in SIDES.items():
        heading = now.locator(f'.answer-text .stance[data-support="{side}"]')
        assert heading.inner_text() == line
        assert heading.evaluate("e => getComputedStyle(e).display") == "inline"
    supports, contradicts = (now.locator(f'.source .stance[data-support="{side}"]').first for side in SIDES)
    assert (supports.inner_text(), contradicts.inner_text()) == (
        "Supports the claim",
        "Contradicts the claim",
    )
    assert supports.evaluate(COLOUR) != contradicts.evaluate(COLOUR)
    desk.mark(1).click()
    assert "218" in desk.marked(1)
    page.get_by_role("button", name="Ask it as a question").click()
    page.wait_for_function(DONE, arg=2)
    assert page.locator("#now .stance").count() == 0
    page.locator("#now").get_by_role("button", name="Check it as a claim").click()
    page.wait_for_function(DONE, arg=3)
    assert page.locator("#now .stance").count() > 0
    assert page.locator("#talk .question").all_inner_texts() == [CLAIM] * 3
    desk.reload()
    page.locator(".turn").nth(2).wait_for()
    turns = page.locator(".turn")
    assert [turns.nth(at).get_attribute("data-as") for at in range(3)] == ["claim", "question", "claim"]
