"""The tables of an article that its text has lost -> the text with them, each behind the words above it.

trafilatura leaves tables out where it takes a page's text from what its second reader finds.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from ...facts.titles import plain
from .marks import HtmlElement

ABOVE: Final = ("p", "h2", "h3", "h4", "h5", "h6", "li", "table")
NEAR: Final = 3  # elements from a table to the one that holds what is above it too
KNOWN_BY: Final = 60  # letters
MOST_PIECES: Final = 200  # of text


@dataclass(frozen=True, slots=True)
class KeptTable:
    """The lines of a table, and the last letters of the words above it."""

    above: str
    lines: tuple[str, ...]


def kept_tables(tree: HtmlElement, written: dict[HtmlElement, list[str]]) -> list[KeptTable]:
    """Return the tables that were written as lines, if words stand next to them."""
    found: list[KeptTable] = []
    above = None
    for element in tree.iter(*ABOVE) if written else ():
        if element not in written:
            above = element if element.tag != "table" else above
        elif above is not None and above.getparent() in islice(element.iterancestors(), NEAR):
            words = plain("".join(islice(above.itertext(), MOST_PIECES)))[-KNOWN_BY:]
            if words:
                found.append(KeptTable(words, tuple(written[element])))
    return found


def with_tables(body: Sequence[str], tables: Sequence[KeptTable]) -> list[str]:
    """Return the paragraphs of an article, and behind those that stand above them the tables it lacks."""
    there = set(body)
    lost = [table for table in tables if 2 * sum(line in there for line in table.lines) < len(table.lines)]
    if not lost:
        return list(body)
    behind: dict[str, list[str]] = {}
    for table in lost:
        behind.setdefault(table.above, []).extend(table.lines)
    found: list[str] = []
    for words in body:
        found.append(words)
        found += behind.pop(plain(words)[-KNOWN_BY:], ())
    return found
