"""Which names mean the same: "Ilona Marek" is Marek, Mayor Marek and I. Marek, and not Oskar Marek.

A name in full has two words or more, titles aside. What is compared is each name's ``parts``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from ..text.fold import fold
from .lexicon import words
from .names import TITLES, land

Parts = tuple[str, ...]

_TITLES: Final = TITLES - {"the"}
# which begin other names as well: General Motors, Major League, St. Louis
_NOT_ALONE: Final = frozenset(words("names", "titles of bodies"))
_OF: Final = frozenset(words("names", "joining"))  # Port of Orrin is not Orrin, as Ilona Marek is Marek
_NUMERALS: Final = frozenset("ivx")


def parts(name: str) -> Parts:
    """Return what of a name is compared: its words, folded, without dots, "'s" and the titles before them.

    One that is nothing but titles ("the Prime Minister", "King") keeps them, as does one of which they may be
    a part ("General Motors"); a name without words has none.
    """
    found = _folded(name)
    first = _titles(found)
    return tuple(found[first:] if first and found[first - 1] not in _NOT_ALONE else found)


def _behind_title(name: str) -> Parts:
    """Return the same where a title that may be a part of a name is taken for one: Marek of General Marek."""
    found = _folded(name)
    return tuple(found[_titles(found) :])


def _folded(name: str) -> list[str]:
    return [word for each in fold(name).split() if (word := _plain(each))]


def _plain(word: str) -> str:
    word = word.removesuffix("'s").strip(",'")
    return word.replace(".", "") if word.endswith(".") else word.strip(".")


def _titles(found: Sequence[str]) -> int:
    """Return how many words before a name are titles, those within it too: Newark Mayor Cory Booker."""
    return next((at for at in range(len(found) - 1, 0, -1) if found[at - 1] in _TITLES), 0)


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
    behind = {each: _behind_title(each) for each in known}
    others = [own for each, own in behind.items() if each not in same and len(own) > 1]
    short = {
        each
        for each, own in behind.items()
        if is_surname(own, asked) and not any(is_surname(own, other) for other in others)
    }
    return [each for each in known if each in same or each in short]


def in_full(names: Iterable[str]) -> dict[str, str]:
    """Return for each name of one article the fullest that means the same there, without a title.

    ``names`` come in the article's order: whom a surname alone means is said in full before it. One that
    several bear, and a country's, stays as it is.
    """
    known: dict[str, dict[str, Parts]] = defaultdict(dict)  # names in full by their last word
    full: dict[str, str] = {}
    for name in dict.fromkeys(names):
        own, bare = parts(name), bare_name(name)
        alike = known[own[-1]] if own else {}
        short = _behind_title(name)
        fuller = [each for each, other in alike.items() if is_surname(short, other)]
        full[name] = fuller[0] if _are_one(fuller, alike) else bare
        if len(short) > 1:
            alike[bare] = own
    fullest = {name: _fullest(name, alike) for alike in known.values() for name in alike}
    return {name: fullest.get(each, each) for name, each in full.items()}


def bare_name(name: str) -> str:
    """Return a name as it is written, without the titles before it."""
    written = name.split()
    own = parts(name)
    return " ".join(written[-len(own) :]) if own else name


def same_in_full(one: Parts, other: Parts) -> bool:
    """Tell whether two names in full mean the same: I. Marek, Ilona Marek and Ilona M. Marek do.

    George W. Bush and George H. W. Bush do not. A second name counts unless it is an initial.
    """
    if one == other:
        return bool(one)
    if min(len(one), len(other)) < 2 or one[-1] != other[-1] or not _starts_alike(one[0], other[0]):
        return False
    between, its = one[1:-1], other[1:-1]
    if not (between and its):  # International Law is not International Business Law
        return all(len(each) == 1 for each in between + its)
    return len(between) == len(its) and all(map(_starts_alike, between, its))


def is_surname(short: Parts, full: Parts) -> bool:
    """Tell whether a name is the last part of one in full; neither a country nor a number is one."""
    at = len(full) - len(short)
    if not short or at < 1 or full[at:] != short or land(" ".join(short)):
        return False
    if _NUMERALS.issuperset("".join(short)):  # the II of World War II
        return False
    return not _OF.intersection(full[:at])


def _starts_alike(one: str, other: str) -> bool:
    """Tell whether two first names may be one, of which one is an initial; Edward I is not Edward II."""
    short, long = sorted((one, other), key=len)
    return one == other or (short == long[:1] and not _NUMERALS.issuperset(long))


def _are_one(names: Sequence[str], known: Mapping[str, Parts]) -> bool:
    return bool(names) and all(same_in_full(known[names[0]], known[each]) for each in names)


def _fullest(name: str, known: Mapping[str, Parts]) -> str:
    """Return the longest of the names in full that mean the same, the name itself if they are several."""
    same = [each for each in known if same_in_full(known[name], known[each])]
    longest = max(same, key=len, default=name)
    return longest if _are_one([longest, *same], known) else name
