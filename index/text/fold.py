"""A text as it is compared: without regard to case, accents, width, ligatures and the form of Unicode."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# Accents, points and signs of reading, which people leave out; a vowel sign of Hindi or Thai is a letter.
_LEFT_OUT: Final = re.compile(
    "[\u00ad\u055b-\u055e\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640"
    "\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0711\u0730-\u074a\u08d3-\u08e1"
    "\u08e3-\u08ff\u093c\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\u20d0-\u20ff"
    "\ufe00-\ufe0f\ufe20-\ufe2f\ufeff\U000e0100-\U000e01ef]"
)
_WHOLE: Final = frozenset("йїў")  # letters of their own, as every reader of Cyrillic takes them
_LETTERS: Final = {
    **dict(zip("øłđðħŧıəɛɔŋĸʻʼ’‘ʾʿ׳״", "olddhtiaeonk'''''''\"", strict=True)),
    **dict(zip("‐‑‒–−", "-----", strict=True)),
    "æ": "ae",
    "œ": "oe",
    "þ": "th",
    "ς": "σ",
    **dict(zip("یىېےکڪہەھۀ", "ييييككهههه", strict=True)),  # as Persian, Urdu and Kurdish write them
}
_NOT_ASCII: Final = re.compile(r"[^\x00-\x7f]+")
_RAISED_OR_PART: Final = re.compile(
    "(?<=[0-9])(?:[\u2070\u00b9\u00b2\u00b3\u2074-\u2079]|[\u00bc-\u00be\u2150-\u215f\u2189])"
)


class _Folding(dict[int, str]):
    """What each character is folded to, found out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = made = _folded(chr(code))
        return made


_FOLDING: Final = _Folding()


def fold(text: str) -> str:
    """Return a text as it is compared: José and JOSE are one, so are ﬁ and fi, ＡＢＣ and abc, CO₂ and CO2.

    It may be longer or shorter than the text: to know where a word stands, fold the word, not the text.
    Folding what is folded changes nothing.
    """
    while not text.isascii():
        text = _NOT_ASCII.sub(_translated, unicodedata.normalize("NFKC", _apart(text)))
        if unicodedata.is_normalized("NFKC", text):  # what is left out may have kept two letters apart
            break
    return text.lower()


def without_accents(text: str) -> str:
    """Return a text of the same length, in which letters with accents are those without; case is kept."""
    return _NOT_ASCII.sub(lambda run: "".join(map(_bare, run[0])), text)


def _bare(character: str) -> str:
    folded = fold(character)
    return character if len(folded) != 1 else folded.upper() if character.isupper() else folded


def _translated(run: re.Match[str]) -> str:
    return run[0].translate(_FOLDING)


def _apart(text: str) -> str:
    """Return a text in which "6½" and "45¹³" stay two numbers."""
    return _RAISED_OR_PART.sub(r" \g<0>", text)


def _folded(character: str) -> str:
    """Return one character folded; another fold of it changes nothing."""
    if character.lower() in _WHOLE:
        return character.lower()
    number = unicodedata.decimal(character, None)
    if number is not None:
        return str(number)
    made = character
    while True:
        bare = _LEFT_OUT.sub("", unicodedata.normalize("NFKD", made))
        folded = "".join(_LETTERS.get(each, each) for each in bare.casefold())
        folded = unicodedata.normalize("NFC", folded)
        if folded == made or folded in _WHOLE:
            return folded
        made = folded
