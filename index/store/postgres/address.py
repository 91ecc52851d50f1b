"""``postgresql://…`` -> what is connected to, and what is shown of it: everything but its password."""

from __future__ import annotations

import os
import re
import socket
from dataclasses import dataclass
from typing import Final, TypeGuard
from urllib.parse import quote, unquote

SCHEMA: Final = "quoth"
"""Where a library's tables lie; ``?schema=NAME`` in an address names another, for several in one database."""

_SCHEMES: Final = ("postgresql://", "postgres://")
_NAME: Final = re.compile(r"[a-z_][a-z0-9_]{0,62}")
_SECRET: Final = re.compile(
    r".*(password|secret)|scram_.*_key", re.I
)  # what libpq calls what it keeps to itself
_STATEMENT: Final = re.compile(r"\nLINE \d+: ")  # from there on a message repeats what was asked
_PARTS: Final = re.compile(r"([a-z]+)://([^/?]*)([^?]*)\??(.*)", re.S)
_HOST: Final = re.compile(r"(\[[^\[\]]*\]|[^:\[\]]*)(:[0-9]*)?")
_PATIENCE: Final = {  # seconds, and how often it is tried
    "connect_timeout": "10",
    "keepalives_idle": "30",
    "keepalives_interval": "10",
    "keepalives_count": "3",
}
_PATIENCE_THERE: Final = "-ctcp_keepalives_idle=30 -ctcp_keepalives_interval=10 -ctcp_keepalives_count=3"
"""Of the server, which keeps the locks of a connection until it notices that nobody is there."""


@dataclass(frozen=True, slots=True)
class Address:
    """A library on a server.

    Attributes:
        uri: as libpq takes it.
        place: the same to be shown, without a password.
        schema: where its tables lie.
        name: what it is called beside others: its database, and its schema where that is named.
        secrets: what must not be shown.
    """

    uri: str
    place: str
    schema: str
    name: str
    secrets: tuple[str, ...]

    def hidden(self, text: str) -> str:
        """Return what is told of a failure as one line, without what must not be shown."""
        for secret in self.secrets:
            text = text.replace(secret, "…")
        return " ".join(_STATEMENT.split(text)[0].split())


def is_address(place: str | os.PathLike[str]) -> TypeGuard[str]:
    """Tell whether a library is named by the address of a server, not by its folder."""
    return isinstance(place, str) and place.startswith(_SCHEMES)


def address_of(text: str) -> Address:
    """Return an address as written.

    Raises:
        ValueError: its schema is no plain name, or where its password ends cannot be told; what is said
            holds nothing of it.
    """
    scheme, userinfo, hosts, path, given = _parts(re.sub(r"[\x00-\x1f\x7f]", "", text))
    schema = dict(given).get("schema", SCHEMA)
    if not _NAME.fullmatch(schema):
        raise ValueError(f"schema={schema} is no plain name: small letters, digits and _")
    kept = [(name, value) for name, value in given if name not in ("schema", "options")]
    said = [value for name, value in given if name == "options"]
    options = " ".join([_PATIENCE_THERE, *said, f"-csearch_path={schema}"])
    named = {name for name, _ in given}
    added = [(name, value) for name, value in _PATIENCE.items() if name not in named]
    added += [("options", options), ("client_encoding", "UTF8")]
    added += [] if "application_name" in named else [("application_name", our_name())]
    user, _, password = userinfo.rpartition("@")[0].partition(":")
    shown = [(name, value) for name, value in given if not _SECRET.fullmatch(name)]
    secrets = [unquote(password), password, *(value for name, value in given if _SECRET.fullmatch(name))]
    place = f"{scheme}://{user}{userinfo[-1:]}{hosts}{path}"
    return Address(
        f"{scheme}://{userinfo}{hosts}{path}?{_query([*kept, *added])}",
        f"{place}?{_query(shown)}" if shown else place,
        schema,
        _name(path, schema),
        tuple(filter(None, secrets)),
    )


def _parts(text: str) -> tuple[str, str, str, str, list[tuple[str, str]]]:
    """Return scheme, user and password with their ``@``, hosts, path and options.

    libpq takes some of ``/ ? # @`` in a password for what they are, others not: what no one can tell apart
    is taken by nobody here, so that no part of a password is ever shown as a host or a path.
    """
    before, at, _ = text.rpartition("@")
    userinfo = before.partition("://")[2]
    if "#" in text or any(sign in userinfo for sign in "/?@"):
        raise ValueError(
            "in the address of a library / ? # and @ are written percent-encoded where they are part of"
            " its user, password or options: %2F %3F %23 %40"
        )
    whole = _PARTS.fullmatch(text.replace(f"{userinfo}{at}", "", 1) if at else text)
    if whole is None or not all(map(_HOST.fullmatch, whole[2].split(","))):
        raise ValueError(
            "an address of a library is postgresql://USER:PASSWORD@HOST:PORT/DATABASE; its port is a number,"
            " its password stands before an @"
        )
    pairs = (pair.partition("=") for pair in whole[4].split("&") if pair)
    given = [(unquote(name), unquote(value)) for name, _, value in pairs]
    return whole[1], f"{userinfo}{at}", whole[2], whole[3], given


def our_name() -> str:
    """Return how the server lists a connection of this process."""
    return f"quoth {os.getpid()} {socket.gethostname()}"[:63]


def _name(path: str, schema: str) -> str:
    plain = re.sub(r"\W+", "_", unquote(path).strip("/"))
    return "-".join(filter(None, [plain, schema if schema != SCHEMA or not plain else ""]))


def _query(pairs: list[tuple[str, str]]) -> str:
    """Return options as libpq reads them, which knows no plus for a space."""
    return "&".join(f"{name}={quote(value, safe='/,-')}" for name, value in pairs)
