"""In a real browser: a question that waits for its turn, and one that found no place."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from index import Library
from tests.kit.browser import Visit, needs_chromium
from tests.kit.live import server
from tests.kit.model_server import Script, model_server
from tests.kit.serving import until
from ui.queue import Places

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = needs_chromium
FIRST, SECOND, THIRD = (
    "Why was India exempted from CAATSA?",
    "Who bought the S-400?",
    "When did Chandrayaan-3 land on the Moon?",
)
IN_BOX = "question => document.querySelector('#box textarea').value === question"
ANSWERED = "#now .turn[data-state=done] .answer-text"


def running_answers(address: str) -> int:
    import httpx

    lines = httpx.get(f"{address}metrics", timeout=60).text.splitlines()
    return next(int(float(line.split()[1])) for line in lines if line.startswith("quoth_answers_running "))


@pytest.fixture
def go() -> Iterator[threading.Event]:
    event = threading.Event()
    yield event
    event.set()


def test_a_question_shows_its_place_and_one_without_a_place_is_asked_again_by_itself(
    browser: "Browser", sample_library: Library, go: threading.Event
) -> None:
    import httpx

    def pieces(_: object) -> list[str]:
        go.wait(120)
        return ["India bought it. [1]"]

    places = Places(at_once=1, waiting=1, of_one=1)
    with (
        model_server(Script(pieces)) as llm,
        server(sample_library.folder, FIRST, llm=llm, places=places) as running,
        ThreadPoolExecutor(1) as pool,
    ):
        asked = f"{running.address}api/ask"
        first = pool.submit(httpx.post, asked, json={"question": FIRST}, timeout=120)
        until(lambda: running_answers(running.address) == 1)
        waiting, turned_away = (Visit(browser, running.address, base_url=running.address) for _ in range(2))
        for visit, question in ((waiting, SECOND), (turned_away, THIRD)):
            visit.page.wait_for_function("window.quoth")
            visit.page.get_by_label("Your question").fill(question)
            visit.page.keyboard.press("Enter")
            if visit is waiting:
                visit.page.locator("#now .waiting", has_text="1 before you").wait_for()
        line = turned_away.page.locator("#refused .trouble")
        line.get_by_text("Your question is asked again in").wait_for()
        box = turned_away.page.get_by_label("Your question")
        turned_away.page.wait_for_function(
            "q => document.querySelector('#box textarea').value === q", arg=THIRD
        )
        assert turned_away.page.locator(".toast-item").filter(visible=True).count() == 0
        go.set()
        assert first.result().status_code == 200
        waiting.page.locator(ANSWERED).wait_for()
        turned_away.page.locator(ANSWERED).wait_for()
        assert turned_away.page.locator("#talk .question").all_inner_texts() == [THIRD]
        assert (box.input_value(), line.count()) == ("", 0)
        turned_away.troubles = [each for each in turned_away.troubles if "503" not in each]
        for visit in (waiting, turned_away):
            visit.close()


def test_who_types_something_else_meanwhile_is_left_alone(
    browser: "Browser", sample_library: Library, go: threading.Event
) -> None:
    import httpx

    def pieces(_: object) -> list[str]:
        go.wait(120)
        return ["India bought it. [1]"]

    places = Places(at_once=1, waiting=0, of_one=1)
    with (
        model_server(Script(pieces)) as llm,
        server(sample_library.folder, FIRST, llm=llm, places=places) as running,
        ThreadPoolExecutor(1) as pool,
    ):
        first = pool.submit(httpx.post, f"{running.address}api/ask", json={"question": FIRST}, timeout=120)
        until(lambda: running_answers(running.address) == 1)
        visit = Visit(browser, running.address, base_url=running.address)
        page = visit.page
        page.wait_for_function("window.quoth")
        page.get_by_label("Your question").fill(THIRD)
        page.keyboard.press("Enter")
        page.locator("#refused .trouble").wait_for()
        page.wait_for_function(IN_BOX, arg=THIRD)
        page.get_by_label("Your question").fill(SECOND)
        go.set()
        assert first.result().status_code == 200
        page.locator("#refused .trouble").wait_for(state="detached")
        assert page.get_by_label("Your question").input_value() == SECOND
        assert page.locator(".turn").count() == 0
        visit.troubles = [each for each in visit.troubles if "503" not in each]
        visit.close()
