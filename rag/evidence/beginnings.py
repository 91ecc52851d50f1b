"""Where a sentence begins to say something: behind labels, bylines and datelines that ran into it."""

from __future__ import annotations

import re
from typing import Final

from index.language.names import KNOWN
from index.sources.facts.byline import byline_of, outlet_of
from index.sources.facts.clutter import label_end

MOST_LINE: Final = 120  # characters of a byline
MOST_LABEL: Final = 200  # characters, as of the picture's maker in brackets

_DATELINE = re.compile(
    r"[A-Z][A-Z .'’/-]{2,40}(?:,[^.!?()\n]{3,40})?(?:\s*\([^()\n]{2,40}\))?\s+[-–—]{1,2}\s+(?=[\"“‘A-Z0-9])"
)
_NAME = r"[A-Z][\w.'’-]{0,30}"
_AGENCY = re.compile(
    rf"(?P<place>{_NAME}(?:,?[ ](?:{_NAME}|\d{{1,2}}|of|de|del|la|the)){{0,6}},?[ ]?)?"
    r"\((?P<press>[A-Z][^()\n]{1,40})\)(?P<dash>\s*[-–—]{1,2}\s*)?(?P<gap>\s*)(?=[\"“‘A-Z0-9])"
)
_BY = re.compile(rf"By\s+{_NAME}(?:,?\s+{_NAME}){{0,5}}\s+(?=\()")
_BY_OUTLET = re.compile(rf"By\s+{_NAME}(?:\s+{_NAME}){{0,3}},\s+(?P<press>\w{{2,12}})\s+(?=[\"“‘A-Z])")
_BYLINE = re.compile(r"by-?line\s*:", re.I)


def beginning(text: str, start: int, end: int) -> int:
    """Return where ``text[start:end]`` begins behind "Full text:", "By Ana Lee, CNN" and "LIMA (AP) - ".

    What is not in capitals is only taken for a dateline at the beginning of a line, and with an outlet.
    """
    first = text[start - 1 : start] in ("", "\n")
    start += label_end(text[start : min(end, start + MOST_LABEL)])
    if first:
        start = _behind_agency(text, _behind_byline(text, start, end), end)
    dateline = _DATELINE.match(text, start, end)
    return dateline.end() if dateline else start


def is_byline(line: str) -> bool:
    """Tell whether a line names who wrote the article, and nothing else."""
    if len(line) > MOST_LINE or not line[:2].istitle():
        return False
    found = byline_of(line)
    return bool(_BYLINE.match(line) or (found and found.whole and found.author))


def _behind_byline(text: str, start: int, end: int) -> int:
    by = _BY.match(text, start, end)
    if by and _behind_agency(text, by.end(), end) > by.end():
        return by.end()
    by = _BY_OUTLET.match(text, start, end)
    return by.end() if by and by["press"].casefold() in KNOWN else start


def _behind_agency(text: str, start: int, end: int) -> int:
    """Return where a sentence begins behind "(CNN) -- ", "Lima, Peru (AP) - " and "(CNN)The mayor"."""
    found = _AGENCY.match(text, start, end)
    if not found:
        return start
    known = found["press"].casefold() in KNOWN
    parted = found["dash"] or (known and (not found["gap"] or not found["place"]))
    return found.end() if parted and (known or outlet_of(found["press"])) else start
