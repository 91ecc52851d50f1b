"""Letters by their places -> pieces of lines, for scripts that are written from the right.

PDFs draw such scripts as they are read, as they stand from left to right, or each word for itself. Where the
letters stand is the same in all.
"""

import math
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from .bidi import RIGHT, in_reading_order
from .text import Line, Row

ARABIC: Final = re.compile("[\u0621-\u065f\u066e-\u06ef\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")
TANWIN: Final = re.compile("[\u064b-\u064d]\u0651?$")  # ends a word
SPACE: Final = 0.21  # of the size of type: a gap between words; those within words measure up to .18
TAIL: Final = 0.03  # of the size of type: the same before a letter that hangs over to the right
HANGING: Final = frozenset("آكگ")
WIDE: Final = 0.5  # of the size of type: a gap between words behind letters that are drawn as one
PIECE: Final = 0.7  # of the size of type: between what stands apart
SAME: Final = 0.45  # of the larger size of type, up or down: one line
SMALL: Final = 0.85  # of the size of type: a mark above the line
RAISED: Final = 0.1  # of the size of type, for what is small
HIGH: Final = 0.25  # of the size of type, for a figure that is nearly as large
NEIGHBOURS: Final = 4  # letters to each side that a mark may belong to
LEAST: Final = 3  # lines with one margin
MARGIN: Final = 1.5  # points: letters begin beside it
ALEFS: Final = frozenset("اأإآٱ")
LAM: Final = "ل"


@dataclass(frozen=True, slots=True)
class Letter:
    """A character, or several that are drawn as one.

    Attributes:
        left: where the pen is before it, ``right`` behind it: as in a line, before any mirroring.
        inked: from where to where there is ink.
    """

    text: str
    left: float
    right: float
    inked: tuple[float, float]
    y: float
    size: float


def mirrored(line: Line) -> Line:
    """Return a line as a mirror shows it: what is read first lies to the left then, as in other scripts."""
    return replace(line, left=-line.right, right=-line.left)


def are_set_from_left(lines: Sequence[Sequence[Letter]]) -> bool:
    """Tell whether lines begin at one place on the left and end anywhere: their maker set them from there.

    Writers that are not told the direction of a paragraph set one of Hebrew or Arabic like one of English.
    """
    said = [line for line in lines if any(not one.text.isspace() for one in line)]
    lefts = _most_alike([min(one.left for one in line) for line in said])
    rights = _most_alike([max(one.right for one in line if not one.text.isspace()) for line in said])
    return lefts >= LEAST and lefts > 2 * rights


def _most_alike(places: Sequence[float]) -> int:
    """Return how many places are at most as near as those of one margin."""
    ordered = sorted(places)
    return max(
        (bisect_left(ordered, place + MARGIN) - number for number, place in enumerate(ordered)), default=0
    )


def pieces_of(letters: Sequence[Letter], page: int, *, from_right: bool | None) -> Row:
    """Return the pieces of a line from the left, each with its words in the order they are read.

    ``from_right`` is where the page's lines begin, ``None`` if each line's own letters tell.
    """
    found: Row = []
    parts = [part for part in _parted(_drawn(letters)) if not all(one.text.isspace() for one in part)]
    for part, following in zip(parts, [*parts[1:], []], strict=True):
        inked = [one for one in part if not one.text.isspace()]
        marked = bool(following) and _is_mark_of_note(inked[-1], following)
        text = in_reading_order(_with_spaces(part), from_right=from_right, number_follows=marked)
        spaced = bool(found) and inked[0].left - found[-1].right > SPACE * inked[0].size
        largest = max(inked, key=lambda letter: letter.size)
        right = max(one.right for one in inked)
        found.append(Line(text, inked[0].left, right, largest.y, largest.size, page))
        if spaced:  # a piece that a space parts from the one read before begins with it
            later = -2 if from_right else -1
            found[later] = replace(found[later], text=" " + found[later].text.lstrip())
    return found


def _is_mark_of_note(last: Letter, following: Sequence[Letter]) -> bool:
    """Tell whether raised digits stand beside a letter: with a number's they are set as one number."""
    first = following[0]
    return first.text.isdecimal() and first.size < last.size and _stands_apart(last, first)


def lines_of(rows: Sequence[Sequence[Letter]]) -> Iterator[list[Letter]]:
    """Yield the letters of each line, of rows that are drawn one after the other at one height."""
    line: list[Letter] = []
    for row in rows:
        if line and row and abs(row[0].y - line[0].y) > SAME * max(row[0].size, line[0].size):
            yield line
            line = []
        line.extend(row)
    if line:
        yield line


