"""A feed (RSS, RDF, Atom or JSON) -> its articles, one for each entry; runs in the child process only.

Of a feed that is no sound XML each entry is read for itself, so that damage costs one entry. Elements are
known by their names without namespaces, which feeds get wrong more often than right.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Final
from urllib.parse import urljoin

from ....article import Article
from ....errors import SourceError
from ...decode import clean_line, decode_as
from ...facts.days import stamped_day
from ...facts.fields import behind_redirect, host_of
from ...facts.titles import plain
from ..safe_xml import Element, markup_in, name_of, plain_xml, text_of, tree_of
from .entries import Entry, Text, article_of, headline_article, json_entries, parted, title_of
from .headlines import Headline, others

HEAD_BYTES: Final = 1_000

HEAD: Final = 20_000  # characters in which a feed says that it is one
DECLARED: Final = re.compile(rb"\s*<\?xml[^<>]{0,100}encoding\s*=\s*[\"']([\w.:-]{2,40})")
ROOT: Final = re.compile(r"<((?:\w{1,20}:)?(?:rss|feed|rdf|channel))\b[^<>]*>", re.I)
ITEM: Final = re.compile(r"<((?:\w{1,20}:)?(?:item|entry))(?=[\s>])", re.I)
NAKED: Final = re.compile(  # mark-up in a text that was not escaped
    r"(<((?:\w{1,20}:)?(?:title|description|encoded|summary|content))\b(?:[^<>]*[^<>/])?>)(.*?)(</\2\s*>)",
    re.S | re.I,
)

MEDIA: Final = "search.yahoo.com/mrss"
PICTURE: Final = re.compile(r"\.(?:jpe?g|png|gif|webp|avif)(?:[?#]|$)", re.I)
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


def articles_from_feed(content: bytes, name: str) -> Iterator[Article | SourceError]:
    """Yield the articles of a feed (RSS, RDF, Atom or JSON Feed) in its order.

    An entry that stands there twice is yielded once. Of one without words of its own the headline is all
    that is known; headlines of other outlets, which it lists as its text, are articles of their own and
    come last. What has no headline either, is no feed, or can't be read is yielded as the reason.
    """
    entries = json_entries if _is_json(content) else xml_entries
    seen: set[object] = set()
    given: set[str] = set()
    listed: dict[Headline, str | None] = {}
    try:
        for entry in entries(content, name):
            if _key(entry) in seen:
                continue
            seen.add(_key(entry))
            own, headlines = parted(entry)
            listed |= dict.fromkeys(headlines, entry.language)
            found = article_of(own, name)
            if isinstance(found, Article):
                given.add(plain(found.title))
            yield found
    except SourceError as problem:
        yield problem
    for headline in others(list(listed), given):
        yield headline_article(headline, listed[headline])


def _is_json(content: bytes) -> bool:
    return content[:HEAD_BYTES].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")


def _key(entry: Entry) -> object:
    """Return what tells an entry from others: its own id, else everything it says."""
    return entry.id or entry


def xml_entries(content: bytes, name: str) -> Iterator[Entry]:
    """Yield the entries of a feed, of a broken one those that can be made out.

    Raises:
        SourceError: it is no feed, holds no entry, or declares entities that hold others.
    """
    text = plain_xml(_decoded(content), name)
    root = ROOT.search(text[:HEAD])
    if not root:
        raise SourceError(name, "is no feed that can be read")
    feed = tree_of(text)
    items = _items(feed) if feed is not None else _loose_items(text, root)
    if feed is None:
        first = ITEM.search(text)
        feed = tree_of(text[: first.start()] if first else text, broken=True)
    facts = facts_of(feed, atom=root[1].lower().endswith("feed"))
    empty = True
    for item in items:
        empty = False
        yield entry_of(item, facts)
    if empty:
        raise SourceError(name, "is a feed without entries")


def _items(tree: Element) -> Iterator[Element]:
    return (element for element in tree.iter() if name_of(element) in ("item", "entry"))


def _loose_items(text: str, root: re.Match[str]) -> Iterator[Element]:
    """Yield the entries of broken XML, each read below the feed's first tag, which declares its names."""
    starts = list(ITEM.finditer(text))
    ends = [*(start.start() for start in starts), len(text)][1:]
    for start, end in zip(starts, ends, strict=True):
        piece = text[start.start() : end]
        piece = piece[: piece.find(f"</{start[1]}") % (len(piece) + 1)] + f"</{start[1]}>"
        sound = f"{root[0]}{piece}</{root[1]}>"
        tree = tree_of(sound)
        if tree is None:
            tree = tree_of(f"{root[0]}{NAKED.sub(_escaped, piece)}</{root[1]}>", broken=True)
        if tree is not None:
            yield from list(_items(tree))[:1]


def _escaped(match: re.Match[str]) -> str:
    """Return a text with its mark-up marked as such."""
    if "<![CDATA[" in match[3]:
        return match[0]
    return f"{match[1]}<![CDATA[{match[3].replace('&amp;', '&')}]]>{match[4]}"


def _decoded(content: bytes) -> str:
    found = DECLARED.match(content[:200])
    return decode_as(content, found[1].decode() if found else "")


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
    texts = texts or _of_film(item)
    url = _link(item, facts.link)
    permalink = said["guid"] is not None and said["guid"].get("isPermaLink", "true").lower() == "true"
    if not url and permalink:
        url = clean_line(text_of(said["guid"]))
    target = behind_redirect(url)
    title = host_of(target) if target else facts.title  # who redirects is no outlet of what is behind
    days = (stamped_day(clean_line(text_of(one))) for name in DATES for one in _named(item, name))
    return Entry(
        id=clean_line(text_of(said["guid"]) or text_of(said["id"])) or url or "",
        texts=tuple(text for text in (_text(one, atom=facts.atom) for one in texts) if text.words.strip()),
        title=_text(said["title"], atom=facts.atom) if said["title"] is not None else None,
        url=target or url,
        author=_people(item) or facts.author,
        source=_source(said["source"]) or title,
        day=next(filter(None, days), None),
        language=next(filter(None, map(_language, [*texts, item])), None) or facts.language,
    )


def _of_film(item: Element) -> list[Element]:
    """Return what is said of an entry's film or sound; what is said of its pictures is a caption."""
    media = [one for one in item.iter() if FOREIGN.search(str(one.tag))]
    shown = [one for one in media if name_of(one) in ("content", "player")]
    pictures = not shown or any(map(_is_picture, shown))
    said = [one for one in media if name_of(one) in ("description", "summary")]
    return [one for one in said if not (pictures and MEDIA in str(one.tag))]


def _is_picture(media: Element) -> bool:
    kind = media.get("medium") or media.get("type") or ""
    return kind.lower().startswith("image") or bool(PICTURE.search(media.get("url") or ""))


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
