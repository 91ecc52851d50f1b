"""Several libraries at one server: each has its own page and routes, the first at the root: ASGI."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from ..site.failures import NotFound
from ..site.site import BELOW

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.types import Receive, Scope, Send

    from ..site.site import Site


class Shelf:
    """Hands each request to the app of the library whose root its path is below, every other to the first."""

    def __init__(self, apps: Mapping[str, "FastAPI"]) -> None:
        """``apps`` are those of the libraries by their roots, the first of which is empty."""
        self._first, *others = apps.values()
        self._others = {unquote(root): app for root, app in apps.items() if root}
        _live_together(self._first, others)

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Answer one request."""
        path = str(scope.get("path", ""))
        for root, app in self._others.items():
            if path.startswith(f"{root}/"):
                await app({**scope, "root_path": root}, receive, send)
                return
        await self._first(scope, receive, send)


def add_shelf_routes(app: "FastAPI", site: "Site") -> None:
    """Add what leads to the libraries by their names alone, and says which there are."""
    from fastapi import Request
    from fastapi.responses import RedirectResponse, Response

    @app.get(f"{BELOW}/{{name:path}}", include_in_schema=False)
    def named(request: Request, name: str) -> Response:
        library, _, rest = name.partition("/")
        try:
            found = site.shelf[site.desk.named(library).library]
        except ValueError as problem:
            raise NotFound(str(problem)) from None
        asked = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"{found.root}/{rest.lstrip('/')}{asked}")


def _live_together(first: "FastAPI", others: "list[FastAPI]") -> None:
    """Have the apps begin and end with the first."""
    around = first.router.lifespan_context

    @asynccontextmanager
    async def lifespan(app: Any) -> AsyncIterator[Any]:
        async with AsyncExitStack() as living:
            for each in others:
                await living.enter_async_context(each.router.lifespan_context(each))
            yield await living.enter_async_context(around(app))

    first.router.lifespan_context = lifespan
