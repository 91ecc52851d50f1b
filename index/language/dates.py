"""Days as people and pages write them, and only where one reading is possible."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

FIRST_YEAR: Final = 1500
YEAR: Final = r"(?:1[5-9]|20)\d\d"  # as texts name it
MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar janvier enero ene gennaio janeiro",
            "february feb februar février février fevrier febrero febbraio fevereiro",
            "march mar märz mars marzo março",
            "april apr avril abril aprile",
            "may mai mayo maggio maio",
            "june jun juni juin junio giugno junho",
            "july jul juli juillet julio luglio julho",
            "august aug août aout agosto",
            "september sep sept septembre septiembre settembre setembro",
            "october oct oktober okt octobre octubre ottobre outubro",
            "november nov novembre noviembre novembro",
            "december dec dezember dez décembre decembre diciembre dicembre dezembro",
        ),
        start=1,
    )
    for name in names.split()
}
MONTH: Final = "(" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
ISO: Final = re.compile(r"(?<!\d)(\d{4})([-/.]?)(\d\d)\2(\d\d)(?!\d)")
DAY_FIRST: Final = re.compile(
    rf"(?<!\d)(\d\d?)(?:st|nd|rd|th|er|º|\.)?[\s-]+(?:of |de )?{MONTH}(?:[\s,-]+|\s+del?\s+)(\d{{4}})(?!\d)",
    re.I,
)
MONTH_FIRST: Final = re.compile(rf"\b{MONTH}\s*(\d\d?)(?:st|nd|rd|th)?\s*,?\s+(\d{{4}})(?!\d)", re.I)
FIGURES: Final = re.compile(r"(?<![\d./-])(\d\d?)([./-])(\d\d?)\2(\d{4})(?![\d/-])")
_WEEKDAYS: Final = (
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|"
    r"lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo"
)
NOISE: Final = re.compile(
    rf"\b(?:{_WEEKDAYS}|um|at|at?m|p\.?m|a\.?m|uhr|est|edt|et|(?:gmt|utc)(?:[+-]\d\d?)?|ist|pst|pdt|bst|cest?|z|t|à)\b\.?"
    r"|t?\d\d?[:.h]\d\d(?::\d\d)?(?:\.\d+)?z?|[+-]\d\d:?\d\d|[\s,.|()·•–—-]+",
    re.I,
)
# What stands before the day of publication, and before that of a change.
PUBLISHED: Final = (
    r"(?:(?:first |zuerst )?(?:published(?: time)?|posted|dated?|publication date|veröffentlicht|erschienen|"
    r"stand|publié|paru|mis en ligne|publicado|pubblicato|gepubliceerd|opublikowano)"
    r"(?: online)?(?: (?:on|am|le|el|il|op))?)"
)
UPDATED: Final = (
    r"(?:(?:last |zuletzt |letzte )?(?:updated?|modified|aktualisiert|aktualisierung|geändert|modifié|"
    r"mise? à jour|actualizado|modificado|aggiornato|bijgewerkt|zaktualizowano)"
    r"(?: (?:on|am|le|el|il|op|at))?)"
)


def find_day(text: str) -> tuple[str, int, int] | None:
    """Return the first day that a text names as ISO 8601, with its offsets; ``None`` for none.

    ``05/10/2018`` is no day (May or October?), ``25/10/2018`` and ``05.10.2018`` are. Days before
    1500 and after tomorrow are none either.
    """
    return next(days_in(text), None)


def days_in(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield every day that a text names, as ``find_day`` does the first."""
    found = [
        (match.start(), match.end(), number)
        for number, pattern in enumerate((ISO, DAY_FIRST, MONTH_FIRST, FIGURES))
        for match in pattern.finditer(text)
    ]
    for start, end, number in sorted(found):
        if day := _READERS[number](text[start:end]):
            yield day, start, end


def only_day(text: str) -> str | None:
    """Return the day of a text that is a day, perhaps with its weekday and hour, and nothing else."""
    if len(text) > 80 or not (found := find_day(text)):
        return None
    day, start, end = found
    rest = NOISE.sub("", text[:start]) + NOISE.sub("", text[end:])
    return None if rest else day


def _plausible(year: int, month: int, day: int) -> str | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found.isoformat() if year >= FIRST_YEAR and found <= date.today() + timedelta(days=1) else None


def _iso(text: str) -> str | None:
    digits = re.sub(r"\D", "", text)
    return _plausible(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))


def _day_first(text: str) -> str | None:
    match = DAY_FIRST.fullmatch(text)
    return match and _plausible(int(match[3]), MONTHS[match[2].lower()], int(match[1]))


def _month_first(text: str) -> str | None:
    match = MONTH_FIRST.fullmatch(text)
    return match and _plausible(int(match[3]), MONTHS[match[1].lower()], int(match[2]))


def _figures(text: str) -> str | None:
    first, second, year = (int(part) for part in re.split("[./-]", text))
    dotted = "." in text  # dots mean day first wherever they are used
    if first == second or dotted or first > 12:
        return _plausible(year, second, first)
    return _plausible(year, first, second) if second > 12 else None


_READERS: Final = (_iso, _day_first, _month_first, _figures)
