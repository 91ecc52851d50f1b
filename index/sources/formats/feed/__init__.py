"""A feed (RSS, RDF, Atom or JSON Feed) -> its articles, one for each entry.

Bytes come in, articles of what the feed itself holds go out. Nothing here follows a link.
"""

import re
from typing import Final

from .. import Format, Formats, Reader
from ..sample import Sample

JSON_START: Final = re.compile(r'\s*\{\s*(?:"|\})')
JSON_VERSION: Final = re.compile(r'"version"\s*:\s*"https?:\\?/\\?/(?:www\.)?jsonfeed\.org\\?/version')
DOCTYPE: Final = re.compile(r"<!DOCTYPE\s[^<>\[]{0,500}(?:\[[^\]]{0,5000}\]\s*)?>\s*")
XML_START: Final = re.compile(r"<(?:rss|(?:\w{1,40}:)?feed)\b", re.I)
RDF_START: Final = re.compile(r"<(?:\w{1,40}:)?RDF\b")
RDF_FEED: Final = re.compile(r"purl\.org/rss/1\.|my\.netscape\.com/(?:publish/formats/)?rdf")


def _is_feed(sample: Sample) -> bool:
    head = sample.head
    if JSON_START.match(head):
        return bool(JSON_VERSION.search(head))
    above = DOCTYPE.match(head, sample.start)
    root = sample.after_preamble(above.end()) if above else sample.start
    if RDF_START.match(head, root):
        return bool(RDF_FEED.search(head))
    return bool(XML_START.match(head, root))


def _load(_: Formats) -> Reader:
    from ..safe_xml import import_parser
    from .articles import articles_from_feed

    import_parser()
    return Reader(many=articles_from_feed)


_XML: Final = ("application/rss+xml", "application/atom+xml", "application/rdf+xml")
FEED: Final = Format(
    name="feed",
    suffixes=(".rss", ".atom"),
    rarely=(".xml", ".json", ".rdf"),
    media_types=(*_XML, "application/xml", "text/xml"),
    sniff=_is_feed,
    load=_load,
)
