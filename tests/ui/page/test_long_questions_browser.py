"""In a real browser: what is long or narrow leaves room for what is read."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from index import Library
from index.passage import MAX_QUERY
from tests.kit.browser import Visit, needs_chromium
from tests.kit.live import server

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = needs_chromium
QUESTION = "Why was India exempted from CAATSA?"
UNANSWERED = "Who won the 1998 football world cup?"
LONG = f"{'I have read much about this for a piece that I write. ' * 30}{QUESTION}"
# how many marks stand on another line than the last character before them
ALONE = """() => [...document.querySelectorAll('#talk .answer-text .mark')].filter((mark) => {
  const walker = document.createTreeWalker(mark.closest('.answer-text'), NodeFilter.SHOW_TEXT);
  let before = null;
  while (walker.nextNode() && !mark.contains(walker.currentNode))
    if (walker.currentNode.data.trim()) before = walker.currentNode;
  const range = document.createRange();
  const end = before.data.trimEnd().length;
  range.setStart(before, end - 1);
  range.setEnd(before, end);
  const [word, box] = [range.getBoundingClientRect(), mark.getBoundingClientRect()];
  return box.top > word.bottom || box.bottom < word.top;
}).length"""


@pytest.fixture(scope="module")
def address(sample_library: Library) -> Iterator[str]:
    with server(sample_library.folder, QUESTION) as running:
        yield running.address


@pytest.fixture
def desk(browser: "Browser", address: str) -> Iterator[Visit]:
    visit = Visit(browser, address, viewport={"width": 1440, "height": 700})
    yield visit
    visit.close()


def test_a_long_question_is_folded_and_its_answer_in_view(desk: Visit) -> None:
    desk.ask(LONG)
    reply = desk.page.locator("#now .reply").bounding_box()
    assert reply is not None
    assert reply["y"] < 350
    folded = desk.page.locator("#now .question").bounding_box()
    desk.page.get_by_role("button", name="Show the whole question").click()
    whole = desk.page.locator("#now .question").bounding_box()
    assert folded is not None
    assert whole is not None
    assert whole["height"] > 2 * folded["height"]
    desk.page.get_by_role("button", name="Show less").click()
    assert desk.page.locator("#now .question").bounding_box() == folded


def test_what_is_pasted_is_never_cut_and_too_much_is_said(desk: Visit) -> None:
    desk.page.wait_for_function("window.quoth")
    box = desk.page.get_by_label("Your question")
    pasted = "why " * 1100
    box.focus()
    desk.page.keyboard.insert_text(pasted)
    assert box.input_value() == pasted
    box.press("Enter")
    desk.page.locator("#said", has_text=f"has 4,399 characters; {MAX_QUERY:,} are the most").wait_for()
    assert (box.input_value(), desk.page.locator(".turn").count()) == (pasted, 0)
    box.fill("")


def test_a_refusal_has_the_whole_width(desk: Visit) -> None:
    desk.ask(UNANSWERED)
    assert desk.page.locator("#now .closest button").count()
    assert desk.page.locator("#reader").is_hidden()
    desk.page.locator("#now .closest button").first.click()
    desk.page.locator("#reader .article").wait_for()
    assert desk.page.locator("#now .closest strong").count()


def test_no_mark_stands_alone_on_a_line(desk: Visit) -> None:
    desk.ask(QUESTION)
    marks = desk.page.locator("#now .answer-text .mark").count()
    assert marks
    for width in range(320, 720, 8):
        desk.page.set_viewport_size({"width": width, "height": 700})
        assert desk.page.evaluate(ALONE) == 0, width
