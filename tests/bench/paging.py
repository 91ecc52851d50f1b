"""The page in a browser: how long until it can be used, to the first words and to the whole of an answer."""

from __future__ import annotations

import time
from typing import Final

from tests.kit.browser import Visit, chromium

LOADS: Final = 5  # of the page, each by a new visitor
USABLE: Final = "() => window.quoth && document.querySelector('#box textarea')?.disabled === false"
WORDS: Final = (
    "n => document.querySelectorAll('.turn')[n]?.querySelector('.answer-text .mark, .answer-text.none')"
)
WHOLE: Final = "n => document.querySelectorAll('.turn[data-state=done]').length > n"


def in_browser(address: str, questions: list[str]) -> dict[str, list[float]]:
    """Return the seconds until the page can be used, and from a question to first words and to all of it."""
    taken: dict[str, list[float]] = {"page usable, ms": [], "first words, ms": [], "answer complete, ms": []}
    with chromium() as browser:
        for _ in range(LOADS):
            started = time.perf_counter()
            visit = Visit(browser, address)
            visit.page.wait_for_function(USABLE)
            taken["page usable, ms"].append(time.perf_counter() - started)
            visit.page.context.close()
        visit = Visit(browser, address)
        visit.page.wait_for_function(USABLE)
        for number, question in enumerate(questions):
            visit.page.get_by_label("Your question").fill(question)
            started = time.perf_counter()
            visit.page.keyboard.press("Enter")
            visit.page.wait_for_function(WORDS, arg=number)
            taken["first words, ms"].append(time.perf_counter() - started)
            visit.page.wait_for_function(WHOLE, arg=number)
            taken["answer complete, ms"].append(time.perf_counter() - started)
        visit.page.context.close()
    return taken
