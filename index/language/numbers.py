"""The numbers in a text: what each is, of what, and how sure the text is of it. English only.

"at least 78 people", "nearly 4,000", "$5.43 billion", "62 per cent", "between $500 million and $600 million",
"two hundred and five", "5bn". A number is read wherever one stands; those that count are ``figures``.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import Final

from .figure import PER_CENT, Bound, Figure, Kind
from .lexicon import any_of, lexicon, words
from .words import STOP_WORDS

NEAR: Final = 80  # characters before a number that tell how it is meant
LATEST: Final = 2100  # year
MOST_ZEROS: Final = 300  # of a number that can be told from infinity

_SMALL: Final = words("numbers", "small")
_TENS: Final = words("numbers", "tens")
SCALES: Final[dict[str, float]] = lexicon("numbers")["scales"]
SPELT: Final[dict[str, float]] = (
    {word: float(value) for value, word in enumerate(_SMALL)}
    | {word: 10.0 * value for value, word in enumerate(_TENS, start=2)}
    | {word: float(value) for value, word in enumerate(words("numbers", "ordinals"))}
    | {word: 10.0 * value for value, word in enumerate(words("numbers", "ordinal tens"), start=2)}
    | lexicon("numbers")["dozens"]
)
_ORDINALS: Final = frozenset((*words("numbers", "ordinals"), *words("numbers", "ordinal tens")))
_LOOSE: Final = frozenset(words("numbers", "loose"))
_LETTERS: Final[dict[str, float]] = lexicon("numbers")["letter scales"]
_UNITS: Final[dict[str, str]] = {
    name.lower(): code for code, names in lexicon("numbers")["units"].items() for name in names
}
_SIGNS: Final = [name for name in _UNITS if not name[-1].isalnum() and name != PER_CENT]
_DIGITS: Final = [*_SMALL[1:10], *words("numbers", "ordinals")[1:10]]
_BELOW_HUNDRED: Final = rf"(?:{any_of(_TENS)}[ -]{any_of(_DIGITS)}\b|{any_of(SPELT)}\b)"
_HUNDREDS: Final = words("numbers", "hundred")
_HUNDRED, _AND = any_of(_HUNDREDS), any_of(words("numbers", "and"))
_NUMBER: Final = re.compile(
    rf"(?P<sign>{any_of(_SIGNS)}\s?)?(?P<number>\d+(?:[.,]\d+)*"
    rf"|\b{_BELOW_HUNDRED}(?:[ -]{_HUNDRED}\b(?: {_AND} {_BELOW_HUNDRED})?)?)"
    rf"(?P<th>(?<=\d){any_of(words('numbers', 'ordinal endings'))}\b)?"
    rf"(?P<letter>(?<=\d){any_of(_LETTERS)}\b)?(?P<scale>(?:(?:[ -]|(?<=\d)){any_of(SCALES)}\b)*)"
    rf"(?P<unit>[\s-]?{any_of(name for name in _UNITS if name not in _SIGNS)}(?!\w))?",
    re.IGNORECASE,
)
_MEANT: Final = [
    (bound, re.compile(rf"\b{any_of(lexicon('numbers')[bound])}\s+(?:an?\s+)?$", re.IGNORECASE))
    for bound in ("least", "most", "about")
]
_MONTHS: Final = any_of(words("dates", "months"))
_DATED: Final = re.compile(rf"\s+(?:of\s+)?{_MONTHS}\b", re.IGNORECASE)
_BEHIND_MONTH: Final = re.compile(rf"\b{_MONTHS}\.?,?\s+(?:\d\d?,?\s+)?$", re.IGNORECASE)
_YEAR: Final = re.compile(r"\d{4}")
_NAMING: Final = re.compile(rf"\b(?:(?i:{any_of(words('numbers', 'numbered'))})|(?P<name>[A-Z][\w-]*))\s+$")
_WRITTEN: Final = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|[a-z -]+", re.IGNORECASE)
_GLUED: Final = re.compile(r"[\w.,/:–-]$|\d[ -]$")
_GOES_ON: Final = re.compile(r"[\w:/]|[.,–-]?\d")
_TIME: Final = re.compile(rf"\s?{any_of(words('numbers', 'hours'))}(?!\w)", re.IGNORECASE)
_COUNTED: Final = re.compile(
    rf"(?:[ -]{any_of(words('numbers', 'before what is counted'))})*"
    r"[ -]([a-z][a-z'-]+)(?:[ -]([a-z][a-z'-]+))?"
)
_MANY: Final = re.compile(rf" (?:[a-z]+ )?(?:[a-z]+s|{any_of(words('numbers', 'many'))})\b")
_ONE: Final = re.compile(  # "one person was killed" counts; "one of them", "one day" need not
    rf" (?:other )?{any_of(lexicon('numbers')['one of'])}\b"
)
_TO: Final = re.compile(rf"\s*(?:[-–]|(?P<word>{any_of(words('numbers', 'to'))}))\s*", re.IGNORECASE)
_MOVED: Final = re.compile(
    rf"\b{any_of(words('numbers', 'moved'))}\w*(?: \w+){{0,3}} from\s+$", re.IGNORECASE
)
_BETWEEN: Final = re.compile(rf"\b{any_of(words('numbers', 'between'))}\s+$", re.IGNORECASE)
_PLAIN_TO: Final = frozenset(words("numbers", "plain to"))
_NOT_COUNTED: Final = frozenset(words("numbers", "not counted"))


@lru_cache(maxsize=256)
def numbers(text: str) -> tuple[Figure, ...]:
    """Return the numbers of a text in order, each end of a range by itself, scaled as the other is."""
    matches = list(_NUMBER.finditer(text))
    found = [_figure(text, match) for match in matches]
    for at, match in enumerate(matches[1:]):
        if _is_range(text, found[at], found[at + 1]):
            found[at] = _as_other(found[at], found[at + 1], _scale(match))
    return tuple(found)


def figures(text: str) -> list[Figure]:
    """Return the numbers of a text that count, in order; a range is one."""
    found: list[Figure] = []
    for figure in numbers(text):
        if found and _is_range(text, found[-1], figure):
            found[-1] = _joined(found[-1], figure)
        else:
            found.append(figure)
    return [figure for figure in found if figure.kind == "count"]


def _figure(text: str, match: re.Match[str]) -> Figure:
    number = match["number"].lower()
    scale = _scale(match)
    value = _value(number) * scale
    bound, opens = _meant(text, match.start())
    return Figure(
        *match.span(),
        value=value,
        high=value,
        money=_money(match["sign"] or match["unit"] or ""),
        units=_units(text, match.end()),
        bound=bound,
        opens=opens,
        step=_step(number) * scale,
        kind=_kind(text, match),
        loose=match[0].lower() in _LOOSE,
    )


def _scale(match: re.Match[str]) -> float:
    scale = _LETTERS[match["letter"].lower()] if match["letter"] else 1.0
    for word in re.findall(r"[a-z]+", match["scale"].lower()):
        scale *= SCALES[word]
    return scale


def _money(unit: str) -> str:
    return _UNITS.get(" ".join(unit.lower().strip(" -").split()), "")


def _value(number: str) -> float:
    if number[0].isdigit():
        try:
            return float(number.replace(",", ""))
        except ValueError:  # 10.0.0.1, or digits of another script that are no decimals
            return float(int(re.sub(r"\D", "", number)[:15] or 0))
    value = 0.0
    for word in re.split("[ -]", number):
        value = 100 * value if word in _HUNDREDS else value + SPELT.get(word, 0.0)
    return value


def _step(number: str) -> float:
    """Return the worth of the last digit; the zeros at the end of a whole number are not taken for digits."""
    digits = number.replace(",", "")
    if not digits[0].isdigit():
        return 1.0
    if "." in digits:
        return 10.0 ** -len(digits.partition(".")[2])
    zeros = len(digits) - len(digits.rstrip("0"))
    return 10.0 ** min(zeros, MOST_ZEROS) if zeros >= 2 else 1.0


def _kind(text: str, match: re.Match[str]) -> Kind:
    number, before = match["number"], text[max(match.start() - NEAR, 0) : match.start()]
    if match["th"] or number.lower() in _ORDINALS:
        return "ordinal"
    if match["sign"] or match["unit"] or match["scale"] or match["letter"]:
        return "count"
    if not _WRITTEN.fullmatch(number) or _GLUED.search(before) or _GOES_ON.match(text, match.end()):
        return "name"
    if _TIME.match(text, match.end()) or _BEHIND_MONTH.search(before) or _DATED.match(text, match.end()):
        return "day"
    if _is_named(before) or _is_loose(text, match):
        return "name"
    is_year = _YEAR.fullmatch(number) and 1000 <= int(number) <= LATEST
    return "year" if is_year and not _MANY.match(text, match.end()) else "count"


def _is_loose(text: str, match: re.Match[str]) -> bool:
    """Tell whether a word such as "one" counts nothing: "one of them", "dozens"; "zero" does."""
    word = match["number"].lower()
    return word in _LOOSE and SPELT[word] > 0 and not _ONE.match(text, match.end())


def _is_named(before: str) -> bool:
    """Tell whether a number is one of a name or a section; "About 300" only opens a sentence."""
    naming = _NAMING.search(before)
    if not naming or not naming["name"]:
        return bool(naming)
    return naming["name"].lower() not in STOP_WORDS and _meant(before, len(before))[0] == "exact"


def _meant(text: str, start: int) -> tuple[Bound, int]:
    """Return how the number at ``start`` is meant and where the words begin that say so."""
    first = max(start - NEAR, 0)
    for bound, pattern in _MEANT:
        if found := pattern.search(text[first:start]):
            return bound, first + found.start()  # type: ignore[return-value]
    return "exact", start


def _units(text: str, end: int) -> tuple[str, ...]:
    match = _COUNTED.match(text, end)
    found = [word for word in (match.groups() if match else ()) if word]
    if not found or found[0] in _NOT_COUNTED:
        return ()
    return tuple(word.removesuffix("s") for word in found if word not in _NOT_COUNTED)


def _is_range(text: str, one: Figure, other: Figure) -> bool:
    """Tell whether two numbers are the ends of one: "between 3 and 5", "10 to 12".

    Never "3 and 5" alone, nor "rose from 3 to 5".
    """
    to = _TO.fullmatch(text, one.end, other.start)
    if not to or other.value < one.value or one.kind not in ("count", "name"):
        return False
    before = text[max(one.opens - NEAR, 0) : one.opens]
    if _MOVED.search(before):
        return False
    return not to["word"] or to["word"].lower() in _PLAIN_TO or bool(_BETWEEN.search(before))


def _joined(low: Figure, high: Figure) -> Figure:
    """Return the range of two ends."""
    money = high.money or low.money
    return replace(high, start=low.start, value=low.value, money=money, bound=low.bound, opens=low.opens)


def _as_other(one: Figure, other: Figure, scale: float) -> Figure:
    """Return the lower end of a range with the scale and the unit of the other: "350-375 million"."""
    scale = scale if one.value * scale < other.value else 1.0
    value, money = one.value * scale, one.money or other.money
    return replace(one, value=value, high=value, step=one.step * scale, money=money)
