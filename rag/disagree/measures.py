"""What figures can measure, and how each is told: the dead, the arrested, the price, the length.

"killed 14", "14 people were confirmed dead", "claimed 14 lives" and "the death toll rose to 14" are one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

Of = Literal["event", "thing"]
"""Whether a measure is of something that happened, or of something that lasts."""

_LEVEL: Final = (
    r"(?:(?:rose|risen|rises|climbed|grew|jumped|soared|increased|fell|dropped|sank|declined|slipped|went)"
    r"(?: further)?(?: from [\w,-]+)? to"
    r"|(?:has |have |had )?(?:reached|hit|passed|exceeded|topped|totalled|numbered|number)"
    r"|(?:stands?|stood|remains?|remained) at"
    r"|amount(?:s|ed) to|c[ao]mes? to|total(?:s|led)|is|was|are|were|of|at|to)"
)
_BETWEEN: Final = r"[^.;:()\d]{0,90}?\b"
_ADDED: Final = r"(?: (?:now|already|only|just|a total of|the lives of|some|more than))?\s*$"
_FILLER: Final = (
    r"(?!(?:and|or|but|who|which|that|when|after|as|while|in|on|at|by|with|from|since|before|including|to|for|if"
    r"|her|his|their|its|he|she|they|it|the)\b)"
    r"[A-Za-z][\w']*"  # without "-", which only parts words here: a text of them is read in one way
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


_AT_LARGE: Final = (
    "people person persons man woman other others victim victims individuals lives live bodies body dead"
    " casualties"
)
HIT: Final = frozenset(  # whom an accident hits, as reports call them all
    "workers worker labourers laborers miners passengers passenger migrants villagers worshippers pilgrims"
    " fishermen climbers".split()
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
        nouns=r"death toll|toll|fatalities|deaths"
        r"|(?:number|count) of (?:the )?(?:dead|deaths|fatalities|people (?:killed|dead))",
        behind=r"(?<!feared )(?<!presumed )(?<!believed )dead|died|dying|deaths|fatalities|killed|perished"
        r"|drowned|lives(?: (?:were|are|have been|had been))? lost|lost (?:their|his|her) li(?:fe|ves)"
        r"|bodies|body",
        people=" ".join(HIT),
        asked=r"die|died|dead|deaths?|killed?|toll|fatalities|perish(?:ed)?|drown(?:ed)?|lives|bodies|casualties|victims",
    ),
    _measure(
        "injured",
        "event",
        verbs=r"(?:injur|wound)(?:ed|ing)|hurt(?:ing)?",
        nouns=r"(?:number|count) of (?:the )?(?:injured|wounded|injuries)|injuries",
        behind=r"injured|wounded|hurt|hospitali[sz]ed|injuries|(?:taken|admitted|rushed) to hospitals?"
        r"|treated for (?:injuries|wounds|burns)",
        people=" ".join(HIT),
        asked=r"injur(?:ed|ies)|wounded|hurt|hospitali[sz]ed|casualties",
    ),
    _measure(
        "missing",
        "event",
        verbs=r"left missing",
        nouns=r"number of (?:the )?(?:people )?missing",
        behind=r"missing|unaccounted for",
        people=" ".join(HIT),
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
        verbs=r"dr[ae]w(?:s|ing)?|attract(?:ed|ing)|(?:attended|watched|seen) by|in front of(?: a crowd of)?",
        nouns=r"(?:attendance|turnout|crowd|number of (?:protesters|demonstrators|participants|people))",
        behind=r"(?:took|taken|taking) part|attended|marched|rallied|protested|demonstrated|turned out"
        r"|gathered|joined|participated|took to the streets|watched|spectators",
        people="protesters demonstrators supporters marchers spectators fans",
        asked=r"(?:took|take) part|attended?|march(?:ed)?|crowd|turn(?:ed)? out|gather(?:ed)?|big|large"
        r"|joined?|watch(?:ed)?|attendance|turnout|spectators|fans",
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
        nouns=r"price(?: tag)?|costs?|bill|value"
        r"|(?:the|an?|its|their|'s|’s|annual|total|overall|city|state|national|federal|new|record) budget"
        r"(?! (?:deficit|surplus|gap|shortfall|hole|cut))|(?:put|estimated)",
        behind=r"price tag|worth of",
        asked=r"cost|price|worth|value|bill|pay|paid|how (?:much|big|large)|amounts?|totals?",
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
