"""The OpenAPI document of the routes for programs, at ``/api/openapi.json``."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Final

from index.article import Article

from ..render.texts import BROKEN
from ..render.told import Passage, Told
from ..server.gate import LONGEST_BODY
from ..site.access import Access
from ..site.site import Site
from .articles import LAST_OFFSET, LONGEST_PAGE, PAGE, Listing
from .events import MEDIA
from .replies import CHAT, FAILURE, MODELS, OPENAI_FAILURE
from .schema import COMPLETION, SEARCH, STREAMED_ASK, reply_schemas

if TYPE_CHECKING:
    from fastapi import FastAPI

PATH: Final = "/api/openapi.json"
JSON: Final = "application/json"
DESCRIPTION: Final = (
    "Questions to a collection of articles, answered with exact quotations. The server also speaks MCP at"
    " /mcp (tools ask, search and read_article) and answers Gradio's client under /ask and /search."
)
REFUSALS: Final[Mapping[int, str]] = {
    401: "a user name and password are needed",
    403: "wrong Host or Origin",
    404: "there is nothing of that name",
    405: "the path knows other methods",
    411: "the body's length is not said",
    413: f"the body has more than {LONGEST_BODY:,} bytes",
    500: BROKEN,
    503: "the library cannot be read",
}
SCHEMES: Final = {
    "password": {"type": "http", "scheme": "basic"},
    "key": {
        "type": "http",
        "scheme": "bearer",
        "description": "USER:PASSWORD, for clients that know keys only",
    },
}
EVENT: Final = {"type": "object", "properties": {"event": {"type": "string"}, "data": {"type": "string"}}}
EVENTS: Final = "piece: {text}, the next words; at last answer: the whole object, or error: {error}"


@dataclass(frozen=True, slots=True)
class Operation:
    """One route: what it takes, what it gives, and with which status it refuses what it takes.

    Attributes:
        body: JSON schema of what is sent.
        reply: JSON schema of what comes back.
        events: what comes back as server-sent events, in words.
        wrong: the status of a request that is not what is expected; ``None`` where every one is.
    """

    method: str
    path: str
    name: str
    summary: str
    reply: Mapping[str, Any]
    body: Mapping[str, Any] | None = None
    events: str = ""
    parameters: tuple[Mapping[str, Any], ...] = ()
    wrong: int | None = 422
    refusals: tuple[int, ...] = ()

    def described(self, access: Access) -> dict[str, Any]:
        """Return the operation as OpenAPI writes it."""
        content: dict[str, Any] = {JSON: {"schema": self.reply}}
        if self.events:
            content[MEDIA] = {"schema": {**EVENT, "description": self.events}}
        known: dict[str, Any] = {
            "operationId": self.name,
            "summary": self.summary,
            "responses": {"200": {"description": self.summary, "content": content}, **self._failures(access)},
        }
        if self.parameters:
            known["parameters"] = [dict(each) for each in self.parameters]
        if self.body is not None:
            known["requestBody"] = {"required": True, "content": {JSON: {"schema": self.body}}}
        return known

    def _failures(self, access: Access) -> dict[str, Any]:
        shape = "OpenAIFailure" if self.path.startswith("/v1") else "Failure"
        sent = (411, 413) if self.body is not None else ()
        statuses = [403, *sent, *self.refusals, 500, 503, *([] if access.is_open else [401])]
        failures = {str(status): _failure(REFUSALS[status], _shape(status, shape)) for status in statuses}
        if self.wrong is not None:
            failures[str(self.wrong)] = _failure("the request is not what is expected", shape)
        return dict(sorted(failures.items()))


def _shape(status: int, shape: str) -> str:
    """The gate, which refuses before a route is chosen, knows one shape only."""
    return "Failure" if status in (401, 403, 411, 413) else shape


def _failure(description: str, shape: str) -> dict[str, Any]:
    return {"description": description, "content": {JSON: {"schema": _named(shape)}}}


def _named(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def _number(name: str, least: int, most: int, default: int) -> dict[str, Any]:
    schema = {"type": "integer", "minimum": least, "maximum": most, "default": default}
    return {"name": name, "in": "query", "required": False, "schema": schema}


OPERATIONS: Final = (
    Operation(
        "post",
        "/api/ask",
        "ask",
        "The answer to a question, with its quotations",
        _named("Told"),
        STREAMED_ASK,
        f'With "stream": true or Accept: {MEDIA}: {EVENTS}',
    ),
    Operation(
        "post",
        "/api/search",
        "search",
        "The passages that best match a question, best first",
        {"type": "array", "items": _named("Passage")},
        SEARCH,
    ),
    Operation(
        "get",
        "/api/articles",
        "articles",
        "The articles without their texts, the newest first",
        _named("Listing"),
        parameters=(_number("offset", 0, LAST_OFFSET, 0), _number("limit", 1, LONGEST_PAGE, PAGE)),
    ),
    Operation(
        "get",
        "/api/articles/{article_id}",
        "article",
        "One article with its text",
        _named("Article"),
        parameters=({"name": "article_id", "in": "path", "required": True, "schema": {"type": "string"}},),
        wrong=None,
        refusals=(404,),
    ),
    Operation(
        "get", "/v1/models", "models", "The one model there is, as OpenAI lists it", MODELS, wrong=None
    ),
    Operation(
        "post",
        "/v1/chat/completions",
        "complete",
        "The answer to the last message of the user, as OpenAI writes it, with citations in the message",
        CHAT,
        COMPLETION,
        'With "stream": true: OpenAI\'s chunks; the one with finish_reason "stop" holds the citations',
        wrong=400,
        refusals=(404,),
    ),
)


def add_document(app: "FastAPI", site: Site) -> None:
    """Add ``GET /api/openapi.json``."""

    @app.get(PATH)
    def openapi() -> dict[str, Any]:
        return document(site.access)


def document(access: Access) -> dict[str, Any]:
    """Return the document: every route for programs, with what it takes and gives."""
    paths: dict[str, dict[str, Any]] = {}
    for each in OPERATIONS:
        paths.setdefault(each.path, {})[each.method] = each.described(access)
    schemas = {
        **reply_schemas([Told, Passage, Listing, Article]),
        "Failure": FAILURE,
        "OpenAIFailure": OPENAI_FAILURE,
    }
    whole: dict[str, Any] = {
        "openapi": "3.1.0",
        "info": {"title": "Quoth", "version": version("quoth"), "description": DESCRIPTION},
        "paths": paths,
        "components": {"schemas": schemas},
    }
    if access.accounts:
        whole["components"]["securitySchemes"] = SCHEMES
        whole["security"] = [{name: []} for name in SCHEMES]
    return whole
