"""Texts of other people in 37 languages, as bytes in the old character sets of each: Django's messages."""

from __future__ import annotations

import gettext
import random
import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

PAIRS: Final = {
    "tr": ("cp1254", "iso8859-9", "cp857"),
    "az": ("cp1254",),
    "lt": ("cp1257", "iso8859-13", "cp775"),
    "lv": ("cp1257", "iso8859-13", "cp775"),
    "et": ("cp1257", "iso8859-15"),
    "pl": ("cp1250", "iso8859-2", "cp852"),
    "cs": ("cp1250", "iso8859-2", "cp852"),
    "hu": ("cp1250", "iso8859-2", "cp852"),
    "sk": ("cp1250", "iso8859-2"),
    "sl": ("cp1250", "iso8859-2"),
    "hr": ("cp1250", "iso8859-2"),
    "ro": ("cp1250", "iso8859-2"),
    "ja": ("cp932", "euc_jp", "iso2022_jp"),
    "zh_Hans": ("gbk", "gb18030"),
    "zh_Hant": ("big5",),
    "ko": ("cp949",),
    "ru": ("cp1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic"),
    "uk": ("cp1251", "koi8-u", "iso8859-5", "mac-cyrillic"),
    "bg": ("cp1251", "iso8859-5"),
    "sr": ("cp1251", "iso8859-5"),
    "be": ("cp1251", "iso8859-5"),
    "mk": ("cp1251",),
    "el": ("cp1253", "iso8859-7"),
    "he": ("cp1255", "iso8859-8"),
    "ar": ("cp1256", "iso8859-6"),
    "fa": ("cp1256",),
    "th": ("cp874",),
    "vi": ("cp1258",),
    "de": ("cp1252", "iso8859-15", "mac-roman", "cp850"),
    "fr": ("cp1252", "mac-roman", "cp850"),
    "es": ("cp1252", "mac-roman", "cp850"),
    "pt": ("cp1252",),
    "it": ("cp1252",),
    "sv": ("cp1252", "mac-roman"),
    "fi": ("cp1252",),
    "da": ("cp1252",),
    "is": ("cp1252",),
}
GROUPS: Final = {
    "Turkish, Azerbaijani": "tr az",
    "Baltic": "lt lv et",
    "Central European": "pl cs hu sk sl hr ro",
    "Japanese": "ja",
    "Chinese": "zh_Hans zh_Hant",
    "Korean": "ko",
    "Cyrillic": "ru uk bg sr be mk",
    "Greek": "el",
    "Hebrew": "he",
    "Arabic, Persian": "ar fa",
    "Thai": "th",
    "Vietnamese": "vi",
    "western": "de fr es pt it sv fi da is",
}
PLACEHOLDERS: Final = re.compile(r"%\([^)]*\)[a-z]|%[-+0-9.]*[a-zA-Z]|\{[^}]*\}|<[^>]*>|&#?\w+;|_")
TONES: Final = "\u0300\u0301\u0303\u0309\u0323"  # which Vietnamese Windows writes behind their vowel
BEFORE_UNICODE: Final = str.maketrans("șțȘȚ", "şţŞŢ")  # of Romanian
LEAST: Final = 12  # characters of a message


@cache
def messages(language: str) -> tuple[str, ...]:
    """Return the translated messages of a language that are not all ASCII, each once."""
    spec = find_spec("django")
    assert spec is not None
    assert spec.origin is not None
    paths = sorted(Path(spec.origin).parent.rglob(f"locale/{language}/LC_MESSAGES/*.mo"))
    found = [text for path in paths for text in _translated(path)]
    if language == "ro":
        found = [text.translate(BEFORE_UNICODE) for text in found]
    return tuple(dict.fromkeys(text for text in found if len(text) >= LEAST and not text.isascii()))


def texts(language: str, charset: str, size: int, count: int) -> list[tuple[str, bytes]]:
    """Return so many texts of about so many bytes, each with its bytes; fewer where there are not enough."""
    fitting = [each for each in messages(language) if encoded(each, charset)]
    random.Random(f"{language} {charset} {size}").shuffle(fitting)
    joined = _joined(fitting, charset, size)
    return [(text, encoded(text, charset)) for text, _ in zip(joined, range(count), strict=False)]


def encoded(text: str, charset: str) -> bytes:
    """Return a text's bytes in a set; none when the set has not all of its characters."""
    try:
        return (_with_tones_apart(text) if charset == "cp1258" else text).encode(charset)
    except UnicodeEncodeError:
        return b""


def _translated(path: Path) -> Iterator[str]:
    with path.open("rb") as file:
        catalogue = gettext.GNUTranslations(file)
    for source, text in vars(catalogue)["_catalog"].items():
        if source and isinstance(text, str) and text != source:
            yield " ".join(PLACEHOLDERS.sub("", text).split())


def _joined(parts: Sequence[str], charset: str, size: int) -> Iterator[str]:
    gathered: list[str] = []
    length = 0
    for part in parts:
        gathered.append(part)
        length += len(encoded(part, charset))
        if length >= size:
            yield "\n".join(gathered)
            gathered, length = [], 0


def _with_tones_apart(text: str) -> str:
    return "".join(_tone_apart(letter) for letter in unicodedata.normalize("NFC", text))


def _tone_apart(letter: str) -> str:
    if letter.encode("cp1258", "ignore"):
        return letter
    parts = unicodedata.normalize("NFD", letter)
    vowel = unicodedata.normalize("NFC", "".join(each for each in parts if each not in TONES))
    return vowel + "".join(each for each in parts if each in TONES)
