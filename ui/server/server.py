"""One server for the page and for programs: Gradio mounted on FastAPI, run by uvicorn."""

from __future__ import annotations

import contextlib
import os
import socket
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote

from index.errors import QuothError

from ..api.routes import add_program_routes, close_routes
from ..library.routes import add_library_routes
from ..page.frame import head_html
from ..page.page import ASSETS, build
from ..page.routes import add_page_routes
from ..saved.routes import add_saved_routes
from ..site.failures import add_failures
from ..site.site import Site
from .beside import beside
from .brake import Brake
from .connections import AT_ONCE, COMING, LONGEST_HEAD, guarded, most_connections
from .gate import Gate
from .health import add_health_routes
from .logs import keep_short
from .page_door import PageDoor
from .policy import Policy
from .shelf import Shelf, add_shelf_routes

if TYPE_CHECKING:
    import uvicorn
    from fastapi import FastAPI
    from starlette.types import ASGIApp

FIRST_PORT: Final = 7860
PORTS_TRIED: Final = 10
LAST_PORT: Final = 65_535
GRACE: Final = 3  # seconds that connections have to end
LONGEST_END: Final = 8.0  # seconds that all of the server has
SESSIONS: Final = 500  # pages whose state is kept in memory
STYLES: Final = ("looks.css", "page.css", "library.css", "saved.css")


def serve(
    site: Site,
    *,
    host: str = "127.0.0.1",
    port: int | None = None,
    on_ready: Callable[[str], None] | None = None,
) -> None:
    """Serve the page and the routes for programs until interrupted.

    Without a ``port``, the first free one from 7860 is taken. ``on_ready`` is called with the address
    once the server can be reached.

    Raises:
        OSError: the port is taken, or the host is none of this machine's.
    """
    import uvicorn

    with listen(host, port) as listening:
        app = served(site, host=host)
        config = uvicorn.Config(
            app,
            http=guarded(most_connections()),
            ws="none",
            backlog=AT_ONCE,
            h11_max_incomplete_event_size=LONGEST_HEAD,
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=GRACE,
        )
        keep_short()
        if site.workers is None:  # else nothing is answered in this process
            threading.Thread(target=_prepare, args=[site], daemon=True).start()
        if on_ready:
            on_ready(_address(host, listening))
        with contextlib.ExitStack() as ending:
            for each in site.shelf.values():
                ending.enter_context(contextlib.closing(each.conversations))
                ending.enter_context(beside(each))
            ending.enter_context(contextlib.suppress(KeyboardInterrupt))
            _ending(config).run(sockets=[listening])


def _prepare(site: Site) -> None:
    """Load what the first question needs, of each library."""
    for each in site.shelf.values():
        with contextlib.suppress(QuothError):  # a question will come upon it again, and say so
            each.assistant.prepare()


def _ending(config: uvicorn.Config) -> uvicorn.Server:
    """Return a server that ends when it is told to, also where a part of it does not.

    uvicorn waits ``GRACE`` seconds for connections, but without end for what Gradio and MCP do at the end.
    It has one number for the connections that wait to be accepted and those that are at once.
    """
    import uvicorn

    class Ending(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            for each in sockets or ():
                each.listen(COMING)

        def handle_exit(self, sig: int, frame: Any) -> None:
            clock = threading.Timer(LONGEST_END, os._exit, [128 + sig])
            clock.daemon = True
            clock.start()
            super().handle_exit(sig, frame)

    return Ending(config)


def served(site: Site, *, host: str = "127.0.0.1") -> ASGIApp:
    """Return what ``serve`` runs: the app of the library, with those of the others on its shelf below."""
    brake = Brake()
    apps = {each.root: application(each, host=host, brake=brake) for each in site.shelf.values()}
    return apps[""] if len(apps) == 1 else Shelf(apps)


def application(site: Site, *, host: str = "127.0.0.1", brake: Brake | None = None) -> FastAPI:
    """Return the app of one library: the page at ``/``, the routes for programs below ``/api``."""
    # read when gradio is imported: no telemetry, no call home
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    import gradio as gr

    app = routes_only(site, host=host, brake=brake)
    page = build(site)
    page.state_session_capacity = SESSIONS
    root = unquote(site.root) or None  # behind a proxy Gradio would not find it by itself
    gr.mount_gradio_app(app, page, "/", server_name=host, root_path=root, **_looks())
    return app


def routes_only(site: Site, *, host: str = "127.0.0.1", brake: Brake | None = None) -> FastAPI:
    """Return the app without the page: the routes, and the checks and headers that cover everything."""
    from fastapi import FastAPI
    from fastapi.middleware.cors import CORSMiddleware
    from fastapi.staticfiles import StaticFiles

    app = FastAPI(title="Quoth", docs_url=None, redoc_url=None, openapi_url=None)
    # the empty list keeps Gradio from adding its own rule, which lets in pages of any local port
    app.add_middleware(CORSMiddleware, allow_origins=[])
    app.add_middleware(PageDoor, desk=site.desk)
    app.add_middleware(Gate, host=host, access=site.access, brake=brake)
    app.add_middleware(Policy, head=head_html())
    add_page_routes(app, site)
    add_library_routes(app, site)
    add_saved_routes(app, site)
    add_program_routes(app, site)
    add_health_routes(app, site)
    close_routes(app)
    if len(site.shelf) > 1 and not site.root:
        add_shelf_routes(app, site)
    add_failures(app)
    app.mount("/quoth", StaticFiles(directory=ASSETS))
    return app


def _looks() -> dict[str, Any]:
    """What Gradio is told about the page."""
    import gradio as gr

    # our own files, named in looks.css: most of those that Gradio brings hold no Latin letters
    fonts = [gr.themes.Font(name) for name in ("Quoth Sans", "system-ui", "sans-serif")]
    return {
        "theme": gr.themes.Base(font=fonts, font_mono=[gr.themes.Font("monospace")]),
        "css_paths": [ASSETS / name for name in STYLES],
        "footer_links": [],
        "run_history": False,
        "ssr_mode": False,
        "show_error": False,
        "max_file_size": "1mb",
        "favicon_path": str(ASSETS / "favicon.png"),
    }


def listen(host: str, port: int | None = None) -> socket.socket:
    """Return a socket that listens, on the port asked for or on the first free one of ten.

    Raises:
        OSError: there is no such port to be had; one line says why.
    """
    ports = [port] if port is not None else range(FIRST_PORT, FIRST_PORT + PORTS_TRIED)
    if not 0 <= ports[0] <= LAST_PORT:
        raise OSError(f"there is no port {ports[0]}; choose one up to {LAST_PORT:,} with --port")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    reason = ""
    for number in ports:
        try:
            return socket.create_server((host, number), family=family, backlog=128)
        except OSError as problem:
            reason = problem.strerror or str(problem)
    tried = f"{ports[0]}" if port is not None else f"{ports[0]} to {ports[-1]}"
    raise OSError(f"cannot listen on {host}, port {tried}: {reason}; choose another with --port")


def _address(host: str, listening: socket.socket) -> str:
    shown = {"0.0.0.0": "127.0.0.1", "": "127.0.0.1", "::": "[::1]"}.get(host, host)
    shown = f"[{shown}]" if ":" in shown and not shown.startswith("[") else shown
    return f"http://{shown}:{listening.getsockname()[1]}/"
