"""Who may come in: checks on every request before anything reads it, as ASGI middleware.

A page on 127.0.0.1 can be reached by every web page that its owner visits. So the Host must be one of
ours (DNS rebinding), what changes something must come from our own page, and, where a password is
set, it covers the page and the routes for programs alike.
"""

from __future__ import annotations

import base64
import ipaddress
import math
import socket
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from ..library.uploads import MOST_BYTES
from ..site.access import LOCAL, LONGEST_BODY, NOBODY, Access, path_of
from ..site.failures import Refused
from .brake import Brake
from .health import HEALTH, METRICS
from .refuse import refuse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

LARGER_BODIES: Final = {"/api/library/upload": MOST_BYTES}  # by the beginning of the path
EVERYWHERE: Final = ("0.0.0.0", "::", "")
PROGRAMS: Final = ("/api/", "/v1/", "/mcp", METRICS)  # paths where a password may come as a bearer's token
NAMELESS: Final = "a user name and password are needed"
READING: Final = ("GET", "HEAD", "OPTIONS")


class Gate:
    """Lets a request through to ``app``, or answers it with a status and one line."""

    def __init__(self, app: ASGIApp, *, host: str, access: Access, brake: Brake | None = None) -> None:
        self.app = app
        self.host = host
        self.access = access
        self.brake = brake or Brake()  # one for all libraries of a server

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Check one request."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        try:
            user = self._checked(scope)
        except Refused as refused:
            await refuse(refused, send)
            return
        await self.app({**scope, "user": user}, receive, send)

    def _checked(self, scope: Scope) -> str:
        """Return who asks."""
        if scope["type"] != "http":
            raise Refused(403, "this server speaks HTTP only")
        headers = {name.decode("latin-1").lower(): _text(value) for name, value in scope["headers"]}
        if not is_ours(headers.get("host", ""), self.host, self.access.public):
            raise Refused(403, "this server is not known under that host name")
        user = self._user(headers, scope)
        if scope["method"] not in READING:
            _check_origin(headers, str(scope["scheme"]), self.access.public)
            _check_size(headers, path_of(scope))
        return user

    def _user(self, headers: dict[str, str], scope: Scope) -> str:
        """Return who asks: whom the proxy names, where there is one, else who knows a password."""
        if path_of(scope) == HEALTH and scope["method"] in READING:
            return NOBODY  # what looks whether the server is well knows no password
        if self.access.user_header is not None:
            user = headers.get(self.access.user_header.lower(), "").strip()
            if not user:
                raise Refused(401, f"the proxy in front names no user ({self.access.user_header})")
            return user
        if not self.access.accounts:
            return NOBODY
        sent = headers.get("authorization", "")
        given = _basic(sent) or (path_of(scope).startswith(PROGRAMS) and _bearer(sent)) or None
        if given is None:  # a browser asks once without, to learn that they are needed
            raise Refused(401, NAMELESS)
        return self._known(*given, address=str((scope.get("client") or ("",))[0]))

    def _known(self, user: str, password: str, *, address: str) -> str:
        """Return a user whose password is right."""
        if wait := math.ceil(self.brake.wait(user, address)):
            raise Refused(429, f"too many wrong passwords; try again in {wait} seconds", wait)
        if not self.access.knows(user, password):
            self.brake.wrong(user, address)
            raise Refused(401, NAMELESS)
        self.brake.right(user, address)
        return user


def is_ours(header: str, bound: str, public: Sequence[str] = ()) -> bool:
    """Whether a Host header names this server, which listens on ``bound``, or the proxy in front of it.

    One that listens everywhere is known under any address, which no rebinding can fake, and under
    the machine's name.
    """
    name = _host(header)
    if name in LOCAL or name == bound.lower() or name in public:
        return bool(name)
    machine = socket.gethostname().lower()
    return bound in EVERYWHERE and (_is_address(name) or name in (machine, f"{machine}.local"))


def _host(netloc: str) -> str:
    """Return the name in a Host header, or in the rest of an Origin; empty for what is none."""
    try:
        return (urlsplit(f"//{netloc}").hostname or "").rstrip(".")
    except ValueError:
        return ""


def _text(value: bytes) -> str:
    """Return a header's value; names of people may be in UTF-8."""
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _basic(header: str) -> tuple[str, str] | None:
    scheme, _, sent = header.partition(" ")
    try:
        user, _, password = base64.b64decode(sent, validate=True).decode().partition(":")
    except ValueError:
        return None
    return (user, password) if scheme.lower() == "basic" else None


def _bearer(header: str) -> tuple[str, str] | None:
    """Return what a client sends that knows keys only, and was given ``USER:PASSWORD`` as its key."""
    scheme, _, sent = header.partition(" ")
    user, _, password = sent.strip().partition(":")
    return (user, password) if scheme.lower() == "bearer" else None


def _check_origin(headers: dict[str, str], scheme: str, public: Sequence[str]) -> None:
    """Refuse what another page sends: of another scheme, host or port.

    Behind a proxy our own page has the proxy's name, and a scheme that only the proxy knows; its port too,
    where the proxy does not pass on the Host that it was asked for.
    """
    origin = headers.get("origin")
    if origin is not None:
        sent, _, netloc = origin.lower().partition("://")
        host = headers.get("host", "").lower()
        is_passed_on = _host(host) in public
        is_proxys = sent in ("http", "https") and _host(netloc) in public
        if (sent, netloc) != (scheme, host) and not (is_proxys and (netloc == host or not is_passed_on)):
            raise Refused(403, "requests from other pages are refused")
    if headers.get("sec-fetch-site") in ("cross-site", "same-site"):
        raise Refused(403, "requests from other pages are refused")


def _check_size(headers: dict[str, str], path: str) -> None:
    length = headers.get("content-length", "0")  # a request that says nothing has no body
    if not length.isdecimal() or "transfer-encoding" in headers:
        raise Refused(411, "say how long the body is (Content-Length)")
    most = next((most for start, most in LARGER_BODIES.items() if path.startswith(start)), LONGEST_BODY)
    if int(length) > most:
        raise Refused(413, f"the body has {int(length):,} bytes; at most {most:,} are read")
