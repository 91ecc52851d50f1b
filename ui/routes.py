"""The plain routes beside the page: a question for programs, an article for the reader pane."""

from typing import TYPE_CHECKING, Annotated, Any, Final

from index.errors import QuothError
from rag.assistant import Assistant

from .asked import asked
from .place import ROUTE, asked_quotes, asked_words
from .reader import article_html
from .show import trouble_html
from .told import as_json, told

if TYPE_CHECKING:
    from fastapi import FastAPI

GONE: Final = "This article is no longer in the library. The quoted words stand under the answer."
CHANGED: Final = (
    "This article has changed since the answer was given. The quoted words stand under the answer."
)


def add_routes(app: "FastAPI", assistant: Assistant) -> None:
    """Add ``POST /api/ask`` and ``GET /api/article/ID`` to the app. Each request runs in a thread."""
    from fastapi import Body
    from fastapi.responses import HTMLResponse

    @app.post("/api/ask")
    def ask(body: Annotated[Any, Body()]) -> dict[str, Any]:
        wanted = asked(body)
        answer = assistant.ask(
            wanted.question,
            history=wanted.history,
            since=wanted.since,
            until=wanted.until,
            sources=wanted.sources,
        )
        return as_json(told(answer))

    @app.get(f"/{ROUTE}/{{article_id:path}}", response_class=HTMLResponse)
    def article(article_id: str, text: str = "", quotes: str = "", words: str = "") -> HTMLResponse:
        status, shown = article_reply(assistant, article_id, text, quotes, words)
        return HTMLResponse(shown, status)

    _add_errors(app)


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


def _add_errors(app: "FastAPI") -> None:
    """Answer every failure with one line; the traceback of an unexpected one goes to the log."""
    from fastapi import Request
    from fastapi.exceptions import RequestValidationError
    from fastapi.responses import JSONResponse

    @app.exception_handler(RequestValidationError)
    def not_json(_: Request, __: RequestValidationError) -> JSONResponse:
        return JSONResponse({"error": 'send one JSON object, such as {"question": "…"}'}, 422)

    @app.exception_handler(ValueError)
    def wrong(_: Request, problem: ValueError) -> JSONResponse:
        return JSONResponse({"error": str(problem)}, 422)

    @app.exception_handler(QuothError)
    def failed(_: Request, problem: QuothError) -> JSONResponse:
        return JSONResponse({"error": str(problem)}, 503)

    @app.exception_handler(Exception)
    def broken(_: Request, __: Exception) -> JSONResponse:
        return JSONResponse({"error": "something went wrong; the server's log has the details"}, 500)
