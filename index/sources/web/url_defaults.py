"""What the address of a page says of it, for pages that do not say it themselves."""

from urllib.parse import urlsplit

from ...language.dates import find_day
from ..formats.html.dates import IN_URL
from ..formats.html.names import ARCHIVED


def url_defaults(url: str) -> dict[str, str | None]:
    """Return the fields of ``Article`` that an address gives: ``url``, ``source``, the day of ``published``.

    Of a page in a web archive they are those of the page, not of its copy.
    """
    copy = ARCHIVED.match(url)
    own = copy[1] if copy else url
    day = _day(own)
    return {
        "url": own,
        "source": (urlsplit(own).hostname or "").removeprefix("www.") or None,
        "published": day,
        "published_from": day and "url",
    }


def _day(url: str) -> str | None:
    match = IN_URL.search(url)
    if not match:
        return None
    year, month, day = filter(None, match.groups())
    found = find_day(f"{year}-{month:0>2}-{day:0>2}")
    return found and found[0]
