"""Titles, authors and days of pages beside accepted ones: how many are right.

Right are: a title of the same words, case and signs aside, where a last part behind a bar or dash or in
brackets (the name of the site) may be absent on either side; authors of whom one has a name that the accepted
byline holds, or holds one of its names; the accepted day. Counted are only pages with an accepted value.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Final

from index.errors import SourceError
from index.sources import Parser
from tests.bench.figures import Figure
from tests.bench.pages import HALVES, half_of, packed

PART: Final = re.compile(r"(.+\S)(?:(?:\s[|–—»·-]\s|\s?\||_).+|\s\[[^\[\]]+\])", re.S)
NAMES: Final = re.compile(r",|;|\n|&|\band\b|\bund\b|\bet\b|\by\b")
BY: Final = re.compile(r"\s*(?:by|von|par|por)\s+", re.I)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is said of a page; a day as ISO 8601."""

    title: str = ""
    author: str = ""
    day: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """A page and what is accepted of it, empty where nothing is."""

    name: str
    content: bytes
    facts: Facts


def known_pages(data: Path) -> list[Known]:
    """Return the pages of ``data/html_metadata`` in the order of their names."""
    files = packed(data / "html_metadata" / "pages.tar.xz")
    names = sorted(name.split("/")[0] for name in files if name.endswith("/source.html"))
    return [
        Known(name, files[f"{name}/source.html"], _accepted(files[f"{name}/expected-metadata.json"]))
        for name in names
    ]


def fact_figures(data: Path) -> Iterator[Figure]:
    """Yield for each half how many titles, authors and days are right, ours and trafilatura's.

    What is given where nothing is accepted may well be right; it is shown, and no floor is under it.
    """
    pages = known_pages(data)
    with Parser() as parser:
        ours = [quoth_facts(parser, page.content) for page in pages]
    theirs = [trafilatura_facts(page.content) for page in pages]
    rows = list(zip(pages, ours, theirs, strict=True))
    for half in HALVES:
        some = [row for row in rows if half_of(row[0].name) == half]
        yield from (_right(f"metadata, {{}} pages {half}: {what} right", what, some) for what in RIGHT)
    for what in ("author", "day"):
        sides = [row[1:] for row in rows if not getattr(row[0].facts, what)]
        own, other = (
            fmean(bool(getattr(facts, what)) for facts in side) for side in zip(*sides, strict=True)
        )
        name = f"metadata, {len(sides)} pages with no accepted {what}: given"
        yield Figure(name, own, (other,), floored=False)


def _right(name: str, what: str, rows: Sequence[tuple[Known, Facts, Facts]]) -> Figure:
    right = RIGHT[what]
    asked = [[getattr(facts, what) for facts in (page.facts, own, other)] for page, own, other in rows]
    asked = [row for row in asked if row[0]]
    ours = fmean(right(own, accepted) for accepted, own, _ in asked)
    theirs = fmean(right(other, accepted) for accepted, _, other in asked)
    return Figure(name.format(len(asked)), ours, (theirs,))


def quoth_facts(parser: Parser, content: bytes) -> Facts:
    """Return what a library would know of a page; nothing when it gives no article."""
    try:
        article = parser.parse("page.html", content).articles[0]
    except SourceError:
        return Facts()
    return Facts(article.title, article.author or "", article.published or "")


def trafilatura_facts(content: bytes) -> Facts:
    """Return what trafilatura finds, as it is called by default."""
    import trafilatura

    tree = trafilatura.load_html(content)
    found = trafilatura.extract_metadata(tree) if tree is not None else None
    return Facts(found.title or "", found.author or "", found.date or "") if found else Facts()


def same_title(found: str, accepted: str) -> bool:
    """Tell whether two titles are the same, the name of a site at the end of either aside."""
    own, other = ({_plain(title), _plain(_first(title))} for title in (found, accepted))
    return bool(_plain(found)) and (_plain(found) in other or _plain(accepted) in own)


def same_author(found: str, accepted: str) -> bool:
    """Tell whether one of the authors is one of those accepted, whatever else a byline says."""
    own, other = (_words(byline) for byline in (found, accepted))
    return any(name <= other for name in _names(found)) or any(name <= own for name in _names(accepted))


def same_day(found: str, accepted: str) -> bool:
    """Tell whether two days are the same; an hour and its zone are as they stand there."""
    return bool(found) and found[:10] == accepted[:10]


RIGHT: Final[dict[str, Callable[[str, str], bool]]] = {
    "title": same_title,
    "author": same_author,
    "day": same_day,
}


def _accepted(text: bytes) -> Facts:
    known = json.loads(text)
    return Facts(*(known.get(key) or "" for key in ("title", "byline", "publishedTime")))


def _plain(title: str) -> str:
    return "".join(letter for letter in title.casefold() if letter.isalnum())


def _first(title: str) -> str:
    match = PART.fullmatch(title)
    return match[1] if match else title


def _words(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", name.casefold()))


def _names(byline: str) -> list[frozenset[str]]:
    """Return the words of each name in a byline; a single letter or number is none."""
    names = (_words(BY.sub("", part, count=1)) for part in NAMES.split(byline))
    return [name for name in names if any(len(word) > 1 and word.isalpha() for word in name)]
