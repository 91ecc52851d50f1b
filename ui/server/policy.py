"""What a browser may do with our pages, and the scripts it does it with: ASGI middleware.

Nothing is fetched from another host, and no script runs but Gradio's own files and the few scripts
that its page brings, which carry a nonce made for the one response. ``unsafe-eval`` has to stay:
``gr.HTML`` compiles its template in the browser. Styles are inline all over Gradio.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Final

from ..site.access import path_of

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self' 'unsafe-eval'{nonce}",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "manifest-src 'self'",
        "base-uri 'self'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
FIXED: Final = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)


class Policy:
    """Adds the headers to every response of ``app``; to its page ``head`` and a nonce for each script.

    Gradio has a way to bring a head of its own, but adds it when all else is there, and may be pressed.
    """

    def __init__(self, app: ASGIApp, head: str = "") -> None:
        self.app = app
        self.head = head.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif path_of(scope) == "/":
            # a compressed page could not be given its nonce
            plain = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
            await self.app({**scope, "headers": plain}, receive, _Page(send, self.head))
        else:
            await self.app(scope, receive, _with_headers(send))


class _Page:
    """Holds a page back until it is whole, then sends it with our head and a nonce on each of its scripts."""

    def __init__(self, send: Send, head: bytes) -> None:
        self.send = send
        self.head = head
        self.start: Message = {}
        self.body = b""
        self.nonce = secrets.token_urlsafe(16)

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.start = message
        elif message["type"] != "http.response.body":
            await self.send(message)
        elif message.get("more_body", False):
            self.body += message["body"]
        else:
            self.body += message.get("body", b"")
            whole = self.body.replace(b"</head>", self.head + b"</head>", 1)
            page = whole.replace(b"<script", f'<script nonce="{self.nonce}"'.encode())
            length = (b"content-length", str(len(page)).encode())
            kept = [header for header in self.start["headers"] if header[0].lower() != b"content-length"]
            send = _with_headers(self.send, f" 'nonce-{self.nonce}'")
            await send({**self.start, "headers": [*kept, length]})
            await send({"type": "http.response.body", "body": page})


def _with_headers(send: Send, nonce: str = "") -> Send:
    policy = (b"content-security-policy", POLICY.format(nonce=nonce).encode())

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message["headers"], policy, *FIXED]}
        await send(message)

    return sending
