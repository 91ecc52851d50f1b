"""Mark-up of mails, books and feeds -> its blocks, in order and whole.

Nothing is judged here: a table that only lays out a newsletter, a chapter and a feed's summary are
read alike. Linear in the size of the mark-up, at home in broken and bottomless mark-up.
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import groupby

from .block_reader import Block, BlockReader


def blocks_of(html: str) -> list[Block]:
    """Return the blocks of some mark-up; what no reader sees, and menus, are left out."""
    reader = BlockReader()
    with suppress(AssertionError):  # how html.parser gives up on some broken declarations
        reader.feed(_without_comments(html))
        reader.feed("<br>")  # ends a tag or declaration that was never closed
        reader.close()
    reader.end_block()
    return [block for block in reader.found if block.words]


def paragraphs_of(html: str) -> Iterator[str]:
    """Yield the paragraphs of some mark-up."""
    yield from joined(block for block in blocks_of(html) if block.tag != "title")


def joined(blocks: Iterable[Block]) -> list[str]:
    """Return blocks as paragraphs: the items of a list, or the rows of a table, are one."""
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
