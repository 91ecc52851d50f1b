"""The words of a question or a text, as people write them."""

from __future__ import annotations

import re

from .stopwords import STOP_WORDS

_WORD = re.compile(r"[^\W_]+(?:[-'.][^\W_]+)*")


def words_of(text: str) -> list[str]:
    """Return the words in order, "S-400" and "didn't" as one; a curly apostrophe is made straight."""
    return _WORD.findall(text.replace("’", "'"))


def content_words(text: str) -> list[str]:
    """Return the words in order that say what a text is about, function words left out."""
    return [word for word in words_of(text) if word.lower() not in STOP_WORDS]
