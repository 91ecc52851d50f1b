"""Connections to a Unix socket, for httpx: one that is refused is closed, which httpcore leaves to chance.

The home of httpcore in this package. It is the lower half of httpx, and what opens its connections can be
exchanged there alone.
"""

from __future__ import annotations

import socket
from typing import Any


def connections(path: str) -> Any:
    """Return an ``httpcore.ConnectionPool`` whose connections go to a Unix socket; none is used twice."""
    import httpcore

    backend: Any = _Backend()
    return httpcore.ConnectionPool(uds=path, network_backend=backend, max_keepalive_connections=0)


class _Backend:
    """What httpcore opens connections by.

    A process that was killed leaves its socket behind as a file at which nobody answers, so that a
    connection is refused is no rare thing.
    """

    def connect_unix_socket(self, path: str, timeout: float | None = None, **_: object) -> Any:
        import httpcore
        from httpcore._backends.sync import SyncStream  # it has no public name

        opened = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            opened.settimeout(timeout)
            opened.connect(path)
        except OSError as problem:
            opened.close()
            kind = httpcore.ConnectTimeout if isinstance(problem, TimeoutError) else httpcore.ConnectError
            raise kind(str(problem)) from problem
        return SyncStream(opened)
