"""What of Gradio a visitor can reach, and whose a visit is: ASGI middleware behind the gate.

Gradio brings some sixty routes, of which our page and its clients use a few. It takes any JSON that Python
takes, and knows a visit by a string that its browser made up: who learned another's could read his answers.
"""

from __future__ import annotations

import json
import re
from collections import OrderedDict
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qs

from ..queue import Crowded, Desk
from ..site.access import LONGEST_BODY, client_of, path_of
from ..site.failures import NOT_JSON, Refused
from .refuse import refuse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

GRADIO: Final = "/gradio_api/"
JOINING: Final = "/gradio_api/queue/join"  # where questions come in
BEGINNING: Final = (JOINING, "/gradio_api/run/predict")  # what may come first in a visit
ASKING: Final = (*BEGINNING, "/gradio_api/cancel", "/gradio_api/reset")
HEARING: Final = "/gradio_api/queue/data"
OPEN: Final = tuple(
    f"{GRADIO}{name}" for name in ("queue/data", "startup-events", "heartbeat/", "info", "app_id")
)
CLOSED: Final = ("/login", "/logout", "/monitoring", "/svelte", "/pwa_icon", "/openapi.json", "/robots.txt")
LONGEST_NAME: Final = 255  # bytes of a file's name; Gradio looks its paths up on the disk
LONGEST_PATH: Final = 1000  # characters
VISITS: Final = 20_000  # that are remembered
NOTHING: Final = "there is nothing of that name"
VISIT: Final = re.compile(r"[\w-]{1,64}")


class PageDoor:
    """Lets a request through to ``app``, which holds Gradio, or answers it with a status and one line."""

    def __init__(self, app: ASGIApp, desk: Desk) -> None:
        self.app = app
        self.desk = desk
        self._owners: OrderedDict[str, str] = OrderedDict()  # of visits, by the names that browsers gave them

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Check one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        try:
            body = await self._checked(scope, receive)
        except Refused as refused:
            await refuse(refused, send)
            return
        await self.app(scope, receive if body is None else _again(body, receive), send)

    async def _checked(self, scope: Scope, receive: Receive) -> bytes | None:
        """Return the body of a request if it was read for the check."""
        path, user = path_of(scope).rstrip("/"), str(scope.get("user", ""))
        if not _may_be_a_file(path):
            raise Refused(404, NOTHING)
        if path in ASKING:
            body = await _body(receive)
            self._belong(_visit(_parsed(body)), user, begins=path in BEGINNING)
            if path == JOINING:
                self._check_room(scope)
            return body
        if path == HEARING:
            self._belong(_heard(scope), user, begins=False)
        elif path.startswith(CLOSED) or (path.startswith(GRADIO) and not path.startswith(OPEN)):
            raise Refused(404, NOTHING)
        return None

    def _check_room(self, scope: Scope) -> None:
        """Refuse a question that would find no place, before Gradio does all that it does with one."""
        from starlette.requests import HTTPConnection

        try:
            self.desk.expect(client_of(HTTPConnection(scope)))
        except Crowded as crowded:
            raise Refused(crowded.status, str(crowded), crowded.wait) from None

    def _belong(self, visit: str, user: str, *, begins: bool) -> None:
        owner = self._owners.get(visit)
        if owner is None and begins:
            self._owners[visit] = user
            while len(self._owners) > VISITS:
                self._owners.popitem(last=False)
        elif owner != user:
            raise Refused(404, "there is no such visit; load the page again")


def _may_be_a_file(path: str) -> bool:
    longest = max(len(part.encode(errors="replace")) for part in path.split("/"))
    return longest <= LONGEST_NAME and len(path) <= LONGEST_PATH and "\0" not in path


def _heard(scope: Scope) -> str:
    """Return the visit whose answers are asked for."""
    named = parse_qs(scope["query_string"].decode("latin-1")).get("session_hash", [""])
    return _visit({"session_hash": named[0]})


def _visit(asked: dict[str, Any]) -> str:
    visit = asked.get("session_hash", "")
    if not isinstance(visit, str) or not VISIT.fullmatch(visit):
        raise Refused(422, "session_hash names a visit in letters and digits")
    return visit


def _parsed(body: bytes) -> dict[str, Any]:
    """Return the object that a body holds; one with NaN or half characters cannot be sent on."""
    try:
        asked = json.loads(body, parse_constant=_refuse_constant)
        json.dumps(asked, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raise Refused(422, NOT_JSON) from None
    if not isinstance(asked, dict):
        raise Refused(422, NOT_JSON)
    return asked


def _refuse_constant(name: str) -> None:
    raise ValueError(name)


async def _body(receive: Receive) -> bytes:
    body = b""
    while True:
        message = await receive()
        if message["type"] != "http.request":
            raise Refused(400, "the request ended before its body")
        body += bytes(message.get("body", b""))
        if len(body) > LONGEST_BODY:
            raise Refused(413, f"the body has more than {LONGEST_BODY:,} bytes")
        if not message.get("more_body", False):
            return body


def _again(body: bytes, receive: Receive) -> Receive:
    """Return what gives a body that was read once more, and then what comes after it."""
    whole: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def received() -> Message:
        return whole.pop() if whole else await receive()

    return received
