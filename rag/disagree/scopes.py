"""Whether a figure counts the whole of something: no part, addition, day's share, change or forecast."""

from __future__ import annotations

import re
from typing import Final

from index.language.figure import Figure

_NEAR: Final = 60  # characters around a figure
CLAUSE: Final = 300  # characters before and behind a place in which its clause is looked for

_BEFORE: Final = re.compile(
    r"\b(?:another|(?:a |an )?(?:further|additional|extra)|(?<!attended )(?<!watched )(?<!seen )by"
    r"|up|down|plus|including"
    r"|among (?:them|whom|those|the dead)|of (?:whom|which|them|those)|compared with|against|than"
    r"|previous\w*|earlier|initial\w*|originally|average of"
    r"|(?:increase|rise|growth|gain|fall|drop|decline|decrease|jump|surge|cut) of"
    r"|(?:feared|presumed|believed)(?: \w+)?|not|n't|at first)"
    r"(?: (?:count|figure|toll|estimate|report)s?(?: of| that)?)?(?: at least)?\s*$",
    re.IGNORECASE,
)
_FORMER: Final = re.compile(r"\b(?:from|to between)\s*$", re.IGNORECASE)
_TO: Final = re.compile(r"[^.,;]{0,25}\bto\b", re.IGNORECASE)
_BEHIND: Final = re.compile(
    r"^[ -](?:more|additional|new|further|extra)\b"
    r"|^(?: \w+)? (?:out )?of (?:the|those|these|them|whom|its|his|her|their|an? |\d)"
    r"|^[^.;]{0,30}\b(?:were|was|are|being|is)? ?among (?:the|those|them)\b"
    r"|^[^.;]{0,30}\b(?:feared|presumed|believed)\b"
    r"|^[^.;]{0,60}\b(?:(?:a|per|each|every) (?:day|week|month|year|hour|person|head)\b|daily\b|annually\b"
    r"|alone\b|overnight\b|in (?:a single|one|the (?:past|last|first)) |within )",
    re.IGNORECASE,
)
_FOUND: Final = re.compile(
    r"\b(?:recover|found|pull|retriev|discover)\w*\b[^.;]*\bon (?:mon|tues|wednes|thurs|fri|satur|sun)day",
    re.I,
)
TO_COME: Final = re.compile(
    r"\b(?:expect\w*|would|will|shall|(?-i:may)|might|could|can|plan(?:s|ned) to|planned|hop(?:es?|ed|ing)"
    r"|forecast\w*|predict\w*|propos\w+|target\w*|set to|due to (?:be|begin|start)|aim\w*|promis\w+|if"
    r"|projected|fear(?:s|ed)?|warn\w*|threaten\w*|potential\w*|capacity|capable|up to)\b",
    re.IGNORECASE,
)
_CLAUSE: Final = re.compile(r"[;:()]|, (?:and|but|while|who|which)\b")


def to_come(text: str, start: int, end: int) -> bool:
    """Tell whether the clause at a place speaks of what is expected rather than of what is."""
    opens, ends = max(start - CLAUSE, 0), min(end + CLAUSE, len(text))
    first = max((each.end() for each in _CLAUSE.finditer(text, opens, start)), default=opens)
    behind = _CLAUSE.search(text, end, ends)
    return bool(TO_COME.search(text[first : behind.start() if behind else ends]))


def whole(text: str, figure: Figure) -> bool:
    """Tell whether a figure counts the whole of something that has happened."""
    before, behind = (
        text[max(figure.opens - _NEAR, 0) : figure.opens],
        text[figure.end : figure.end + 2 * _NEAR],
    )
    if _BEFORE.search(before) or _BEHIND.search(behind):
        return False
    if _FORMER.search(before) and _TO.match(behind):
        return False
    around = text[max(figure.opens - CLAUSE, 0) : figure.end + CLAUSE]
    return not _FOUND.search(around) and not to_come(text, figure.opens, figure.end)
