"""A request over a connection of its own, for a tenth of the processor time of httpx: a thousand ask at once.

With httpx a thousand who asked took more of the machine than the server that refused them, and sent their
requests late, in two parts.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Final

LONGEST_LINE: Final = 1 << 24  # bytes


class Broken(Exception):
    """A connection that could not be made, or that ended before its reply did."""


@dataclass(frozen=True, slots=True)
class Replied:
    """The status of a reply, the seconds after which to come back if it says so, its lines as they come."""

    status: int
    wait: float | None
    lines: AsyncIterator[str]


@asynccontextmanager
async def requested(address: str, path: str, body: Mapping[str, Any] | None = None) -> AsyncIterator[Replied]:
    """Send a request, with a JSON body if there is one, and give its reply.

    Raises:
        Broken: the connection could not be made, or ended too soon.
    """
    host = address.split("/")[2]
    writer = None
    try:
        reader, writer = await asyncio.open_connection(*host.split(":"), limit=LONGEST_LINE)
        writer.write(_request(host, path, body))
        yield await _replied(reader)
    except (OSError, EOFError) as problem:
        raise Broken(repr(problem)) from problem
    finally:
        if writer:
            writer.close()


async def status_of(
    address: str, path: str, body: Mapping[str, Any] | None = None
) -> tuple[int, float | None]:
    """Return the status of a whole reply, and the seconds after which to come back if it says so.

    Raises:
        Broken: as ``requested``.
    """
    async with requested(address, path, body) as reply:
        async for _ in reply.lines:
            pass
        return reply.status, reply.wait


def _request(host: str, path: str, body: Mapping[str, Any] | None) -> bytes:
    """Return a whole request, which is written at once."""
    sent = b"" if body is None else json.dumps(body).encode()
    head = [
        f"{'GET' if body is None else 'POST'} /{path} HTTP/1.1",
        f"Host: {host}",
        "Connection: close",
        *([] if body is None else ["Content-Type: application/json", f"Content-Length: {len(sent)}"]),
    ]
    return "\r\n".join([*head, "", ""]).encode() + sent


async def _replied(reader: asyncio.StreamReader) -> Replied:
    first = await reader.readline()
    if not first:
        raise EOFError("nothing was said")
    headers = {}
    while (line := await reader.readline()) not in (b"\r\n", b""):
        name, _, value = line.decode("latin-1").partition(":")
        headers[name.lower()] = value.strip()
    wait = headers.get("retry-after")
    length = int(headers["content-length"]) if "content-length" in headers else None
    return Replied(int(first.split()[1]), float(wait) if wait else None, _lines(reader, length))


async def _lines(reader: asyncio.StreamReader, length: int | None) -> AsyncIterator[str]:
    """Yield the lines of a body, of which a chunked one has the lengths of its chunks between them."""
    had = 0
    while line := await reader.readline():
        had += len(line)
        yield line.decode("utf-8", "replace")
    if length is not None and had < length:
        raise EOFError(f"{had} bytes of {length}")
