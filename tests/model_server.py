"""A real HTTP server on this machine that speaks the OpenAI protocol and replies by script."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Script:
    """What the server does with every request, and what it was asked."""

    pieces: Sequence[str] = ()
    status: int = 200
    seconds: float = 0.0  # before the first piece
    cut_after: int | None = None  # pieces, then the connection is dropped
    rubbish: bool = False
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)


@contextmanager
def model_server(script: Script) -> Iterator[str]:
    """Run the server and give the spec that names its model."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(script))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1#tiny"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(script: Script) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            script.asked.append(json.loads(self.rfile.read(length)))
            script.keys.append(self.headers.get("Authorization", ""))
            time.sleep(script.seconds)
            try:
                _reply(self, script)
            except (BrokenPipeError, ConnectionResetError):
                return

        def log_message(self, *_: object) -> None:
            """Stay silent."""

    return Handler


def _reply(handler: BaseHTTPRequestHandler, script: Script) -> None:
    handler.send_response(script.status)
    handler.send_header("Content-Type", "text/event-stream")
    handler.send_header("Transfer-Encoding", "chunked")
    handler.send_header("Connection", "close")
    handler.end_headers()
    if script.status != 200:
        _send(handler, b'{"error": {"message": "key sk-secret is wrong"}}', b"")
        return
    if script.rubbish:
        _send(handler, b"<html>no model here</html>\n\n", b"")
        return
    for at, piece in enumerate(script.pieces):
        if at == script.cut_after:
            handler.close_connection = True
            return
        _send(handler, _event({"role": "assistant", "content": piece}, None))
    _send(handler, _event({}, "stop") + b"data: [DONE]\n\n", b"")


def _send(handler: BaseHTTPRequestHandler, *chunks: bytes) -> None:
    """Write chunks of the reply; an empty one ends it."""
    for chunk in chunks:
        handler.wfile.write(b"%x\r\n%s\r\n" % (len(chunk), chunk))
    handler.wfile.flush()


def _event(delta: dict[str, str], finish: str | None) -> bytes:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    event = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "tiny", "choices": [choice]}
    return f"data: {json.dumps(event)}\n\n".encode()
