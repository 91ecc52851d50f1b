"""The figures in a text: what number each is, of what, and how sure the text is of it.

"at least 78 people", "nearly 4,000", "$5.43 billion", "62 per cent", "between $500 million and $600 million".
Days, clock times, scores and the numbers of names ("S-400", "section 231") are no figures. English only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final, Literal

from .stopwords import STOP_WORDS

Bound = Literal["exact", "about", "least", "most"]
"""How a figure is meant: as it stands, rounded, or as a limit from below or from above."""

_SCALES: Final = {"hundred": 1e2, "thousand": 1e3, "lakh": 1e5, "million": 1e6, "crore": 1e7, "billion": 1e9}
_SCALES.update({"trillion": 1e12, "dozen": 12.0, "mn": 1e6, "m": 1e6, "bn": 1e9, "tn": 1e12})
_SMALL: Final = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS: Final = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS: Final = {word: float(number) for number, word in enumerate(_SMALL)} | {
    word: 10.0 * number for number, word in enumerate(_TENS, start=2)
}
_MONEY: Final = {"$": "dollar", "€": "euro", "£": "pound", "¥": "yen", "₹": "rupee"}
_MONTH: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b"
)
_TEN: Final = "|".join(_TENS)
_SMALLS: Final = "|".join(_SMALL)
_FIGURE: Final = re.compile(
    r"(?<![\w.,/:–-])(?<!\d[ -])(?:US)?(?P<money>[$€£¥₹])?\s?"
    rf"(?P<number>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?|(?:{_TEN})(?:-(?:{_SMALLS}))?\b|(?:{_SMALLS})\b)"
    rf"(?P<scale>(?:[ -](?:{'|'.join(_SCALES)})\b|(?<=\d)(?:mn|bn|tn|m)\b)*)"
    r"(?P<percent>\s?%|\s?per ?cent\b)?(?![\w:/%]|[.,–-]?\d|(?:st|nd|rd|th)\b)",
    re.IGNORECASE,
)
_BOUNDS: Final[tuple[tuple[Bound, str], ...]] = (
    (
        "least",
        r"at least|(?:more|greater|not less|no fewer|no less) than|over|above|exceed(?:s|ed|ing)?|past",
    ),
    ("most", r"at most|up to|(?:fewer|less|no more|not more) than|under|below"),
    (
        "about",
        r"about|around|some|roughly|nearly|almost|approximately|close to|(?:an )?estimated(?: at)?|put at"
        r"|as (?:many|much) as|only about|just (?:over|under)",
    ),
)
_MEANT: Final = [
    (bound, re.compile(rf"\b(?:{words})\s+(?:an?\s+)?$", re.IGNORECASE)) for bound, words in _BOUNDS
]
_DATED: Final = re.compile(rf"\s+(?:of\s+)?{_MONTH}", re.IGNORECASE)
_BEHIND_MONTH: Final = re.compile(rf"{_MONTH}\.?,?\s+(?:\d\d?,?\s+)?$", re.IGNORECASE)
_YEAR: Final = re.compile(r"1[0-9]{3}|20\d\d")
_NAMING: Final = re.compile(
    r"\b(?:(?i:section|article|paragraph|chapter|page|no\.|number|volume|part|phase|flight|route|resolution|room|act"
    r"|type|class|level|version|model|stage|round|aged|top)|(?P<name>[A-Z][\w-]*))\s+$"
)
_TIME: Final = re.compile(r"\s?(?:[ap]\.?m\b|o'clock)", re.IGNORECASE)
_UNIT: Final = re.compile(r"(?:[ -](?:of|other|more|new|the))*[ -]([a-z][a-z'-]+)(?:[ -]([a-z][a-z'-]+))?")
_MANY: Final = re.compile(r" (?:[a-z]+ )?(?:[a-z]+s|people|men|women|children|dead)\b")
_ONE: Final = re.compile(  # "one person was killed" counts; "one of them", "one day" need not
    r" (?:other )?(?:person|man|woman|child|boy|girl|worker|passenger|protester|soldier|police officer"
    r"|civilian|body)\b"
)
_RANGE: Final = re.compile(r"\s*(?:-|–|to|and|or)\s*", re.IGNORECASE)
_MOVED: Final = re.compile(
    r"\b(?:ris|rose|grow|grew|climb|jump|soar|increas|f[ae]ll|drop|declin|rais|went|chang|revis|up|down)\w*"
    r"(?: \w+){0,3} from\s+$",
    re.IGNORECASE,
)
_FROM: Final = re.compile(r"\b(?:between|from)\s+$", re.IGNORECASE)
_NO_UNIT: Final = {
    *("of", "in", "on", "at", "to", "for", "from", "by", "and", "or", "but", "a", "an", "the", "were"),
    *("was", "are", "is", "had", "have", "has", "who", "which", "that", "with", "after", "before"),
    *("since", "as", "than", "when", "while", "during", "over", "between", "under", "more", "per"),
}

NEAR: Final = 80  # characters before a figure that tell how it is meant
ABOUT: Final = 0.1  # share by which a figure may lie off one that is meant as "about"
FAR: Final = 1.5  # times a limit: a figure beyond is another count


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a text, ``text[start:end]``, without the words that say how it is meant.

    Attributes:
        value: the number, scaled: 5.43e9 for "$5.43 billion"; the lower end of a range.
        high: the upper end of a range, else ``value``.
        money: a currency's name, "%" for a share, else empty.
        units: the plain words behind the number in lower case, two at most, without a plural's "s".
        bound: how it is meant.
        opens: where the words begin that say so: "at least" of "at least 78".
        step: the worth of the last digit that is written: 1e7 for "$5.43 billion", 1e3 for "7,000".
    """

    start: int
    end: int
    value: float
    high: float
    money: str
    units: tuple[str, ...]
    bound: Bound
    opens: int
    step: float


