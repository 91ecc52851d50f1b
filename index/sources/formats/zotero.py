"""What Zotero exports as RDF: what is known of articles whose files lie beside it."""

import re
from collections.abc import Iterator, Mapping
from typing import Final
from urllib.parse import unquote

from ...errors import SourceError
from ..decode import clean_line, decode
from ..facts.fields import one_line, sensible
from . import Format, Formats, Pointer, Reader
from .safe_xml import Element, name_of, plain_xml, text_of, tree_of
from .sample import Sample

MARK: Final = re.compile(r"xmlns:\w{1,20}\s*=\s*[\"']http://www\.zotero\.org/namespaces/export#")
ABOUT: Final = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
RESOURCE: Final = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}resource"
NO_ITEM: Final = frozenset({"attachment", "memo", "collection"})


def pointers_from_zotero(content: bytes, name: str) -> Iterator[Pointer | SourceError]:
    """Yield what is known of each item that has an address or a file, with the paths of its files.

    Raises:
        SourceError: it is no XML that can be read.
    """
    tree = tree_of(plain_xml(decode(content), name))
    if tree is None:
        raise SourceError(name, "is a damaged RDF file")
    by_name = {about: one for one in tree if (about := one.get(ABOUT))}
    for item in tree:
        if name_of(item) in NO_ITEM or _child(item, "title") is None:
            continue
        known, files = _known(item, by_name), tuple(_files(item, by_name))
        if "title" in known and (files or "url" in known):
            yield Pointer(known, files)


def _known(item: Element, by_name: Mapping[str, Element]) -> dict[str, str]:
    about = str(item.get(ABOUT) or "")
    said = {
        "title": text_of(_child(item, "title")),
        "published": text_of(_child(item, "date")),
        "source": _within(item, by_name),
        "author": ", ".join(_authors(item)),
        "url": about if about.startswith("http") else text_of(_child(item, "identifier")),
        "language": text_of(_child(item, "language")),
    }
    kept = {key: sensible(key, one_line(value)) for key, value in said.items() if one_line(value)}
    found = {key: value for key, value in kept.items() if value}
    return found | ({"published_from": "record"} if "published" in found else {})


def _within(item: Element, by_name: Mapping[str, Element]) -> str:
    """Return the newspaper, journal or site that an item is part of, whether it stands in it or apart."""
    part = _child(item, "ispartof")
    if part is None:
        return text_of(_child(item, "publisher"))
    whole = next(iter(part), by_name.get(str(part.get(RESOURCE)), part))
    return text_of(_child(whole, "title"))


def _authors(item: Element) -> Iterator[str]:
    several = _child(item, "authors")
    for one in several.iter() if several is not None else ():
        if name_of(one) == "person":
            parts = (text_of(_child(one, key)) for key in ("givenname", "surname"))
            yield clean_line(" ".join(parts))


def _files(item: Element, by_name: Mapping[str, Element]) -> Iterator[str]:
    """Yield the paths of the files that are attached to an item."""
    for link in item:
        attached = by_name.get(str(link.get(RESOURCE))) if name_of(link) == "link" else None
        place = _child(attached, "resource") if attached is not None else None
        path = str(place.get(RESOURCE) or "") if place is not None else ""
        if path:
            yield from dict.fromkeys((path[:1000], unquote(path[:1000])))


def _child(element: Element, name: str) -> Element | None:
    return next((one for one in element if name_of(one) == name), None)


def _is_zotero(sample: Sample) -> bool:
    return bool(MARK.search(sample.head[:5000]))


def _load(_: Formats) -> Reader:
    from .safe_xml import import_parser

    import_parser()
    return Reader(many=pointers_from_zotero)


ZOTERO: Final = Format(
    name="zotero",
    rarely=(".rdf",),
    sniff=_is_zotero,
    points=lambda _: True,
    load=_load,
)
