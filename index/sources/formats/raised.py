"""What words are written for that stand above or below the line: marks of notes go, exponents stay.

A mark of a note is none of the sentence's words: "45" with a raised 13 behind it is 45, not 4513. What is
part of a word or figure stays as Unicode writes it: m², 10⁶, 1st, CO₂, Ca²⁺, ¹⁴C.
"""

import re
from typing import Final

SUPERSCRIPTS: Final = str.maketrans("0123456789+-−–=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁿ")
SUBSCRIPTS: Final = str.maketrans("0123456789+-−–=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎")
LONGEST: Final = 40  # characters of a mark or of a part of a word; longer is text of its own

# A unit of length, time or mass, which powers are taken of: "m", "W/m", "km", not the end of a word.
_UNIT: Final = re.compile(r"(?:^|[^\w])(?:[kcdmµμn]?m|ft|in|mi|yd|h|s|sec|kg|[كس]?م|(?:ק[\"״])?מ)$")
_POWER: Final = re.compile(r"[-−–]?[1-4]")
_TEN: Final = re.compile(r"(?<![\d.,])10$")
_EXPONENT: Final = re.compile(r"[-−–]?\d{1,2}")
_VARIABLE: Final = re.compile(r"(?:^|[^\w])(?:[B-HJ-Zb-zα-ωΑ-Ω]|mc)$")  # neither "a" nor "I"
_SQUARE: Final = re.compile(r"[-−–]?[2-4n]")
_CHARGE: Final = re.compile(r"\d?[+\-−–]")
_ION: Final = re.compile(r"(?:[A-Z][a-z]?|[₀-₉\])])$")
_ELEMENT: Final = re.compile(r"[A-Z][a-z]?(?![a-z])")
_NUMBER_BEFORE: Final = re.compile(r"(?:\d|\b[IVXLCM]+)$")
_ORDINAL: Final = re.compile(r"(?:st|nd|rd|th|er|ers|re|res|e|es|ème|èmes|eme|o|os|as|º|ª|de|te|ste)", re.I)
_OVER: Final = re.compile(r"\s?(?:/$|⁄)")  # "1/2", the 1 raised and the 2 lowered
_FORMULA: Final = re.compile(r"[^\W\d_][₀-₉]*[)\]]?$")
_TRADE: Final = {"tm": "™", "sm": "℠", "®": "®", "©": "©"}
_ROMAN: Final = r"(?=[ivx]{2})x{0,3}(?:i[xv]|v?i{0,3})"  # as word processors number endnotes
_NOTE: Final = re.compile(
    rf"[\[({{]?\s*(?:[\d\s,;–−-]+|{_ROMAN}|[a-z](?:\s*,\s*[a-z])*|[*†‡§¶#∗✝⁎]+)\s*[\])}}]?"
)
_BRACKETED: Final = re.compile(r"\[[^\[\]]*\]")  # as in "[note 3]" and "[citation needed]"


def raised(mark: str, before: str, after: str = "", *, note: bool = False) -> str:
    """Return what is to stand in the text for what is printed above the line; empty for the mark of a note.

    Args:
        mark: what is raised, and nothing else.
        before: the text before it, at least its last word; the space between them belongs to it.
        after: the text behind it, at least one word, where it is known.
        note: whether the file itself says that it refers to a note, as a link or a field does.
    """
    mark = mark.strip()
    if note or not mark:
        return ""
    if len(mark) > LONGEST:
        return f" {mark} "
    if mark.lower() in _TRADE:
        return _TRADE[mark.lower()]
    if _is_exponent(mark, before) or _is_isotope(mark, before, after):
        return mark.translate(SUPERSCRIPTS)
    fraction = mark.isdecimal() and bool(_OVER.match(after))
    if is_note(mark) and not fraction and not (_ORDINAL.fullmatch(mark) and _NUMBER_BEFORE.search(before)):
        return ""
    return f" {mark}" if mark[0].isdecimal() and before[-1:].isalnum() else mark


def is_note(mark: str) -> bool:
    """Tell whether a mark looks like that of a note: ``13``, ``[4]``, ``*``, ``[citation needed]``."""
    return bool(_NOTE.fullmatch(mark.strip()) or _BRACKETED.fullmatch(mark.strip()))


def lowered(mark: str, before: str = "C") -> str:
    """Return what is to stand in the text for what is printed below the line, as the 2 of CO₂.

    What is long, or stands behind no letter or bracket, is words in small print.
    """
    if len(mark) > LONGEST or not _FORMULA.search(before):
        return mark
    return mark.strip().translate(SUBSCRIPTS)


def _is_exponent(mark: str, before: str) -> bool:
    return bool(
        (_UNIT.search(before) and _POWER.fullmatch(mark))
        or (_TEN.search(before) and _EXPONENT.fullmatch(mark))
        or (_VARIABLE.search(before) and _SQUARE.fullmatch(mark))
        or (_ION.search(before) and _CHARGE.fullmatch(mark))
    )


def _is_isotope(mark: str, before: str, after: str) -> bool:
    """Tell a mass number before a chemical element; not at a line's beginning, as a note's number is."""
    return bool(
        mark.isdecimal() and before and before[-1] in " ([–-/" and before.strip() and _ELEMENT.match(after)
    )
