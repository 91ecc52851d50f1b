"""HTTP to a model server that another thread can cut off, and what to make of its failures.

The home of httpx. The key is put on a request when it is sent and is no part of the LlamaIndex object, so
neither its ``repr`` nor what it reports to a tracer holds it; of a refusal no more is read than the status,
how long to wait, and one line of the reason from which the key is taken out. Nothing else that a server or
a client said of a failure, which may be a key, is passed on.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import suppress
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime
from typing import Any, Final

from index.errors import ModelError

from ..stream import Late
from .unix_socket import connections

CONNECT_SECONDS: Final = 10.0
MOST_READ: Final = 10_000  # bytes of an error
MOST_REASON: Final = 200  # characters of a server's own words that are shown
_CONNECTED: Final = (".connect_tcp.complete", ".connect_unix_socket.complete", ".start_tls.complete")
_EXPLAINED: Final = {400, 413, 422}  # statuses with which a server says what is wrong with the request
_TRY_AGAIN: Final = {408, 409, 429, 500, 502, 503, 504, 529}
_SAID: Final = {
    401: "the server refuses the key",
    403: "the server refuses the key",
    404: "the server does not know this model",
    429: "the server has too much to do (status 429)",
}


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

    def over(self, opened: Callable[[], Iterable[Any]]) -> Generator[Any]:
        """Yield what comes over connections that ``opened`` makes when the first is asked for.

        They are closed at the end, from the thread that reads them: a client may leave it to chance.
        """
        LINE.set(self)
        try:
            yield from opened()
        finally:
            with self._lock:
                for socket in self._sockets:
                    socket.close()
                self._sockets.clear()


LINE: Final[ContextVar[Line | None]] = ContextVar("line", default=None)
"""What the connections that are made in this context belong to."""


def client(key: str, timeout: float, socket: Callable[[], str] | None = None) -> Any:
    """Return an ``httpx.Client`` that sends a key, if there is one, and whose connections ``LINE`` holds.

    ``timeout`` is the seconds in which something must come from the server. ``socket`` gives, when a request
    is sent, the path of a Unix socket at which a server of ours answers; nothing then leaves this machine,
    whatever proxy the environment names.
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
        transport=_over(socket) if socket else None,
    )


def _over(socket: Callable[[], str]) -> Any:
    """Return httpx's way to a Unix socket whose path is asked for with each request."""
    import httpx

    class OverSocket(httpx.BaseTransport):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            way = httpx.HTTPTransport(verify=False)  # without TLS within a machine
            way._pool = connections(socket())  # it takes none as an argument
            return way.handle_request(request)

    return OverSocket()


def _hold_connection(event: str, told: dict[str, Any]) -> None:
    """Take note of a connection that httpcore reports to have made; with TLS it reports a second one."""
    line = LINE.get()
    if line and event.endswith(_CONNECTED):
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


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a model did not answer; ``wait`` is the seconds that the server asks for before another try."""

    why: str
    passes: bool = False
    wait: float | None = None


_KINDS: Final = (  # by parts of the names of exceptions, which are much the same in all clients
    (("Timeout",), Failure("it took too long")),
    (("JSONDecode", "Validation"), Failure("what the server sent cannot be read")),
    (("RemoteProtocol", "ReadError", "Reset"), Failure("the connection was lost", passes=True)),
    (("Connect",), Failure("no server answers there (is it running?)", passes=True)),
    (("APIError",), Failure("the server reports an error")),
)


def failure(problem: BaseException) -> Failure:
    """Return what a person should know of a problem and of those it comes from."""
    chain = list(_chain(problem))
    for each in chain:
        status = _status(each)
        if status is not None:
            return Failure(_said(status, getattr(each, "reason", "")), status in _TRY_AGAIN, _wait(each))
        if isinstance(each, (Late, ModelError)):
            return Failure(str(each))
    kinds = " ".join(type(each).__name__ for each in chain)
    known = (told for names, told in _KINDS if any(name in kinds for name in names))
    return next(known, Failure(type(problem).__name__))


def _chain(problem: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while problem is not None and id(problem) not in seen:
        seen.add(id(problem))
        yield problem
        problem = problem.__cause__ or problem.__context__


def _status(problem: BaseException) -> int | None:
    own = getattr(problem, "status_code", None)
    status = own if own is not None else getattr(getattr(problem, "response", None), "status_code", None)
    return status if isinstance(status, int) else None


def _said(status: int, reason: object) -> str:
    known = _SAID.get(status, f"the server reports an error, status {status}")
    return f"{known}: {reason}" if isinstance(reason, str) and reason else known


def _wait(problem: Any) -> float | None:
    headers = getattr(getattr(problem, "response", None), "headers", None) or {}
    told = getattr(problem, "wait", "") or headers.get("Retry-After", "")
    return float(told) if told.isdecimal() else _until(told)


def _until(told: str) -> float | None:
    try:
        moment = parsedate_to_datetime(told)
    except ValueError:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)
    return max((aware - datetime.now(timezone.utc)).total_seconds(), 0.0)
