"""Connections that say nothing, or half of what they want: what the page does meanwhile."""

from __future__ import annotations

import socket
import time
from contextlib import suppress
from typing import Final

HALF: Final = b"POST /api/ask HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\n{"
LOOKS: Final = 20
PATIENCE: Final = 20.0  # seconds for one look


def flood(address: str, silent: int) -> tuple[float, ...]:
    """Open so many connections, every other one with half a request; return seconds of looks at the page."""
    import httpx

    host, port = address.split("/")[2].split(":")
    held = []
    for number in range(silent):
        connection = socket.socket()
        connection.settimeout(2)
        held.append(connection)
        with suppress(OSError):  # the server takes no more, which is what is looked at
            connection.connect((host, int(port)))
            if number % 2:
                connection.sendall(HALF)
    seconds = []
    for _ in range(LOOKS):
        started = time.perf_counter()
        with suppress(httpx.HTTPError):
            httpx.get(address, timeout=PATIENCE)
        seconds.append(time.perf_counter() - started)
    for connection in held:
        connection.close()
    return tuple(seconds)
