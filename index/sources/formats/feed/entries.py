"""An entry of a feed -> its article; and the entries of a JSON Feed (version 1 and 1.1)."""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import urljoin

from ....article import Article
from ....errors import SourceError
from ...decode import clean, clean_line, decode
from ...facts import iso_language
from ...facts.clutter import is_clutter
from ...facts.days import stamped_day
from ...facts.titles import made_title, same_words
from ..blocks import paragraphs_of
from ..text import paragraphs
from .headlines import Headline, headlines_in, is_title, sentence, without_outlet

MARKUP: Final = re.compile(r"</?[a-z][a-z0-9]*\b[^<>]*>", re.I)
KNOWN_MARKUP: Final = re.compile(
    r"</?(?:p|br|div|span|a|b|i|em|strong|ul|ol|li|img|h[1-6]|table|blockquote|pre)\b[^<>]*>", re.I
)
CUT_SHORT: Final = re.compile(
    r"\s*(?:\[(?:…|\.\.\.)\]|(?:continue reading|read more|weiterlesen|lire la suite|leer más)\b.{0,80})\s*$",
    re.I,
)
SHARED: Final = re.compile(r"(?:the post|der beitrag|l.article|la entrada)\b.{1,300}", re.I)
SHARED_END: Final = re.compile(
    r"\b(?:appeared first on|erschien zuerst auf|est apparu en premier|se publicó primero)\b", re.I
)
URL: Final = re.compile('https?://[^\\s<>"\x00-\x1f\x7f\ud800-\udfff]{3,2000}')

HEADLINE_ONLY: Final = "only the headline is known"
VERSION: Final = "jsonfeed.org/version/1"


@dataclass(frozen=True, slots=True)
class Text:
    """What an entry says in one place; mark-up unless ``plain``."""

    words: str
    plain: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry of a feed, its words as they stand there."""

    id: str
    texts: tuple[Text, ...]
    title: Text | None = None
    url: str | None = None
    author: str | None = None
    source: str | None = None
    day: str | None = None
    language: str | None = None


def article_of(entry: Entry, name: str) -> Article | SourceError:
    """Return the article of an entry: the longest of its texts, else its headline; or why there is none."""
    title = title_of(entry.title)
    outlet = clean_line(entry.source or "")
    title = without_outlet(title, outlet)
    readings = [_paragraphs(text, title) for text in entry.texts]
    body = max(readings, key=lambda some: sum(map(len, some)), default=[])
    if not body and not any(letter.isalnum() for letter in title):
        return SourceError(name, _nothing(entry.url))
    return Article(
        title=title or made_title(body[0], name),
        text="\n\n".join(body) or sentence(title),
        url=entry.url if URL.fullmatch(entry.url or "") else None,
        author=clean_line(entry.author or "") or None,
        source=outlet or None,
        published=entry.day,
        published_from="feed" if entry.day else None,
        language=iso_language(entry.language),
        unread=None if body else HEADLINE_ONLY,
    )


def parted(entry: Entry) -> tuple[Entry, list[Headline]]:
    """Return an entry without texts that only list headlines of several outlets, and those headlines.

    The entry's own is among them; its outlet is that of the entry.
    """
    title = title_of(entry.title)
    lists = {text: headlines_in(text.words, title) for text in entry.texts if not text.plain}
    found = [headline for headlines in lists.values() for headline in headlines]
    own = next((one for one in found if one.outlet and is_title(one, title)), None)
    texts = tuple(text for text in entry.texts if not lists.get(text))
    return replace(entry, texts=texts, source=own.outlet if own else entry.source), found


def headline_article(headline: Headline, language: str | None) -> Article:
    """Return the article of a headline, all that is known of it."""
    return Article(
        title=headline.words,
        text=sentence(headline.words),
        url=headline.url if URL.fullmatch(headline.url) else None,
        source=headline.outlet,
        language=iso_language(language),
        unread=HEADLINE_ONLY,
    )


def title_of(title: Text | None) -> str:
    """Return the words of a title as one line."""
    if title is None:
        return ""
    return clean_line(" ".join(_read(title)))


def _paragraphs(text: Text, title: str) -> list[str]:
    """Return the paragraphs of a text without the title again and without what feeds add to it."""
    found = [CUT_SHORT.sub("", words) for words in _read(text)]
    found = [words for words in found if words.strip() and not is_clutter(words) and not _is_notice(words)]
    while found and title and same_words(found[0], title):
        del found[0]
    return found if any(letter.isalnum() for words in found for letter in words) else []


def _read(text: Text) -> list[str]:
    """Return paragraphs; mark-up whose every sign was escaped once too often is read as what was meant."""
    words = text.words
    if not text.plain:
        if MARKUP.search(words):
            return list(paragraphs_of(words))
        words = html.unescape(words)
        if KNOWN_MARKUP.search(words):
            return list(paragraphs_of(words))
    return paragraphs([line.rstrip() for line in clean(words).expandtabs(4).split("\n")], 0)


def _is_notice(words: str) -> bool:
    """Tell the line that blogs put below every entry: The post … appeared first on …"""
    return len(words) < 400 and bool(SHARED.match(words) and SHARED_END.search(words))


def _nothing(url: str | None) -> str:
    if url and URL.fullmatch(url):
        return f"an entry holds no text; its page can be added by its link: {url[:300]}"
    return "an entry holds no text"


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
