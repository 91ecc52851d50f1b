"""The answer to a request that is not let in."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from ..site.failures import Refused

if TYPE_CHECKING:
    from starlette.types import Send


async def refuse(refused: Refused, send: Send) -> None:
    """Answer with the status and one line of JSON."""
    body = json.dumps({"error": str(refused)}).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    if refused.wait:
        headers.append((b"retry-after", str(refused.wait).encode()))
    if refused.status == 401:
        headers.append((b"www-authenticate", b'Basic realm="Quoth", charset="UTF-8"'))
    await send({"type": "http.response.start", "status": refused.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
