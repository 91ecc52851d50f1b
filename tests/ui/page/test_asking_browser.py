"""In a real browser: what becomes of the box, the conversation and the reader while questions are asked."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from index import Library
from tests.kit.browser import Visit, needs_chromium
from tests.kit.live import server
from tests.kit.model_server import Script, model_server

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Route

pytestmark = needs_chromium
FIRST, SECOND = "Why was India exempted from CAATSA?", "When did Chandrayaan-3 land on the Moon?"
WAIT = "Wait for the answer that is being written, or stop it."
DONE = "n => document.querySelectorAll('.turn[data-state=done]').length === n"
JOIN = "**/queue/join*"


@pytest.fixture(scope="module")
def address(sample_library: Library) -> Iterator[str]:
    with server(sample_library.folder, FIRST) as running:
        yield running.address


@pytest.fixture
def desk(browser: "Browser", address: str) -> Iterator[Visit]:
    visit = Visit(browser, address, viewport={"width": 1440, "height": 900}, base_url=address)
    visit.page.locator("#filters .names input").first.wait_for(state="attached")  # the page's scripts run
    yield visit
    visit.close()


def box(visit: Visit) -> "Locator":
    return visit.page.get_by_label("Your question")


def test_a_question_typed_behind_another_waits_whole_in_the_box(desk: Visit) -> None:
    held: list[Route] = []
    page, asked = desk.page, desk.page.locator("#talk .question")
    page.route(JOIN, lambda route: held.append(route))  # noqa: PLW0108 - Playwright marks what it calls
    box(desk).press_sequentially(FIRST)
    box(desk).press("Enter")
    page.locator("#sent").get_by_text(FIRST).wait_for()
    assert box(desk).input_value() == ""
    box(desk).press_sequentially(SECOND)
    box(desk).press("Enter")
    page.get_by_text(WAIT).wait_for()
    for route in held:
        route.continue_()
    page.unroute(JOIN)
    page.wait_for_function(DONE, arg=1)
    assert box(desk).input_value() == SECOND
    assert asked.all_inner_texts() == [FIRST]
    box(desk).press("Enter")
    page.wait_for_function(DONE, arg=2)
    assert asked.all_inner_texts() == [FIRST, SECOND]
    assert box(desk).input_value() == ""


def test_a_question_that_the_server_did_not_take_comes_back_into_the_box(desk: Visit) -> None:
    desk.page.route(JOIN, lambda route: route.fulfill(status=503, json={"detail": "full"}))
    box(desk).fill(FIRST)
    box(desk).press("Enter")
    desk.page.wait_for_function("q => document.querySelector('#box textarea').value === q", arg=FIRST)
    desk.page.locator("#refused .trouble", has_text="is asked again in 10 s").wait_for()
    desk.page.locator("#sent").wait_for(state="detached")
    desk.page.unroute(JOIN)
    box(desk).press("Enter")
    desk.page.wait_for_function(DONE, arg=1)
    desk.troubles.clear()  # the browser notes the 503


def test_a_page_that_is_opened_while_the_library_cannot_be_read_says_so_and_waits(desk: Visit) -> None:
    page, line = desk.page, "the server cannot be reached"
    for name in ("header", "welcome"):
        page.route(f"**/api/{name}*", lambda route: route.fulfill(status=503, json={"error": line}))
    desk.reload()
    page.locator("#said", has_text=line).wait_for()
    assert page.locator("#welcome").inner_text().strip() == ""  # not what there was when the server started
    page.unroute_all()
    page.locator("#welcome").get_by_text("articles").first.wait_for()
    assert page.locator("#said").inner_text() == ""
    desk.troubles.clear()  # the browser notes the 503


def test_what_is_typed_during_an_answer_can_be_asked_once_that_is_stopped(
    browser: "Browser", sample_library: Library
) -> None:
    script = Script(["It was exempted. [1]"], seconds=600)
    with model_server(script) as llm, server(sample_library.folder, FIRST, llm=llm) as running:
        visit = Visit(browser, running.address, base_url=running.address)
        box(visit).fill(FIRST)
        box(visit).press("Enter")
        visit.page.locator("#box button", has_text="Stop").wait_for()
        box(visit).fill(SECOND)
        box(visit).press("Enter")
        visit.page.get_by_text(WAIT).wait_for()
        visit.page.locator("#box button", has_text="Stop").click()
        visit.page.locator("#now .stopped").wait_for()
        script.seconds = 0
        box(visit).press("Enter")
        visit.page.locator("#now .question", has_text=SECOND).wait_for()
        assert visit.page.locator("#talk .question").all_inner_texts() == [FIRST, SECOND]
        visit.page.wait_for_function(DONE, arg=2)
        visit.close()


def test_days_that_are_crossed_are_said_in_words_and_nothing_is_asked_of_them(desk: Visit) -> None:
    page = desk.page
    page.locator("#filters summary").click()
    page.locator('#filters [name="since"]').fill("2023-01-01")
    page.locator('#filters [name="until"]').fill("2022-01-01")
    page.locator("#filters .left", has_text="From is after To.").wait_for()
    assert page.locator("#filters .chosen").inner_text() == "From is after To."
    assert page.locator("#filters [aria-invalid=true]").count() == 2
    box(desk).fill(FIRST)
    box(desk).press("Enter")
    page.locator("#said", has_text="From is after To.").wait_for()
    assert (box(desk).input_value(), page.locator(".turn").count()) == (FIRST, 0)
    page.locator("#filters summary").click()  # it was closed as one went back to the question
    page.locator('#filters [name="until"]').fill("2024-01-01")
    page.locator("#filters .chosen", has_text="of 18 articles").wait_for()
    assert page.locator("#filters [aria-invalid=true]").count() == 0


def test_the_article_that_is_read_stays_beside_an_answer_that_quotes_nothing(desk: Visit) -> None:
    desk.ask(FIRST)
    quoted = desk.marked(1)
    title = desk.page.locator("#reader h2").inner_text()
    for said in ("thanks", "Who won the 1998 football world cup?"):
        desk.ask(said)
        assert desk.page.locator("#reader h2").inner_text() == title
        assert desk.marked(1) == quoted
    desk.ask(SECOND)
    desk.page.locator("#reader h2", has_text="Chandrayaan").wait_for()


def test_a_question_that_is_refused_leaves_the_answers_and_comes_back_into_the_box(
    browser: "Browser", address: str
) -> None:
    desk, other = (Visit(browser, address, base_url=address) for _ in range(2))
    desk.ask(FIRST)
    conversation = desk.page.url.split("c=")[1]
    other.page.request.delete(f"/api/conversations/{conversation}")
    box(desk).fill(SECOND)
    box(desk).press("Enter")
    desk.page.locator("#refused .trouble").wait_for()
    assert desk.page.locator("#now .question").inner_text() == FIRST
    desk.page.wait_for_function("q => document.querySelector('#box textarea').value === q", arg=SECOND)
    desk.page.get_by_role("button", name="New conversation").click()
    desk.page.locator("#welcome").wait_for()
    assert desk.page.locator("#refused .trouble").count() == 0
    desk.page.wait_for_function("q => document.querySelector('#box textarea').value === q", arg=SECOND)
    for visit in (desk, other):
        visit.close()


def test_a_question_on_its_way_to_a_server_that_ends_comes_back_into_the_box(
    browser: "Browser", sample_library: Library
) -> None:
    with server(sample_library.folder, FIRST) as running:
        visit = Visit(browser, running.address, base_url=running.address)
        visit.ask(FIRST)
        held: list[Route] = []
        visit.page.route(JOIN, lambda route: held.append(route))  # noqa: PLW0108 - Playwright marks what it calls
        box(visit).fill(SECOND)
        with visit.page.expect_request(JOIN):
            box(visit).press("Enter")
        visit.page.locator("#sent").get_by_text(SECOND).wait_for()
        running.kill()
        held[0].continue_()
        visit.page.wait_for_function("q => document.querySelector('#box textarea').value === q", arg=SECOND)
        visit.page.unroute(JOIN)
        with visit.page.expect_navigation():  # Gradio loads the page anew
            running.start()
        visit.page.wait_for_function("q => document.querySelector('#box textarea')?.value === q", arg=SECOND)
        box(visit).press("Enter")
        visit.page.wait_for_function(DONE, arg=2)
        visit.troubles.clear()  # the browser notes the lost connection
        visit.close()
