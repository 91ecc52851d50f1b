"""A real web server on this machine whose answers are given byte for byte."""

import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Body = bytes | Callable[[], Iterator[bytes]]


def answer(body: bytes, *headers: str, status: str = "200 OK", length: int | None = None) -> bytes:
    """Return the bytes of a whole answer, of the type HTML unless the headers name one."""
    kind = (
        []
        if any(line.lower().startswith("content-type") for line in headers)
        else ["Content-Type: text/html"]
    )
    size = f"Content-Length: {len(body) if length is None else length}"
    lines = [f"HTTP/1.1 {status}", *kind, *headers, size, "Connection: close"]
    return "\r\n".join([*lines, "", ""]).encode() + body


def redirect(location: str) -> bytes:
    """Return the bytes of a redirect."""
    return answer(b"", f"Location: {location}", status="302 Found")


@dataclass
class Site:
    """What is answered at which path, and what was asked."""

    pages: Mapping[str, Body] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)


@contextmanager
def web(site: Site, tls: ssl.SSLContext | None = None) -> Iterator[int]:
    """Serve a site while the block runs; the value is its port on 127.0.0.1."""
    over = threading.Event()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(site, over))
    server.daemon_threads = True
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        over.set()
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(site: Site, over: threading.Event) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def handle(self) -> None:
            with suppress(OSError):  # the other side went, or never spoke TLS
                super().handle()

        def do_GET(self) -> None:
            site.asked.append((self.path, dict(self.headers)))
            body = site.pages.get(self.path, answer(b"", status="404 Not Found"))
            for piece in [body] if isinstance(body, bytes) else body():
                if over.is_set():
                    return
                self.wfile.write(piece)

        def log_message(self, *_: object) -> None:
            """Stay silent."""

    return Handler
