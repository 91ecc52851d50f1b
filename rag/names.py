"""The names in a text: runs of capitalised words, "S-400" and "Virat Kohli" as one each."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from index.sources.days import MONTHS
from index.stopwords import STOP_WORDS

from .days import WEEKDAYS

MOST_WORDS: Final = 5  # of one name; a longer run is a heading

_NO_NAMES: Final = STOP_WORDS | set(MONTHS) | set(WEEKDAYS)
_CAPITAL: Final = r"(?:[A-Z]\.(?:[A-Z]\.)*|[A-Z][\w&'-]*)"
_RUN: Final = re.compile(
    rf"(?<![\w'-]){_CAPITAL}(?:[ ]+(?:(?:of|the|de|von|van|al|bin)[ ]+){{0,2}}{_CAPITAL})*"
)


def names_in(text: str) -> list[str]:
    """Return the names of a text in order, repeats kept, each word capitalised.

    Function words, months and weekdays at the ends of a name are left out, and so at the start of a sentence.
    """
    runs = (_bare(match.group().split()) for match in _RUN.finditer(text.replace("’", "'")))
    return [" ".join(run) for run in runs if run and len(run) <= MOST_WORDS]


def short_for(name: str, longer: str) -> bool:
    """Tell whether a name is the first or the last part of a longer one, as "Kohli" is of "Virat Kohli"."""
    mine, words = name.lower().split(), longer.lower().split()
    return len(mine) < len(words) and mine in (words[: len(mine)], words[-len(mine) :])


def longest(names: Iterable[str]) -> dict[str, str]:
    """Return for each name the longest of them that it is short for, else the name itself."""
    known = list(dict.fromkeys(names))
    return {
        name: max((each for each in known if short_for(name, each)), key=len, default=name) for name in known
    }


def _bare(words: list[str]) -> list[str]:
    words = [word.removesuffix("'s").removesuffix("'") for word in words]
    while words and (words[0].lower() in _NO_NAMES or len(words[0]) < 2):
        words = words[1:]
    while words and words[-1].lower() in _NO_NAMES:
        words = words[:-1]
    return words
