"""A list of links: bookmarks, what a reading service kept, bare addresses -> where each leads.

A page is one if all its words stand in links and headings.
"""

import html
import re
from collections.abc import Iterator
from typing import Final

from ..decode import clean_line, decode
from . import Format, Formats, Pointer, Reader
from .sample import HEAD_BYTES, Sample

TOKEN: Final = re.compile(
    r"<!--(?:[^-]|-(?!->))*(?:-->|$)|<[!?][^<>]*>|<(/?)([a-z][a-z0-9]{0,15})\b([^<>]*)>|([^<]+)|<", re.I
)
HREF: Final = re.compile(r"\bhref\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>]+))", re.I)
WEB: Final = re.compile(r"https?://[^\s<>\"']{3,2000}", re.I)
ENTITY: Final = re.compile(r"&#?\w{1,10};")
BOOKMARKS: Final = re.compile(r"\s*<!doctype\s+netscape-bookmark", re.I)  # which may describe each link
OWN_WORDS: Final = frozenset(["a", "h1", "h2", "h3", "h4", "h5", "h6", "head", "title", "script", "style"])
IN_LISTS: Final = frozenset({"li", "dt"})
DESCRIBED: Final = frozenset({"dd", "br"})
MAX_TITLE: Final = 500  # characters


def pointers_from_links(content: bytes, _: str) -> Iterator[Pointer]:
    """Yield where each link leads, with its words as the title; an address that comes again is given once."""
    text = decode(content, html=True)
    seen: set[str] = set()
    for url, title in _links(text) if "<" in text else _bare(text):
        if url not in seen:
            seen.add(url)
            yield Pointer({"url": url, "title": title} if title else {"url": url})


def _links(markup: str) -> Iterator[tuple[str, str]]:
    url, words = "", [""]
    for match in TOKEN.finditer(markup):
        closing, tag, attributes, text = match.groups()
        if text:
            words.append(text[:MAX_TITLE])
        elif tag and tag.lower() == "a":
            if url:
                yield url, clean_line(html.unescape("".join(words)))[:MAX_TITLE]
            url, words = "" if closing else _address(attributes), []


def _address(attributes: str) -> str:
    found = HREF.search(attributes)
    url = html.unescape(next(filter(None, found.groups()), "")).strip() if found else ""
    return url if WEB.fullmatch(url) else ""


def _bare(text: str) -> Iterator[tuple[str, str]]:
    yield from ((line.strip(), "") for line in text.split("\n") if WEB.fullmatch(line.strip()))


def _is_links(sample: Sample) -> bool:
    if not _may_be(sample.head):
        return False
    return len(sample.content) <= HEAD_BYTES or _may_be(sample.content.decode("latin-1"))


def _may_be(text: str) -> bool:
    first = text[:4000].lstrip("\ufeff\xef\xbb\xbf \t\r\n")
    if first.startswith("<"):
        return _is_marked_up(text)
    lines = [line.strip() for line in text[:HEAD_BYTES].split("\n") if line.strip()]
    whole = lines if len(text) < HEAD_BYTES else lines[:-1]
    return bool(whole) and all(map(WEB.fullmatch, whole))


def _is_marked_up(markup: str) -> bool:
    """Tell whether all words of a page stand in links and headings, and some of the links in a list."""
    described = bool(BOOKMARKS.match(markup))
    inside, last, listed = "", "", False
    for match in TOKEN.finditer(markup):
        closing, tag, attributes, text = match.groups()
        if tag:
            tag = tag.lower()
            listed = listed or (tag == "a" and last in IN_LISTS and bool(_address(attributes)))
            if tag in OWN_WORDS:
                inside = _inside(inside, tag, bool(closing))
            last = tag
        elif text and not inside and not (described and last in DESCRIBED) and _says(text):
            return False
    return listed


def _says(text: str) -> bool:
    return any(map(str.isalnum, ENTITY.sub("", text)))


def _inside(inside: str, tag: str, closing: bool) -> str:
    """Return the element whose words are its own behind a tag; what stands in a page's head stays there."""
    if inside == "head" and tag != "head":
        return inside
    return "" if closing else tag


def _load(_: Formats) -> Reader:
    return Reader(many=pointers_from_links)


LINKS: Final = Format(name="links", sniff=_is_links, load=_load)
