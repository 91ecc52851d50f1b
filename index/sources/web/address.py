"""A web address as people write it -> its parts, the network addresses of its host, and which are public."""

import re
import socket
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from queue import Empty, SimpleQueue
from typing import Final, TypeAlias
from urllib.parse import quote, urljoin, urlsplit

Address: TypeAlias = IPv4Address | IPv6Address
Resolve: TypeAlias = Callable[[str], Sequence[str]]


# The registries of special addresses (RFC 6890 and what IANA added since), multicast, and what
# clouds answer their own machines at. Public addresses of tunnels that ended long ago are here too.
_NOT_PUBLIC_4: Final = """
    0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24
    192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24 198.18.0.0/15
    198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4
    100.100.100.200/32 168.63.129.16/32
"""
NOT_PUBLIC_4: Final = tuple(map(ip_network, _NOT_PUBLIC_4.split()))
PUBLIC_6: Final = ip_network("2000::/3")  # all else is local, multicast, carries IPv4 or is not given out
# Teredo, benchmarks and other protocols; documentation twice; 6to4; AS112.
NOT_PUBLIC_6: Final = tuple(
    map(ip_network, ("2001::/23", "2001:db8::/32", "3fff::/20", "2002::/16", "2620:4f:8000::/48"))
)
NAT64: Final = ip_network("64:ff9b::/96")  # how networks without IPv4 reach it: the last 32 bits

PORTS: Final = {"http": 80, "https": 443}
MAX_LINK: Final = 8_000  # characters
PLACE: Final = re.compile(r"(?:\[([0-9a-f:.]+)\]|([^\[\]:@\\]+))(?::([0-9]{0,5}))?", re.I)
HOST: Final = re.compile(r"(?=.{1,253}\Z)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*")
NUMBER: Final = re.compile(r"(?:.*\.)?(?:[0-9]+|0x[0-9a-f]*)")  # how an address is told from a name
UNQUOTED: Final = "%/:@!$&'()*+,;=~?[]|"


class LinkRefused(Exception):
    """A link that gives no page; ``str()`` of it goes on after the words "this link"."""


def is_public(address: Address) -> bool:
    """Tell whether an address belongs to the public internet and to nobody's own network."""
    if isinstance(address, IPv4Address):
        return not any(address in network for network in NOT_PUBLIC_4)
    if address in NAT64:
        return is_public(IPv4Address(int(address) & 0xFFFF_FFFF))
    return address in PUBLIC_6 and not any(address in network for network in NOT_PUBLIC_6)


def is_any(address: Address) -> bool:  # noqa: ARG001 - it stands where ``is_public`` may
    """Allow every address: for the pages of an intranet."""
    return True


def system_addresses(host: str) -> list[str]:
    """Return the addresses of a host, as this machine resolves names.

    Raises:
        OSError: it has none, or nobody could be asked.
    """
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(place[0]) for *_, place in found))


@dataclass(frozen=True, slots=True)
class Reach:
    """Which addresses may be talked to, and who says what a name stands for."""

    allowed: Callable[[Address], bool] = is_public
    resolve: Resolve = system_addresses

    def addresses(self, host: str, seconds: float) -> list[str]:
        """Return the addresses of a host, asked for once; an address is its own.

        Raises:
            LinkRefused: there is none, or a single one is not allowed.
            TimeoutError: ``seconds`` were not enough.
        """
        found = _literal(host) or [ip_address(one) for one in self._resolved(host, seconds)]
        if not found:
            raise LinkRefused("names a host whose address cannot be found")
        for address in found:
            if not self.allowed(address):
                raise LinkRefused(f"is at {address}, which is no public address")
        return [str(address) for address in found]

    def _resolved(self, host: str, seconds: float) -> Sequence[str]:
        """Return what ``resolve`` says; it knows no time limit, so it is left behind when late."""
        said: SimpleQueue[Sequence[str]] = SimpleQueue()

        def ask() -> None:
            try:
                said.put(self.resolve(host))
            except (OSError, UnicodeError):
                said.put(())

        threading.Thread(target=ask, daemon=True).start()
        try:
            return said.get(timeout=seconds)
        except Empty:
            raise TimeoutError from None


def _literal(host: str) -> list[Address]:
    try:
        return [ip_address(host)]
    except ValueError:
        return []


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
