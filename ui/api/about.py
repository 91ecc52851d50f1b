"""The page ``/api``: how to ask from a program, with this server's own address in it."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..render.annotate import escaped
from ..site.site import Site

if TYPE_CHECKING:
    from fastapi import FastAPI

PAGE: Final = Path(__file__).parent.parent / "page" / "assets" / "programs.html"


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
    page = PAGE.read_text(encoding="utf-8")
    return page.replace("{{address}}", escaped(address)).replace("{{question}}", escaped(question))
