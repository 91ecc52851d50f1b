"""A figure in a quotation -> what it measures: the dead, however they are told, the price, the length.

"killed 14", "14 people were confirmed dead", "claimed 14 lives" and "the death toll rose to 14" are one measure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile
from typing import Final, Literal

from index.lexical import analysed
from index.sources.days import MONTHS
from index.stopwords import STOP_WORDS

from ..days import WEEKDAYS
from ..figures import Figure

Of = Literal["event", "thing"]
"""Whether a measure is of something that happened, or of something that lasts."""

REACH: Final = 160  # characters before a figure in which its measure is looked for

_LEVEL: Final = (
    r"(?:(?:rose|risen|rises|climbed|grew|jumped|soared|increased|fell|dropped|sank|declined|slipped|went)(?: further)? to"
    r"|(?:has |have |had )?(?:reached|hit|passed|exceeded|topped|totalled|numbered|number)|(?:stands?|stood|remains?|remained) at"
    r"|is|was|are|were|of|at|to)"
)
_BETWEEN: Final = r"[^.;:()\d]{0,90}?\b"
_ADDED: Final = r"(?: (?:now|already|only|just|a total of|the lives of|some|more than))?\s*$"
_FILLER: Final = (
    r"(?!(?:and|or|but|who|which|that|when|after|as|while|in|on|at|by|with|from|since|before|including|to|for|if|her|his|their|its|he|she|they|it|the)\b)"
    r"[A-Za-z][\w'-]*"
)
_WHO: Final = rf"^(?P<who>(?:[ -]{_FILLER}){{0,5}}?)[ -]"


@dataclass(frozen=True, slots=True)
class Measure:
    """What figures can be of.

    Attributes:
        before: what stands before such a figure, up to it.
        behind: what stands behind it, words for those counted between.
        people: the words for those counted that tell them from no others.
        asked: the words with which a question asks for it.
    """

    name: str
    of: Of
    before: re.Pattern[str]
    behind: re.Pattern[str]
    people: frozenset[str]
    asked: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Measured:
    """What a figure measures, and the words for those counted where they are not people at large."""

    measure: Measure
    who: frozenset[str]


_AT_LARGE: Final = (
    "people person persons other others victim victims individuals lives live bodies dead casualties"
)


def _measure(
    name: str, of: Of, *, verbs: str, nouns: str, behind: str, people: str = "", asked: str
) -> Measure:
    before = rf"\b(?:(?:{verbs})|(?:{nouns})\b{_BETWEEN}{_LEVEL}){_ADDED}"
    return Measure(
        name,
        of,
        re.compile(before, re.IGNORECASE),
        re.compile(rf"{_WHO}(?:{behind})\b", re.IGNORECASE),
        frozenset(f"{_AT_LARGE} {people}".split()),
        re.compile(rf"\b(?:{asked})\b", re.IGNORECASE),
    )


MEASURES: Final = (
    _measure(
        "dead",
        "event",
        verbs=r"kill(?:s|ed|ing)|claim(?:s|ed|ing)|(?:cost|took|taken|taking)(?= the lives)",
        nouns=r"death toll|toll|(?:number|count) of (?:the )?(?:dead|deaths|fatalities|people (?:killed|dead))"
        r"|fatalities|deaths",
        behind=r"(?<!feared )(?<!presumed )(?<!believed )dead|died|dying|deaths|fatalities|killed|perished|drowned"
        r"|lives lost|lost|lost (?:their|his|her) li(?:fe|ves)|bodies",
        asked=r"die|died|dead|deaths?|killed?|toll|fatalities|perish(?:ed)?|drown(?:ed)?|lives|bodies|casualties",
    ),
    _measure(
        "injured",
        "event",
        verbs=r"(?:injur|wound)(?:ed|ing)|hurt(?:ing)?",
        nouns=r"(?:number|count) of (?:the )?(?:injured|wounded|injuries)|injuries",
        behind=r"injured|wounded|hurt|hospitali[sz]ed|injuries|(?:taken|admitted|rushed) to hospitals?"
        r"|treated for (?:injuries|wounds|burns)",
        asked=r"injur(?:ed|ies)|wounded|hurt|hospitali[sz]ed|casualties",
    ),
    _measure(
        "missing",
        "event",
        verbs=r"left missing",
        nouns=r"number of (?:the )?(?:people )?missing",
        behind=r"missing|unaccounted for",
        asked=r"missing|unaccounted",
    ),
    _measure(
        "arrested",
        "event",
        verbs=r"arrest(?:ed|ing)|detain(?:ed|ing)",
        nouns=r"(?:number of )?(?:arrests|people (?:arrested|detained)|detainees)",
        behind=r"arrested|detained|arrests|(?:taken|held) in(?:to)? custody",
        people="protesters demonstrators suspects marchers",
        asked=r"arrest(?:ed|s)?|detained|custody",
    ),
    _measure(
        "displaced",
        "event",
        verbs=r"displac(?:ed|ing)|evacuat(?:ed|ing)|forc(?:ed|ing)(?= .{0,30}(?:from|out of|leave|flee))",
        nouns=r"number of (?:people )?(?:displaced|evacuated|evacuees)",
        behind=r"displaced|evacuated|homeless|fled|forced (?:from|out of|to (?:leave|flee))",
        people="residents",
        asked=r"displaced|evacuated|homeless|fled|leave their homes",
    ),
    _measure(
        "taking part",
        "event",
        verbs=r"dr[ae]w(?:s|ing)?|attract(?:ed|ing)|attended by",
        nouns=r"(?:attendance|turnout|crowd|number of (?:protesters|demonstrators|participants|people))",
        behind=r"(?:took|taken|taking) part|attended|marched|rallied|protested|demonstrated|turned out|gathered"
        r"|joined|participated|took to the streets",
        people="protesters demonstrators supporters marchers",
        asked=r"(?:took|take) part|attended?|marche?d?|march|crowd|turn(?:ed)? out|gather(?:ed)?|big|large|joined?",
    ),
    _measure(
        "jobs cut",
        "event",
        verbs=r"la(?:id|ying) off|dismiss(?:ed|ing)|sack(?:ed|ing)",
        nouns=r"job (?:cuts|losses)|layoffs|redundancies",
        behind=r"jobs|(?:job )?layoffs|job (?:losses|cuts)|redundancies|redundant|laid off",
        people="workers staff employees jobs positions posts",
        asked=r"jobs|laid off|layoffs|redundan\w+|job (?:cuts|losses)",
    ),
    _measure(
        "price",
        "thing",
        verbs=r"cost(?:s|ing)?(?: about)?|worth|priced at|valued at|price tag of|at a (?:cost|price) of",
        nouns=r"price(?: tag)?|costs?|bill|value|(?:put|estimated)",
        behind=r"price tag|worth of",
        asked=r"cost|price|worth|value|bill|pay|paid",
    ),
    _measure(
        "length",
        "thing",
        verbs=r"stretch(?:es|ed|ing)(?: for| over)?|(?:runs?|ran) for|length of",
        nouns=r"length",
        behind=r"long|in length",
        asked=r"long|length",
    ),
    _measure(
        "height",
        "thing",
        verbs=r"height of",
        nouns=r"height",
        behind=r"tall|high|in height",
        asked=r"tall|high|height",
    ),
    _measure(
        "depth", "thing", verbs=r"depth of", nouns=r"depth", behind=r"deep|in depth", asked=r"deep|depth"
    ),
    _measure(
        "weight",
        "thing",
        verbs=r"weigh(?:s|ed|ing)?|weight of",
        nouns=r"weight",
        behind=r"in weight",
        asked=r"weigh|weight|heavy",
    ),
)


def measured(text: str, figure: Figure) -> Measured | None:
    """Return what a figure of a text measures, ``None`` where none of the measures fits."""
    before = re.split(r"[;:()]", text[max(figure.opens - REACH, 0) : figure.opens])[-1]
    behind = re.split(r"[.;:(),]\s", text[figure.end :])[0]
    fitting = [each for each in MEASURES if _fits(each, figure)]
    near = [(each, found) for each in fitting if (found := each.behind.search(behind))]
    near = [(each, found) for each, found in near if _passive(found, behind)]
    if near:  # the verb that stands first
        each, found = min(near, key=lambda pair: pair[1].end())
        return Measured(each, _who(found["who"].lstrip(" -"), each) if each.of == "event" else frozenset())
    ahead = [(each, found) for each in fitting if (found := each.before.search(before))]
    if ahead:  # the one that begins last
        each, _ = max(ahead, key=lambda pair: pair[1].start())
        return Measured(each, _who(behind, each) if each.of == "event" else frozenset())
    return None


def _fits(measure: Measure, figure: Figure) -> bool:
    """Tell whether a figure has the unit of a measure: money, a count, or something measured."""
    if figure.money == "%":
        return False
    return bool(figure.money) == (measure.name == "price")


_ACTS: Final = re.compile(r"(?:kill|injur|wound|arrest|detain|displac|evacuat)ed$|hurt$", re.IGNORECASE)
_NO_OBJECT: Final = re.compile(
    r"\s*(?:$|[^\w\s]|(?:in|when|by|and|after|on|at|during|as|near|off|across|since|so|this|last|over|from|outside)\b)"
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


def _passive(found: re.Match[str], behind: str) -> bool:
    """Tell whether those counted suffer what is told: "39 rebels killed 14 soldiers" counts no dead rebels."""
    if not _ACTS.search(found[0]) or not _HELPS.isdisjoint(found["who"].lower().split()):
        return True
    return bool(_NO_OBJECT.match(behind, found.end()))


def _who(behind: str, measure: Measure) -> frozenset[str]:
    """Return the stems of the words that say who is counted; none for people at large."""
    words = [word for word in re.split(r"[\s-]+", re.split(r"[.,;:()]", behind)[0]) if word]
    counted = list(takewhile(lambda word: word.lower() not in _ENDS, words))[:3]
    counted = [word for word in counted if word.lower() not in _HELPS]
    if any(word.lower() in measure.people for word in counted[:1]):
        return frozenset()
    return frozenset(analysed(" ".join(counted)))
