"""Which network addresses are public, and the addresses that a host's name stands for."""

import socket
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from queue import Empty, SimpleQueue
from typing import Final, TypeAlias

Address: TypeAlias = IPv4Address | IPv6Address
Resolve: TypeAlias = Callable[[str], Sequence[str]]


class LinkRefused(Exception):
    """A link that gives no page; ``str()`` of it goes on after the words "this link"."""


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
