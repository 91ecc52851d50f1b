"""A feed -> its articles, one for each entry; runs in the child process only."""

from collections.abc import Iterator
from typing import Final

from ....article import Article
from ....errors import SourceError
from ..safe_xml import import_parser
from .entry import Entry, article_of
from .json_feed import json_entries
from .xml_feed import xml_entries

HEAD_BYTES: Final = 1_000


def import_libraries() -> None:
    """Import what parsing needs, so that it does not count as a file's time."""
    import_parser()


def articles_from_feed(content: bytes, name: str) -> Iterator[Article | SourceError]:
    """Yield the articles of a feed (RSS, RDF, Atom or JSON Feed) in its order.

    An entry that stands there twice is yielded once. One without words of its own is yielded as the
    reason, with its link; so is what is no feed, or a feed that nothing can be made of.
    """
    entries = json_entries if _is_json(content) else xml_entries
    seen: set[object] = set()
    try:
        for entry in entries(content, name):
            if _key(entry) not in seen:
                seen.add(_key(entry))
                yield article_of(entry, name)
    except SourceError as problem:
        yield problem


def _is_json(content: bytes) -> bool:
    return content[:HEAD_BYTES].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")


def _key(entry: Entry) -> object:
    """Return what tells an entry from others: its own id, else everything it says."""
    return entry.id or entry
