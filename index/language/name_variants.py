"""Which names mean the same: "Ilona Marek" is Marek, Mayor Marek and I. Marek, and not Oskar Marek.

A name in full has two words or more, titles aside. What is compared is each name's ``parts``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from ..text.fold import fold
from .lexicon import words
from .names import TITLES, land

Parts = tuple[str, ...]

_TITLES: Final = TITLES - {"st", "saint"}  # which belong to a name: St. Louis is no Louis
_OF: Final = frozenset(words("names", "joining"))  # Port of Orrin is not Orrin, as Ilona Marek is Marek


def parts(name: str) -> Parts:
    """Return what of a name is compared: its words, folded, without dots, "'s" and the titles before them.

    One that is nothing but titles ("the Prime Minister", "King") keeps them; a name without words has none.
    """
    found = [word for each in fold(name).split() if (word := each.removesuffix("'s").strip(".,'"))]
    first = next((at for at, word in enumerate(found) if word not in _TITLES), 0)
    return tuple(found[first:])


def meaning(name: str, names: Iterable[str]) -> list[str]:
    """Return those of the names of one article that mean a name, each once; none if nothing there does.

    A surname alone, with a title or without, means whoever bears it, unless the article names another
    bearer in full. Of a name of one word all that begin or end with it are returned: nothing tells its
    bearers apart.
    """
    asked = parts(name)
    known = {each: parts(each) for each in dict.fromkeys(names)}
    if len(asked) < 2:
        return [each for each, own in known.items() if own and asked in (own[:1], own[-1:])]
    same = {each for each, own in known.items() if same_in_full(asked, own)}
    others = [own for each, own in known.items() if each not in same and len(own) > 1]
    short = {
        each
        for each, own in known.items()
        if is_surname(own, asked) and not any(is_surname(own, other) for other in others)
    }
    return [each for each in known if each in same or each in short]


def in_full(names: Iterable[str]) -> dict[str, str]:
    """Return for each name of one article the fullest that means the same there, without a title.

    ``names`` come in the article's order: whom a surname alone means is said in full before it. One that
    several bear, and a country's, stays as it is.
    """
    known: dict[str, Parts] = {}
    full: dict[str, str] = {}
    for name in dict.fromkeys(names):
        own = parts(name)
        fuller = [each for each, other in known.items() if is_surname(own, other)]
        full[name] = fuller[0] if _are_one(fuller, known) else bare_name(name)
        if len(own) > 1:
            known[bare_name(name)] = own
    fullest = {name: _fullest(name, known) for name in known}
    return {name: fullest.get(each, each) for name, each in full.items()}


def bare_name(name: str) -> str:
    """Return a name as it is written, without the titles before it."""
    written = name.split()
    own = parts(name)
    return " ".join(written[-len(own) :]) if own else name


def same_in_full(one: Parts, other: Parts) -> bool:
    """Tell whether two names in full mean the same: I. Marek, Ilona Marek and Ilona M. Marek do.

    George W. Bush and George H. W. Bush do not.
    """
    if one == other:
        return bool(one)
    if min(len(one), len(other)) < 2 or one[-1] != other[-1] or not _starts_alike(one[0], other[0]):
        return False
    between, its = one[1:-1], other[1:-1]
    if not (between and its):
        return not _OF.intersection(between + its)
    return len(between) == len(its) and all(map(_starts_alike, between, its))


def is_surname(short: Parts, full: Parts) -> bool:
    """Tell whether a name is the last part of one in full; a country is the last part of none."""
    at = len(full) - len(short)
    if not short or at < 1 or full[at:] != short or land(" ".join(short)):
        return False
    return not _OF.intersection(full[:at])


def _starts_alike(one: str, other: str) -> bool:
    return one == other or one == other[:1] or other == one[:1]


def _are_one(names: Sequence[str], known: Mapping[str, Parts]) -> bool:
    return bool(names) and all(same_in_full(known[names[0]], known[each]) for each in names)


def _fullest(name: str, known: Mapping[str, Parts]) -> str:
    """Return the longest of the names in full that mean the same, the name itself if they are several."""
    same = [each for each in known if same_in_full(known[name], known[each])]
    longest = max(same, key=len, default=name)
    return longest if _are_one([longest, *same], known) else name
