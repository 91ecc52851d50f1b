"""Names that mean the same: US and United States, Indian and India, WHO and World Health Organization."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from .lexicon import lexicon, words
from .words import Word

_COUNTRIES: Final = {
    name: group.split(",")[0] for group in lexicon("names")["countries"] for name in group.split(",")
}
_CAPITALS: Final[dict[str, str]] = lexicon("names")["capitals"]
_PLACED: Final = frozenset(words("names", "placed"))
_IN_INITIALS: Final = frozenset(words("names", "in initials"))


def country(name: str) -> str | None:
    """Return one name for all names of a country or its people; ``None`` for what is none of these."""
    return _COUNTRIES.get(name)


def land(name: str) -> str | None:
    """Return the country that a name, or a capital that may stand for its government, belongs to."""
    return country(name) or _CAPITALS.get(name)


def government(words: Sequence[Word], first: int, last: int) -> str | None:
    """Return the country whose government a capital stands for: "Washington said", not "in Washington"."""
    if first and words[first - 1].lower in _PLACED:
        return None
    return _CAPITALS.get(" ".join(word.lower for word in words[first:last]))


def initials(name: str, words: Sequence[Word]) -> bool:
    """Whether words with these initials stand side by side: WHO for World Health Organization."""
    letters = name.lower().replace(".", "")
    if not 2 <= len(letters) <= 6 or not letters.isalpha():
        return False
    whole = [word.lower[0] if word.capital and len(word.lower) > 1 else " " for word in words]
    small = ["" if word.lower in _IN_INITIALS else first for word, first in zip(words, whole, strict=True)]
    return letters in "".join(small) or letters in "".join(whole)
