"""A real browser on the page: what a person sees and does, and all that goes wrong meanwhile."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Locator, Page

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
needs_chromium = [
    pytest.mark.browser,
    pytest.mark.skipif(
        CHROMIUM is None, reason="no chromium, chromium-browser or google-chrome is installed"
    ),
]

PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "is_mobile": True,
    "has_touch": True,
}
# what Gradio says of its own stream when a page is left before it has closed
LEFT = ("AbortError: signal is aborted without reason", "Unexpected error Connection errored out")
DONE = "n => document.querySelectorAll('.turn[data-state=done]').length > n"


@contextmanager
def chromium() -> "Iterator[Browser]":
    """Run Chromium while the block runs."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


class Visit:
    """A new visitor's page, and all that went wrong on it."""

    def __init__(self, browser: "Browser", address: str, **options: Any) -> None:
        # a smooth scroll under way cannot be told from one that failed
        self.page: Page = browser.new_context(reduced_motion="reduce", **options).new_page()
        self.troubles: list[str] = []
        self.page.on("request", lambda request: self._requested(request.url))
        self.page.on("dialog", self._asked)
        self.page.on("console", lambda line: self._logged(line.type, line.text))
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.page.goto(address)

    def _requested(self, url: str) -> None:
        if not url.startswith(("http://127.0.0.1:", "data:", "blob:")):
            self.troubles.append(f"asked for {url}")

    def _asked(self, dialog: "Dialog") -> None:
        self.troubles.append(dialog.message)
        dialog.dismiss()

    def _logged(self, kind: str, text: str) -> None:
        if kind == "error":
            self.troubles.append(text)

    def ask(self, question: str) -> None:
        self.page.wait_for_function("window.quoth")  # a person takes longer to type than the scripts to come
        before = self.page.locator(".turn").count()
        self.page.get_by_label("Your question").fill(question)
        self.page.keyboard.press("Enter")
        self.page.wait_for_function(DONE, arg=before)

    def answer(self, question: str) -> Any:
        reply = self.page.request.post("/api/ask", data={"question": question})
        return reply.json()

    def marked(self, number: int) -> str:
        """The words marked for a citation, once its article is there and they have been scrolled to."""
        first = self.page.locator(f'#reader mark.active[data-citation="{number}"]').first
        first.wait_for()
        self.page.wait_for_function(IN_VIEW, arg=number)
        marks = self.page.locator(f'#reader mark[data-citation="{number}"]')
        return "".join(marks.all_text_contents())

    def mark(self, number: int) -> "Locator":
        return self.page.locator(f'#now .answer-text button[data-citation="{number}"]').first

    def reload(self) -> None:
        before = len(self.troubles)
        self.page.reload()
        said = self.troubles[before:]
        self.troubles[before:] = [line for line in said if not line.startswith(LEFT)]

    def close(self) -> None:
        self.page.context.close()
        assert not self.troubles, self.troubles


IN_VIEW = """number => {
  const mark = document.querySelector(`#reader mark.active[data-citation="${number}"]`);
  const { top, bottom, left, right } = mark?.getBoundingClientRect() ?? { top: -1 };
  return top >= 0 && left >= 0 && bottom <= window.innerHeight && right <= window.innerWidth;
}"""
