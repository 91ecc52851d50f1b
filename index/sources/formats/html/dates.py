"""The day a page was published, never the day it was saved."""

import re
from collections.abc import Iterator
from typing import Final

from ....language.dates import find_day, only_day
from ..decode import clean_line
from .facts import HtmlElement, PageFacts, is_elsewhere, marks_of

_METAS: Final = (
    "article:published_time og:article:published_time article:published og:published_time datepublished "
    "og:pubdate pubdate publishdate publish-date publish_date publication_date publicationdate "
    "date.published published published-date published_time dc.date.issued dcterms.created dcterms.date "
    "dc.date dc.date.created citation_publication_date citation_online_date sailthru.date parsely-pub-date "
    "cxenseparse:recs:publishtime article.published originalpublicationdate date_published "
    "rnews:datepublished datecreated date"
)
METAS: Final = tuple(_METAS.split())
IN_URL: Final = re.compile(
    r"/((?:19|20)\d\d)[/-](\d\d?)[/-](\d\d?)(?:[/_.-]|$)|[/_-]((?:19|20)\d\d)(\d\d)(\d\d)(?:[/_.-]|$)"
)
LATER: Final = re.compile(
    r"^\W*(?:(?:zuletzt|last|letzte)\s+)?(?:updat|modif|edited|revis|aktualisier|geändert|stand\b|"
    r"mis à jour|actualizad)",
    re.I,
)
DATED: Final = re.compile(
    r"date|time|publish|posted|byline|datum|fecha|stamp|meta|entry-info|kicker|dateline", re.I
)
MAX_STAMP: Final = 120  # code points of an element that says when


def published_day(tree: HtmlElement, facts: PageFacts, url: str | None) -> tuple[str, str] | None:
    """Return the day of publication and where it was found, the surest place first.

    The places: ``json-ld``, ``meta``, ``time`` (the element, or the attribute of that name),
    ``url``, ``dateline`` (words on the page that stand where a date of publication stands).
    """
    places = (
        ("json-ld", [facts.said("datePublished"), facts.said("dateCreated")]),
        ("meta", [value for name in METAS for value in facts.metas.get(name, ())]),
        ("time", _times(tree)),
        ("url", [_day_in(url or "")]),
        ("dateline", _stamps(tree)),
    )
    for place, values in places:
        for value in values:
            if value and (found := find_day(value)):
                return found[0], place
    return None


def _times(tree: HtmlElement) -> Iterator[str]:
    """Yield what the time elements say, those called the date of publication first."""
    elements = [
        one for one in tree.iter("time", "abbr", "span") if one.tag == "time" or "published" in marks_of(one)
    ]
    own = [one for one in elements if not is_elsewhere(one)]
    for element in sorted(own, key=lambda one: not _is_publication(one)):
        yield clean_line(element.get("datetime") or element.get("title") or "")
        yield clean_line(element.text_content())[:MAX_STAMP]


def _is_publication(element: HtmlElement) -> bool:
    return element.get("pubdate") is not None or "publish" in marks_of(element).lower()


def _stamps(tree: HtmlElement) -> Iterator[str]:
    """Yield short texts that hold a day and little else, or are marked as a date."""
    for element in tree.iter(
        "p", "span", "div", "li", "small", "em", "i", "a", "td", "h4", "h5", "h6", "strong"
    ):
        marked = DATED.search(marks_of(element))
        if len(element) > 12 or not (marked or len(element) == 0):
            continue
        words = clean_line(element.text_content()[: 2 * MAX_STAMP])
        if not 8 <= len(words) <= MAX_STAMP or is_elsewhere(element):
            continue
        if not LATER.match(words) and ((marked and find_day(words)) or only_day(words)):
            yield words


def _day_in(url: str) -> str | None:
    match = IN_URL.search(url)
    if not match:
        return None
    year, month, day = (match[1], match[2], match[3]) if match[1] else (match[4], match[5], match[6])
    return f"{year}-{int(month):02}-{int(day):02}"
