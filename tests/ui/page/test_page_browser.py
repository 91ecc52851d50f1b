"""In a real browser: a mark opens the article at the quoted words, and nothing an article says can run."""

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from index import Article, Library
from tests.kit.browser import PHONE, Visit, needs_chromium
from tests.kit.live import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Route

pytestmark = needs_chromium

HOSTILE = (
    '<script>window.hit=1;alert(1)</script><img src=x onerror="window.hit=1">'
    "<a href='javascript:window.hit=1'></mark></div></template>[x](javascript:alert(1)) "
    "![x](http://evil.example/x.png) {{value}} ${window.hit=1} \"'`"
)
LONG = "\n\n".join(f"Paragraph {n} of the report says nothing about it at all." for n in range(40))
ARTICLES = (
    Article(
        title="Why India was exempted from CAATSA",
        text=f"{LONG}\n\nAn exception was made for India: it was exempted from CAATSA because its arms "
        "purchases from Russia had declined and because New Delhi cooperates with the US government."
        f"\n\n{LONG}",
        url="https://example.org/caatsa",
        source="The Example",
        published="2018-06-12",
    ),
    Article(
        title="Ferry runs aground off Hirtshals",
        text="The ferry ran aground off Hirtshals on Monday morning. A broken rudder caused the "
        "grounding of the ferry, the harbour master said.",
        source="Coast News",
        published="2021-02-01",
    ),
    Article(
        title=f"Lighthouse {HOSTILE}",
        text=f"The lighthouse keeper of Skagen retired on Friday {HOSTILE} after forty years of service.",
        url=f"https://example.org/{HOSTILE}",
        source=f"Gazette {HOSTILE}",
        author=HOSTILE,
        published="2020-03-02",
    ),
)
QUESTION = "Why was India exempted from CAATSA?"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("library")
    Library.open(folder).add(ARTICLES)
    with served(folder, QUESTION, f"Who retired? {HOSTILE}") as address:
        yield address


@pytest.fixture
def desk(browser: "Browser", address: str) -> Iterator[Visit]:
    visit = Visit(browser, address, viewport={"width": 1440, "height": 900}, base_url=address)
    yield visit
    visit.close()


@pytest.fixture
def phone(browser: "Browser", address: str) -> Iterator[Visit]:
    visit = Visit(browser, address, **PHONE, base_url=address)
    yield visit
    visit.close()


def test_a_mark_opens_the_article_at_the_quoted_words(desk: Visit) -> None:
    desk.ask(QUESTION)
    answer = desk.answer(QUESTION)
    assert answer["citations"]
    for citation in answer["citations"]:
        desk.mark(citation["number"]).click()
        assert desk.marked(citation["number"]) == citation["quote"]
    desk.mark(1).click()
    assert desk.marked(1) == answer["citations"][0]["quote"]
    if path := os.environ.get("QUOTH_SCREENSHOT"):
        desk.page.screenshot(path=Path(path))


def test_a_complete_answer_opens_its_first_source_by_itself(desk: Visit) -> None:
    desk.page.get_by_role("button", name=QUESTION).click()
    assert desk.marked(1) == desk.answer(QUESTION)["citations"][0]["quote"]


def test_a_question_pressed_before_the_scripts_are_there_is_asked_once(desk: Visit) -> None:
    desk.page.route("**/quoth/js/*", late)
    desk.page.reload(wait_until="commit")
    desk.page.get_by_role("button", name=QUESTION).click()
    assert desk.page.evaluate("typeof window.quoth") == "undefined"
    desk.marked(1)
    assert desk.page.locator(".turn").count() == 1


def late(route: "Route") -> None:
    time.sleep(0.5)
    route.continue_()


def test_marks_work_with_the_keyboard(desk: Visit) -> None:
    desk.ask(QUESTION)
    desk.marked(1)
    desk.page.locator("#reader").evaluate("pane => pane.scrollTo(0, 0)")
    desk.mark(1).focus()
    desk.page.keyboard.press("Space")
    assert desk.marked(1)
    label = desk.mark(1).get_attribute("aria-label")
    assert label == "Source 1, The Example, 12 June 2018, opens the article"


def test_marks_of_older_answers_still_open_their_article(desk: Visit) -> None:
    desk.ask(QUESTION)
    desk.ask("What caused the grounding of the ferry?")
    desk.page.locator("#reader h2", has_text="Ferry").wait_for()
    assert "rudder" in desk.marked(1)
    desk.page.locator("#past .answer-text button").first.click()
    desk.page.locator("#reader h2", has_text="CAATSA").wait_for()
    assert desk.marked(1) == desk.answer(QUESTION)["citations"][0]["quote"]


def test_what_is_not_in_the_articles_is_said_with_the_closest_passages(desk: Visit) -> None:
    question = "Who won the 1998 football world cup?"
    desk.ask(question)
    answer = desk.answer(question)
    assert not answer["answered"]
    assert answer["text"] in desk.page.locator("#now .answer-text").inner_text()
    assert desk.page.locator("#reader mark").count() == 0
    desk.page.locator("#now .closest button").first.click()
    assert desk.marked(1) == answer["closest"][0]["quote"]


def test_a_new_conversation_begins_with_the_welcome(desk: Visit) -> None:
    desk.ask(QUESTION)
    desk.page.get_by_role("button", name="New conversation").click()
    desk.page.locator("#welcome").wait_for()
    assert desk.page.locator(".turn").count() == 0
    desk.ask("What caused the grounding of the ferry?")
    assert desk.page.locator(".turn").count() == 1


def test_two_visitors_do_not_see_each_other(desk: Visit, phone: Visit) -> None:
    desk.ask(QUESTION)
    phone.ask("What caused the grounding of the ferry?")
    assert desk.page.locator(".turn").count() == phone.page.locator(".turn").count() == 1
    assert (
        "CAATSA"
        not in phone.page.locator("#talk").inner_text().split("Your question")[-1].partition("Quoted")[0]
    )


def test_on_a_phone_the_article_slides_over_the_chat_and_back(phone: Visit) -> None:
    phone.ask(QUESTION)
    reader = phone.page.locator("#reader")
    assert not reader.is_visible()
    phone.mark(1).tap()
    assert phone.marked(1) == phone.answer(QUESTION)["citations"][0]["quote"]
    assert reader.bounding_box() == {"x": 0, "y": 0, "width": 390, "height": 844}
    phone.page.keyboard.press("Escape")
    reader.wait_for(state="hidden")
    assert phone.page.evaluate("document.activeElement.dataset.citation") == "1"
    phone.mark(1).tap()
    phone.page.get_by_role("button", name="Close the article").tap()
    reader.wait_for(state="hidden")
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= 390


def test_nothing_that_an_article_or_a_question_says_can_run(desk: Visit) -> None:
    question = "How long did the lighthouse keeper of Skagen serve?"
    desk.ask(question)
    desk.ask(f"Who was the lighthouse keeper of Skagen? {HOSTILE}")
    desk.ask(question)
    citation = desk.answer(question)["citations"][0]
    desk.mark(1).click()
    assert desk.marked(1) == citation["quote"]
    assert HOSTILE in desk.page.locator("#reader h2").inner_text()
    assert desk.page.evaluate("window.hit") is None
    for place in ("#welcome", "#talk", "#reader", "#header"):
        assert desk.page.locator(place).locator("script, img, template, iframe, [onerror]").count() == 0
    links = desk.page.locator("#talk a:not([download]), #reader a")
    assert set(links.evaluate_all("all => all.map(a => a.protocol)")) <= {"https:"}
