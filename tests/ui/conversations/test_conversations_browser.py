"""In a real browser: a conversation outlives a reload, another screen, and the end of the server."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from index import Article, Library
from tests.kit.browser import PHONE, Visit, needs_chromium
from tests.kit.live import Server, server

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = needs_chromium
TWENTY = (
    *(Path(__file__).parents[3] / "ui" / "command" / "sample_questions.txt")
    .read_text(encoding="utf-8")
    .splitlines(),
    "Who signed the S-400 contract?",
    "What did the Webb telescope photograph?",
    "Which law imposes sanctions on buyers of Russian arms?",
    "When did the cathedral of Notre-Dame reopen?",
    "What did Human Rights Watch say about the explosion?",
    "Where did the Ever Given run aground?",
    "What is the port of Chabahar for?",
    "How long is the border of Finland with Russia?",
)
QUESTION = TWENTY[0]
DESK = {"viewport": {"width": 1440, "height": 900}}


@pytest.fixture(scope="module")
def running(sample_library: Library) -> Iterator[Server]:
    with server(sample_library.folder, QUESTION) as running:
        yield running


@pytest.fixture
def desk(browser: "Browser", running: Server) -> Iterator[Visit]:
    visit = Visit(browser, running.address, **DESK, base_url=running.address)
    yield visit
    visit.close()


def marks(visit: Visit, *, by_mouse: bool = True) -> list[tuple[str, str]]:
    """Click each mark: its answer with what is quoted below it, and what is highlighted.

    ``by_mouse`` is how a person does it; the other way takes half the time.
    """
    found = []
    for turn in visit.page.locator(".turn").all():
        told = " ".join((turn.locator(".reply").text_content() or "").split())
        for mark in turn.locator(".answer-text button.mark").all():
            number = int(mark.get_attribute("data-citation") or 0)
            mark.click() if by_mouse else mark.dispatch_event("click")
            found.append((told, " ".join(visit.marked(number).split())))
            close = visit.page.locator("#reader .close")
            if visit.page.viewport_size == PHONE["viewport"]:
                close.click()
    return found


def test_each_mark_of_twenty_answers_opens_its_quote_also_later_and_elsewhere(
    browser: "Browser", running: Server
) -> None:
    visit = Visit(browser, running.address, **DESK, base_url=running.address)
    assert len(set(TWENTY)) == 20
    for question in TWENTY:
        visit.ask(question)
    first = marks(visit)
    assert len(first) >= 20
    assert all(highlighted in told for told, highlighted in first)
    visit.reload()
    visit.page.locator(".turn").nth(19).wait_for()
    assert marks(visit, by_mouse=False) == first
    where = visit.page.url
    visit.close()
    running.stop()
    running.start()
    for screen in (DESK, PHONE):
        later = Visit(browser, where, **screen, base_url=running.address)
        later.page.locator(".turn").nth(19).wait_for()
        assert marks(later, by_mouse=screen is PHONE) == first
        later.close()


def test_a_conversation_is_renamed_found_opened_again_and_deleted(desk: Visit) -> None:
    page, side = desk.page, desk.page.locator("#side")
    desk.ask("How was the Ever Given freed from the Suez Canal?")
    page.locator("#side .new").click()
    page.locator("#welcome").wait_for()
    assert "?c=" not in page.url
    desk.ask("When did Chandrayaan-3 land on the Moon?")
    entry = side.locator("li", has_text="Ever Given")
    entry.hover()
    entry.locator("summary").click()
    entry.get_by_role("button", name="Rename").click()
    page.keyboard.type("<b>Canal</b> story")
    page.keyboard.press("Enter")
    side.locator("li", has_text="<b>Canal</b> story").wait_for()
    side.get_by_role("searchbox").fill("suez canal")
    side.locator("li .found").first.wait_for()
    assert side.locator("li").count() == side.locator("li .found").count()
    side.locator("li", has_text="<b>Canal</b> story").locator('[data-does="open"]').click()
    page.locator(".turn .question", has_text="Ever Given").wait_for()
    assert page.locator(".turn").count() == 1
    page.go_back()
    page.locator(".turn .question", has_text="Chandrayaan").wait_for()
    page.go_forward()
    page.locator(".turn .question", has_text="Ever Given").wait_for()
    entry = side.locator("li", has_text="<b>Canal</b> story")
    entry.hover()
    entry.locator("summary").click()
    entry.get_by_role("button", name="Delete").press("Enter")
    page.keyboard.press("Enter")  # on "Keep it"
    assert entry.get_by_role("alertdialog").is_hidden()
    entry.get_by_role("button", name="Delete").press("Enter")
    entry.get_by_role("button", name="Yes, delete it").press("Enter")
    page.locator("#welcome").wait_for()
    side.get_by_role("searchbox").fill("")
    side.locator("li", has_text="Chandrayaan").first.wait_for()
    assert side.locator("li", has_text="<b>Canal</b> story").count() == 0


def test_a_follow_up_shows_what_was_searched_and_can_be_asked_as_typed(desk: Visit) -> None:
    desk.ask(QUESTION)
    desk.ask("and what did Washington get?")
    query = desk.page.locator("#now .query")
    assert "CAATSA" in query.inner_text()
    query.get_by_role("button", name="Use my words only").click()
    desk.page.wait_for_function("document.querySelectorAll('.turn[data-state=done]').length > 2")
    assert desk.page.locator("#now .question").inner_text() == "and what did Washington get?"
    assert desk.page.locator("#now .query").count() == 0


def test_questions_are_asked_of_the_chosen_articles_only(desk: Visit) -> None:
    page = desk.page
    page.locator("#filters summary").click()
    page.locator("#filters .names input").first.wait_for()
    page.locator('#filters [name="since"]').fill("2022-01-01")
    page.wait_for_function("/^\\d+ of 18/.test(document.querySelector('#filters .chosen').textContent)")
    shown = page.locator("#filters .chosen").inner_text()
    assert 0 < int(shown.split()[0]) < 18
    page.keyboard.press("Escape")
    desk.ask(QUESTION)
    days = page.locator("#now .sources time").evaluate_all("all => all.map(each => each.dateTime)")
    assert days
    assert min(days) >= "2022-01-01"
    assert "1 January 2022" in page.locator("#now .only").inner_text()
    desk.reload()
    page.locator(".turn .only").wait_for()
    page.wait_for_function("document.querySelector('#filters .chosen').textContent.includes('of 18')")
    page.locator("#filters summary").click()
    page.get_by_role("button", name="Clear filter").click()
    page.wait_for_function("document.querySelector('#filters .chosen').textContent === 'All articles'")


@pytest.mark.parametrize("screen", [{"viewport": {"width": 900, "height": 500}}, PHONE])
def test_of_many_outlets_the_list_scrolls_and_the_way_back_stays_in_view(
    browser: "Browser", tmp_path: Path, screen: dict[str, Any]
) -> None:
    library = Library.open(tmp_path / "library")
    text = "The council of Oslo signed a contract for a bridge on Monday."
    library.add([Article(title=f"News {n}", text=f"{text} {n}", source=f"Paper {n}") for n in range(40)])
    with server(library.folder, QUESTION) as running:
        visit = Visit(browser, running.address, **screen, base_url=running.address)
        visit.page.locator("#filters summary").click()
        visit.page.locator("#filters .names input").nth(39).wait_for()
        back = visit.page.get_by_role("button", name="Clear filter")
        box, height = back.bounding_box(), visit.page.viewport_size
        assert box is not None
        assert height is not None
        assert 0 < box["y"] < box["y"] + box["height"] <= height["height"]
        last = visit.page.locator("#filters .names input").nth(39)
        last.scroll_into_view_if_needed()
        last.check()
        back.click()
        assert not last.is_checked()
        visit.close()


def test_a_greeting_and_an_empty_page_offer_questions_that_are_answered(
    browser: "Browser", sample_library: Library
) -> None:
    with server(sample_library.folder) as running:
        visit = Visit(browser, running.address, **DESK, base_url=running.address)
        first = visit.page.locator("#welcome .chip").first
        question = first.inner_text()
        first.click()
        visit.page.locator("#now .mark[data-open]").first.wait_for()
        assert visit.page.locator("#now .question").inner_text() == question
        visit.ask("hi")
        assert "18 articles" in visit.page.locator("#now .answer-text").inner_text()
        visit.page.locator("#now .chip").last.click()
        visit.page.locator("#now .mark[data-open]").first.wait_for()
        assert visit.page.locator(".turn").count() == 3
        visit.close()


def test_two_people_see_only_their_own_conversations_and_filters(
    browser: "Browser", sample_library: Library
) -> None:
    with server(sample_library.folder, QUESTION, auth=["ann:one", "bob:two"]) as running:
        people = [
            Visit(
                browser,
                running.address,
                **DESK,
                base_url=running.address,
                http_credentials={"username": user, "password": password},
            )
            for user, password in (("ann", "one"), ("bob", "two"))
        ]
        questions = ("How was the Ever Given freed?", "Why did Finland join NATO?")
        ann, bob = people
        ann.page.locator("#filters summary").click()
        ann.page.locator('#filters [name="until"]').fill("2022-12-31")
        ann.page.keyboard.press("Escape")
        for visit, question in zip(people, questions, strict=True):
            box = visit.page.get_by_label("Your question")
            box.fill(question)
        for visit in people:
            visit.page.locator("#box button", has_text="Ask").click()
        for visit, own, other in zip(people, questions, reversed(questions), strict=True):
            visit.page.locator('.turn[data-state="done"]').wait_for()
            visit.page.locator("#side li", has_text=own).wait_for()
            assert visit.page.locator("#side li", has_text=other).count() == 0
            assert visit.page.locator(".turn").count() == 1
        assert ann.page.locator("#now .only").count() == 1
        assert bob.page.locator("#now .only").count() == 0
        bob.page.goto(ann.page.url)
        bob.page.get_by_text("this conversation is not there").wait_for()
        assert bob.page.locator(".turn").count() == 0
        bob.troubles.clear()  # the browser notes the 404
        for visit in people:
            visit.close()
