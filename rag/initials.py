"""An abbreviation of the question that the articles write out: the EU is the European Union."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from index.hit import Hit
from index.lexical import QueryWord, analysed

LETTERS: Final = range(2, 7)
_SMALL: Final = r"(?:(?:of|the|for|and|in|on|to|de|des|du)\s+)*"  # words that give no letter


def written_out(word: str, texts: Iterable[str]) -> str | None:
    """Return the first name in the texts whose initials a word is, ``None`` if there is none."""
    if len(word) not in LETTERS or not word.isalpha() or not word.isupper():
        return None
    name = _name_of(word)
    return next((found[0] for text in texts if (found := name.search(text))), None)


def spelt(words: Sequence[QueryWord], hits: Sequence[Hit]) -> list[QueryWord]:
    """Return the words, abbreviations that no article has as the terms of the name the passages write out."""
    return [_spelt(word, hits) if word.absent else word for word in words]


def _spelt(word: QueryWord, hits: Sequence[Hit]) -> QueryWord:
    name = written_out(word.word, (text for hit in hits for text in (hit.article.title, hit.text)))
    return replace(word, terms=tuple(analysed(name)), passages=1) if name else word


@lru_cache(maxsize=64)
def _name_of(word: str) -> re.Pattern[str]:
    return re.compile(r"\b" + rf"\s+{_SMALL}".join(rf"{letter}[\w'’-]+" for letter in word))
