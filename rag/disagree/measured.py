"""A figure in a quotation -> what it measures, and of whom."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile
from typing import Final

from index.language.dates import MONTHS
from index.language.figures import Figure
from index.language.spans_of_days import WEEKDAYS
from index.language.stopwords import STOP_WORDS
from index.text.words import analysed

from .measures import HIT, MEASURES, Measure

REACH: Final = 160  # characters on each side of a figure in which its measure is looked for

_ACTS: Final = re.compile(r"(?:kill|injur|wound|arrest|detain|displac|evacuat)ed$|hurt$", re.IGNORECASE)
_NO_OBJECT: Final = re.compile(
    r"\s*(?:$|[^\w\s]|(?:in|when|by|and|after|on|at|during|as|near|off|across|since|so|this|last|over|from|outside)\b)"
)
_AND: Final = re.compile(r"\band $")
_AND_MORE: Final = re.compile(
    r"^(?: [a-z]+){1,2},? (?:and|as well as)"
    r" (?:an?|one|two|three|four|five|six|seven|eight|nine|ten|\d[\d,]*)\b"
)
_HELPS: Final = frozenset(
    "were was are is have has had been being be confirmed reported still also now so far already officially"
    " said known least".split()
)
_ENDS: Final = STOP_WORDS | {
    *WEEKDAYS,
    *MONTHS,
    "early",
    "late",
    "yesterday",
    "today",
    "overnight",
    "officials",
}


@dataclass(frozen=True, slots=True)
class Measured:
    """What a figure measures, and the words for those counted where they are not people at large."""

    measure: Measure
    who: frozenset[str]


def measured(text: str, figure: Figure) -> Measured | None:
    """Return what a figure of a text measures, ``None`` where none of the measures fits."""
    before = re.split(r"[;:()]", text[max(figure.opens - REACH, 0) : figure.opens])[-1]
    behind = re.split(r"[.;:(),]\s", text[figure.end : figure.end + REACH])[0]
    part = bool(_AND.search(before) or _AND_MORE.search(behind))
    fitting = [each for each in MEASURES if _fits(each, figure)]
    near = [(each, found) for each in fitting if (found := each.behind.search(behind))]
    near = [(each, found) for each, found in near if _passive(found, behind)]
    if near:  # the verb that stands first
        each, found = min(near, key=lambda pair: pair[1].end())
        return Measured(each, _who(found["who"].lstrip(" -"), each, part))
    ahead = [(each, found) for each in fitting if (found := each.before.search(before))]
    if ahead:  # the one that begins last
        each, _ = max(ahead, key=lambda pair: pair[1].start())
        return Measured(each, _who(behind, each, part))
    return None


def _fits(measure: Measure, figure: Figure) -> bool:
    """Tell whether a figure has the unit of a measure: money, a count, or something measured."""
    if figure.money == "%":
        return False
    return bool(figure.money) == (measure.name == "price")


def _passive(found: re.Match[str], behind: str) -> bool:
    """Tell whether those counted suffer it: "39 rebels killed 14 soldiers" counts no dead rebels."""
    if not _ACTS.search(found[0]) or not _HELPS.isdisjoint(found["who"].lower().split()):
        return True
    return bool(_NO_OBJECT.match(behind, found.end()))


def _who(behind: str, measure: Measure, part: bool) -> frozenset[str]:
    """Return the stems of the words that say who is counted; none for people at large, or for a thing.

    Workers are people at large where all the dead are called so, and not if they are a ``part``:
    "four workers and two guards".
    """
    if measure.of == "thing":
        return frozenset()
    words = [word for word in re.split(r"[\s-]+", re.split(r"[.,;:()]", behind)[0]) if word]
    counted = list(takewhile(lambda word: word.lower() not in _ENDS, words))[:3]
    counted = [word for word in counted if word.lower() not in _HELPS]
    first = counted[0].lower() if counted else ""
    if first in measure.people and not (part and first in HIT):
        return frozenset()
    return frozenset(analysed(" ".join(counted)))
