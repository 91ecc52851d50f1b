"""What stands above an article on every page of a site, with today's day: its masthead."""

from collections.abc import Set
from typing import Final

from ...decode import clean_line
from .marks import HtmlElement

MENU: Final = 3  # links in lists; a line of topics has fewer, or is none
LISTS: Final = frozenset({"nav", "ul", "ol"})
WITHIN: Final = frozenset({"article", "main"})
OWN: Final = WITHIN | {
    "header"
}  # an article's own top may have its day, and links to topics, above its headline


def masthead_of(tree: HtmlElement) -> Set[HtmlElement]:
    """Return the elements of a page's masthead, those around it included.

    It is a header of the page with a menu and without the headline, or what a menu parts from the headline.
    """
    elements = [one for one in tree.iter() if isinstance(one.tag, str)]
    headline = _headline(elements, clean_line(tree.findtext(".//title") or ""))
    if headline is None:
        return frozenset()
    around = set(headline.iterancestors())
    found = {
        inner
        for one in tree.iter("header")
        if one not in around
        and _has_menu(one)
        and WITHIN.isdisjoint(above.tag for above in one.iterancestors())
        for inner in one.iter()
    }
    own = next((one for one in headline.iterancestors() if one.tag in OWN), headline)
    links = 0
    for number in range(elements.index(own) - 1, -1, -1):
        links += _is_of_menu(elements[number])
        if links >= MENU:
            return found | set(elements[:number])
    return found


def _has_menu(header: HtmlElement) -> bool:
    return header.find(".//nav") is not None or sum(map(_is_of_menu, header.iter("a"))) >= MENU


def _is_of_menu(element: HtmlElement) -> bool:
    return element.tag == "a" and not LISTS.isdisjoint(above.tag for above in element.iterancestors())


def _headline(elements: list[HtmlElement], title: str) -> HtmlElement | None:
    """Return the heading that the page's title holds, else the first; a site's name may be one too."""
    headings = [one for one in elements if one.tag == "h1"]
    words = ((one, clean_line(one.text_content())) for one in headings)
    named = (one for one, said in words if said and title.casefold().startswith(said.casefold()))
    return next(named, headings[0] if headings else None)
