"""What a container says of the files in it, for articles that do not say it themselves."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from ...article import Article, day
from .decode import clean_line
from .text import made_title

FIELDS: Final = ("url", "source", "author")


def filled(article: Article, name: str, defaults: Mapping[str, str | None]) -> Article:
    """Return an article with its gaps filled; a title made of its first words is a gap too."""
    given = {key: clean_line(value) for key, value in defaults.items() if value and clean_line(value)}
    known: dict[str, Any] = {key: given[key] for key in FIELDS if key in given and not getattr(article, key)}
    if "title" in given and article.title in ("", made_title(article.text.split("\n\n", 1)[0], name)):
        known["title"] = given["title"]
    published = _day(given.get("published"))
    if published and not article.published:
        known["published"] = published
        known["published_from"] = given.get("published_from")
    return replace(article, **known) if known else article


def _day(value: str | None) -> str | None:
    try:
        return day(value, "published")
    except ValueError:
        return None
