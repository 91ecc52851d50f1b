"""Bare text -> an article: a title is found, paragraphs are made whole."""

from __future__ import annotations

import math
import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from ...article import Article
from ...errors import SourceError
from ..decode import decode
from ..facts.top_lines import completed, read_top
from . import Format, Formats, Reader
from .sample import Sample

if TYPE_CHECKING:
    from ..downloads.articles import Found

MAX_WIDTH: Final = 110  # code points; text that is broken at a width stays below
CUT: Final = "\ufdd0"  # no character: stands for one that is no part of the text
LIST_ITEM: Final = re.compile(r"\s*(?:[-*•–]|\d{1,3}[.)])\s")


def article_from_bare(content: bytes, name: str) -> Article:
    """Return the article that the bytes of a text file hold.

    Raises:
        SourceError: there is no text.
    """
    return article_from_text(decode(content), name)


def articles_from_bare(content: bytes, name: str) -> list[Article]:
    """Return the articles of a text file: those of a newspaper database's download, or the one that it is.

    Raises:
        SourceError: there is no text.
    """
    from ..downloads.articles import article_of, articles_in  # here, for to ask takes none of it

    text = decode(content)
    lines = _lines(text)
    found = articles_in(lines)
    if not found:
        return [article_from_text(text, name)]
    width = _width(lines)
    return [article_of(one, _text_of(one, lines, width)) for one in found]


def _text_of(found: Found, lines: list[str], width: int) -> str:
    """Return the text of one article: paragraphs end where lines between its own are blank or left out."""
    own: list[str] = []
    above = found.body[0][0] if found.body else 0
    for place, cut in found.body:
        line = CUT * cut + lines[place][cut:]  # as long as it was, for that tells where lines are broken
        own += ["", line] if place > above + 1 else [line]
        above = place
    return "\n\n".join(words.replace(CUT, "").strip() for words in paragraphs(own, width))


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.expandtabs(4).split("\n")]


def article_from_text(text: str, name: str) -> Article:
    """Return the article that a clean text holds; paragraphs are parted by blank lines.

    Raises:
        SourceError: there is no text.
    """
    lines = _lines(text)
    width = _width(lines)
    wrapped = _is_wrapped([line for line in lines if line], width)
    top = read_top(lines, full=0.75 * width if wrapped else math.inf)
    body = paragraphs(lines[top.lines :], width) or paragraphs(lines, width)
    if not body:
        raise SourceError(name, "no article text found")
    return Article(text="\n\n".join(body), **completed({}, top, body[0], name))


def paragraphs(lines: list[str], width: int) -> list[str]:
    """Return the paragraphs of some lines; ``width`` is where the whole text is broken, if it is.

    Blank lines part them. In a text that is broken at a width, the lines of a paragraph are
    joined; in any other, lines that are long or end a sentence are paragraphs, and the rest
    (verse, addresses, lists) stays as it is.
    """
    found: list[str] = []
    block: list[str] = []
    for line in [*lines, ""]:
        if line.strip():
            block.append(line)
        elif block:
            found.extend(_block_paragraphs(block, width))
            block = []
    return found


def _block_paragraphs(block: list[str], width: int) -> list[str]:
    lines = [line.strip() for line in block]
    if len(lines) == 1:
        return lines
    if any(LIST_ITEM.match(line) for line in lines[1:]):
        return ["\n".join(lines)]
    if _is_wrapped(block, width):
        return [_joined(lines)]
    if all(len(line) > MAX_WIDTH or line[-1] in '.!?"”’»' for line in lines):
        return lines
    return ["\n".join(lines)]


def _width(lines: list[str]) -> int:
    """Return the length of the longest line that goes on in the next, 0 when none does or most are longer."""
    long = sum(len(line) for line in lines if len(line) > MAX_WIDTH)
    if 2 * long > sum(map(len, lines)):
        return 0
    return max((len(line) for line, following in pairwise(lines) if line and following), default=0)


def _is_wrapped(block: list[str], width: int) -> bool:
    """Tell whether lines were broken at a width: the next word would seldom have fitted."""
    if len(block) >= 5:
        width = max(map(len, block[:-1]))  # its own: a long heading elsewhere says nothing of it
    if not 30 <= width <= MAX_WIDTH or len(block) < 2:
        return False
    pairs = list(pairwise(block))[:400]
    early = sum(len(line) + 1 + len(following.split(maxsplit=1)[0]) <= width - 8 for line, following in pairs)
    ends = sum(line[-1:] in '.!?"”' for line, _ in pairs)  # where paragraphs meet
    return early <= len(pairs) // 5 + (ends if len(pairs) > 20 else 0)


def _joined(lines: list[str]) -> str:
    text = " ".join(lines)
    return re.sub(r"(?<=[^\W\d_]-) (?=[a-zà-ÿ])", "", text)  # "co-" + "operation"


def _is_text(sample: Sample) -> bool:
    """Return that it is, as all is that no other format wanted.

    Raises:
        SourceError: it is XML, which no person reads.
    """
    if sample.head.lstrip().startswith("<?xml"):
        raise SourceError(sample.name, "is XML, but neither a page nor a feed")
    return True


def _load(_: Formats) -> Reader:
    return Reader(one=articles_from_bare)


TEXT: Final = Format(
    name="text",
    suffixes=("", ".txt", ".text"),
    media_types=("text/plain",),
    here=True,
    sniff=_is_text,
    load=_load,
)
