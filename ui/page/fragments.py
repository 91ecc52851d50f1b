"""The plain routes that fill parts of the page: the article for the reader pane, the header, the welcome."""

from typing import TYPE_CHECKING

from index.article import Article
from index.library import Library

from ..render import texts
from ..render.place import ROUTE, asked_quotes, asked_words
from ..render.reader import article_html
from .show import trouble_html
from .welcome import header_html, welcome_html

if TYPE_CHECKING:
    from fastapi import FastAPI

    from ..site.site import Site


def add_fragments(app: "FastAPI", site: "Site") -> None:
    """Add the routes; each request runs in a thread."""
    from fastapi.responses import HTMLResponse

    library = site.assistant.library

    @app.get(f"/{ROUTE}/{{article_id:path}}", include_in_schema=False)
    def article(article_id: str, text: str = "", quotes: str = "", words: str = "") -> HTMLResponse:
        status, shown = article_reply(library, article_id, text, quotes, words)
        return HTMLResponse(shown, status)

    @app.get("/api/header", include_in_schema=False)
    def header() -> HTMLResponse:
        return HTMLResponse(header_html(library.summary()))

    @app.get("/api/welcome", include_in_schema=False)
    def welcome() -> HTMLResponse:
        return HTMLResponse(welcome_html(library.summary().articles, site.starters))


def article_reply(library: Library, article_id: str, text: str, quotes: str, words: str) -> tuple[int, str]:
    """Return the status and the HTML of an article; ``text`` is how the digest of its text begins.

    An article that has other words by now is shown without marks, rather than with wrong ones.
    """
    try:
        article: Article = library.article(article_id)
    except KeyError:
        return 404, trouble_html(texts.GONE_READER)
    if not article.sha256.startswith(text):
        return 200, article_html(article, note=texts.CHANGED_READER)
    copies = library.copies(article_id)
    return 200, article_html(article, asked_quotes(quotes), asked_words(words), copies=copies)
