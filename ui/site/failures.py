"""Every failure of a route is one line of JSON: ``{"error": …}``, and OpenAI's object below ``/v1``."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from index.errors import QuothError

from ..conversations.values import NotKept
from ..queue import Crowded
from ..render.texts import BROKEN
from .access import path_of

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.requests import Request
    from starlette.responses import Response

NOT_JSON: Final = 'send one JSON object, such as {"question": "…"}'
MOST_PROBLEMS: Final = 3  # named in a line
LONGEST_NAME: Final = 80  # characters
PLACES: Final = ("body", "query", "path")  # of a request, where FastAPI finds a field
OPENAI: Final = "/v1/"  # routes below it speak as OpenAI's do


class NotFound(Exception):
    """There is nothing of that name; the message is one line."""


class Refused(Exception):
    """A request that is not let in or not done: the status, one line, and seconds to wait before another."""

    def __init__(self, status: int, line: str, wait: int = 0) -> None:
        super().__init__(line)
        self.status = status
        self.wait = wait


def add_failures(app: FastAPI) -> None:
    """Answer every failure with one line; the traceback of an unexpected one goes to the log."""
    from fastapi.exceptions import RequestValidationError
    from starlette.exceptions import HTTPException

    @app.exception_handler(RequestValidationError)
    def malformed(request: Request, problem: RequestValidationError) -> Response:
        return failure(request, 422, problem_line(problem.errors()))

    @app.exception_handler(HTTPException)
    def refused(request: Request, problem: HTTPException) -> Response:
        if problem.status_code == 400:  # FastAPI's, of bytes that no JSON parser takes
            return failure(request, 422, NOT_JSON)
        return failure(request, problem.status_code, problem.detail, problem.headers)

    @app.exception_handler(NotFound)
    def missing(request: Request, problem: NotFound) -> Response:
        return failure(request, 404, str(problem))

    @app.exception_handler(NotKept)
    def not_kept(request: Request, problem: NotKept) -> Response:
        return failure(request, 404, str(problem.args[0]))

    @app.exception_handler(ValueError)
    def wrong(request: Request, problem: ValueError) -> Response:
        return failure(request, 422, str(problem))

    @app.exception_handler(Refused)
    def not_done(request: Request, problem: Refused) -> Response:
        return failure(request, problem.status, str(problem))

    @app.exception_handler(Crowded)
    def crowded(request: Request, problem: Crowded) -> Response:
        return failure(request, problem.status, str(problem), {"retry-after": str(problem.wait)})

    @app.exception_handler(QuothError)
    def failed(request: Request, problem: QuothError) -> Response:
        return failure(request, 503, str(problem))

    @app.exception_handler(Exception)
    def broken(request: Request, _: Exception) -> Response:
        return failure(request, 500, BROKEN)


def failure(request: Request, status: int, line: str, headers: Any = None) -> Response:
    """Return a failure in the shape that the caller of this path expects."""
    from starlette.responses import JSONResponse

    if not path_of(request.scope).startswith(OPENAI):
        return JSONResponse({"error": line}, status, headers)
    status = 400 if status == 422 else status  # as OpenAI says it
    return JSONResponse(openai_error(line, status), status, headers)


def openai_error(line: str, status: int) -> dict[str, Any]:
    """Return a failure as OpenAI's clients read it."""
    kind = "invalid_request_error" if status < 500 else "server_error"
    code = "model_not_found" if status == 404 else None
    return {"error": {"message": line, "type": kind, "param": None, "code": code}}


def problem_line(problems: Sequence[Mapping[str, Any]]) -> str:
    """Return what pydantic finds wrong with what was sent: each field's name, and what it should be."""
    return "; ".join(dict.fromkeys(_problem(each) for each in problems[:MOST_PROBLEMS]))


def _problem(problem: Mapping[str, Any]) -> str:
    place = [str(part) for part in problem["loc"] if part not in PLACES]
    if not place or problem["type"] == "json_invalid":
        return NOT_JSON
    says = "is not known; leave it out" if problem["type"] == "extra_forbidden" else problem["msg"]
    return f"{json.dumps('.'.join(place)[:LONGEST_NAME], ensure_ascii=False)}: {says}"