def figures(text: str) -> list[Figure]:
    """Return the figures of a text in order; a range is one."""
    found: list[Figure] = []
    for match in _FIGURE.finditer(text):
        if _is_none(text, match):
            continue
        figure = _figure(text, match)
        if found and _is_range(text, found[-1], figure):
            figure = _joined(found.pop(), figure)
        found.append(figure)
    return found


def agree(one: Figure, other: Figure) -> bool:
    """Tell whether two figures of one thing can both be right, as rounded and limited as they are.

    "At least 78" is borne out by 80 but not by 218: a limit so far off is another count.
    """
    if any(_limits(limit, exact) for limit, exact in ((one, other), (other, one))):
        return True
    room = max(_room(one), _room(other))
    return one.value - room <= other.high and other.value - room <= one.high


def _limits(limit: Figure, figure: Figure) -> bool:
    """Tell whether a limit bears a figure out."""
    if limit.bound == "least":
        return limit.value <= figure.high <= FAR * limit.value
    return limit.bound == "most" and figure.value <= limit.high <= FAR * figure.value


def _room(figure: Figure) -> float:
    """Return by how much a figure may lie off: half of its last digit, and more where it says "about"."""
    return max(figure.step / 2, ABOUT * figure.high if figure.bound == "about" else 0.0)


def _is_none(text: str, match: re.Match[str]) -> bool:
    number, before = match["number"], text[max(match.start() - NEAR, 0) : match.start()]
    if match["money"] or match["percent"] or match["scale"]:
        return False
    if (number.lower() == "one" and not _ONE.match(text, match.end())) or _TIME.match(text, match.end()):
        return True
    if _BEHIND_MONTH.search(before) or _DATED.match(text, match.end()):
        return True
    naming = _NAMING.search(before)
    if naming and not (naming["name"] and _is_plain(before, naming["name"])):
        return True
    return bool(_YEAR.fullmatch(number)) and not _MANY.match(text, match.end())


def _is_plain(before: str, word: str) -> bool:
    """Tell whether a capitalised word before a number only opens a sentence: "About 300", "In 40 states"."""
    return word.lower() in STOP_WORDS or _meant(before, len(before))[0] != "exact"


def _figure(text: str, match: re.Match[str]) -> Figure:
    scale = 1.0
    for word in re.findall(r"[a-z]+", match["scale"].lower()):
        scale *= _SCALES[word]
    value = _value(match["number"].lower()) * scale
    money = "%" if match["percent"] else _MONEY.get(match["money"] or "", "")
    start = match.start("money") if match["money"] else match.start("number")
    bound, opens = _meant(text, start)
    units = _units(text, match.end())
    return Figure(
        start, match.end(), value, value, money, units, bound, opens, _step(match["number"]) * scale
    )


def _meant(text: str, start: int) -> tuple[Bound, int]:
    """Return how the figure at ``start`` is meant and where the words begin that say so."""
    first = max(start - NEAR, 0)
    for bound, words in _MEANT:
        if found := words.search(text[first:start]):
            return bound, first + found.start()
    return "exact", start


def _value(number: str) -> float:
    if number[0].isdigit():
        return float(number.replace(",", ""))
    return sum(_WORDS[word] for word in number.split("-"))


def _step(number: str) -> float:
    """Return the worth of the last digit; the zeros at the end of a whole number are not taken for digits."""
    digits = number.replace(",", "")
    if not digits[0].isdigit():
        return 1.0
    if "." in digits:
        return 10.0 ** -len(digits.partition(".")[2])
    zeros = len(digits) - len(digits.rstrip("0"))
    return 10.0**zeros if zeros >= 2 else 1.0


def _units(text: str, end: int) -> tuple[str, ...]:
    match = _UNIT.match(text, end)
    words = [word for word in (match.groups() if match else ()) if word]
    if not words or words[0] in _NO_UNIT:
        return ()
    return tuple(word.removesuffix("s") for word in words if word not in _NO_UNIT)


def _is_range(text: str, one: Figure, other: Figure) -> bool:
    """Tell whether two figures are the ends of one: "between 3 and 5", "10 to 12".

    Never "3 and 5" alone, nor "rose from 3 to 5".
    """
    between, before = text[one.end : other.start], text[max(one.opens - NEAR, 0) : one.start]
    if not _RANGE.fullmatch(between) or other.value < one.value:
        return False
    if _MOVED.search(before[: len(before) - one.start + one.opens]):
        return False
    return between.strip().lower() not in ("and", "or") or bool(_FROM.search(before))


def _joined(one: Figure, other: Figure) -> Figure:
    """Return a range; "between $3.8 and 4.6 billion" scales both ends."""
    scale = other.step if one.step <= other.step and other.value > 1000 * one.value else 1.0
    low = one.value * scale if scale > 1 else one.value
    money = other.money or one.money
    return replace(other, start=one.start, value=low, money=money, bound=one.bound, opens=one.opens)
