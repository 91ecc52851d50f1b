"""In a real browser: an answer that is stopped, or whose server ends, while it is being written."""

from typing import TYPE_CHECKING

import pytest

from index import Library
from tests.kit.browser import Visit, needs_chromium
from tests.kit.live import server
from tests.kit.model_server import Script, model_server
from tests.ui.conversations.test_conversations_browser import DESK, QUESTION, marks

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = needs_chromium


def test_a_server_that_ends_during_an_answer_is_told_and_the_question_asked_again(
    browser: "Browser", sample_library: Library
) -> None:
    script = Script(["It was exempted. [1]"], seconds=60)
    with model_server(script) as llm, server(sample_library.folder, QUESTION, llm=llm) as running:
        visit = Visit(browser, running.address, **DESK, base_url=running.address)
        page = visit.page
        page.get_by_label("Your question").fill(QUESTION)
        page.keyboard.press("Enter")
        page.locator('.turn[data-state="writing"]').wait_for()
        page.wait_for_url("**/?c=*")
        running.kill()
        page.get_by_text("The connection to the server is lost").wait_for()
        page.get_by_text("Connection to the server was lost").wait_for(state="hidden")
        script.seconds = 0
        running.start()
        page.get_by_text("The server ended while this was being answered.").wait_for()
        page.get_by_role("button", name="Ask again").click()
        page.locator("#now .answer-text .mark[data-open]").first.wait_for()
        assert page.locator(".turn").count() == 2
        visit.troubles.clear()  # the browser notes the lost connection
        visit.close()


@pytest.mark.parametrize("end", ["reload", "kill"])
def test_the_sentences_written_before_the_end_are_kept_with_their_marks(
    browser: "Browser", sample_library: Library, end: str
) -> None:
    pieces = ["It was exempted. [1] ", "A waiver was signed. [2] ", "So it ", "is."]
    script = Script(pieces, silent_after=3)
    with model_server(script) as llm, server(sample_library.folder, QUESTION, llm=llm) as running:
        visit = Visit(browser, running.address, **DESK, base_url=running.address)
        page = visit.page
        page.get_by_label("Your question").fill(QUESTION)
        page.keyboard.press("Enter")
        page.locator("#now .mark.pending").nth(1).wait_for()
        page.wait_for_url("**/?c=*")
        if end == "reload":
            visit.reload()
        else:
            running.kill()
            running.start()
        page.get_by_text("checked as far as it goes").wait_for()
        top = page.locator(".turn .question").last.bounding_box()
        assert top
        assert 0 <= top["y"] < DESK["viewport"]["height"]
        assert [highlighted in told for told, highlighted in marks(visit)] == [True, True]
        script.silent_after = None
        page.get_by_role("button", name="Ask again").click()
        page.locator("#now .answer-text .mark[data-open]").first.wait_for()
        assert page.locator(".turn").count() == 2
        visit.troubles.clear()  # the browser notes the lost connection
        visit.close()


def test_an_answer_is_stopped_and_another_question_asked(browser: "Browser", sample_library: Library) -> None:
    script = Script(["It was exempted. [1]"], seconds=8)
    with model_server(script) as llm, server(sample_library.folder, QUESTION, llm=llm) as running:
        visit = Visit(browser, running.address, **DESK, base_url=running.address)
        page = visit.page
        page.get_by_label("Your question").fill(QUESTION)
        page.keyboard.press("Enter")
        page.locator("#box button", has_text="Stop").click()
        page.locator("#now .stopped").wait_for(timeout=20_000)
        script.seconds = 0
        visit.ask("How much did India agree to pay for the S-400?")
        page.locator("#now .answer-text .mark[data-open]").first.wait_for()
        visit.close()
