"""What is new to saved questions -> an Atom feed (RFC 4287), for any program that reads news."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring

from ..render import texts
from ..render.byline import written_day

if TYPE_CHECKING:
    from rag.saved.values import News

MEDIA: Final = "application/atom+xml"
NAMESPACE: Final = "http://www.w3.org/2005/Atom"
NEVER: Final = "1970-01-01T00:00:00+00:00"  # a feed has a time, also one of nothing
_NOT_IN_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def atom_feed(news: Sequence[News], library: str) -> str:
    """Return a feed of news, as given, the last first; ``library`` tells it from the feeds of others."""
    register_namespace("", NAMESPACE)
    name = uuid5(NAMESPACE_URL, f"quoth:{library}")
    feed = Element(f"{{{NAMESPACE}}}feed")
    _add(feed, "id", name.urn)
    _add(feed, "title", texts.SAVED_FEED)
    _add(feed, "updated", max((each.found for each in news), default=NEVER))
    for each in news:
        _add_entry(feed, each, uuid5(name, f"{each.number} {each.article_id} {each.sha256}").urn)
    indent(feed)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{tostring(feed, encoding="unicode")}\n'


def _add_entry(feed: Element, news: News, name: str) -> None:
    entry = SubElement(feed, f"{{{NAMESPACE}}}entry")
    _add(entry, "id", name)
    _add(entry, "title", f"{news.title or texts.UNTITLED} – {news.question}")
    _add(entry, "updated", news.found)
    _add(SubElement(entry, f"{{{NAMESPACE}}}author"), "name", news.source or texts.NO_OUTLET)
    if news.url and urlsplit(news.url).scheme in ("http", "https"):
        SubElement(entry, f"{{{NAMESPACE}}}link", rel="alternate", href=_in_xml(news.url))
    about = " · ".join(part for part in (news.source, written_day(news.published)) if part)
    content = f"“{' '.join(news.quote.split())}”" + (f"\n{about}" if about else "")
    _add(entry, "content", content).set("type", "text")


def _add(parent: Element, name: str, text: str) -> Element:
    added = SubElement(parent, f"{{{NAMESPACE}}}{name}")
    added.text = _in_xml(text)
    return added


def _in_xml(text: str) -> str:
    """Return a text without the characters that no XML may hold."""
    return _NOT_IN_XML.sub("", text)
