"""The place, day and agency that a report opens with: ``LONDON, June 24 (Agency) –``."""

import re
from typing import Final

from ...language.dates import MONTH, find_day
from ..formats.decode import clean_line

AFTER_DATELINE: Final = re.compile(r"\s[-–—]{1,2}\s|[–—]\s|:\s")
DAY_OF_YEAR: Final = re.compile(rf"\b(?:{MONTH}\s+\d\d?|\d\d?\s+{MONTH})\s*$", re.I)
IN_BRACKETS: Final = re.compile(r"\(([^()]{2,40})\)")
NO_PLACE: Final = frozenset({"On", "In", "By", "At", "Since", "From", "Until", "The", "Am", "Le", "El", "Il"})


def read_dateline(paragraph: str) -> tuple[str | None, str | None]:
    """Return the day and the agency that a first paragraph opens with.

    As in ``LONDON, 5 October 2018 (Agency) – The``, ``LONDON, Oct 5 (Agency) - The`` or without a day.
    """
    dash = AFTER_DATELINE.search(paragraph[:140])
    if not dash:
        return None, None
    opening = paragraph[: dash.start()]
    bracket = IN_BRACKETS.search(opening)
    agency = clean_line(bracket[1]) if bracket and not find_day(bracket[1]) else None
    opening = IN_BRACKETS.sub("", opening) if agency else opening
    found = find_day(opening)
    place = opening[: found[1]] + opening[found[2] :] if found else DAY_OF_YEAR.sub("", opening.strip())
    names = re.findall(r"[\w.'’-]+", place)
    if len(names) > 5 or NO_PLACE.intersection(names) or not all(name[0].isupper() for name in names):
        return None, None
    if found:
        return found[0], agency
    return None, (agency if names and place.partition(",")[0].isupper() else None)
