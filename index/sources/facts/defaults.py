"""What a container or an address says of articles that do not say it themselves."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from ...article import Article, day
from ..decode import clean_line
from .days import url_day
from .fields import host_of, with_outlet
from .file_names import day_in_name
from .titles import made_title

FIELDS: Final = ("url", "source", "author", "language", "unread")

ARCHIVED: Final = re.compile(r"https?://web\.archive\.org/web/\d{4,14}[a-z_]*/(https?://.+)")


def filled(
    article: Article,
    name: str,
    defaults: Mapping[str, str | None],
    known: Mapping[str, str | None] | None = None,
) -> Article:
    """Return an article with its gaps filled; a title made of its first words is a gap too.

    What is ``known``, as from the export that it lies in, goes before what it says itself.
    """
    sure = _given(known or {})
    given = {**_given(defaults), **sure}
    said: dict[str, Any] = {
        key: given[key] for key in FIELDS if key in given and (key in sure or not getattr(article, key))
    }
    made = article.title in ("", made_title(article.text.split("\n\n", 1)[0], name))
    if "title" in given and (made or "title" in sure):
        said["title"] = given["title"]
    published = _day(given.get("published"))
    if published and (not article.published or "published" in sure):
        said["published"] = published
        said["published_from"] = given.get("published_from")
    url, source, author = (said.get(key, getattr(article, key)) for key in FIELDS[:3])
    if url and not source:
        said |= with_outlet({"url": url, "source": source, "author": author})
    return replace(article, **said) if said else article


def _given(values: Mapping[str, str | None]) -> dict[str, str]:
    return {key: clean_line(value) for key, value in values.items() if value and clean_line(value)}


def _day(value: str | None) -> str | None:
    try:
        return day(value, "published")
    except ValueError:
        return None


def dated_by_name(article: Article, name: str) -> Article:
    """Return an article with the day in its file's name, where nothing else told one."""
    day = None if article.published or "://" in name else day_in_name(name)
    return replace(article, published=day, published_from="file name") if day else article


def url_defaults(url: str) -> dict[str, str | None]:
    """Return the fields of ``Article`` that an address gives: ``url``, ``source``, the day of ``published``.

    Of a page in a web archive they are those of the page, not of its copy.
    """
    copy = ARCHIVED.match(url)
    own = copy[1] if copy else url
    day = url_day(own)
    return {
        "url": own,
        "source": host_of(own),
        "published": day,
        "published_from": day and "url",
    }


def linked(articles: Sequence[Article], url: str, entry: Article | None = None) -> tuple[Article, ...]:
    """Return the articles of a page, their gaps filled from the entry of a feed and from the address.

    A page's own canonical address stays its address.
    """
    known = url_defaults(url)
    if entry:
        said = {name: getattr(entry, name) for name in ("title", "source", "author")}
        if entry.published:
            said |= {"published": entry.published, "published_from": entry.published_from}
        known |= {name: value for name, value in said.items() if value}
    return tuple(filled(article, url, known) for article in articles)
