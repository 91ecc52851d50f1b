"""Saved pages with strings that must be kept and strings that must not: what three readings keep of them.

A string counts as kept when it stands in what was read, the width of white space aside. What Quoth reads of a
page is its title and its text.
"""

from __future__ import annotations

import hashlib
import json
import tarfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from pathlib import Path
from typing import Final, Literal

from index.errors import SourceError
from index.sources import Parser
from index.sources.decode import clean_line
from tests.bench.figures import Figure
from tests.bench.measure import Goal

Half = Literal["looked at", "held out"]
HALVES: Final[tuple[Half, ...]] = ("looked at", "held out")
KEPT: Final = Goal(0.92)
LEFT_IN: Final = Goal(0.08, at_most=True)
LOST: Final = ("took longer", "process that tried it died", "needed more memory")


@dataclass(frozen=True, slots=True)
class Page:
    """A saved page, and strings that its article holds and does not hold."""

    name: str
    content: bytes
    wanted: tuple[str, ...]
    unwanted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader made of a page: its words, the seconds that took, and why there are none."""

    text: str
    seconds: float
    error: str = ""


def half_of(name: str) -> Half:
    """Return whether a page may be looked at to improve the reading, by the hash of its name."""
    return HALVES[hashlib.sha256(name.encode()).digest()[0] % 2]


def packed(archive: Path) -> dict[str, bytes]:
    """Return the files in a tar archive by their names in it."""
    with tarfile.open(archive) as files:
        members = [member for member in files.getmembers() if member.isfile()]
        return {member.name: read.read() for member in members if (read := files.extractfile(member))}


def pages_of(data: Path) -> list[Page]:
    """Return the pages of ``data/html`` in the order of their names."""
    contents = packed(data / "html" / "pages.tar.xz")
    known = json.loads((data / "html" / "evaldata.json").read_text(encoding="utf-8"))
    found = (
        Page(one["file"], contents[f"pages/{one['file']}"], tuple(one["with"]), tuple(one["without"]))
        for one in known.values()
    )
    return sorted(found, key=lambda page: page.name)


def page_figures(data: Path) -> Iterator[Figure]:
    """Yield what is kept of the pages of each half by each reader, and whether any went over its limit."""
    pages = pages_of(data)
    with Parser() as parser:
        ours = [_read(lambda content: quoth_text(parser, content), page) for page in pages]
    read = {
        "quoth": ours,
        "trafilatura": [_read(trafilatura_text, page) for page in pages],
        "all text": [_read(all_text, page) for page in pages],
    }
    for half in HALVES:
        chosen = [half_of(page.name) == half for page in pages]
        some = {name: list(compress(readings, chosen)) for name, readings in read.items()}
        yield from _half(half, list(compress(pages, chosen)), some)
    lost = sum(any(words in one.error for words in LOST) for one in ours)
    yield Figure("html: no page was given up or ended the child (1 is yes)", float(not lost))
    yield Figure("html: seconds of the longest page", max(one.seconds for one in ours), floored=False)


def quoth_text(parser: Parser, content: bytes) -> str:
    """Return the titles and texts of the articles that a library would make of a page."""
    articles = parser.parse("page.html", content).articles
    return "\n".join(words for article in articles for words in (article.title, article.text))


def trafilatura_text(content: bytes) -> str:
    """Return what trafilatura takes for the text, as it is called by default."""
    import trafilatura

    return trafilatura.extract(content) or ""


def all_text(content: bytes) -> str:
    """Return all words of a page but scripts and styles, as lxml parses it."""
    from trafilatura import load_html

    tree = load_html(content)
    if tree is None:
        return ""
    for element in tree.iter("script", "style", "template"):
        element.text = None
    return str(tree.text_content())


def share_kept(readings: Sequence[Reading], strings: Sequence[Sequence[str]]) -> float:
    """Return how many of the strings of all pages stand in what was read of their page."""
    kept = total = 0
    for reading, wanted in zip(readings, strings, strict=True):
        words = clean_line(reading.text)
        kept += sum(clean_line(one) in words for one in wanted)
        total += len(wanted)
    return kept / total


def _half(half: Half, pages: Sequence[Page], read: Mapping[str, Sequence[Reading]]) -> Iterator[Figure]:
    count = len(pages)
    for what, strings, goal in (
        ("must-hold strings kept", [page.wanted for page in pages], KEPT),
        ("must-not strings kept", [page.unwanted for page in pages], LEFT_IN),
    ):
        ours, *others = (share_kept(readings, strings) for readings in read.values())
        yield Figure(f"html, {count} pages {half}: {what}", ours, tuple(others), goal=goal, low=goal.at_most)
    ours, *others = (sum(bool(one.text.strip()) for one in some) / count for some in read.values())
    yield Figure(f"html, {count} pages {half}: pages that give text", ours, tuple(others))


def _read(reader: Callable[[bytes], str], page: Page) -> Reading:
    began = time.perf_counter()
    try:
        text, error = reader(page.content), ""
    except SourceError as problem:
        text, error = "", problem.reason
    return Reading(text, time.perf_counter() - began, error)
