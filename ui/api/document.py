"""How the routes for programs are described: what each may refuse, and the OpenAPI document of all."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import version
from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute

from ..render.texts import BROKEN
from ..site.access import LONGEST_BODY, Access
from .models import Failure, Reply
from .streams import MEDIA

PATH: Final = "/api/openapi.json"
DESCRIPTION: Final = (
    "Questions to a collection of articles, answered with exact quotations, and claims checked against it."
    " The server also speaks MCP at /mcp (tools ask, check, search and read_article) and answers Gradio's"
    " client under /ask, /check and /search."
)
SENT: Final = (411, 413)  # of what has a body
REFUSALS: Final[Mapping[int | str, str]] = {
    401: "a user name and password are needed",
    403: "wrong Host or Origin",
    404: "there is nothing of that name",
    411: "the body's length is not said",
    413: f"the body has more than {LONGEST_BODY:,} bytes",
    422: "the request is not what is expected",
    "4XX": "the request is not what is expected, or there is no such model",
    429: "this client asks too much at once; Retry-After says when to ask again",
    500: BROKEN,
    503: "the library cannot be read, or too many ask at once; then Retry-After says when to ask again",
}
GATE: Final = (401, 403, *SENT)  # refused before a route is chosen
SCHEMES: Final = {
    "password": {"type": "http", "scheme": "basic"},
    "key": {
        "type": "http",
        "scheme": "bearer",
        "description": "USER:PASSWORD, for clients that know keys only",
    },
}
EVENT: Final = {"type": "object", "properties": {"event": {"type": "string"}, "data": {"type": "string"}}}

Responses = dict[int | str, dict[str, Any]]


def refusals(access: Access, *statuses: int | str, shape: type[Reply] = Failure) -> Responses:
    """Return how a route refuses: with these statuses, and as every route does; the gate knows one shape."""
    every = [*statuses, 403, 500, 503, *([] if access.is_open else [401])]
    return {
        status: {"description": REFUSALS[status], "model": Failure if status in GATE else shape}
        for status in sorted(every, key=str)
    }


def as_events(words: str) -> Responses:
    """Return that a route answers with server-sent events too, described in words."""
    return {200: {"content": {MEDIA: {"schema": {**EVENT, "description": words}}}}}


def add_document(app: FastAPI, access: Access) -> None:
    """Add ``GET /api/openapi.json``."""

    @app.get(PATH, include_in_schema=False)
    def openapi() -> dict[str, Any]:
        return document(app, access)


def document(app: FastAPI, access: Access) -> dict[str, Any]:
    """Return the document of every route that has an operation's name: those for programs."""
    routes = [route for route in app.routes if isinstance(route, APIRoute) and route.operation_id]
    whole = get_openapi(title="Quoth", version=version("quoth"), description=DESCRIPTION, routes=routes)
    schemas: Mapping[str, dict[str, Any]] = whole["components"]["schemas"]
    for schema in schemas.values():
        _plain(schema.get("properties", {}))
        if "properties" in schema and "additionalProperties" not in schema:  # our values are sent in full
            schema |= {"required": list(schema["properties"]), "additionalProperties": False}
    if access.accounts:
        whole["components"]["securitySchemes"] = SCHEMES
        whole["security"] = [{name: []} for name in SCHEMES]
    return whole


def _plain(node: dict[str, Any]) -> None:
    """Describe tuples of one kind as so many of it: ``prefixItems`` is more than some clients understand."""
    for each in [value for value in node.values() if isinstance(value, dict)]:
        _plain(each)
    first, *others = node.get("prefixItems") or [None]
    if first and all(other == first for other in others):
        del node["prefixItems"]
        node["items"] = first
