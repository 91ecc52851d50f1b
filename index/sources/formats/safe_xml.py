"""XML that a stranger wrote -> a tree: no entity is expanded, nothing is fetched, depth is bounded."""

import re
from html import unescape
from html.entities import html5
from typing import Any, Final, TypeAlias

from ...errors import SourceError

Element: TypeAlias = Any  # lxml.etree._Element; lxml ships no type hints

DECLARATION: Final = re.compile(r"<\?xml[^<>]{0,200}>")
ENTITY: Final = re.compile(r"<!ENTITY[^<>]*>")
BOMB: Final = re.compile(r"<!ENTITY[^<>]*[\"'][^<>\"']*[&%]\w")
REFERENCE: Final = re.compile(r"&(#\d{1,7};|#[xX][0-9a-fA-F]{1,6};|[A-Za-z]\w{1,30};)?")
XML_NAMES: Final = frozenset({"amp;", "lt;", "gt;", "quot;", "apos;"})
MARKS: Final = frozenset("<>&\"'")  # as characters they would be mark-up
NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def import_parser() -> None:
    """Import what parsing needs, so that it does not count as a file's time."""
    import lxml.etree  # noqa: F401


def plain_xml(text: str, name: str) -> str:
    """Return XML that needs no declaration to be read: HTML's names are characters, a bare ``&`` is escaped.

    Raises:
        SourceError: it declares entities that hold others, which can be made to fill any memory.
    """
    if BOMB.search(text):
        raise SourceError(name, "declares XML entities that hold others and is not read")
    text = DECLARATION.sub("", ENTITY.sub("", text), count=1)
    return REFERENCE.sub(_referred, NOT_XML.sub("", text[max(0, text.find("<")) :]))


def tree_of(text: str, *, broken: bool = False) -> Element | None:
    """Return the root of some XML, ``None`` when it cannot be read; of ``broken`` XML, what can."""
    from lxml import etree

    parser = etree.XMLParser(
        recover=broken, resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(text.encode(), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def name_of(element: Element) -> str:
    """Return the name of an element in lower case without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def text_of(element: Element | None) -> str:
    """Return all words in an element."""
    return "" if element is None else "".join(element.itertext())


def markup_in(element: Element) -> str:
    """Return what stands in an element as mark-up, where it holds elements; else its words."""
    from lxml import etree

    if not len(element):
        return element.text or ""
    inner = [etree.tostring(child, encoding="unicode", method="html") for child in element]
    return (element.text or "") + "".join(inner)


def _referred(match: re.Match[str]) -> str:
    """Return a reference that XML knows; what else was meant, as a character or as it stands."""
    name = match[1]
    if not name:
        return "&amp;"
    if name in XML_NAMES:
        return match[0]
    found = unescape(match[0]) if name.startswith("#") else html5.get(name, "")  # the first knows &#150;
    if name.startswith("#"):
        return match[0] if MARKS.intersection(found) else NOT_XML.sub("", found)
    return found if found and not MARKS.intersection(found) else "&amp;" + name
