"""A real HTTP server on this machine at a port or socket, that speaks OpenAI's protocol by script."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import BaseServer, ThreadingUnixStreamServer
from typing import Any

from rag.llm.connection import client

Asked = dict[str, Any]


@dataclass
class Script:
    """What the server does with every request, and what it was asked.

    Attributes:
        pieces: of the reply; or what makes them from the request.
        statuses: of the first requests, in turn; 200 after that.
        status: of all requests.
        headers: sent with every reply.
        seconds: before the reply begins.
        between: seconds before every piece but the first.
        silent_after: pieces, then nothing more comes and the connection stays open.
        cut_after: pieces, then the connection is dropped.
        chunked: whether the client can tell a dropped connection from the end.
        endless: the pieces are sent over and over.
        body: sent in place of a reply, such as what is no JSON.
        finish: the reason that the reply gives for its end.
        usage: tokens, sent at the end.
        extra: put beside the text of the first piece, such as a refusal.
        gone: set when the client has closed the connection.
    """

    pieces: Sequence[str] | Callable[[Asked], Sequence[str]] = ()
    statuses: Sequence[int] = ()
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    between: float = 0.0
    silent_after: int | None = None
    cut_after: int | None = None
    chunked: bool = True
    endless: bool = False
    body: bytes | None = None
    finish: str = "stop"
    usage: tuple[int, int] | None = None
    extra: dict[str, str] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    gone: threading.Event = field(default_factory=threading.Event)


@contextmanager
def model_server(script: Script) -> Iterator[str]:
    """Run the server and give the spec that names its model."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(script))
    with _serving(server, script):
        yield f"http://127.0.0.1:{server.server_port}/v1#tiny"


@contextmanager
def model_at_socket(script: Script, socket: Path) -> Iterator[Any]:
    """Run the server at a Unix socket, as a model file's process does, and give a client of it."""
    with _serving(ThreadingUnixStreamServer(str(socket), _handler(script)), script):
        yield client_of_socket(socket)


def client_of_socket(socket: Path | Callable[[], str]) -> Any:
    """Return a LlamaIndex LLM whose server answers at a Unix socket, or at whichever is given then."""
    from llama_index.llms.openai_like import OpenAILike

    over: Any = {"http_client": client("", 60.0, socket if callable(socket) else lambda: str(socket))}
    return OpenAILike(
        model="tiny",
        api_base="http://localhost/v1",
        api_key="none",
        is_chat_model=True,
        max_retries=0,
        **over,
    )


@contextmanager
def _serving(server: BaseServer, script: Script) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        script.gone.set()
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(script: Script) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            asked = json.loads(self.rfile.read(length))
            script.asked.append(asked)
            script.keys.append(self.headers.get("Authorization", ""))
            self.close_connection = True
            try:
                _pause(self, script.seconds)
                _reply(self, script, asked)
            except OSError:
                script.gone.set()

        def log_message(self, *_: object) -> None:
            """Stay silent."""

    return Handler


def _reply(handler: BaseHTTPRequestHandler, script: Script, asked: Asked) -> None:
    at = len(script.asked) - 1
    status = script.statuses[at] if at < len(script.statuses) else script.status
    handler.send_response(status)
    for name, value in script.headers.items():
        handler.send_header(name, value)
    streams = asked.get("stream") and script.body is None and status == 200
    handler.send_header("Content-Type", "text/event-stream" if streams else "application/json")
    handler.send_header("Connection", "close")
    if streams and script.chunked:
        handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    pieces = script.pieces(asked) if callable(script.pieces) else script.pieces
    if status != 200:
        key = script.keys[-1]
        handler.wfile.write(json.dumps({"error": {"message": f"the key {key} is wrong"}}).encode())
    elif script.body is not None:
        handler.wfile.write(script.body.replace(b"KEY", script.keys[-1].encode()))
    elif streams:
        _stream(handler, script, pieces)
    else:
        handler.wfile.write(json.dumps(_whole("".join(pieces), script)).encode())


def _stream(handler: BaseHTTPRequestHandler, script: Script, pieces: Sequence[str]) -> None:
    """Send the pieces; a connection that is dropped has no last event."""
    sent = 0
    while True:
        for piece in pieces:
            if sent == script.cut_after:
                return
            if sent == script.silent_after:
                _pause(handler, 60.0)
            _pause(handler, script.between if sent else 0.0)
            extra = script.extra if not sent else {}
            _send(handler, script, _event({"role": "assistant", "content": piece, **extra}))
            sent += 1
        if not script.endless:
            break
    _send(handler, script, _event({}, finish=script.finish, usage=script.usage))
    _send(handler, script, b"data: [DONE]\n\n")
    _send(handler, script, b"")


def _pause(handler: BaseHTTPRequestHandler, seconds: float) -> None:
    """Wait, and look whether the client has closed the connection meanwhile."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        handler.connection.settimeout(min(0.02, max(end - time.monotonic(), 0.001)))
        try:
            if not handler.connection.recv(1):
                raise ConnectionResetError
        except TimeoutError:
            continue
        finally:
            handler.connection.settimeout(None)


def _send(handler: BaseHTTPRequestHandler, script: Script, data: bytes) -> None:
    handler.wfile.write(b"%x\r\n%s\r\n" % (len(data), data) if script.chunked else data)
    handler.wfile.flush()


def _event(
    delta: dict[str, str], *, finish: str | None = None, usage: tuple[int, int] | None = None
) -> bytes:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    event: dict[str, Any] = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "tiny"}
    event |= {"choices": [choice]} | ({"usage": _tokens(usage)} if usage else {})
    return f"data: {json.dumps(event)}\n\n".encode()


def _whole(text: str, script: Script) -> dict[str, Any]:
    """Return the reply to a request that does not ask for a stream."""
    message = {"role": "assistant", "content": text}
    choice = {"index": 0, "message": message, "finish_reason": script.finish}
    whole = {"id": "1", "object": "chat.completion", "created": 1, "model": "tiny", "choices": [choice]}
    return whole | ({"usage": _tokens(script.usage)} if script.usage else {})


def _tokens(usage: tuple[int, int]) -> dict[str, int]:
    return {"prompt_tokens": usage[0], "completion_tokens": usage[1], "total_tokens": sum(usage)}
