"""Mark-up read piece by piece -> its blocks, in order and whole.

Nothing is judged here: a table that only lays out a newsletter, a chapter and a feed's summary are
read alike. Linear in the size of the mark-up, at home in broken and bottomless mark-up.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from html.parser import HTMLParser
from itertools import groupby
from typing import Final

from ..decode import clean, clean_line
from .block_tables import Attribute, Block, Tables
from .captions import MAX_CAPTION, is_caption
from .raised_markup import RunSigns, styled_classes
from .raised_runs import resolved

_PARTED: Final = """
    p div section article main header footer aside h1 h2 h3 h4 h5 h6 li ul ol dl dt dd blockquote pre
    table caption tr td th thead tbody tfoot hr figure figcaption body html center address title
"""
_LEFT_OUT: Final = (
    "script style noscript template svg nav button select iframe object textarea audio video map rt rp"
)
_VOID: Final = "area base br col embed hr img input link meta source track wbr"
PARTED: Final = frozenset(_PARTED.split())
LEFT_OUT: Final = frozenset(_LEFT_OUT.split())
VOID: Final = frozenset(_VOID.split())
NEVER_HIDDEN: Final = VOID | {"html", "body"}
HIDDEN: Final = re.compile(r"display:none|visibility:hidden|max-height:0(?:px)?(?:;|$)", re.I)
NEVER_CAPTIONS: Final = VOID | {"html", "body", "figure", "table", "tbody", "tr"}
NEAR: Final = 6  # elements from a figure to its caption
CLOSES_ITSELF: Final = frozenset({"p", "li", "td", "th", "tr", "dt", "dd"})  # when another of its kind begins


class BlockReader(HTMLParser):
    """Collects blocks; an open element that is left out is remembered with its depth."""

    def __init__(self, runs: RunSigns) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Block] = []
        self._runs = runs
        self._words: list[str] = []
        self._linked = 0
        self._tags: list[str] = []  # open elements that part blocks
        self._tables = Tables(self.found)
        self._left_out = ""
        self._depth = 0  # of elements named as the one left out, inside it
        self._links = 0
        self._caption = ""  # the element of a picture's caption that is open
        self._captions = 0  # of its name, inside it

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._left_out == "p" and tag in PARTED:
            self._left_out = ""
        if self._left_out:
            self._depth += tag == self._left_out
            return
        if tag in LEFT_OUT or (tag not in NEVER_HIDDEN and _is_hidden(dict(attrs))):
            self._left_out, self._depth = tag, 1
        self._start_caption(tag, dict(attrs).get)
        if tag == "br":
            self._words.append("\n")
        elif tag in PARTED:
            self.end_block()
            self._open(tag)
            self._tables.start(tag, dict(attrs).get)
        else:
            self._links += tag == "a"
            self._words.append(self._runs.start(tag, dict(attrs).get))

    def handle_endtag(self, tag: str) -> None:
        if self._left_out:
            self._depth -= tag == self._left_out
            if self._depth > 0 and tag != "body":
                return
            self._left_out = ""
        self._captions -= tag == self._caption
        if tag == self._caption and self._captions <= 0:
            self.end_block()
            self._caption = ""
        if tag in PARTED:
            self.end_block()
            self._tables.stop(tag)
            self._close(tag)
        else:
            self._links = max(0, self._links - (tag == "a"))
            self._words.append(self._runs.stop(tag))

    def handle_data(self, data: str) -> None:
        if self._left_out:
            return
        inside_pre = "pre" in self._tags[-3:]
        words = data if inside_pre else re.sub(r"\s+", " ", data)
        self._words.append(words)
        self._linked += len(words.strip()) if self._links else 0

    def end_block(self) -> None:
        """Put the words since the last break away; an empty line between ``<br>`` parts them too."""
        text = resolved("".join(self._words))
        tag = self._tag()
        linked, self._linked, self._words = self._linked, 0, []
        self._runs.end()
        if not text.strip():
            return
        parts = [text] if tag == "pre" else re.split(r"\n[ \n]*\n", clean(text))
        for part in parts:
            share = linked * len(part) // len(text)
            self.found.append(Block(tag, _lines(part, keep=tag == "pre"), share))

    def end(self) -> None:
        """End what was never closed."""
        self.end_block()
        self._tables.end()

    def _start_caption(self, tag: str, attribute: Attribute) -> None:
        if self._caption == tag and tag in CLOSES_ITSELF:
            self.end_block()
            self._caption = ""
        self._captions += tag == self._caption
        alone = tag == "figcaption" and "figure" not in self._tags[-NEAR:]
        if not (self._caption or alone or tag in NEVER_CAPTIONS) and is_caption(tag, attribute):
            self.end_block()
            self._caption, self._captions = tag, 1

    def _tag(self) -> str:
        """Return the tag of the words since the last break: a paragraph of a list is its item."""
        if self._caption:
            return "figcaption"
        if self._tags[-2:-1] == ["li"] and self._tags[-1] in ("p", "div"):
            return "li"
        return self._tags[-1] if self._tags else "body"

    def _open(self, tag: str) -> None:
        above = self._tags[-1] if self._tags else ""
        if above == "p" or (above == tag and tag in CLOSES_ITSELF):
            self._tags.pop()
        if tag not in VOID:
            self._tags.append(tag)

    def _close(self, tag: str) -> None:
        """Close the innermost element of a name, and what was left open in it; a stray end does nothing."""
        for number in range(len(self._tags) - 1, max(-1, len(self._tags) - 40), -1):
            if self._tags[number] == tag:
                del self._tags[number:]
                return


def _is_hidden(attrs: dict[str, str | None]) -> bool:
    style = re.sub(r"\s", "", attrs.get("style") or "")
    return "hidden" in attrs or bool(HIDDEN.search(style))


def _lines(text: str, *, keep: bool) -> str:
    if keep:
        return clean(text).strip("\n")
    return "\n".join(filter(None, map(clean_line, text.split("\n"))))


def blocks_of(html: str) -> list[Block]:
    """Return the blocks of some mark-up; what no reader sees, and menus, are left out."""
    reader = BlockReader(run_signs(html))
    with suppress(AssertionError):  # how html.parser gives up on some broken declarations
        reader.feed(_without_comments(html))
        reader.feed("<br>")  # ends a tag or declaration that was never closed
        reader.close()
    reader.end()
    return list(_without_captions([block for block in reader.found if block.words]))


def _without_captions(blocks: list[Block]) -> Iterator[Block]:
    """Yield blocks without the captions of pictures; those above or below the rows of a table stay."""
    at = 0
    for caption, group in groupby(blocks, key=lambda block: block.tag == "figcaption"):
        run = list(group)
        beside = blocks[max(0, at - 1) : at] + blocks[at + len(run) : at + len(run) + 1]
        at += len(run)
        of_table = any(block.tag in ("row", "tr") for block in beside)
        if not caption or of_table or not beside or sum(len(block.words) for block in run) > MAX_CAPTION:
            yield from run


def paragraphs_of(html: str) -> Iterator[str]:
    """Yield the paragraphs of some mark-up."""
    yield from joined(block for block in blocks_of(html) if block.tag != "title")


def joined(blocks: Iterable[Block]) -> list[str]:
    """Return blocks as paragraphs: the items of a list, or the cells of a layout, are one."""
    found: list[str] = []
    for tag, group in groupby(blocks, key=lambda block: block.tag):
        words = [block.words for block in group]
        if tag == "li":
            found.append("\n".join("- " + one.replace("\n", " ") for one in words))
        elif tag == "tr":
            found.append("\n".join(words))
        else:
            found.extend(words)
    return found


def run_signs(html: str) -> RunSigns:
    """Return the signs for the raised and lowered runs of some mark-up, as its style sheets have them."""
    return RunSigns(styled_classes(html) if "<style" in html else {})


def _without_comments(html: str) -> str:
    """Return mark-up without comments, in linear time: html.parser needs the square for unclosed ones.

    ``<!-->`` may close what another began, as in ``<!--[if !mso]><!-->``.
    """
    kept: list[str] = []
    place = 0
    while (start := html.find("<!--", place)) >= 0:
        kept.append(html[place:start])
        end = html.find("-->", start + 2)
        if end < 0:
            return "".join(kept)
        place = end + 3
    return "".join(kept) + html[place:]
