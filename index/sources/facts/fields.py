"""What the fields of an article are called in front matter, exports and lists: the only such list."""

import re
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import parse_qsl, urlsplit

from ...language.dates import find_day
from ..decode import clean_line
from . import iso_language
from .titles import plain

FIELDS: Final = {
    "title": "title headline full_title document_title article_title resolved_title given_title titel titre",
    "published": """first_published published published_at publication_date date_published published_time
        published_date publish_date date_publish pub_date published_on date issued datum""",
    "source": """container_title publication_title website_title blog_title newspaper source outlet publisher
        site sitename site_name source_name publication source_domain domain_name quelle""",
    "author": "author authors byline by creator creators published_by autor auteur",
    "url": """url link canonical canonical_url source_url url_source resolved_url given_url original_url
        page_url permalink web_url""",
    "language": "language lang locale",
}
"""By their names in small letters with underscores; of several the one that stands first here is taken.

A day of saving (``created``, ``saved_at``, ``time_added``) is none of publication and is not here.
"""

FIELD_OF: Final = {key: field for field, keys in FIELDS.items() for key in keys.split()}
_TEXTS: Final = """
    text content body article_body maintext main_text full_text fulltext article_text text_content
    content_html html_content content_text article
"""
TEXT_NAMES: Final = tuple(_TEXTS.split())
"""What the text of an article is called, in the order of preference."""

WEB: Final = re.compile(r"https?://\S+")
HOST: Final = re.compile(r"www\.[\w.-]+\.[a-z]{2,}")
HUMP: Final = re.compile(r"(?<=[a-z\d])(?=[A-Z])")
MAX_PARTS: Final = 50  # of an address behind its question mark
MIN_LABEL: Final = 4  # letters of a host's name by which its outlet is known among authors


def field_key(name: str) -> str:
    """Return the name of a field in small letters with underscores: ``published_at`` of ``publishedAt``."""
    return re.sub(r"[\s_-]+", "_", HUMP.sub("_", name.strip())).lower()


def sensible(field: str, value: str) -> str | None:
    """Return the value of a field of ``Article`` as that takes it, ``None`` when it makes no sense."""
    if field == "published":
        day = find_day(value)
        return day[0] if day else None
    if field == "url":
        return value if WEB.fullmatch(value) else None
    if field == "source" and HOST.fullmatch(value):
        return value.removeprefix("www.")
    return iso_language(value) if field == "language" else value


def with_outlet(known: Mapping[str, Any]) -> dict[str, Any]:
    """Return particulars with the outlet that their address tells where they name none.

    An author who is called as the host is the outlet: ``Quay Post`` for ``quaypost.example``. Else the
    host's name is given.
    """
    host = host_of(known.get("url"))
    if known.get("source") or not host:
        return dict(known)
    names = (known.get("author") or "").split(", ")
    label = plain(max(host.split(".")[:-1], key=len, default=""))
    outlet = next((name for name in names if len(label) >= MIN_LABEL and _called(name, label)), None)
    if not outlet:
        return {**known, "source": host}
    return {**known, "source": outlet, "author": ", ".join(name for name in names if name != outlet) or None}


def host_of(url: str | None) -> str | None:
    """Return the host of an address without ``www.``, ``None`` where there is none."""
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.") or None
    except ValueError:  # as of http://[broken
        return None


def behind_redirect(url: str | None) -> str | None:
    """Return the whole address that another one carries as its ``url``, as those of aggregators do."""
    try:
        given = dict(parse_qsl(urlsplit(url or "").query, max_num_fields=MAX_PARTS)).get("url", "")
    except ValueError:
        return None
    return given if WEB.fullmatch(given) and host_of(given) not in (None, host_of(url)) else None


def _called(name: str, label: str) -> bool:
    own = plain(name)
    return own in (label, f"the{label}") or f"the{own}" == label


def one_line(value: str) -> str:
    """Return a value as a line of bearable length."""
    return clean_line(value[:4000])[:1000]
