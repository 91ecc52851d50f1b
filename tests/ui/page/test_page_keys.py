"""In a real browser, by keyboard alone, and what axe-core finds wrong for those who do not see the page."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from index import Library
from tests.kit.browser import PHONE, Visit, needs_chromium
from tests.kit.live import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = needs_chromium
QUESTION = "How many people were killed in the Beirut port explosion?"
SERIOUS = ("serious", "critical")


@pytest.fixture(scope="module")
def address(sample_library: Library) -> Iterator[str]:
    with served(sample_library.folder, QUESTION) as address:
        yield address


def tab_to(page: "Page", selector: str, *, most: int = 80) -> None:
    """Press Tab until the focus is on such an element, which must be seen to have it."""
    for _ in range(most):
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none"
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} was not reached with {most} tabs")


def violations(page: "Page") -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [
        f"{each['id']}: {each['help']}: {node['html'][:200]}"
        for each in found
        if each["impact"] in SERIOUS
        for node in each["nodes"]
    ]


def test_everything_is_done_without_a_mouse(browser: "Browser", address: str) -> None:
    visit = Visit(browser, address, base_url=address, viewport={"width": 1440, "height": 900})
    page = visit.page
    box = page.get_by_label("Your question")
    box.wait_for()
    page.wait_for_function("document.activeElement.localName === 'textarea'")
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    page.locator('.turn[data-state="done"] .mark').first.wait_for()
    visit.marked(1)
    page.keyboard.press("Tab")
    tab_to(page, "#reader")
    page.keyboard.press("n")
    assert page.locator("#reader mark.active").first.get_attribute("data-citation") == "2"
    page.keyboard.press("p")
    assert page.locator("#reader mark.active").first.get_attribute("data-citation") == "1"
    page.keyboard.press("Escape")
    page.locator("#reader").wait_for(state="hidden")
    assert page.evaluate("document.activeElement.dataset.citation") == "1"
    page.keyboard.press("Enter")
    page.locator("#reader").wait_for()
    tab_to(page, "#now .actions summary")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Markdown"
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert QUESTION in download.value.path().read_text(encoding="utf-8")
    page.keyboard.press("Escape")
    assert page.locator("details.menu[open]").count() == 0
    visit.close()


@pytest.mark.parametrize(
    "screen", [{"viewport": {"width": 1440, "height": 900}}, PHONE], ids=["desk", "phone"]
)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(
    browser: "Browser", address: str, screen: dict[str, object], scheme: str
) -> None:
    visit = Visit(browser, f"{address}?__theme={scheme}", base_url=address, color_scheme=scheme, **screen)
    page = visit.page
    page.get_by_label("Your question").wait_for()
    page.locator("#side .list > *").first.wait_for(state="attached")
    assert violations(page) == []
    visit.ask(QUESTION)
    visit.ask("Who won the 1998 football world cup?")
    if screen is PHONE:
        page.locator(".turn .mark").first.tap()
    page.locator("#filters summary").evaluate("summary => summary.click()")
    assert violations(page) == []
    visit.close()
