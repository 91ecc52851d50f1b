"""The MCP server at ``/mcp``, over streamable HTTP, and its tools: the home of mcp.

Each request stands for itself, so that no client is lost when the server starts anew. Host and Origin
are the gate's affair, which every request has passed. The package's own ``MCPServer`` would offer prompts
and resources, of which there are none, put words before each failure and set up the process's logging: so the
server under it.
"""

from __future__ import annotations

import json
import logging
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Final

from fastapi import FastAPI
from pydantic import TypeAdapter
from pydantic_core import to_jsonable_python
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from index.errors import QuothError

from ..queue import Desk
from ..render.texts import BROKEN
from ..render.told import Told
from ..site.access import client_of
from ..site.failures import NotFound
from ..site.site import Site
from .answers import article_of, asked, claimed, searched
from .models import FEW_CHARACTERS, Ask, Check, Found, Read, Reading, Search, Sent, about, checked
from .streams import in_thread, taken

if TYPE_CHECKING:
    from mcp.types import CallToolRequestParams, CallToolResult, ListToolsResult

LOG = logging.getLogger(__name__)
PATH: Final = "/mcp"


@dataclass(frozen=True, slots=True)
class Tool:
    """What a tool is for, what it takes and gives, and how it is made."""

    name: str
    purpose: str
    takes: type[Sent]
    gives: type
    call: Callable[[Desk, Any, str], Any]


def _ask(desk: Desk, wanted: Ask, client: str) -> Told:
    answer: Told = taken(desk.named(wanted.library).ask(asked(wanted), client))
    return answer


def _check(desk: Desk, wanted: Check, client: str) -> Told:
    answer: Told = taken(desk.named(wanted.library).ask(claimed(wanted), client))
    return answer


def _search(desk: Desk, wanted: Search, client: str) -> Found:
    found = taken(desk.named(wanted.library).ask(searched(wanted), client))
    return Found(passages=found.passages, notice=found.notice)


def _read(desk: Desk, wanted: Read, client: str) -> Reading:
    del client  # an article is not waited for
    article = article_of(desk.named(wanted.library).assistant.library, wanted.article_id)
    text = article.text[wanted.start : wanted.start + FEW_CHARACTERS]
    return Reading(
        article_id=article.id,
        text=text,
        start=wanted.start,
        end=wanted.start + len(text),
        characters=len(article.text),
        **about(article),
    )


TOOLS: Final = (
    Tool(
        "ask",
        "Answer a question from the articles of this library. Each sentence of the answer is quoted from"
        " articles or tied to a quotation by its mark [n]; the quotations are in citations. When the articles"
        " do not say, answered is false, and closest holds the nearest passages.",
        Ask,
        Told,
        _ask,
    ),
    Tool(
        "check",
        "Find what in the articles of this library supports a claim and what contradicts it. Each quotation"
        " in citations has its side as support, supported or refuted. When no article takes a side, answered"
        " is false, and closest holds the nearest passages.",
        Check,
        Told,
        _check,
    ),
    Tool(
        "search",
        "Find the passages of the articles that best match a question, best first, without an answer.",
        Search,
        Found,
        _search,
    ),
    Tool("read_article", "Read an article that a citation or a passage is from.", Read, Reading, _read),
)


def called(desk: Desk, name: str, arguments: Mapping[str, Any], client: str = "") -> dict[str, Any]:
    """Return what a tool gives as one JSON object; ``client`` is as ``Desk.ask`` takes it.

    Raises:
        ValueError: there is no such tool, it takes other arguments, or it failed; one line says why.
    """
    tools = {tool.name: tool for tool in TOOLS}
    if name not in tools:
        raise ValueError(f"there is no tool {name[:60]!r}; there are {', '.join(tools)}")
    tool = tools[name]
    try:
        given: dict[str, Any] = to_jsonable_python(tool.call(desk, checked(tool.takes, arguments), client))
    except (QuothError, NotFound) as problem:
        raise ValueError(str(problem)) from problem
    except ValueError:
        raise
    except Exception as problem:
        LOG.exception("the tool %s failed", name)
        raise ValueError(BROKEN) from problem
    return given


def add_mcp_server(app: FastAPI, site: Site) -> None:
    """Add ``POST /mcp``, which answers as long as the app's lifespan runs."""
    endpoint = _Endpoint()
    around = app.router.lifespan_context

    @asynccontextmanager
    async def lifespan(whole: Any) -> AsyncIterator[Any]:
        async with around(whole) as state, _running(site.desk) as endpoint.sessions:
            yield state

    app.router.lifespan_context = lifespan
    app.router.routes.append(Route(PATH, endpoint, methods=["POST"]))


class _Endpoint:
    """Hands requests to what the lifespan has started."""

    sessions: Any

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.sessions.handle_request(scope, receive, send)


@asynccontextmanager
async def _running(desk: Desk) -> AsyncIterator[Any]:
    from mcp.server.lowlevel import Server
    from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

    async def list_tools(_: Any, __: Any) -> ListToolsResult:
        return _listed()

    async def call_tool(context: Any, params: CallToolRequestParams) -> CallToolResult:
        client = client_of(context.request) if context.request else ""
        return await _result(desk, params.name, params.arguments or {}, client)

    server = Server(
        "quoth",
        version=version("quoth"),
        instructions="Answers questions about a collection of articles, with exact quotations.",
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )
    sessions = StreamableHTTPSessionManager(server, json_response=True, stateless=True)
    async with sessions.run():
        yield sessions


def _listed() -> ListToolsResult:
    from mcp.types import ListToolsResult, Tool, ToolAnnotations

    reads = ToolAnnotations(read_only_hint=True, open_world_hint=False)
    return ListToolsResult(
        tools=[
            Tool(
                name=tool.name,
                description=tool.purpose,
                input_schema=tool.takes.model_json_schema(),
                output_schema=TypeAdapter(tool.gives).json_schema(mode="serialization"),
                annotations=reads,
            )
            for tool in TOOLS
        ]
    )


async def _result(desk: Desk, name: str, arguments: dict[str, Any], client: str) -> CallToolResult:
    """Return what a tool gives, or its failure for the model to read; it runs in a thread."""
    from mcp.types import CallToolResult, TextContent

    try:
        given = await in_thread(called, desk, name, arguments, client)
    except ValueError as problem:
        return CallToolResult(content=[TextContent(type="text", text=str(problem))], is_error=True)
    text = TextContent(type="text", text=json.dumps(given, ensure_ascii=False))
    return CallToolResult(content=[text], structured_content=given)
