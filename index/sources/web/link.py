"""A web address as a person or a page writes it -> scheme, host, port and target."""

import re
import socket
from dataclasses import dataclass
from ipaddress import IPv6Address
from typing import Final
from urllib.parse import quote, urljoin, urlsplit

from .address import LinkRefused

PORTS: Final = {"http": 80, "https": 443}
MAX_LINK: Final = 8_000  # characters
PLACE: Final = re.compile(r"(?:\[([0-9a-f:.]+)\]|([^\[\]:@\\]+))(?::([0-9]{0,5}))?", re.I)
HOST: Final = re.compile(r"(?=.{1,253}\Z)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*")
NUMBER: Final = re.compile(r"(?:.*\.)?(?:[0-9]+|0x[0-9a-f]*)")  # how an address is told from a name
UNQUOTED: Final = "%/:@!$&'()*+,;=~?[]|"


@dataclass(frozen=True, slots=True)
class Link:
    """Where a page is.

    Attributes:
        host: in lower case: a name in ASCII (IDNA) without a last dot, or an address in its usual spelling.
        target: path and query, as they are sent.
    """

    scheme: str
    host: str
    port: int
    target: str

    @property
    def place(self) -> str:
        """The host, with its port unless that is the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """The whole address, without a fragment."""
        return f"{self.scheme}://{self.place}{self.target}"

    def joined(self, location: str) -> str:
        """Return the whole address of what a redirect from here names, which may be anything."""
        try:
            return urljoin(self.url, location.strip())
        except ValueError:
            return location


def parsed_link(url: str) -> Link:
    """Return the parts of an address.

    Raises:
        LinkRefused: it is not http or https, names no host or a user, or is no address at all.
    """
    url = url.strip()
    if len(url) > MAX_LINK:
        raise LinkRefused(f"is longer than {MAX_LINK} characters")
    if not url.isprintable():  # tabs and line breaks, which some readers drop and others do not
        raise LinkRefused("holds a character that no address has")
    try:
        parts = urlsplit(url)
    except ValueError:
        raise LinkRefused("is no valid address") from None
    if parts.scheme not in PORTS:
        raise LinkRefused("is not http or https")
    if "@" in parts.netloc:
        raise LinkRefused("names a user; leave that out")
    place = PLACE.fullmatch(parts.netloc)
    if not place:
        raise LinkRefused("names no valid host")
    port = int(place[3]) if place[3] else PORTS[parts.scheme]
    if not 0 < port < 65_536:
        raise LinkRefused(f"names port {port}, which is none")
    host = _address_6(place[1]) if place[1] else _host(place[2])
    target = quote(parts.path or "/", safe=UNQUOTED) + (
        f"?{quote(parts.query, safe=UNQUOTED)}" if parts.query else ""
    )
    return Link(parts.scheme, host, port, target)


def _address_6(digits: str) -> str:
    try:
        return IPv6Address(digits).compressed
    except ValueError:
        raise LinkRefused("names no valid host") from None


def _host(written: str) -> str:
    """Return a host in its one spelling; what ends in a number is an address, as it is to browsers."""
    host = (written if written.isascii() else _in_ascii(written)).lower().removesuffix(".")
    if not HOST.fullmatch(host):
        raise LinkRefused("names no valid host")
    if not NUMBER.fullmatch(host):
        return host
    try:
        return socket.inet_ntoa(socket.inet_aton(host))  # 2852039166, 0xA9FEA9FE, 0251.0376.43518
    except OSError:
        raise LinkRefused("names no valid host") from None


def _in_ascii(host: str) -> str:
    import idna

    try:
        return idna.encode(host, uts46=True, std3_rules=True).decode("ascii")
    except idna.IDNAError:
        raise LinkRefused("names no valid host") from None
