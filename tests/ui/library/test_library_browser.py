"""The library panel in a real browser: add, watch, look for, remove, by mouse and by keyboard alone."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from index import Article, Library
from tests.kit.browser import Visit, needs_chromium
from tests.kit.live import server
from tests.kit.news import MOON, NATO, SUEZ

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = needs_chromium
QUESTION = "How was the Ever Given freed?"
HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.fixture
def address(library: Library, folder: Path) -> Iterator[str]:
    library.add(folder / "suez.txt")
    with server(library.folder, QUESTION, folders=[str(folder)]) as running:
        yield running.address


def opened(browser: "Browser", address: str, **options: object) -> Visit:
    """Return a visit to the panel."""
    visit = Visit(browser, address, **options)
    visit.page.locator("[data-opens='library']").focus()
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_selector("#library[open] .library-body")
    return visit


def test_files_are_added_while_one_watches_and_the_page_hears_of_it(
    browser: "Browser", address: str, folder: Path
) -> None:
    visit = opened(browser, address)
    page = visit.page
    (folder / f"{HOSTILE.replace('/', '')}.png").write_bytes(b"\x89PNG")
    (folder / f"storm {HOSTILE}.txt").write_text(f"Storm {HOSTILE}\n\nA storm closed the harbour.")
    page.locator("#library input[webkitdirectory]").set_input_files(folder)
    page.wait_for_selector("#library .job[data-state='done']")
    # the folder's suez.txt is kept as another file than the person's own, with the same words
    page.get_by_text("4 added; 1 could not be read.").wait_for()
    assert f"news/{HOSTILE}.png" in page.locator("#library .problems").inner_text()
    page.locator("#header").get_by_text("4 articles").wait_for()
    page.get_by_role("searchbox", name="Search titles").fill("storm")
    page.wait_for_function("document.querySelectorAll('#library .articles li').length === 1")
    assert HOSTILE in page.locator("#library .articles .name").inner_text()
    assert page.locator("#library img").count() == 0
    assert visit.troubles == []


def test_a_folder_of_the_server_and_a_link_are_added(browser: "Browser", address: str, folder: Path) -> None:
    visit = opened(browser, address)
    page = visit.page
    page.get_by_text("Add by link, or a folder").click()
    page.get_by_label("Folder on this server").fill(str(folder))
    page.get_by_role("button", name="Sync the folder").click()
    page.get_by_text("2 added, 1 already there.").wait_for()
    page.get_by_label("Links, one a line").fill("http://127.0.0.1/a\nhttp://127.0.0.1/b")
    page.get_by_role("button", name="Fetch").click()
    page.get_by_text("nothing new; 2 could not be read.").wait_for()
    page.get_by_label("Folder on this server").fill("/etc")
    page.keyboard.press("Enter")
    page.get_by_text("may not be added from there").wait_for()
    assert [line for line in visit.troubles if "403" not in line] == []


def test_an_article_is_removed_by_keyboard_alone_after_a_question(browser: "Browser", address: str) -> None:
    visit = opened(browser, address, viewport={"width": 390, "height": 844})
    page = visit.page
    box = page.locator("#library").bounding_box()
    assert box is not None
    assert (box["width"], box["height"]) == (390, 844)
    page.get_by_role("button", name="Remove Suez news").focus()
    page.keyboard.press("Enter")
    focused = "document.activeElement.dataset.act"
    assert page.evaluate(focused) == "remove-no"
    page.keyboard.press("Escape")
    assert page.evaluate(focused) == "remove"
    page.keyboard.press("Enter")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    page.get_by_text("No articles yet.").wait_for()
    page.locator("#header").get_by_text("0 articles").wait_for()
    page.keyboard.press("Escape")
    page.wait_for_selector("#library", state="hidden")
    assert page.evaluate("document.activeElement.dataset.opens") == "library"
    assert visit.troubles == []


def test_escape_closes_the_library_after_a_removal(
    browser: "Browser", address: str, library: Library
) -> None:
    library.add(Article(title="Mill", text="The mill was sold to the town."))
    visit = opened(browser, address)
    page = visit.page
    page.get_by_role("searchbox", name="Search titles").fill("suez")
    page.wait_for_function("document.querySelectorAll('#library .articles li').length === 1")
    page.get_by_role("button", name="Remove Suez news").click()
    page.get_by_role("button", name="Yes, remove it").click()
    page.locator("#library [data-part='line']", has_text="Removed.").wait_for()
    page.locator("#header").get_by_text("1 article").wait_for()
    page.keyboard.press("Escape")
    page.wait_for_selector("#library", state="hidden")
    visit.close()


def test_files_that_are_dropped_are_added(browser: "Browser", address: str) -> None:
    visit = opened(browser, address)
    page = visit.page
    drop = """texts => {
        const data = new DataTransfer();
        texts.forEach((text, n) => data.items.add(new File([text], `dropped ${n}.txt`)));
        const event = (name) => new DragEvent(name, { dataTransfer: data, bubbles: true, cancelable: true });
        const place = document.querySelector("#library .drop");
        for (const name of ["dragover", "drop"]) place.dispatchEvent(event(name));
    }"""
    page.evaluate(drop, [MOON, NATO, SUEZ + NATO])
    page.locator("#library [data-part='job'][data-state='running']").wait_for()
    page.evaluate(drop, ["x"] * 201)
    page.get_by_text("3 added.").wait_for()
    page.locator("#library [data-fresh='counts']", has_text="4 articles").wait_for()
    assert page.get_by_text("201 files at once are too many; 200 are the most.").is_visible()
    assert visit.troubles == []


def test_who_may_only_read_sees_no_forms(browser: "Browser", library: Library, folder: Path) -> None:
    library.add(folder)
    with server(library.folder, QUESTION, read_only=True) as running:
        page = opened(browser, running.address).page
        assert "not change it" in page.locator("#library .note").inner_text()
        assert page.locator("#library form").count() == 1
        assert page.get_by_role("button", name="Remove").count() == 0
