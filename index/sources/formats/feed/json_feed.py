"""A JSON Feed (version 1 and 1.1) -> its entries."""

import json
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import urljoin

from ....errors import SourceError
from ...facts.stamps import stamped_day
from ..decode import decode
from .entry import Entry, Text

VERSION: Final = "jsonfeed.org/version/1"


def json_entries(content: bytes, name: str) -> Iterator[Entry]:
    """Yield the entries of a JSON Feed.

    Raises:
        SourceError: it is no JSON, or no feed.
    """
    try:
        feed = json.loads(decode(content), strict=False)
    except (ValueError, RecursionError):
        raise SourceError(name, "is no feed that can be read: its JSON is broken") from None
    if not isinstance(feed, dict) or VERSION not in str(feed.get("version")) or not _list(feed, "items"):
        raise SourceError(name, "is JSON, but no feed with entries")
    for item in _list(feed, "items"):
        if isinstance(item, dict):
            yield _entry(item, feed)


def _entry(item: dict[str, Any], feed: dict[str, Any]) -> Entry:
    markup, plain = _said(item, "content_html"), [_said(item, key) for key in ("content_text", "summary")]
    texts = [Text(markup), *(Text(words, plain=True) for words in plain)]
    url = _said(item, "url") or _said(item, "external_url")
    stamp = _said(item, "date_published") or _said(item, "date_modified")
    return Entry(
        id=_said(item, "id") or url,
        title=Text(_said(item, "title"), plain=True),
        texts=tuple(text for text in texts if text.words),
        url=_resolved(_said(feed, "home_page_url"), url),
        author=_authors(item) or _authors(feed),
        source=_said(feed, "title"),
        day=stamped_day(stamp),
        language=_said(item, "language") or _said(feed, "language"),
    )


def _authors(value: dict[str, Any]) -> str:
    people = [*_list(value, "authors"), value.get("author")]
    names = [_said(one, "name") for one in people if isinstance(one, dict)]
    return ", ".join(dict.fromkeys(filter(None, names[:20])))


def _resolved(base: str, url: str) -> str | None:
    try:
        return urljoin(base, url) or None
    except ValueError:
        return None


def _said(value: dict[str, Any], key: str) -> str:
    found = value.get(key)
    return str(found) if isinstance(found, (str, int)) else ""


def _list(value: dict[str, Any], key: str) -> list[Any]:
    found = value.get(key)
    return found if isinstance(found, list) else []
