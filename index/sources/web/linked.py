"""The articles of a page from the web, with what led to it in place of what it does not say."""

from collections.abc import Sequence

from ...article import Article
from ..formats.defaults import filled
from .url_defaults import url_defaults


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
