"""The plain route beside the page: an article for the reader pane."""

from typing import TYPE_CHECKING, Final

from rag.assistant import Assistant

from .place import ROUTE, asked_quotes, asked_words
from .reader import article_html
from .show import trouble_html

if TYPE_CHECKING:
    from fastapi import FastAPI

GONE: Final = "This article is no longer in the library. The quoted words stand under the answer."
CHANGED: Final = (
    "This article has changed since the answer was given. The quoted words stand under the answer."
)


def add_routes(app: "FastAPI", assistant: Assistant) -> None:
    """Add ``GET /api/article/ID`` to the app. Each request runs in a thread."""
    from fastapi.responses import HTMLResponse

    @app.get(f"/{ROUTE}/{{article_id:path}}", response_class=HTMLResponse)
    def article(article_id: str, text: str = "", quotes: str = "", words: str = "") -> HTMLResponse:
        status, shown = article_reply(assistant, article_id, text, quotes, words)
        return HTMLResponse(shown, status)


def article_reply(
    assistant: Assistant, article_id: str, text: str, quotes: str, words: str
) -> tuple[int, str]:
    """Return the status and the HTML of an article; ``text`` is how the digest of its text begins.

    An article that has other words by now is shown without marks, rather than with wrong ones.
    """
    try:
        article = assistant.library.article(article_id)
    except KeyError:
        return 404, trouble_html(GONE)
    if not article.sha256.startswith(text):
        return 200, article_html(article, note=CHANGED)
    copies = assistant.library.copies(article_id)
    return 200, article_html(article, asked_quotes(quotes), asked_words(words), copies=copies)
