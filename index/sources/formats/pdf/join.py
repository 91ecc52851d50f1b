"""Paragraphs of a PDF -> one text, and where in it each page begins."""

from .hyphens import Speller
from .text import ITEM, SENTENCE_END, Line, Paragraph


def text_of(paragraphs: list[Paragraph], pages: int) -> tuple[str, tuple[int, ...]]:
    """Return the text, its paragraphs parted by blank lines, and where each of so many pages begins.

    The items of a list and the rows of a table are one paragraph of several lines. A page without
    text begins where the next one does.
    """
    speller = Speller(line for paragraph in paragraphs for line in paragraph)
    text = ""
    starts: dict[int, int] = {}
    parts: list[str] = []
    length = 0
    above: Paragraph | None = None
    for paragraph in paragraphs:
        text, found = _text(paragraph, speller)
        gap = "" if above is None else "\n" if _in_one(above, paragraph) else "\n\n"
        length += len(gap)
        for page, offset in found:
            starts.setdefault(page, length + offset)
        parts += [gap, text]
        length += len(text)
        above = paragraph
    return "".join(parts), _filled(starts, pages, length)


def _text(lines: list[Line], speller: Speller) -> tuple[str, list[tuple[int, int]]]:
    """Return the text of some lines, and for each page of theirs where its first line begins."""
    done: list[str] = []
    tail, length = "", 0  # the last line may still lose its hyphen
    starts: list[tuple[int, int]] = []
    for line in lines:
        before = tail
        tail, glue = speller.glue(tail, line.text)
        length += len(tail) - len(before)
        done += [tail, glue]
        length += len(glue)
        if not starts or starts[-1][0] != line.page:
            starts.append((line.page, length))
        tail = line.text
        length += len(tail)
    return "".join([*done, tail]).rstrip("\xad"), starts


def _in_one(above: Paragraph, below: Paragraph) -> bool:
    """Tell whether two paragraphs are rows of one table, items of one list or lines of one address."""
    last, first = above[-1], below[0]
    if last.told or first.told or last.page != first.page or abs(last.size - first.size) > 0.1 * first.size:
        return False
    if not 0 < first.y - last.y < 2 * first.size:
        return False
    if ITEM.match(above[0].text) and ITEM.match(first.text):
        return True
    return last.cells or first.cells or (len(above) == len(below) == 1 and not SENTENCE_END.search(last.text))


def _filled(starts: dict[int, int], pages: int, length: int) -> tuple[int, ...]:
    found: list[int] = []
    following = length
    for page in reversed(range(pages)):
        following = starts.get(page, following)
        found.append(following)
    return (0, *found[::-1][1:])
