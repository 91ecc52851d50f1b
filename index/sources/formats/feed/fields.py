"""What the elements of an RSS or Atom entry say.

They are known by their names without namespaces, which feeds get wrong more often than right.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Final
from urllib.parse import urljoin

from ...facts.stamps import stamped_day
from ..decode import clean_line
from ..safe_xml import Element, markup_in, name_of, text_of
from .entry import Entry, Text, title_of

FOREIGN: Final = re.compile(r"search\.yahoo\.com/mrss|/podcast|/itunes", re.I)  # of films and sound
TEXTS: Final = ("encoded", "content", "body", "fullitem", "description", "summary", "abstract")
DATES: Final = ("pubdate", "published", "issued", "created", "date", "updated", "modified")
PAGES: Final = ("", "text/html", "application/xhtml+xml")  # types of link
XML_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
MAIL: Final = re.compile(r"[<(]?\S+@\S+")
MAX_PEOPLE: Final = 20
MAX_NAME: Final = 300  # characters


@dataclass(frozen=True, slots=True)
class Facts:
    """What a feed says of all its entries."""

    atom: bool
    title: str | None
    link: str
    author: str | None
    language: str | None


def facts_of(feed: Element | None, *, atom: bool) -> Facts:
    """Return what a feed says of itself."""
    if feed is None:
        return Facts(atom, None, "", None, None)
    top = next((element for element in feed.iter() if name_of(element) == "channel"), feed)
    title = next(_named(top, "title"), None)
    return Facts(
        atom=atom,
        title=title_of(_text(title, atom=atom)) if title is not None else None,
        link=_link(top, "") or "",
        author=_people(top) if atom else None,  # elsewhere the people of a feed are its keepers
        language=_language(top),
    )


def entry_of(item: Element, facts: Facts) -> Entry:
    """Return what an entry says, what it leaves open as its feed says it."""
    said = {name: next(_named(item, name), None) for name in ("title", "guid", "id", "source")}
    texts = [element for name in TEXTS for element in _named(item, name)]
    texts = texts or [one for one in item.iter() if name_of(one) in ("description", "summary")]  # of a film
    url = _link(item, facts.link)
    permalink = said["guid"] is not None and said["guid"].get("isPermaLink", "true").lower() == "true"
    if not url and permalink:
        url = clean_line(text_of(said["guid"]))
    days = (stamped_day(clean_line(text_of(one))) for name in DATES for one in _named(item, name))
    return Entry(
        id=clean_line(text_of(said["guid"]) or text_of(said["id"])) or url or "",
        texts=tuple(text for text in (_text(one, atom=facts.atom) for one in texts) if text.words.strip()),
        title=_text(said["title"], atom=facts.atom) if said["title"] is not None else None,
        url=url,
        author=_people(item) or facts.author,
        source=_source(said["source"]) or facts.title,
        day=next(filter(None, days), None),
        language=next(filter(None, map(_language, [*texts, item])), None) or facts.language,
    )


def _named(element: Element, name: str) -> Iterator[Element]:
    """Yield the children of a name that are the entry's or feed's own."""
    for child in element:
        if name_of(child) == name and not FOREIGN.search(str(child.tag)):
            yield child


def _text(element: Element, *, atom: bool) -> Text:
    """Return the words of an element; Atom says whether they are plain, RSS leaves it open."""
    kind = (element.get("type") or "text").lower()
    if element.get("src") or element.get("mode") == "base64" or not _is_readable(kind):
        return Text("")
    if len(element):
        return Text(re.sub(r"(</?)\w{1,20}:", r"\1", markup_in(element)))
    plain = atom and kind in ("text", "text/plain") and element.get("mode") != "escaped"
    return Text(element.text or "", plain=plain)


def _is_readable(kind: str) -> bool:
    return (
        kind in ("text", "plain", "html", "xhtml")
        or kind.startswith("text/")
        or kind.endswith(("xml", "html"))
    )


def _link(element: Element, feed_link: str) -> str | None:
    """Return the address of the page that an entry or feed is about."""
    links = [one for one in _named(element, "link") if one.get("rel", "alternate") == "alternate"]
    links.sort(key=lambda one: one.get("type", "") not in PAGES)
    for link in (*_named(element, "origlink"), *links):  # the first is the one that a redirector hides
        address = clean_line(link.get("href") or text_of(link))
        with suppress(ValueError):  # as of http://[broken
            if address:
                return urljoin(urljoin(feed_link, str(link.base or "")), address)
    return None


def _people(element: Element) -> str | None:
    """Return the names of authors; addresses of mail are none."""
    found: list[str] = []
    for child in [*_named(element, "author"), *_named(element, "creator")][:MAX_PEOPLE]:
        name = next(_named(child, "name"), child)
        found.append(clean_line(MAIL.sub("", text_of(name)[:MAX_NAME])).strip("()<> "))
    return ", ".join(dict.fromkeys(filter(None, found))) or None


def _source(element: Element | None) -> str | None:
    """Return the name of the feed that an entry was taken from."""
    if element is None:
        return None
    return clean_line(text_of(next(_named(element, "title"), None if len(element) else element))) or None


def _language(element: Element) -> str | None:
    """Return the language that an element names, else one around it."""
    own = text_of(next(_named(element, "language"), None))
    around = (one.get(XML_LANG) for one in (element, *element.iterancestors()))
    return clean_line(own) or next(filter(None, around), None)
