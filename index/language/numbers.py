"""Numbers as they are written -> what they count: 5 bn, 5 billion and 5,000,000,000 are one, five is 5."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import isclose
from typing import Final

from .money import PER_CENT, SIGNS, UNITS
from .stemmed import Word

SCALES: Final = {
    "hundred": 1e2, "thousand": 1e3, "k": 1e3, "lakh": 1e5, "million": 1e6, "mn": 1e6, "m": 1e6, "crore": 1e7,
    "billion": 1e9, "bn": 1e9, "trillion": 1e12, "tn": 1e12, "dozen": 12,
}  # fmt: skip
_UNITS: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen"
).split()
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_BELOW_TWENTY: Final = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"
    " fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
).split()
ORDINALS: Final = {word: value for value, word in enumerate(_BELOW_TWENTY)} | {
    word[:-1] + "ieth": 10 * tens for tens, word in enumerate(_TENS, start=2)
}
_ENDINGS: Final = frozenset("st nd rd th".split())
SPELT: Final = (
    {word: float(value) for value, word in enumerate(_UNITS)}
    | {word: 10.0 * tens for tens, word in enumerate(_TENS, start=2)}
    | {word: float(value) for word, value in ORDINALS.items()}
    | {"twice": 2.0, "double": 2.0}
)
LOOSE: Final = {"zero", "one", "first", "second", "seconds", "third", "twice", "double"}  # often no count
HEDGES: Final = set(
    "about around approximately roughly nearly almost some over under than least estimated circa".split()
)
FAR: Final = 0.1  # a rounded number may differ by this share from the one it stands for
_RANGE: Final = re.compile(r"\s*(?:[-–—]|to|and|or)\s*")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in words ``first`` up to ``last`` of a text.

    Attributes:
        values: what it may count; of "350-375 million" the first is 350 or 350 million.
        unit: ``%``, ``percentage points``, a currency such as ``USD``, or empty.
        year: whether it may be a year.
        loose: whether it is a word like "one" or "second", which need not count.
        hedged: whether "about" or the like stands before it.
    """

    text: str
    first: int
    last: int
    values: tuple[float, ...]
    unit: str = ""
    year: bool = False
    loose: bool = False
    hedged: bool = False

    def same(self, other: Figure) -> bool:
        """Whether both count the same; a rounded number stands for the exact one."""
        if self.unit != other.unit and (PER_CENT in (self.unit, other.unit) or (self.unit and other.unit)):
            return False
        return any(
            isclose(mine, its, rel_tol=1e-9) or (self.hedged and not self.year and _rounded(mine, its))
            for mine in self.values
            for its in other.values
        )


def figures(text: str, words: Sequence[Word]) -> list[Figure]:
    """Return the numbers of a text in order."""
    found: list[Figure] = []
    at = 0
    while at < len(words):
        figure = _figure(text, words, at)
        if figure is None:
            at += 1
            continue
        found.append(figure)
        at = figure.last
    return _ranges(text, words, found)


def _figure(text: str, words: Sequence[Word], at: int) -> Figure | None:
    """Return the number that begins at a word."""
    found = _digits(words, at) or _spelt(words, at)
    if found is None:
        return None
    value, last, spelt = found
    values, last = _scaled(words, value, last, at)
    unit, last = _unit(words, at, last)
    year = not spelt and last == at + 1 and 1000 <= value <= 2100 and words[at].text.isdigit() and not unit
    hedged = any(word.lower in HEDGES for word in words[max(0, at - 2) : at])
    begin = words[at - 1] if at and words[at - 1].text in SIGNS else words[at]
    whole = text[begin.start : words[last - 1].end]
    return Figure(whole, at, last, values, unit, year, last == at + 1 and words[at].lower in LOOSE, hedged)


