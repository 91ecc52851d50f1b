"""The names in a text: runs of capitalised words, "S-400", "Boeing 737 Max" and "Virat Kohli" as one each."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from ..text.words import content_words, words_of
from .dates import MONTHS, YEAR
from .spans_of_days import WEEKDAYS
from .stopwords import STOP_WORDS

MOST_WORDS: Final = 5  # of one name; a longer run is a heading

_DAYS: Final = {*MONTHS, *WEEKDAYS}
_NO_NAMES: Final = STOP_WORDS | _DAYS
_CAPITAL: Final = r"(?:[A-Z]\.(?:[A-Z]\.)*|[A-Z][\w&'-]*)"
_NUMBER: Final = rf"(?!{YEAR}\b)\d{{1,4}}(?![\w.,:%-]*\d)"  # of a model or a flight, no year
_RUN: Final = re.compile(
    rf"(?<![\w'-]){_CAPITAL}"
    rf"(?:[ ]+(?:(?:of|the|de|von|van|al|bin)[ ]+){{0,2}}{_CAPITAL}|(?<!'s)[ ]+{_NUMBER}\b)*"
)
_WITHIN: Final = re.compile(r"[a-z\d] ")  # a sentence: what stands before a capital that opens none


def names_in(text: str) -> list[str]:
    """Return the names of a text in order, repeats kept, each word capitalised.

    Function words, months and weekdays at the ends of a name are left out, and so at the start of a sentence;
    two or more capitals within one are a name whatever they say ("the Ever Given").
    """
    text = text.replace("’", "'")
    runs = (
        _bare(
            match.group().split(),
            within=bool(_WITHIN.fullmatch(text, max(0, match.start() - 2), match.start())),
        )
        for match in _RUN.finditer(text)
    )
    return [" ".join(run) for run in runs if run and len(run) <= MOST_WORDS]


def first_name(question: str) -> int:
    """Return where the first name stands, behind the end if there is none; one that opens it is no name."""
    opening = words_of(question)[:1]
    places = (question.find(name) for name in names_in(question) if [name] != opening)
    return min(places, default=len(question))


def names_and_numbers(query: str) -> set[str]:
    """Return the numbers of a query and the capitalised words behind its first."""
    content = set(content_words(query))
    return {
        word
        for at, word in enumerate(words_of(query))
        if any(map(str.isdigit, word)) or (at > 0 and word[0].isupper() and word in content)
    }


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


def _bare(words: list[str], *, within: bool) -> list[str]:
    words = [word.removesuffix("'s").removesuffix("'") for word in words]
    left_out = _DAYS if within and len(words) > 1 else _NO_NAMES
    while words and (words[0].lower() in left_out or len(words[0]) < 2 or words[0].isdigit()):
        words = words[1:]
    while words and words[-1].lower() in left_out:
        words = words[:-1]
    return words
