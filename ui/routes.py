"""The plain route for programs: a question. And what every route answers when something goes wrong."""

from typing import TYPE_CHECKING, Annotated, Any

from index.errors import QuothError

from .asked import asked
from .site import Site
from .told import as_json, told

if TYPE_CHECKING:
    from fastapi import FastAPI


def add_routes(app: "FastAPI", site: "Site") -> None:
    """Add ``POST /api/ask`` to the app. Each request runs in a thread."""
    from fastapi import Body

    @app.post("/api/ask")
    def ask(body: Annotated[Any, Body()]) -> dict[str, Any]:
        wanted = asked(body)
        answer = site.assistant.ask(
            wanted.question,
            history=wanted.history,
            since=wanted.since,
            until=wanted.until,
            sources=wanted.sources,
        )
        return as_json(told(answer))


def add_errors(app: "FastAPI") -> None:
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

    @app.exception_handler(KeyError)
    def missing(_: Request, problem: KeyError) -> JSONResponse:
        return JSONResponse({"error": str(problem.args[0])}, 404)

    @app.exception_handler(QuothError)
    def failed(_: Request, problem: QuothError) -> JSONResponse:
        return JSONResponse({"error": str(problem)}, 503)

    @app.exception_handler(Exception)
    def broken(_: Request, __: Exception) -> JSONResponse:
        return JSONResponse({"error": "something went wrong; the server's log has the details"}, 500)
