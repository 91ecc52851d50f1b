"""Figures that a font itself draws small and high, or low: they stand on the line as all others do.

OpenType has such shapes for marks of notes, exponents and the numbers of formulas; Typst sets them, and some
LaTeX. Of size and place they are as the words beside them, so only the box of their ink tells.
"""

import re
from collections.abc import Callable, Iterator
from typing import Final

SMALL: Final = 0.48  # of the size of type: lower than figures are, be they lining or old style
HIGH: Final = 0.2  # of the size of type: figures begin at the line, or below it
SIGN_HIGH: Final = 0.38  # of the size of type: higher than a minus stands
LOW: Final = 0.06  # of the size of type: below the line, more than a round figure reaches
REDUCED: Final = 0.6  # of the size of type: what such a figure's own size would be
NEAR: Final = 200  # characters
RUN: Final = re.compile(r"[0-9,+−–-]*[0-9][0-9,+−–-]*")
LETTER: Final = re.compile(r"[^\W\d_]")

Ink = Callable[[int], tuple[float, float]]  # of a character's place: from where up to where, in sizes of type


def rise(character: str, bottom: float, top: float) -> float:
    """Return how high a figure is drawn, or a sign beside one, below 0 if low; 0 for one of full height."""
    if top - bottom >= SMALL:
        return 0.0
    if bottom > (HIGH if character.isdecimal() or character == "," else SIGN_HIGH):
        return bottom
    return bottom if character.isdecimal() and bottom < -LOW else 0.0


def small_figures(text: str, ink: Ink) -> Iterator[tuple[int, float]]:
    """Yield the places of small figures in a page's text, and how high each stands in sizes of type.

    Where the letters of the row are drawn as high, all of its type is, and none of it is small.
    """
    for run in RUN.finditer(text):
        ends = [place for place in range(*run.span()) if text[place].isdecimal()]
        if not any(rise(text[place], *ink(place)) for place in {ends[0], ends[-1]}):
            continue
        if _has_full_letter(text, run, ink):
            ups = {n: up for n in range(*run.span()) if (up := rise(text[n], *ink(n)))}
            level = max(up for n, up in ups.items() if text[n].isdecimal())  # signs stand with their figures
            yield from ((n, up if text[n].isdecimal() else level) for n, up in ups.items())


def _has_full_letter(text: str, run: re.Match[str], ink: Ink) -> bool:
    """Tell whether the letter before, or else the one behind, begins at the line or reaches below it."""
    before = text[max(0, run.start() - NEAR) : run.start()].rpartition("\n")[2]
    behind = text[run.end() : run.end() + NEAR].partition("\n")[0]
    if letters := list(LETTER.finditer(before)):
        place = run.start() - len(before) + letters[-1].start()
    elif letter := LETTER.search(behind):
        place = run.end() + letter.start()
    else:
        return False
    bottom, top = ink(place)
    return bottom < HIGH < top
