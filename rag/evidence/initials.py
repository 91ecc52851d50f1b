"""An abbreviation of the question that the articles write out: the EU is the European Union."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from index.language.dates import MONTHS
from index.language.spans_of_days import WEEKDAYS
from index.language.stopwords import STOP_WORDS
from index.passage import Hit
from index.search import QueryWord
from index.text.words import analysed

LETTERS: Final = range(3, 7)  # two stand for too many things, so that only these are known:
TWO: Final = {"EU": "European Union", "UK": "United Kingdom", "UN": "United Nations", "US": "United States"}
_NO_NAMES: Final = STOP_WORDS | {*MONTHS, *WEEKDAYS}
_SMALL: Final = r"(?:(?:of|the|for|and|in|on|to|de|des|du)\s+)*"  # words that give no letter


def written_out(word: str, texts: Iterable[str]) -> str | None:
    """Return the first name in the texts whose initials a word is, ``None`` if there is none."""
    if word in TWO:
        return next((TWO[word] for text in texts if TWO[word] in text), None)
    if len(word) not in LETTERS or not word.isalpha() or not word.isupper():
        return None
    found = (match[0] for text in texts for match in _name_of(word).finditer(text))
    return next((name for name in found if not _NO_NAMES & {*_capitals(name)}), None)


def spelt(words: Sequence[QueryWord], hits: Sequence[Hit]) -> list[QueryWord]:
    """Return the words, abbreviations that no article has as the terms of the name the passages write out."""
    return [_spelt(word, hits) if word.absent else word for word in words]


def _spelt(word: QueryWord, hits: Sequence[Hit]) -> QueryWord:
    name = written_out(word.word, (text for hit in hits for text in (hit.article.title, hit.text)))
    return replace(word, terms=tuple(analysed(name)), passages=1) if name else word


def _capitals(name: str) -> list[str]:
    return [word.lower() for word in name.split() if word[0].isupper()]


@lru_cache(maxsize=64)
def _name_of(word: str) -> re.Pattern[str]:
    return re.compile(r"(?<![\w'’-])" + rf"\s+{_SMALL}".join(rf"{letter}[\w'’-]+" for letter in word))
