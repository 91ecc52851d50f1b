"""Which addresses are public, and what the address of a page says of it."""

from ipaddress import ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sources.facts.defaults import url_defaults
from index.sources.web.address import NAT64, Address, is_public


@given(st.integers(0, 2**32 - 1).map(ip_address) | st.integers(0, 2**128 - 1).map(ip_address))
def test_what_is_called_public_is_global_to_python_too(address: Address) -> None:
    if is_public(address) and address not in NAT64:
        assert address.is_global
        assert not address.is_multicast


@pytest.mark.parametrize(
    "network",
    [
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "224.0.0.0/4",
        "240.0.0.0/4",
        "::/96",
        "::ffff:0:0/96",
        "64:ff9b:1::/48",
        "100::/64",
        "2001::/23",
        "2001:db8::/32",
        "2002::/16",
        "3fff::/20",
        "5f00::/16",
        "fc00::/7",
        "fe80::/10",
        "fec0::/10",
        "ff00::/8",
    ],
)
def test_a_special_network_is_not_public_from_end_to_end(network: str) -> None:
    whole = ip_network(network)
    assert not is_public(whole[0])
    assert not is_public(whole[-1])


@pytest.mark.parametrize(
    "address",
    [
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.0",
        "172.32.0.0",
        "223.255.255.255",
        "2606:2800:220:1::1",
        "2001:200::1",
        "2003::1",
        "64:ff9b::5db8:d822",
    ],
)
def test_what_lies_beside_is_public(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    ("url", "own", "source", "day"),
    [
        ("https://www.harbour.test/2018/10/5/cranes", None, "harbour.test", "2018-10-05"),
        ("https://harbour.test/cranes-20181005.pdf", None, "harbour.test", "2018-10-05"),
        ("https://harbour.test/2018/13/45/cranes", None, "harbour.test", None),
        (
            "https://web.archive.org/web/20190717/http://harbour.test/a",
            "http://harbour.test/a",
            "harbour.test",
            None,
        ),
    ],
)
def test_an_address_tells_the_source_and_perhaps_the_day(
    url: str, own: str | None, source: str, day: str | None
) -> None:
    place = "url" if day else None
    assert url_defaults(url) == {
        "url": own or url,
        "source": source,
        "published": day,
        "published_from": place,
    }
