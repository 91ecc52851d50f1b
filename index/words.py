"""The words of a question or a text, as people write them."""

from __future__ import annotations

import re
from typing import Final

from .stopwords import STOP_WORDS

_WORD = re.compile(r"[^\W_]+(?:[-'.][^\W_]+)*")
_OPENS: Final = ".!?:;…\"“”'‘(["  # what stands before the first word of a sentence or a quotation
_I: Final = frozenset({"i", "i'd", "i'll", "i'm", "i've"})


def words_of(text: str) -> list[str]:
    """Return the words in order, "S-400" and "didn't" as one; a curly apostrophe is made straight."""
    return _WORD.findall(text.replace("’", "'"))


def content_words(text: str) -> list[str]:
    """Return the words in order that say what a text is about, function words left out.

    A function word is kept where it is written as a name: that of the US, or of the Ever Given.
    """
    plain = text.replace("’", "'")
    found = list(_WORD.finditer(plain))
    told_apart = any(word[0][0].islower() for word in found)  # not all in capitals, nor all of a headline
    return [
        word[0]
        for word in found
        if word[0].lower() not in STOP_WORDS or (told_apart and _is_name(plain, word.start(), word[0]))
    ]


def _is_name(text: str, start: int, word: str) -> bool:
    """Tell whether a function word is an abbreviation, or has a capital within a sentence."""
    if not word[0].isupper() or word.lower() in _I:
        return False
    before = text[:start].rstrip()
    return (word.isupper() and len(word) > 1) or (bool(before) and before[-1] not in _OPENS)
