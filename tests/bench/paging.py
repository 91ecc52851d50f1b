"""The page in a browser, and a crowd on it, which speaks to the server as the page's own script does."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from typing import Any, Final
from uuid import uuid4

from tests.kit.browser import Visit, chromium

LOADS: Final = 5  # of the page, each by a new visitor
USABLE: Final = "() => window.quoth && document.querySelector('#box textarea')?.disabled === false"
WORDS: Final = (
    "n => document.querySelectorAll('.turn')[n]?.querySelector('.answer-text .mark, .answer-text.none')"
)
WHOLE: Final = "n => document.querySelectorAll('.turn[data-state=done]').length > n"
OVER: Final = ("process_completed", "close_stream", "unexpected_error")


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


def through_the_page(address: str) -> Callable[[Any, str], bool]:
    """Return what asks a question as the page does, through Gradio's queue, and tells if it was answered."""
    import httpx

    config = httpx.get(f"{address}config", timeout=60).json()
    event = next(each["id"] for each in config["dependencies"] if "submit" in [t[1] for t in each["targets"]])

    def ask(client: Any, question: str) -> bool:
        session = uuid4().hex
        body = {"data": [question, "{}"], "fn_index": event, "session_hash": session}
        client.post(f"{address}gradio_api/queue/join", json=body).raise_for_status()
        with client.stream("GET", f"{address}gradio_api/queue/data?session_hash={session}") as reply:
            *_, last = _messages(reply.iter_lines())
        return last["msg"] == "process_completed" and bool(last["success"])

    return ask


def _messages(lines: Iterator[str]) -> Iterator[dict[str, Any]]:
    for line in lines:
        if line.startswith("data:"):
            message = json.loads(line[5:])
            yield message
            if message["msg"] in OVER:
                return
