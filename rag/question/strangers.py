"""Outlets that are asked for and that the library does not have, and the nearest that it has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Final

from index.language.press import ALONE, PAPERS
from index.language.words import STOP_WORDS
from index.passage import bare

from .outlets import outlets, said_of

SHOWN: Final = 8  # outlets of the library
NEAREST: Final = 5  # of the library to one that is not there
ALIKE: Final = 0.5  # of two names, from which one may be meant
_NAME: Final = (
    rf"(?-i:(?:[A-Z][\w'’&-]* (?:of |and )?){{1,4}}(?:{'|'.join(PAPERS)})|{'|'.join(ALONE)})"
    r"(?![\w-])(?!(?-i: [A-Z])| of )"
    r"(?! (?:police|school|schools|residents?|officials?|airport|harbou?r|shipyard|council|mayor|fire)\b)"
)
_PLACED: Final = re.compile(
    r"\b(?:in|at|near|to|from) $", re.IGNORECASE
)  # "in Newport News"; but "in the Times"


def strangers(question: str, only: Sequence[str] | None, held: Sequence[str]) -> tuple[str, ...]:
    """Return the outlets that a search is confined to, or that a question names, and no article is of."""
    known = {bare(name) for name in held}
    named = {bare(outlet.name) for outlet in outlets(question, held)}
    said = [span for span in said_of(question, _NAME) if not _PLACED.search(question[: span[0]])]
    told = [_name(question[start:end]) for start, end in said] if not named else []
    asked = (*(only or ()), *told)
    return tuple(dict.fromkeys(name for name in asked if bare(name) not in known))


def no_such(names: Iterable[str], held: Sequence[str]) -> str:
    """Return one line that names outlets which are not there and the nearest that are, nothing for none."""
    absent = list(names)
    if not absent:
        return ""
    by_name = {bare(name): name for name in held}
    near = [by_name[one] for name in absent for one in get_close_matches(bare(name), by_name, NEAREST, ALIKE)]
    there = list(dict.fromkeys((*near, *held)))
    more = f" and {len(there) - SHOWN} more" if len(there) > SHOWN else ""
    of_them = f"there are: {', '.join(there[:SHOWN])}{more}" if there else "no article names its outlet"
    return f"No outlet {', '.join(f'“{name}”' for name in absent)}; {of_them}."


def _name(words: str) -> str:
    """Return a name without "When" or "The" before it, which a sentence begins with."""
    first, _, rest = words.partition(" ")
    return rest if first.lower() in STOP_WORDS and rest else words
