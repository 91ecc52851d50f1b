"""A page's tree -> the same with raised and lowered marks written as they are to be read.

Done before the text is taken out of it, for then nothing tells a note's number from a figure any more.
"""

from collections.abc import Mapping
from itertools import islice
from typing import Final

from ..blocks import PARTED
from ..raised import LONGEST
from ..raised_markup import run_kind, styled_classes
from ..raised_runs import LINK, RAISED, SEEN, TWICE, parted, written
from .marks import HtmlElement

MOST_PIECES: Final = 40  # of text within a run; a mark has one to five
MOST_STEPS: Final = 12  # from an element to the words before or behind it
_MAYBE: Final = (
    "//sup|//sub|//a[contains(@href, '#')]|//*[@role='doc-noteref' or contains(@style, 'vertical-align')]"
    "|//*[contains(@class, 'sup') or contains(@class, 'ubscript') or contains(@class, 'ote')]"
    "|//*[contains(@class, 'fn')]"
)


def write_raised_marks(tree: HtmlElement) -> None:
    """Write exponents in the tree with the signs that Unicode has, and take marks of notes out."""
    styled = styled_classes("\n".join(style.text or "" for style in tree.iter("style")))
    listed = "".join(f"|//*[contains(@class, '{name}')]" for name in styled)
    done = None
    for element in tree.xpath(_MAYBE + listed):
        if done is not None and done in islice(element.iterancestors(), MOST_STEPS):
            continue  # the outermost decides, as it comes first
        if kind := run_kind(str(element.tag), element.get, styled):
            done = element
            _write(element, kind, styled)


def _write(element: HtmlElement, kind: str, styled: Mapping[str, str]) -> None:
    """Write what an element holds as it is to be read; what is too long to be a mark stands apart."""
    run = "".join(islice(element.itertext(), MOST_PIECES))
    before, after = _before(element), _after(element)
    if len(run.strip()) > LONGEST and kind == RAISED and before[-1:].strip():
        element.text = f" {element.text or ''}"
    if len(run.strip()) > LONGEST or not run.strip():
        return
    inside = islice(element.iterdescendants(), MOST_PIECES)
    kinds = {run_kind(str(one.tag), one.get, styled) for one in inside}
    twice = LINK in kinds if kind == RAISED else kind == LINK and RAISED in kinds
    words = written(kind, run + TWICE * twice, before[-SEEN:], after[:SEEN])
    if words == run:
        return
    if not words:
        kept, words = parted(before[-SEEN:], after)
        if kept != before[-SEEN:]:
            _strip_before(element)
    for child in list(element):
        element.remove(child)
    element.text = words
    element.tag = "span"
    element.attrib.clear()


def _before(element: HtmlElement) -> str:
    """Return words right before an element, empty where a block begins there."""
    for _ in range(MOST_STEPS):
        above = element.getprevious()
        if above is not None:
            if words := _last_words(above):
                return words
            element = above
            continue
        parent = element.getparent()
        if parent is None or parent.text or parent.tag in PARTED:
            return "" if parent is None else parent.text or ""
        element = parent
    return ""


def _last_words(element: HtmlElement) -> str:
    """Return the words that an element and what follows it end with, as far as its last parts tell."""
    if element.tail or element.tag in PARTED:
        return element.tail or ""
    for _ in range(MOST_STEPS):
        if not len(element):
            return element.text or "" if isinstance(element.tag, str) else ""
        element = element[-1]
        if element.tail:
            return str(element.tail)
    return ""


def _after(element: HtmlElement) -> str:
    """Return words right behind an element, empty where its block ends."""
    for _ in range(MOST_STEPS):
        if element.tail:
            return str(element.tail)
        behind, parent = element.getnext(), element.getparent()
        if behind is not None:
            return "" if behind.tag in PARTED or not isinstance(behind.tag, str) else behind.text or ""
        if parent is None or parent.tag in PARTED:
            return ""
        element = parent
    return ""


def _strip_before(element: HtmlElement) -> None:
    """Take the space before a mark that was taken out away, where a comma or full stop follows it."""
    above, parent = element.getprevious(), element.getparent()
    if above is not None and above.tail:
        above.tail = above.tail.rstrip(" ")
    elif above is None and parent is not None and parent.text:
        parent.text = parent.text.rstrip(" ")
