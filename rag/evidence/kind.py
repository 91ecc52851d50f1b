"""What kind of words a question asks for, and whether a sentence has any: a cause, a time, a number, a name.

English only; a question of another kind or another language asks for nothing in particular.
"""

from __future__ import annotations

import re
from typing import Final

# of a cause, not of a time: not "since then", "since 2018", "since August 2018", "has gone on since."
_SINCE: Final = r"since(?!\W*$|[.,;]| then\b| \d| (?:last|early|late|mid|the)\b| (?-i:[A-Z])\w+ (?:\d|and\b))"
_GIVEN: Final = r"(?<!\bis )(?<!\bwas )(?<!\bwere )(?<!\bbeen )given (?!to\b|by\b|in\b|up\b)"
_KINDS: Final = (
    (
        re.compile(r"\bwhy\b|\bwhat (?:was|were|is|are) the (?:reasons?|causes?)\b|\bwhat caused\b"),
        re.compile(
            rf"\b({_SINCE}|{_GIVEN}|because|considering|due to|owing to|thanks to|in view of|in return"
            r"|in response|in order to|so that|therefore|thus|as a result|caused?"
            r"|reasons? (?:is|are|was|were|why|that)|for (?:\w+ ){1,2}reasons?|on the grounds?"
            r"|to (?:avoid|prevent|protect|ensure)|argu\w+|rest(?:s|ed) on|point(?:s|ed)? to)\b",
            re.IGNORECASE,
        ),
    ),
    (
        re.compile(r"\bwhen\b|\b(?:what|which) (?:year|date|day|month|century)\b"),
        re.compile(
            r"\b(1\d{3}|20\d\d|January|February|March|April|May|June|July|August|September|October|November"
            r"|December|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|century|(?:years?|months?|weeks?|days?) "
            r"(?:ago|later|after|before))\b"
        ),
    ),
    (
        re.compile(
            r"\bhow (?:many|much|long|old|far|often|large|big|high|tall|fast)\b"
            r"|\b(?:what|which) (?:share|number|percent\w*)\b"
        ),
        re.compile(
            r"\d|\b(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?"
            r"|millions?|billions?|half|third|quarter|per ?cent)\b",
            re.IGNORECASE,
        ),
    ),
    (re.compile(r"\bwho(?:m|se)?\b"), re.compile(r"(?<!^)(?<![.!?“\"] )\b[A-Z][a-z]+")),
)


def fits(question: str, sentence: str) -> bool:
    """Tell whether a sentence holds words of the kind a question asks for, if it asks for any."""
    asked = question.lower()
    return any(kind.search(asked) and words.search(sentence) for kind, words in _KINDS)
