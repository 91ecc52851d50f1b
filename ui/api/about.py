"""The page ``/api``: how to ask from a program, with this server's own address in it."""

from typing import TYPE_CHECKING

from ..render.templates import rendered
from ..site.site import Site

if TYPE_CHECKING:
    from fastapi import FastAPI


def add_about_page(app: "FastAPI", site: Site) -> None:
    """Add ``GET /api``."""
    from fastapi import Request
    from fastapi.responses import HTMLResponse

    question = next(iter(site.questions), "What happened?")

    @app.get("/api", response_class=HTMLResponse)
    def about(request: Request) -> HTMLResponse:
        return HTMLResponse(about_html(str(request.base_url).rstrip("/"), question))


def about_html(address: str, question: str) -> str:
    """Return the page for a server at this address, with a question that can be asked there."""
    return rendered("api/about.html", "page", address=address, question=question)
