"""A note of passages that a reader marked in an article, as Readwise and e-readers write it."""

import re
from collections.abc import Sequence
from typing import Final

ONLY_MARKED: Final = "only passages that were marked in it are known"
METADATA: Final = re.compile(r"metadata", re.I)
HIGHLIGHTS: Final = re.compile(r"(?:new )?highlights\b.{0,80}", re.I)
PLACE: Final = re.compile(r"\s*\(?\((?:View Highlight|(?:Location|Page|Loc\.|p\.) ?[\d-]+)\)\)?\s*$", re.I)
ITEM: Final = re.compile(r"- |\d+\. ")
NOTE: Final = re.compile(r" +(?:- |\d+\. )")
HEADINGS: Final = frozenset({"h1", "h2", "h3"})


def marked_passages(blocks: Sequence[tuple[str, str]]) -> list[str]:
    """Return the passages below the heading of highlights in a note that has its metadata above.

    The reader's own notes and tags, which stand indented below a passage, are left out. Empty for any
    other note.
    """
    heads = [(number, words) for number, (tag, words) in enumerate(blocks) if tag in HEADINGS]
    above = next((number for number, words in heads if METADATA.fullmatch(words.strip())), None)
    below = [number for number, words in heads if HIGHLIGHTS.fullmatch(words.strip())]
    if above is None or not below or below[0] < above:
        return []
    found = [passage for tag, words in blocks[below[0] :] for passage in _passages(tag, words)]
    return [passage for passage in found if passage]


def _passages(tag: str, words: str) -> list[str]:
    if tag in HEADINGS:
        return []
    if tag not in ("ul", "ol"):
        return [PLACE.sub("", words)]
    lines = [line for line in words.split("\n") if not NOTE.match(line)]
    return [
        PLACE.sub("", ITEM.sub("", line, count=1) if ITEM.match(line) else line).strip() for line in lines
    ]
