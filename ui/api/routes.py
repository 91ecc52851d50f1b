"""All routes for programs, in one call."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from fastapi import FastAPI
from starlette.requests import Request
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from ..render.templates import rendered
from ..site.failures import failure
from ..site.site import Site
from .answers import add_answer_routes
from .completions import add_completion_routes
from .document import add_document
from .mcp_server import add_mcp_server

if TYPE_CHECKING:
    from fastapi import FastAPI

BELOW: Final = ("/api", "/v1", "/mcp")


def add_program_routes(app: FastAPI, site: Site) -> None:
    """Add what programs ask, and what describes it."""
    add_answer_routes(app, site)
    add_completion_routes(app, site)
    add_document(app, site.access)
    add_about_page(app, site)
    add_mcp_server(app, site)


def close_routes(app: FastAPI) -> None:
    """Refuse other methods and paths below ``/api``, ``/v1`` and ``/mcp``; the page would get them otherwise.

    To be called when all routes have been added and before anything is mounted.
    """
    allowed: dict[str, set[str]] = defaultdict(set)
    for route in app.routes:
        if isinstance(route, Route) and route.path.startswith(BELOW):
            allowed[route.path] |= route.methods or set()
    app.router.routes.extend(Route(path, _Refusal(405, methods)) for path, methods in allowed.items())
    app.router.routes.extend(Route(f"{path}/{{rest:path}}", _Refusal(404)) for path in BELOW)


class _Refusal:
    """Answers every request with one line; as a class, it is given those of every method."""

    def __init__(self, status: int, methods: Iterable[str] = ()) -> None:
        self.status = status
        self.headers = {"allow": ", ".join(sorted(methods))} if methods else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        line = HTTPStatus(self.status).phrase
        await failure(Request(scope), self.status, line, self.headers)(scope, receive, send)


def add_about_page(app: FastAPI, site: Site) -> None:
    """Add ``GET /api``."""
    from fastapi.responses import HTMLResponse

    question = next(iter(site.questions), "What happened?")

    @app.get("/api", response_class=HTMLResponse)
    def about(request: Request) -> HTMLResponse:
        return HTMLResponse(about_html(str(request.base_url).rstrip("/"), question))


def about_html(address: str, question: str) -> str:
    """Return the page for a server at this address, with a question that can be asked there."""
    return rendered("api/about.html", "page", address=address, question=question)
