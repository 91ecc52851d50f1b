"""Connections: how many there may be, and how long one may take to say what it wants.

uvicorn waits without end for a request that is half sent, or never begun. A thousand silent connections would
take all file descriptors, and the page with them: here the one that has been silent longest gives way.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import asyncio

MOST: Final = 2000  # connections
OTHERS: Final = 512  # file descriptors that are for other things: the library, models, uploads
WISHED: Final = 16_384  # file descriptors, where the machine gives so many
FEWEST: Final = 64  # connections, on a machine that gives few descriptors
AT_ONCE: Final = 128  # connections that are accepted before any is looked at
COMING: Final = 2048  # that wait to be accepted; whoever finds no room tries again after 1, 3, 7 seconds
HEAD: Final = 30.0  # seconds for the head of a request, since the connection began or the last reply ended
BODY: Final = 30.0  # seconds for a body, and more for each byte
SLOWEST: Final = 32_768  # bytes a second at which a body may come
LONGEST_HEAD: Final = 32_768  # bytes
FULL: Final = (
    b"HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/json\r\nRetry-After: 5\r\n"
    b'Content-Length: 49\r\nConnection: close\r\n\r\n{"error": "too many connections; ask again soon"}'
)


def most_connections() -> int:
    """Return how many connections there may be, after raising the process's limit as far as it goes."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return MOST
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    endless = resource.RLIM_INFINITY
    wished = WISHED if hard == endless else min(hard, WISHED)
    if soft not in (endless,) and soft < wished:
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wished, hard))
            soft = wished
    return MOST if soft == endless else max(FEWEST, min(MOST, soft - OTHERS))


def seconds_of(head: Mapping[bytes, bytes]) -> float:
    """Return how long the body of a request with this head may take."""
    length = head.get(b"content-length", b"0")
    return BODY + (int(length) / SLOWEST if length.isdigit() else 0.0)


def guarded(most: int) -> type[asyncio.Protocol]:
    """Return uvicorn's protocol with these limits, for the ``most`` connections of one server."""
    import h11
    from uvicorn.protocols.http.h11_impl import H11Protocol

    unsaid: dict[asyncio.Protocol, None] = {}  # whose request is not all there, the longest silent first

    class Guarded(H11Protocol):
        _clock: asyncio.TimerHandle | None = None
        _awaits: Any = None  # what of a request is not there yet

        def connection_made(self, transport: Any) -> None:
            super().connection_made(transport)
            if len(self.connections) > most and not _give_way(unsaid):
                transport.write(FULL)
                transport.close()
                return
            self._await(h11.IDLE, HEAD)

        def data_received(self, data: bytes) -> None:
            super().data_received(data)
            self._look()

        def on_response_complete(self) -> None:
            super().on_response_complete()
            self._awaits = None
            self._look()

        def connection_lost(self, exc: Exception | None) -> None:
            self._await(None)
            super().connection_lost(exc)

        def _look(self) -> None:
            """Set the clock by what is there of a request."""
            state = self.conn.their_state
            if state is h11.SEND_BODY:
                self._await(state, seconds_of(dict(self.headers)))
            elif state is h11.IDLE:
                self._await(state, HEAD)
            else:
                self._await(None)

        def _await(self, state: Any, seconds: float = 0.0) -> None:
            """Wait for what is missing in this state, so long as that is new; for nothing if it is none."""
            if state is self._awaits:
                return
            self._awaits = state
            unsaid.pop(self, None)
            if self._clock:
                self._clock.cancel()
                self._clock = None
            if state is not None and not self.transport.is_closing():
                unsaid[self] = None
                self._clock = self.loop.call_later(seconds, self.transport.abort)

    return Guarded


def _give_way(unsaid: dict[asyncio.Protocol, None]) -> bool:
    """End the connection that has been silent longest; false where all have said what they want."""
    for silent in unsaid:
        del unsaid[silent]
        silent.transport.abort()  # type: ignore[attr-defined]
        return True
    return False
