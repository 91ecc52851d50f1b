"""Links that are looked at again and again: conditional requests, robots.txt, and one thing after another."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from index.errors import SourceError
from index.sources.web.address import Reach, is_any
from index.sources.web.fetch import Fetched, PageError, Unchanged, Version, fetched_anew
from index.sources.web.polite import Polite
from index.sources.web.robots import parsed_robots

from ...kit.page_server import Body, Site, answer, redirect, web

PAGE = b"<!DOCTYPE html><html><body><p>The cranes were repaired.</p></body></html>"
ANY = Reach(allowed=is_any)


class Host:
    """A site on this machine, and the seconds that were waited before it was asked."""

    def __init__(self, port: int, site: Site, pages: dict[str, Body]) -> None:
        self.top, self.site, self.pages = f"http://127.0.0.1:{port}", site, pages
        self.waited: list[float] = []

    def polite(self, pace: float = 5.0) -> Polite:
        def wait(seconds: float) -> bool:
            self.waited.append(seconds)
            return False

        return Polite(ANY, wait=wait, pace=pace)

    def asked(self) -> list[str]:
        found = [path for path, _ in self.site.asked]
        self.site.asked.clear()
        return found


@pytest.fixture
def host() -> Iterator[Host]:
    with ExitStack() as servers:
        pages: dict[str, Body] = {}
        site = Site(pages)
        yield Host(servers.enter_context(web(site)), site, pages)


def problem(call: Callable[[], Any]) -> PageError:
    with pytest.raises(SourceError) as caught:
        call()
    assert isinstance(caught.value, PageError)
    assert "\n" not in str(caught.value)
    return caught.value


# -- versions


def test_a_page_is_fetched_once_and_then_asked_for_by_its_version(host: Host) -> None:
    host.pages["/a"] = answer(PAGE, 'ETag: "v1"', "Last-Modified: Fri, 02 Oct 2020 08:00:00 GMT")
    first = fetched_anew(f"{host.top}/a", ANY)
    assert isinstance(first, Fetched)
    assert first.version == Version(f"{host.top}/a", '"v1"', "Fri, 02 Oct 2020 08:00:00 GMT")
    assert "If-None-Match" not in host.site.asked[-1][1]
    host.pages["/a"] = answer(b"", status="304 Not Modified")
    assert fetched_anew(f"{host.top}/a", ANY, version=first.version) == Unchanged()
    said = host.site.asked[-1][1]
    assert (said["If-None-Match"], said["If-Modified-Since"]) == (first.version.etag, first.version.modified)


def test_a_version_is_told_to_the_page_that_it_is_of_and_to_no_other(host: Host) -> None:
    host.pages |= {"/a": redirect("/b"), "/b": answer(PAGE, 'ETag: "v1"')}
    first = fetched_anew(f"{host.top}/a", ANY)
    assert isinstance(first, Fetched)
    host.site.asked.clear()
    fetched_anew(f"{host.top}/a", ANY, version=first.version)
    assert ["If-None-Match" in said for _, said in host.site.asked] == [False, True]


def test_not_modified_that_nobody_asked_about_is_no_page(host: Host) -> None:
    host.pages["/a"] = answer(b"", status="304 Not Modified")
    assert problem(lambda: fetched_anew(f"{host.top}/a", ANY)).reason == "answers 304 Not Modified"


@pytest.mark.parametrize("tag", [b'"a\tb"', b'"' + b"x" * 1_001 + b'"', b'"\x01"'])
def test_a_version_that_could_not_be_sent_back_is_none(host: Host, tag: bytes) -> None:
    host.pages["/a"] = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nETag: " + tag + b"\r\n\r\n" + PAGE
    try:
        found = fetched_anew(f"{host.top}/a", ANY)
    except PageError:  # a header that no client takes
        return
    assert isinstance(found, Fetched)
    assert found.version.etag == ""


def test_what_has_moved_for_good_is_told_from_what_has_not(host: Host) -> None:
    host.pages |= {
        "/for-good": answer(b"", "Location: /a", status="301 Moved Permanently"),
        "/today": redirect("/a"),
        "/both": answer(b"", "Location: /today", status="308 Permanent Redirect"),
        "/a": answer(PAGE),
    }
    found = {name: fetched_anew(f"{host.top}/{name}", ANY) for name in ("for-good", "today", "both", "a")}
    moved = {name: isinstance(page, Fetched) and page.moved for name, page in found.items()}
    assert moved == {"for-good": True, "today": False, "both": False, "a": False}


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        (["Retry-After: 120"], 120),
        (["Date: Fri, 02 Oct 2020 08:00:00 GMT", "Retry-After: Fri, 02 Oct 2020 08:05:00 GMT"], 300),
        (["Date: Fri, 02 Oct 2020 08:00:00 GMT", "Retry-After: Fri, 02 Oct 2020 07:00:00 GMT"], 0),
        (["Retry-After: soon"], 0),
        (["Retry-After: -5"], 0),
        ([], 0),
    ],
)
def test_the_time_that_a_server_asks_to_wait_is_told(host: Host, headers: list[str], seconds: float) -> None:
    host.pages["/a"] = answer(b"", *headers, status="429 Too Many Requests")
    found = problem(lambda: fetched_anew(f"{host.top}/a", ANY))
    assert (found.reason, found.wait, found.passing) == ("answers 429 Too Many Requests", seconds, True)


def test_what_may_be_otherwise_in_a_while_is_told_from_what_is_gone(host: Host) -> None:
    host.pages |= {
        "/down": answer(b"", status="503 Service Unavailable"),
        "/gone": answer(b"", status="410 Gone"),
        "/picture": answer(b"x", "Content-Type: image/png"),
    }
    passing = {
        name: problem(lambda name=name: fetched_anew(f"{host.top}/{name}", ANY)).passing  # type: ignore[misc]
        for name in ("down", "gone", "picture")
    }
    assert passing == {"down": True, "gone": False, "picture": False}


# -- robots.txt


@pytest.mark.parametrize(
    ("robots", "path", "allowed"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /private", "/private/a", False),
        ("User-agent: *\nDisallow: /private", "/public", True),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),
        ("User-agent: *\nAllow: /a\nDisallow: /a", "/a", True),
        ("user-agent: QUOTH\ndisallow: /a\n\nUser-agent: *\nAllow: /", "/a", False),
        ("User-agent: Quoth/0.1\nAllow: /\n\nUser-agent: *\nDisallow: /", "/a", True),
        ("User-agent: other\nUser-agent: quoth\nDisallow: /a", "/a", False),
        ("User-agent: other\nDisallow: /a", "/a", True),
        (
            "User-agent: quoth\nDisallow: /a\nUser-agent: other\nAllow: /\nUser-agent: quoth\nDisallow: /c",
            "/c",
            False,
        ),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf?page=1", True),
        ("User-agent: *\nDisallow: /a*b*c", "/a--b--c--", False),
        ("User-agent: *\nDisallow: /a*b*c", "/a--c--b--", True),
        ("User-agent: *\nDisallow: /a$", "/a", False),
        ("User-agent: *\nDisallow: /a$", "/ab", True),
        ("User-agent: *\nDisallow: /a*a$", "/a", True),
        ("User-agent: *\nDisallow: /é", "/%C3%A9t%C3%A9", False),
        ("User-agent: *\nDisallow: /", "/robots.txt", True),
        ("\ufeffUser-agent: * # everybody\r\nDisallow: /a # nobody\r\n", "/a", False),
        ("Disallow: /\nUser-agent: *\nSitemap: /map.xml", "/a", True),
        ("<html>not found</html>", "/a", True),
    ],
)
def test_robots_are_read_as_the_standard_says(robots: str, path: str, allowed: bool) -> None:
    assert parsed_robots(robots.encode()).allows(path) is allowed


def test_a_rule_of_many_stars_takes_no_time() -> None:
    robots = parsed_robots(f"User-agent: *\nDisallow: /{'*a' * 200}$".encode())
    assert robots.allows("/" + "a" * 4_000 + "b")


def test_what_a_site_keeps_from_programs_is_not_fetched(host: Host) -> None:
    host.pages |= {
        "/robots.txt": answer(b"User-agent: *\nDisallow: /a", "Content-Type: text/plain"),
        "/a": answer(PAGE),
    }
    found = problem(lambda: host.polite().fetch(f"{host.top}/a"))
    assert found.reason == "is kept from programs by the site's robots.txt; quoth add fetches it once"
    assert host.asked() == ["/robots.txt"]


def test_a_redirect_does_not_lead_around_it(host: Host) -> None:
    host.pages |= {
        "/robots.txt": answer(b"User-agent: *\nDisallow: /a", "Content-Type: text/plain"),
        "/b": redirect("/a"),
        "/a": answer(PAGE),
    }
    assert "which is kept from programs" in problem(lambda: host.polite().fetch(f"{host.top}/b")).reason
    assert host.asked() == ["/robots.txt", "/b"]


@pytest.mark.parametrize("status", ["404 Not Found", "403 Forbidden", "401 Unauthorized"])
def test_a_site_without_such_a_file_keeps_nothing_from_programs(host: Host, status: str) -> None:
    host.pages |= {"/robots.txt": answer(b"", status=status), "/a": answer(PAGE)}
    polite = host.polite()
    for _ in range(3):
        assert isinstance(polite.fetch(f"{host.top}/a"), Fetched)
    assert host.asked() == ["/robots.txt", "/a", "/a", "/a"]


def test_a_site_that_cannot_tell_now_is_asked_another_time(host: Host) -> None:
    down = answer(b"", "Retry-After: 60", status="503 Service Unavailable")
    host.pages |= {"/robots.txt": down, "/a": answer(PAGE)}
    polite = host.polite()
    found = problem(lambda: polite.fetch(f"{host.top}/a"))
    assert found.reason == "has a robots.txt that cannot be read: it answers 503 Service Unavailable"
    assert (found.passing, found.wait) == (True, 60)
    assert host.asked() == ["/robots.txt"]
    host.pages["/robots.txt"] = answer(b"", status="404 Not Found")
    assert isinstance(polite.fetch(f"{host.top}/a"), Fetched)


def test_a_host_is_asked_for_one_thing_after_another(host: Host) -> None:
    robots = answer(b"User-agent: *\nCrawl-delay: 20", "Content-Type: text/plain")
    host.pages |= {"/a": answer(PAGE)}
    polite = host.polite(pace=5.0)
    for _ in range(3):
        polite.fetch(f"{host.top}/a")
    assert [round(seconds) for seconds in host.waited] == [5, 10]  # nobody sleeps in this test
    host.pages["/robots.txt"] = robots
    host.waited.clear()
    slow = host.polite(pace=5.0)
    for _ in range(2):
        slow.fetch(f"{host.top}/a")
    assert [round(seconds) for seconds in host.waited] == [20]


def test_a_turn_that_is_waited_for_ends_when_all_is_over(host: Host) -> None:
    host.pages["/a"] = answer(PAGE)
    polite = Polite(ANY, wait=lambda _: True, pace=5.0)
    polite.fetch(f"{host.top}/a")
    assert problem(lambda: polite.fetch(f"{host.top}/a")).reason == "was not fetched, as all was stopped"


def test_a_robots_file_without_end_is_read_to_its_limit(host: Host) -> None:
    def endless() -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nUser-agent: *\nDisallow: /a\n"
        while True:
            yield b"# and on\n" * 10_000

    host.pages |= {"/robots.txt": endless, "/a": answer(PAGE)}
    assert "kept from programs" in problem(lambda: host.polite().fetch(f"{host.top}/a")).reason
