"""HTTP to a model server that can be cut off from another thread, with a key that shows nowhere.

The home of httpx. The key is put on a request when it is sent and is no part of the LlamaIndex object, so
neither its ``repr`` nor what it reports to a tracer holds it; of a refusal no more is read than the status,
how long to wait, and one line of the reason from which the key is taken out.
"""

from __future__ import annotations

import json
import threading
from contextlib import suppress
from contextvars import ContextVar
from typing import Any, Final

CONNECT_SECONDS: Final = 10.0
MOST_READ: Final = 10_000  # bytes of an error
MOST_REASON: Final = 200  # characters of a server's own words that are shown
_EXPLAINED: Final = {400, 413, 422}  # statuses with which a server says what is wrong with the request


class ServerRefused(Exception):
    """A server answered with an error; ``wait`` is how many seconds it asks for, as it wrote it."""

    def __init__(self, status: int, wait: str = "", reason: str = "") -> None:
        super().__init__(f"status {status}")
        self.status_code = status
        self.wait = wait
        self.reason = reason


class Line:
    """The connections that one reply comes over. Cutting them wakes a thread that waits on them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sockets: list[Any] = []
        self._is_cut = False

    def hold(self, socket: Any) -> None:
        """Remember a connection; one that is made after the cut is cut at once."""
        with self._lock:
            self._sockets.append(socket)
            if self._is_cut:
                _shut(socket)

    def cut(self) -> None:
        """End the connections, from any thread; the server sees them end."""
        with self._lock:
            self._is_cut = True
            for socket in self._sockets:
                _shut(socket)

    def close(self) -> None:
        """Close the connections, from the thread that has read them: a client may leave it to chance."""
        with self._lock:
            for socket in self._sockets:
                socket.close()
            self._sockets.clear()


LINE: Final[ContextVar[Line | None]] = ContextVar("line", default=None)
"""What the connections that are made in this context belong to."""


def client(key: str, timeout: float) -> Any:
    """Return an ``httpx.Client`` that sends a key, if there is one, and whose connections ``LINE`` holds.

    ``timeout`` is the seconds in which something must come from the server.
    """
    import httpx

    def authorised(request: httpx.Request) -> httpx.Request:
        if key:
            request.headers["Authorization"] = f"Bearer {key}"
        return request

    def traced(request: httpx.Request) -> None:
        request.extensions["trace"] = _hold_connection

    def checked(response: httpx.Response) -> None:
        if response.status_code >= 400:
            raise ServerRefused(
                response.status_code, response.headers.get("Retry-After", ""), _reason(response, key)
            )

    return httpx.Client(
        auth=authorised,
        event_hooks={"request": [traced], "response": [checked]},
        limits=httpx.Limits(max_keepalive_connections=0),
        timeout=httpx.Timeout(timeout, connect=CONNECT_SECONDS),
    )


def _hold_connection(event: str, told: dict[str, Any]) -> None:
    """Take note of a connection that httpcore reports to have made; with TLS it reports a second one."""
    line = LINE.get()
    if line and event.endswith((".connect_tcp.complete", ".start_tls.complete")):
        line.hold(told["return_value"].get_extra_info("socket"))


def _shut(socket: Any) -> None:
    import socket as sockets

    with suppress(OSError):  # closed by now, or handed on to TLS, which is held too
        socket.shutdown(sockets.SHUT_RDWR)


def _reason(response: Any, key: str) -> str:
    """Return what a server says is wrong with the request, on one line; empty if it does not say."""
    if response.status_code not in _EXPLAINED:
        return ""
    try:
        said = json.loads(next(response.iter_bytes(MOST_READ), b""))
        error = said.get("error", said)
        text = error if isinstance(error, str) else error.get("message") or error.get("detail") or ""
    except (ValueError, AttributeError):  # no JSON, or of another form
        return ""
    line = " ".join(str(text).split())
    return (line.replace(key, "…") if key else line)[:MOST_REASON]
