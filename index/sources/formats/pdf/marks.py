"""Marks above and below the line: those of notes go, exponents and the ends of ordinals join their words."""

import re
from dataclasses import replace
from typing import Final

from ..raised import LONGEST, SUPERSCRIPTS, lowered, raised
from .text import Line, Row

SMALL: Final = 0.85  # of the size of type
RAISED: Final = 0.15  # of the size of type, for what is smaller than the text
HIGH: Final = 0.25  # of the size of type, for what is as large
LOWERED: Final = 0.08  # of the size of type, for what is smaller than the text
LOW: Final = 0.2  # of the size of type, for what is nearly as large
NEAR: Final = 0.7  # of the size of type: a mark stands right behind its word
SPACE: Final = 0.15  # of the size of type: narrower, a mark drawn as a line of its own is its word's
BEFORE: Final = 40  # characters that a mark is judged by
CLOSING: Final = frozenset(".,;:!?)]/⁄")
STROKES: Final = ("/", "⁄")
BRACKETS: Final = re.compile(r"\[[^\[\]]*\]|[^\[\]]+|[\[\]]")
BELOW: Final = re.compile(r"[\d+−–-]{1,4}")
WRITTEN: Final = re.compile("[⁰¹²³⁴-⁹⁺⁻]+")
PLAIN: Final = str.maketrans({written: chr(plain) for plain, written in SUPERSCRIPTS.items()} | {"⁻": "−"})


def without_marks(row: Row) -> Row:
    """Return a row less the marks of notes; what is part of a word or figure is added to its piece."""
    main = max(row, key=lambda piece: len(piece.text))
    found: Row = []
    marked = spaced = False  # whether a mark stood before, and a space before that
    for number, piece in enumerate(row):
        last, then = (found or [piece])[-1], (row[number + 1].text if number + 1 < len(row) else "")
        mark = _mark(piece, main, last, then) if found else None
        if mark is not None:
            found[-1] = replace(last, text=last.text + mark, right=max(last.right, piece.right))
        elif marked and piece.text.lstrip()[:1] in CLOSING:
            found.append(replace(piece, text=piece.text.lstrip(), left=last.right))
        else:
            before = " " * (spaced and not piece.text.startswith(" "))
            own = " " * (not found and piece.text.strip().isdecimal() and _rise(piece, main) > RAISED)
            found.append(replace(piece, text=before + piece.text + own))  # a note begins with its number
        marked, spaced = mark is not None, mark == "" and piece.text.startswith(" ")
    return found


def _mark(piece: Line, main: Line, before: Line, then: str) -> str | None:
    """Return what a mark adds to the piece before it, perhaps nothing; ``None`` for what is no mark."""
    near = -piece.size < piece.left - before.right < NEAR * main.size
    small, up = piece.size < SMALL * main.size, _rise(piece, main)
    if not near or piece is main or len(piece.text) > LONGEST:
        return None
    spaced = " " * (piece.text.startswith(" ") and piece.left - before.right > SPACE * main.size)
    if up > (RAISED if small else HIGH):
        if then.lstrip().startswith(STROKES):  # of a fraction
            return " " * before.text[-1:].isdecimal() + piece.text.strip()
        left = before.text[-BEFORE:] + spaced
        mark = "".join(raised(part, left, then) for part in BRACKETS.findall(piece.text))
        return spaced * bool(mark) + mark
    if (
        up < -(LOWERED if small else LOW)
        and BELOW.fullmatch(piece.text)
        and not before.text.endswith(STROKES)
    ):
        return lowered(piece.text)
    return None


def _rise(piece: Line, main: Line) -> float:
    return (main.y - piece.y) / main.size


def without_written_marks(text: str) -> str:
    """Return words less the marks of notes that are written with raised signs of their own, as in 45¹³."""
    return WRITTEN.sub(lambda match: _written(text, *match.span()), text)


def _written(text: str, start: int, end: int) -> str:
    plain = text[start:end].translate(PLAIN)
    return raised(plain, text[max(0, start - BEFORE) : start], text[end : end + BEFORE])
