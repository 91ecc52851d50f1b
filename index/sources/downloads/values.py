"""What stands behind a label -> a field of an article: its author, outlet, day or language."""

import re
from typing import Final

from ...language.dates import MONTH, YEAR, find_day, only_day
from ...language.lexicon import any_of, phrases_of_all
from ..decode import clean_line
from ..facts.byline import is_job, is_name, without_job
from .labels import LANGUAGES, WORDS

BY: Final = re.compile(rf"{any_of(phrases_of_all('labels', 'by'))}\b:?\s+(?=\S)", re.I)
TURNED: Final = re.compile(r"([^,;]{2,40}), ([^,;]{2,40})")  # "Lee, Ann"
EDITION: Final = re.compile(rf"\b{any_of(phrases_of_all('labels', 'editions'))}\b", re.I)
MONTH_ONLY: Final = re.compile(rf"(?:\W*\d\d?\W+)?{MONTH}\s*,?\s+{YEAR}", re.I)
BARS: Final = re.compile(r"\s+[|•·]\s+|\t+")
IN_BRACKETS: Final = re.compile(r"\s*\((?:vol\.?|issue|online)\b[^()]*\)?.*", re.I)
OPENING: Final = re.compile(r"(?<=\w)\(")  # "Quay Courier(Marsh)"
OUTLET_LENGTH: Final = 120  # code points
AUTHOR_LENGTH: Final = 200
WEEKDAY: Final = rf"(?:{any_of(phrases_of_all('dates', 'weekdays'))})"
BEFORE_DAY: Final = re.compile(rf"[\s,;•|-]*(?:(?:[^\W\d]{{2,12}}, )?{WEEKDAY})?[\s,;•|-]*$", re.I)


def author_of(said: str) -> str | None:
    """Return who wrote, as names go: ``Ann Lee, Jo Hill`` of ``Lee, Ann; Hill, Jo``, without a job."""
    names = [_turned(BY.sub("", part, count=1)) for part in re.split(r"\s*;\s*", clean_line(said)) if part]
    kept = [name.strip(" ,.") for name in names if not is_job(name) or without_job(name)]
    words = ", ".join(filter(None, kept))
    return words if 0 < len(words) <= AUTHOR_LENGTH else None


def _turned(name: str) -> str:
    parts = TURNED.fullmatch(name)
    if not parts:
        first, comma, rest = name.partition(", ")
        return first if comma and is_job(rest) else without_job(name) if is_job(name) else name
    if is_job(parts[2]):
        return parts[1]
    single = len(parts[1].split()) == 1
    return f"{parts[2]} {parts[1]}" if single and is_name(parts[1]) and is_name(parts[2]) else name


def outlet_of(said: str) -> str | None:
    """Return an outlet's name, without the place of publication, the volume or a day behind it."""
    name = IN_BRACKETS.sub("", OPENING.sub(" (", clean_line(said)).split(";")[0])
    first, comma, rest = name.partition(", ")
    name = first if comma and EDITION.search(rest) else name
    found = find_day(name)
    name = (name[: found[1]] if found else name).strip(" ,.;:[")
    return name if 0 < len(name) <= OUTLET_LENGTH else None


def language_of(said: str) -> str | None:
    """Return a language as ISO 639-1, called in any that we know: ``de`` of ``GERMAN; DEUTSCH``."""
    names = re.findall(r"[^\W\d_]+", said.casefold())
    return next((LANGUAGES[name] for name in names if name in LANGUAGES), None)


def when_of(line: str) -> tuple[str | None, str] | None:
    """Return the day that a line is and an outlet beside it; ``None`` for a line that is no day.

    A month alone is no day, but such a line says when and nothing else.
    """
    if len(line) > OUTLET_LENGTH or not any(map(str.isdigit, line)):
        return None
    if day := only_day(line):
        return day, ""
    if MONTH_ONLY.fullmatch(line):
        return None, ""
    parts = BARS.split(line)
    days = [day for day in map(only_day, parts) if day]
    others = [part for part in parts if not only_day(part) and not WORDS.search(part)]
    return (days[0], others[0] if others else "") if len(days) == 1 and len(parts) > 1 else None


def outlet_and_day(line: str) -> tuple[str, str] | None:
    """Return the outlet and day of a line that begins with both, as ``Le Port mardi 5 mars 2019, p. 3``.

    The outlet is empty where nothing but a section stands before the day.
    """
    found = find_day(line[: 2 * OUTLET_LENGTH])
    if not found or not found[1]:
        return None
    outlet = BEFORE_DAY.sub("", line[: found[1]])
    return (outlet_of(outlet) or "", found[0]) if len(outlet) < OUTLET_LENGTH else None
