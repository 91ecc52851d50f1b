"""Paragraphs that go on over the foot of a column or page, past the notes and captions between."""

import re
from typing import Final

from .text import CAPTION, ENDS, ITEM, OTHER_SIZE, SENTENCE_END, Line, Paragraph, begins_inside, parted_word

SMALLER: Final = 0.93  # of the size of the text: footnotes and captions are smaller
NOTE: Final = re.compile(r"(?:\[?(\d{1,3})\]?|[*†‡§¶]{1,3})\s*(?=[^\W\d_a-z]|[\"“‘„«(]|https?:)")
INSIDE: Final = re.compile(r"\w{2}[.!?][\"'”’»)\]]*\s")
LINES: Final = 8  # of a paragraph, whose longest reaches the margin
NOTES: Final = 60  # paragraphs that may lie between the halves of one


def add(found: list[Paragraph], part: Paragraph, size: float, *, opens: bool) -> None:
    """Add a paragraph to those before, or its lines to the one among them that it goes on with.

    ``opens`` says that it is the first of a column, or that what stands above it is none of its.
    """
    for back in range(1, min(NOTES, len(found)) + 1):
        last = found[-back]
        if _goes_on(last, part, size, opens=opens or back > 1):
            notes = found[len(found) - back + 1 :]
            if notes and last[0].page != notes[-1][-1].page:
                break
            last.extend(part)
            found[len(found) - back :] = [*notes, last]
            return
        if not _stands_between(last, size) or last[-1].page < part[0].page - 1:
            break
    found.append(part)


def is_next_note(paragraph: Paragraph, line: Line) -> bool:
    """Tell whether a line begins the note that is numbered next after the one that a paragraph is."""
    above, own = NOTE.match(paragraph[0].text), NOTE.match(line.text)
    return bool(above and own and above[1] and own[1] and int(own[1]) == int(above[1]) + 1)


def _stands_between(paragraph: Paragraph, size: float) -> bool:
    """Tell whether a paragraph is a note or a caption, which others go on past."""
    first = paragraph[0].text
    return paragraph[-1].size < SMALLER * size or bool(CAPTION.match(first) or NOTE.match(first))


def _goes_on(paragraph: Paragraph, part: Paragraph, size: float, *, opens: bool) -> bool:
    """Tell whether a paragraph at the foot of a column goes on at the head of the next, or below a table."""
    last, line = paragraph[-1], part[0]
    if last.page != line.page and last.size > OTHER_SIZE * size:  # a heading does not run over
        return False
    if not alike(last, line) or ENDS.search(last.text) or ITEM.match(line.text) or last.cells or line.cells:
        return False
    if last.page == line.page and NOTE.match(line.text):
        return False
    if parted_word(last.text) or CAPTION.match(line.text):
        return begins_inside(line.text)
    words = len(last.text.split())
    margin = max(one.right for one in paragraph[-LINES:])
    full = words > 3 and len(paragraph) > 1 and not has_room(last, line, margin)
    if begins_inside(line.text):
        return full or (opens and words > 2)
    above = last.page != line.page or line.y < last.y
    return opens and (full or (above and _is_cut(paragraph, part)))


def _is_cut(paragraph: Paragraph, part: Paragraph) -> bool:
    """Tell whether the last sentence of several has no end, and what follows ends as a text does."""
    if not SENTENCE_END.search(part[-1].text) or NOTE.match(paragraph[0].text):
        return False
    return bool(INSIDE.search(" ".join(line.text for line in paragraph[-LINES:])))


def alike(one: Line, other: Line) -> bool:
    """Tell whether two lines are of one size of type."""
    small, large = sorted((one.size, other.size))
    return large < OTHER_SIZE * small


def has_room(above: Line, line: Line, margin: float) -> bool:
    """Tell whether a line ends so early that the next one's first word would have fitted."""
    words = line.text.split(" ", 1)
    width = line.width * len(words[0]) / max(1, len(line.text))
    return margin - above.right > width + 0.8 * line.size