def _digits(words: Sequence[Word], at: int) -> tuple[float, int, bool] | None:
    text = words[at].text
    if not text[0].isdigit():
        return None
    last = at + 2 if ends_ordinal(words, at + 1) else at + 1
    try:
        return float(text.replace(",", "")), last, False
    except ValueError:  # 10.0.0.1, or digits of another script that are no decimals
        return float(int(re.sub(r"\D", "", text)[:15] or 0)), last, False


def ends_ordinal(words: Sequence[Word], at: int) -> bool:
    """Whether a word is what makes an ordinal of the digits before it: "th" in "4th"."""
    return at < len(words) and words[at].lower in _ENDINGS and words[at - 1].end == words[at].start


def _spelt(words: Sequence[Word], at: int) -> tuple[float, int, bool] | None:
    """Read "twenty-one" and "two hundred and five"; the scale behind is read by ``_scaled``."""
    first = SPELT.get(words[at].lower)
    if first is None:
        return (12.0, at + 1, True) if words[at].lower in ("dozen", "dozens") else None
    following = SPELT.get(words[at + 1].lower) if at + 1 < len(words) and not words[at].ends_clause else None
    if following is not None and first >= 20 and 1 <= following < 10:
        return first + following, at + 2, True
    return first, at + 1, True


def _scaled(words: Sequence[Word], value: float, last: int, first: int) -> tuple[tuple[float, ...], int]:
    """Multiply by what follows: "hundred", "million", "bn"; a lone "m" may also be metres."""
    values = [value]
    while last < len(words) and not words[last - 1].ends_clause and words[last].lower in SCALES:
        scale = SCALES[words[last].lower]
        unsure = words[last].lower in ("m", "k") and not (first and words[first - 1].text in SIGNS)
        values = [each * scale for each in values] + (values if unsure else [])
        last += 1
    rest = _spelt(words, last + 1) if _joins_hundreds(words, last) else None
    if rest:
        values, last = [values[0] + rest[0]], rest[1]
    return tuple(values), last


def _joins_hundreds(words: Sequence[Word], at: int) -> bool:
    return at + 1 < len(words) and words[at - 1].lower == "hundred" and words[at].lower == "and"


def _unit(words: Sequence[Word], first: int, last: int) -> tuple[str, int]:
    """Return the unit before or behind a number, and where the number ends with it."""
    before = words[first - 1] if first else None
    if before and before.text in SIGNS and not before.ends_clause:
        return SIGNS[before.text], last
    behind = [word.lower for word in words[last : last + 2]]
    if behind[:1] and words[last - 1].ends_clause:
        return "", last
    for count in (2, 1):
        unit = UNITS.get(" ".join(behind[:count]))
        if unit and len(behind) >= count:
            return unit, last + count
    return "", last


def _ranges(text: str, words: Sequence[Word], found: list[Figure]) -> list[Figure]:
    """Give the first of "350-375 million" or "30 to 40 %" what stands behind the second."""
    ranged = list(found)
    for number, (one, other) in enumerate(pairwise(found)):
        between = text[words[one.last - 1].end : words[other.first].start]
        if one.last == other.first or _RANGE.fullmatch(between):
            scale = _scale_of(words, other)
            values = (*one.values, *(value * scale for value in one.values)) if scale > 1 else one.values
            unit = one.unit or other.unit
            ranged[number] = Figure(
                one.text, one.first, one.last, values, unit, one.year and not unit, one.loose, one.hedged
            )
    return ranged


def _scale_of(words: Sequence[Word], figure: Figure) -> float:
    scale = 1.0
    for word in words[figure.first + 1 : figure.last]:
        scale *= SCALES.get(word.lower, 1.0)
    return scale


def _rounded(mine: float, its: float) -> bool:
    """Whether a number is near another and has fewer digits that say something."""
    return abs(mine - its) <= FAR * its and len(_digits_of(mine)) < len(_digits_of(its))


def _digits_of(value: float) -> str:
    return f"{value:.6f}".rstrip("0").rstrip(".").replace(".", "").rstrip("0")
