"""The MCP server at ``/mcp``, over streamable HTTP: the home of mcp.

Each request stands for itself, so that no client is lost when the server starts anew. Host and Origin
are the gate's affair, which every request has passed.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Final

from rag.assistant import Assistant

from ..site.site import Site
from .tools import TOOLS, called
from .waiting import in_thread

if TYPE_CHECKING:
    from fastapi import FastAPI
    from mcp.types import CallToolRequestParams, CallToolResult, ListToolsResult
    from starlette.types import Receive, Scope, Send

PATH: Final = "/mcp"


def add_mcp_server(app: FastAPI, site: Site) -> None:
    """Add ``POST /mcp``, which answers as long as the app's lifespan runs."""
    from starlette.routing import Route

    endpoint = _Endpoint()
    around = app.router.lifespan_context

    @asynccontextmanager
    async def lifespan(whole: Any) -> AsyncIterator[Any]:
        async with around(whole) as state, _running(site.assistant) as endpoint.sessions:
            yield state

    app.router.lifespan_context = lifespan
    app.router.routes.append(Route(PATH, endpoint, methods=["POST"]))


class _Endpoint:
    """Hands requests to what the lifespan has started."""

    sessions: Any

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.sessions.handle_request(scope, receive, send)


@asynccontextmanager
async def _running(assistant: Assistant) -> AsyncIterator[Any]:
    from mcp.server.lowlevel import Server
    from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

    async def list_tools(_: Any, __: Any) -> ListToolsResult:
        return _listed()

    async def call_tool(_: Any, params: CallToolRequestParams) -> CallToolResult:
        return await _result(assistant, params.name, params.arguments or {})

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
                input_schema=dict(tool.takes),
                output_schema=tool.output,
                annotations=reads,
            )
            for tool in TOOLS
        ]
    )


async def _result(assistant: Assistant, name: str, arguments: dict[str, Any]) -> CallToolResult:
    """Return what a tool gives, or its failure for the model to read; it runs in a thread."""
    from mcp.types import CallToolResult, TextContent

    try:
        given = await in_thread(called, assistant, name, arguments)
    except ValueError as problem:
        return CallToolResult(content=[TextContent(type="text", text=str(problem))], is_error=True)
    text = TextContent(type="text", text=json.dumps(given, ensure_ascii=False))
    return CallToolResult(content=[text], structured_content=given)