def _drawn(letters: Sequence[Letter]) -> list[Letter]:
    """Return what stands beside each other, from the left: marks with their letters."""
    bases = sorted((one for one in letters if not _is_mark(one)), key=lambda one: (one.left, one.right))
    groups: list[list[Letter]] = []
    for base in bases:
        if (
            groups
            and _is_at(groups[-1][0], base)
            and not any(one.text.isspace() for one in (base, groups[-1][0]))
        ):
            groups[-1].append(base)
        else:
            groups.append([base])
    found = [_as_one(group) for group in groups]
    for mark in filter(_is_mark, letters):
        near = _nearest(mark, found)
        if near is not None:
            base = found[near]
            right = max(base.right, mark.right if _is_at(mark, base) else base.right)
            text = unicodedata.normalize("NFC", base.text + mark.text)
            found[near] = replace(base, text=text, right=right)
    return found


def _nearest(mark: Letter, bases: Sequence[Letter]) -> int | None:
    """Return which letter a mark belongs to: one that it is drawn as one with, else that below its middle."""
    place = bisect_left(bases, mark.left, key=lambda base: base.left)
    near = range(max(0, place - NEIGHBOURS), min(len(bases), place + NEIGHBOURS))
    inked = [number for number in near if not bases[number].text.isspace()]
    return min(inked, key=lambda number: _distance(mark, bases[number]), default=None)


def _is_mark(letter: Letter) -> bool:
    return unicodedata.category(letter.text[0]) == "Mn"


def _distance(mark: Letter, base: Letter) -> float:
    """Return how far a mark's middle is from its letter's; what is drawn as one is nearest."""
    return -1.0 if _is_at(mark, base) else abs(base.left + base.right - mark.left - mark.right)


def _is_at(one: Letter, other: Letter) -> bool:
    return abs(one.left - other.left) < 0.05


def _as_one(group: list[Letter]) -> Letter:
    """Return letters that are drawn as one, in the order they are read."""
    if len(group) == 1 or group[0].text.isspace():
        return group[0]
    texts = [one.text for one in group]
    lam_first = len(texts) == 2 and texts[0] == LAM and texts[1] in ALEFS
    if RIGHT.match(texts[0]) and not lam_first:
        texts.reverse()
    left, right = min(one.inked[0] for one in group), max(one.inked[1] for one in group)
    return replace(group[0], text="".join(texts), left=left, right=right)


def _parted(letters: Sequence[Letter]) -> Iterator[list[Letter]]:
    """Yield what no wide gap and no other size of type parts; spaces stay where they are drawn."""
    part: list[Letter] = []
    last: Letter | None = None
    for letter in letters:
        if last and not letter.text.isspace() and _stands_apart(last, letter):
            yield part
            part = []
        part.append(letter)
        last = last if letter.text.isspace() else letter
    if part:
        yield part


def _stands_apart(last: Letter, letter: Letter) -> bool:
    small, large = sorted((last.size, letter.size))
    figure = last.text.isdecimal() != letter.text.isdecimal()
    away = abs(letter.y - last.y) / large
    raised = away > (RAISED if small < SMALL * large else HIGH if figure else math.inf)
    return raised or letter.left - last.right > PIECE * large


def _with_spaces(letters: Sequence[Letter]) -> list[str]:
    """Return the characters of a piece, with a space wherever one is drawn or a gap is as wide as one."""
    texts: list[str] = []
    last, drawn = None, False
    for letter in letters:
        if letter.text.isspace():
            drawn = drawn or letter.right > letter.left
            continue
        texts += [" "] * (last is not None and (drawn or _is_gap(last, letter)))
        texts.append(letter.text)
        last, drawn = letter, False
    return texts


def _is_gap(left: Letter, right: Letter) -> bool:
    """Tell whether a word ends between two letters; of those drawn as one, only the ink is known."""
    gap = (right.left - left.right) / max(left.size, right.size)
    if TANWIN.search(right.text) and ARABIC.match(left.text):
        return left.text != "ا" or right.text[0] in ALEFS
    if left.text in HANGING and len(right.text) == 1:
        return gap > TAIL
    return gap > (WIDE if len(left.text) > 2 or TANWIN.search(left.text) else SPACE)
