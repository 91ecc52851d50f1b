"""RSS 0.9 to 2.0, RDF and Atom -> their entries.

Of a feed that is no sound XML each entry is read for itself, so that damage costs one entry.
"""

import re
from collections.abc import Iterator
from typing import Final

from ....errors import SourceError
from ..charset import decoded
from ..safe_xml import Element, name_of, plain_xml, tree_of
from .entry import Entry
from .fields import entry_of, facts_of

HEAD: Final = 20_000  # characters in which a feed says that it is one
DECLARED: Final = re.compile(rb"\s*<\?xml[^<>]{0,100}encoding\s*=\s*[\"']([\w.:-]{2,40})")
ROOT: Final = re.compile(r"<((?:\w{1,20}:)?(?:rss|feed|rdf|channel))\b[^<>]*>", re.I)
ITEM: Final = re.compile(r"<((?:\w{1,20}:)?(?:item|entry))(?=[\s>])", re.I)
NAKED: Final = re.compile(  # mark-up in a text that was not escaped
    r"(<((?:\w{1,20}:)?(?:title|description|encoded|summary|content))\b(?:[^<>]*[^<>/])?>)(.*?)(</\2\s*>)",
    re.S | re.I,
)


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
    return decoded(content, found[1].decode() if found else "")
