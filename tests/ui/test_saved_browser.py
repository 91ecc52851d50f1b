"""Saved questions in a browser: saved under an answer, told in the header, opened at the quoted words."""

from typing import TYPE_CHECKING

import pytest

from index import Article, Library
from tests.kit.live import server
from tests.kit.news import MOON, SUEZ

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
CANAL = "How long was the Suez Canal blocked?"


def test_a_question_is_saved_and_what_is_new_to_it_is_read(browser: "Browser", library: Library) -> None:
    library.add(Article(title="Moon news", text=MOON))
    with server(library.folder) as running:
        page = browser.new_page(viewport={"width": 1200, "height": 800})
        page.goto(running.address)
        page.fill("#box textarea", CANAL)
        page.press("#box textarea", "Enter")
        page.click("[data-does='save']", timeout=60_000)
        page.wait_for_selector("#header [data-opens='saved']")
        library.add(Article(title="Suez news", text=SUEZ, source="Meridian Wire", published="2021-03-30"))
        page.wait_for_selector("#header .saved[data-new]", timeout=60_000)
        assert page.inner_text("#header .saved") == "1 new"
        page.click("#header .saved")
        assert CANAL in page.inner_text("#saved")
        assert page.inner_text("#saved .since").startswith("1 new since ")
        page.click("#saved [data-open]")
        page.wait_for_selector("#reader mark[data-citation='1']")
        assert page.inner_text("#reader mark") in SUEZ
        page.wait_for_selector("#header .saved:not([data-new])")
        page.click("#header .saved")
        page.click("#saved [data-saves='forget']")
        page.wait_for_selector("#header:not(:has(.saved))")
        page.close()
