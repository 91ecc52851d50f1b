"""A site that is watched: a feed and pages with versions, and a library that watches it without waiting."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index import Library
from index.ingest.watching.outcome import Look
from index.ingest.watching.watched import Watched
from index.ingest.watching.watcher import Watcher

from .page_server import Body, Site, answer, web
from .word_encoder import WordEncoder

WORDS = "The harbour authority said that crane {} would be repaired before the winter storms. "
FEED = "application/rss+xml"


class Host:
    """A site on this machine whose pages may change."""

    def __init__(self, port: int, site: Site, pages: dict[str, Body]) -> None:
        self.top, self.site, self.pages = f"http://127.0.0.1:{port}", site, pages

    def asked(self) -> list[str]:
        """Return the paths that were asked for since the last look, but for what programs may fetch."""
        found = [path for path, _ in self.site.asked if path != "/robots.txt"]
        self.site.asked.clear()
        return found

    def feed(self, path: str, *names: str, tag: str = "") -> str:
        """Serve a feed of entries of these names, with a version if a tag is given; return its address."""
        items = "".join(
            f"<item><title>Crane {name}</title><link>{self.top}/{name}</link>"
            f"<description>{WORDS.format(name)}</description></item>"
            for name in names
        )
        head = "<title>Harbour Post</title>"
        body = f"<?xml version='1.0'?><rss version='2.0'><channel>{head}{items}</channel></rss>".encode()
        self.pages[path] = self.versioned(body, tag, FEED)
        return f"{self.top}{path}"

    def page(self, path: str, name: str, tag: str = "") -> str:
        """Serve a page; return its address."""
        words = f"<h1>Crane {name}</h1><p>{WORDS.format(name) * 3}</p><p>So much on crane {name}.</p>"
        title = f"<title>Crane {name}</title>"
        body = f"<!DOCTYPE html><html><head>{title}</head><body><article>{words}</article></body></html>"
        self.pages[path] = self.versioned(body.encode(), tag, "text/html")
        return f"{self.top}{path}"

    def versioned(self, body: bytes, tag: str, kind: str) -> Body:
        """Return what is answered: the body, or that it is what the one who asks has."""
        if not tag:
            return answer(body, f"Content-Type: {kind}")

        def told() -> Iterator[bytes]:
            known = self.site.asked[-1][1].get("If-None-Match") == f'"{tag}"'
            whole = answer(body, f"Content-Type: {kind}", f'ETag: "{tag}"')
            yield answer(b"", status="304 Not Modified") if known else whole

        return told


@contextmanager
def host() -> Iterator[Host]:
    """Serve an empty site while the block runs."""
    pages: dict[str, Body] = {}
    site = Site(pages)
    with web(site) as port:
        yield Host(port, site, pages)


class Clock:
    """A machine's clock that stands where it is put."""

    def __init__(self, now: float = 1_700_000_000.0) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


def words_library(folder: Path) -> Library:
    """Return a library whose encoder knows nothing but words, and takes no time to start."""
    return Library(folder, WordEncoder())


def watching(library: Library, clock: Clock | None = None) -> Watcher:
    """Return a watcher that asks a host again at once."""
    watcher = library.watcher()
    return Watcher(watcher.target, library.folder, now=clock or Clock(), pace=0.0)


def looks(watcher: Watcher) -> list[Look]:
    """Look at everything that is watched."""
    return [watcher.look(each) for each in watcher.list.all()]


def look(watcher: Watcher) -> Look:
    """Look at the one thing that is watched."""
    (only,) = looks(watcher)
    return only


def state(watcher: Watcher) -> Watched:
    """Return the one thing that is watched, as it is kept."""
    (only,) = watcher.list.all()
    return only


def titles(library: Library) -> list[str]:
    """Return the titles of all articles."""
    return sorted(article.title for article in library.articles())
