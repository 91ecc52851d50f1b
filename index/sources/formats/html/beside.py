"""A page's tree -> the same without what stands beside the article: captions, credits, words said twice.

Done when title, author and day are known, which may stand there.
"""

from collections.abc import Set
from itertools import islice
from typing import Final

from ...facts.clutter import is_call
from ...facts.titles import plain
from ..captions import MAX_CAPTION, is_caption, is_pull_quote
from .marks import HtmlElement
from .opening import START

MOST_QUOTES: Final = 20  # pull quotes that are looked for in the article
MAX_LABEL: Final = 60  # characters
MAX_PIECES: Final = 100  # of text
KEPT: Final = frozenset({"html", "body", "article", "main", "figure", "table", "tbody", "tr", "img"})
NOT_INSIDE: Final = frozenset({"h1", "h2", "h3", "table"})
LABELS: Final = ("span", "small", "strong", "em", "b", "i")
# Some pages put a whole opening into a figcaption that is of no figure.
_CAPTIONS: Final = (
    "//figure//figcaption|//*[not(self::figcaption)][contains(@class, 'aption') or contains(@class, 'redit')]"
)
_QUOTES: Final = "//*[contains(@class, 'ull') and contains(@class, 'uote')]"


def leave_out_beside(tree: HtmlElement, told: Set[str]) -> None:
    """Take captions of pictures, labels that open a paragraph and pull quotes out of the tree.

    ``told`` has the first letters of the page's descriptions: what begins so is its lead, wherever it stands.
    """
    for element in tree.xpath(_CAPTIONS):
        if element.tag not in KEPT and is_caption(element.tag, element.get) and _is_alone(element, told):
            _empty(element)
    for element in tree.iter(*LABELS):
        if _is_label(element):
            _empty(element)
    quotes = [one for one in tree.xpath(_QUOTES)[:MOST_QUOTES] if is_pull_quote(one.get("class"))]
    whole = plain(tree.text_content()) if quotes else ""
    for element in quotes:
        words = plain("".join(islice(element.itertext(), MAX_PIECES)))
        if words and whole.count(words) > 1:
            _empty(element)


def _is_alone(element: HtmlElement, told: Set[str]) -> bool:
    """Tell whether a caption is no more than that: no headline, lead or table, nor next to one."""
    words = "".join(islice(element.itertext(), MAX_PIECES)).strip()
    inside = any(one.tag in NOT_INSIDE for one in islice(element.iterdescendants(), MAX_PIECES))
    beside = (element.getprevious(), element.getnext())
    tabled = any(one is not None and one.tag in ("table", "tr") for one in beside)
    return len(words) <= MAX_CAPTION and not (inside or tabled) and plain(words)[:START] not in told


def _is_label(element: HtmlElement) -> bool:
    """Tell whether a marked element opens a paragraph with who wrote it, or that an advert follows."""
    classes, above = element.get("class"), element.getparent()
    if not classes or above is None or above.tag != "p" or element.getprevious() is not None:
        return False
    words = "".join(islice(element.itertext(), MAX_PIECES)).strip()
    if not words or len(words) > MAX_LABEL or (above.text or "").strip() or not (element.tail or "").strip():
        return False
    return "byline" in classes.lower() or is_call(words)


def _empty(element: HtmlElement) -> None:
    """Take what stands in an element out; the words behind it stay where they are."""
    element.clear(keep_tail=True)
    element.tag = "span"
