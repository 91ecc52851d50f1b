"""A site's ``robots.txt`` (RFC 9309) -> what of it programs may fetch, and how often."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from .address import UNQUOTED

NAME: Final = "quoth"  # of ours, as sites name it
READ: Final = 500_000  # bytes; what comes after them is not looked at
_PRODUCT: Final = re.compile(r"[a-z_-]+")


@dataclass(frozen=True, slots=True)
class Robots:
    """What a site asks of programs.

    Attributes:
        rules: the beginnings of paths, in which ``*`` is anything and a last ``$`` the end, each with whether
            such may be fetched.
        delay: the seconds between two requests that it asks for, 0 for none.
    """

    rules: tuple[tuple[str, bool], ...] = ()
    delay: float = 0.0

    def allows(self, target: str) -> bool:
        """Tell whether a path with its query may be fetched: the longest rule decides, for it if two do."""
        said = [(len(path), may) for path, may in self.rules if path and _matches(path, target)]
        return target == "/robots.txt" or max(said, default=(0, True))[1]


def parsed_robots(content: bytes) -> Robots:
    """Return what a file asks of us: what it says to our name, else what it says to all."""
    named: dict[str, list[tuple[str, str]]] = {}
    for names, fields in _groups(content[:READ].decode("utf-8-sig", "replace").splitlines()):
        for name in names:
            named.setdefault(name, []).extend(fields)
    fields = named.get(NAME, named.get("*", []))
    rules = [(quote(path, safe=UNQUOTED), name == "allow") for name, path in fields if name != "crawl-delay"]
    return Robots(
        tuple(rules), max((_seconds(said) for name, said in fields if name == "crawl-delay"), default=0.0)
    )


def _groups(lines: Iterable[str]) -> Iterator[tuple[list[str], list[tuple[str, str]]]]:
    """Yield names of programs with what is said to them."""
    names: list[str] = []
    fields: list[tuple[str, str]] = []
    for line in lines:
        name, colon, said = line.partition("#")[0].partition(":")
        name, said = name.strip().lower(), said.strip()
        if colon and name == "user-agent":
            if fields:
                yield names, fields
                names, fields = [], []
            product = _PRODUCT.match(said.lower())
            names.append(product[0] if product else said)
        elif colon and names and name in ("allow", "disallow", "crawl-delay"):
            fields.append((name, said))
    yield names, fields


def _matches(path: str, target: str) -> bool:
    first, *others = path.removesuffix("$").split("*")
    if not target.startswith(first):
        return False
    at = len(first)
    for piece in others[:-1]:
        at = target.find(piece, at) + len(piece)
        if at < len(piece):
            return False
    if not others:
        return not path.endswith("$") or at == len(target)
    if path.endswith("$"):
        return target.endswith(others[-1]) and len(target) - len(others[-1]) >= at
    return target.find(others[-1], at) >= 0


def _seconds(said: str) -> float:
    try:
        seconds = float(said)
    except ValueError:
        return 0.0
    return seconds if 0 < seconds < float("inf") else 0.0
