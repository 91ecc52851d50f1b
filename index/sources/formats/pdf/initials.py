"""Letters set large at the beginning of a text -> part of the words that they begin."""

import re
from collections import Counter
from dataclasses import replace
from statistics import median
from typing import Final

from .text import WORD, Line, Row

LARGE: Final = 1.8  # of the size of the words beside
NEAR: Final = 1.2  # of the size of the words beside
MOST: Final = 12  # on a page
INITIAL: Final = re.compile(r"\s*([\"'“‘„«»¿¡]?[^\W\d_])\s*")
VOWELS: Final = frozenset("AEIOUYÀÉ")  # may be words of their own


def with_initials(rows: list[Row]) -> list[Row]:
    """Return rows in which a letter that stands over several lines begins the first of them."""
    pieces = [piece for row in rows for piece in row]
    usual = median(piece.size for piece in pieces) if pieces else 0.0
    letters = [one for one in pieces if one.size > LARGE * usual and INITIAL.fullmatch(one.text)]
    for initial in letters[:MOST]:
        beside = [piece for piece in pieces if _is_beside(piece, initial)]
        if beside and initial.text.strip()[-1].isupper():
            rows = _begun(rows, initial, beside)
    return rows


def _is_beside(piece: Line, initial: Line) -> bool:
    """Tell whether words stand right behind a large letter, on its line or above, where it reaches to."""
    return (
        initial.size > LARGE * piece.size
        and -0.3 * piece.size < piece.left - initial.right < NEAR * piece.size
        and -0.3 * piece.size < initial.y - piece.y < initial.size
        and WORD.match(piece.text.lstrip()) is not None
    )


def _begun(rows: list[Row], initial: Line, beside: Row) -> list[Row]:
    """Return the rows less a large letter, which begins the uppermost line beside it."""
    first = min(beside, key=lambda piece: piece.y)
    changed = {id(piece): replace(piece, left=initial.left) for piece in beside}
    changed[id(first)] = replace(changed[id(first)], text=_joined(initial, first, rows))
    found = [[changed.get(id(piece), piece) for piece in row if piece is not initial] for row in rows]
    return [row for row in found if row]


def _joined(initial: Line, first: Line, rows: list[Row]) -> str:
    """Return the first line, its initial before it; a vowel may be a word, as the page's other words tell."""
    letter, text = initial.text.strip(), first.text.lstrip()
    words = Counter(word for row in rows for piece in row for word in WORD.findall(piece.text.casefold()))
    begun = WORD.match(text)
    rest = begun[0].casefold() if begun else ""
    alone = letter[-1] in VOWELS and words[rest] > 1 and not words[letter[-1].casefold() + rest]
    return letter + " " * alone + text
