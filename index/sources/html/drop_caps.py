"""First letters that a page sets large, in an element of their own, put back into their words."""

import re
from itertools import islice
from typing import Final

from ..decode import clean_line
from .facts import HtmlElement, marks_of

TAGS: Final = ("span", "div", "p", "b", "strong", "i", "em", "big", "font", "img")
MOST_PARTS: Final = 5  # of text within the element of a letter, most of them white space
MARK: Final = re.compile(r"drop[-_]?cap|first[-_]?letter|initial[-_]?letter|lettrine|\binitiale?\b", re.I)
LETTER: Final = re.compile(r"[\"“„«‘'(]?\s?[^\W\d_]")
WORDS: Final = frozenset("AIOEYUWZKÀ")  # letters that are words; a space behind them is one
MOST_DOWN: Final = 4  # elements from the next one to the words it begins with


def join_drop_caps(tree: HtmlElement) -> None:
    """Write each large first letter before the words that follow it, and take its element away."""
    marked = [one for one in tree.iter(*TAGS) if MARK.search(marks_of(one))]
    for element in marked:
        letter = clean_line(element.get("alt") or "".join(islice(element.itertext(), MOST_PARTS)))
        if not LETTER.fullmatch(letter):
            continue
        if (element.tail or "").strip():
            element.tail = _joined(letter, element.tail)
        elif (words := _next_words(element)) is not None:
            words.text = _joined(letter, words.text)
        else:
            continue
        element.drop_tree()


def _next_words(element: HtmlElement) -> HtmlElement | None:
    """Return the element that holds the next words, ``None`` when none begin right behind."""
    following = element.getnext()
    for _ in range(MOST_DOWN):
        if following is None or not isinstance(following.tag, str):
            return None
        if (following.text or "").strip():
            return following
        following = next(iter(following), None)
    return None


def _joined(letter: str, words: str) -> str:
    rest = words.lstrip()
    apart = rest != words and letter[-1] in WORDS
    return f"{letter} {rest}" if apart else letter + rest
