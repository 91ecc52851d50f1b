"""Sentences of a model's reply -> citations with exact offsets, and whether the quoted words bear them out.

The check asks no model: the numbers and names of a sentence must stand in the passages it cites, and most
of its words must. It is made to miss no changed figure; what it cannot judge is the sense.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from index.hit import Hit
from index.lexical import analysed
from index.split import Span, sentences
from index.stopwords import STOP_WORDS

from .answer import Citation, Sentence, Support
from .marks import Written

ENOUGH_WORDS: Final = 0.6  # share of a sentence's words found in what it cites: supported
FEW_WORDS: Final = 0.3  # below it: not found

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_NAME = re.compile(r"\b[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+)*")


@dataclass(slots=True)
class Citer:
    """Numbers the quotations of one reply in order of first use; one for each answer."""

    hits: Sequence[Hit]
    citations: list[Citation] = field(default_factory=list)

    def cite(self, written: Written) -> Sentence:
        """Tie a sentence to the words it rests on; one without a mark rests on none."""
        named = [self.hits[number - 1] for number in written.passages]
        if not named:
            return Sentence(written.text, (), "not found", _missing(written.text, ""))
        support, missing = _checked(written.text, named)
        numbers = [self._number(hit, _best_sentence(written.text, hit), support) for hit in named]
        return Sentence(written.text, tuple(dict.fromkeys(numbers)), support, missing)

    def _number(self, hit: Hit, span: Span, support: Support) -> int:
        for known in self.citations:
            if (known.article.id, known.start, known.end) == (hit.article.id, *span):
                return known.number
        quote = hit.article.text[span[0] : span[1]]
        number = len(self.citations) + 1
        self.citations.append(Citation(number, hit.article, *span, quote, support, copies=hit.copies))
        return number


def _checked(sentence: str, cited: Sequence[Hit]) -> tuple[Support, tuple[str, ...]]:
    """Return whether the passages bear a sentence out, and which numbers and names they lack."""
    text = "\n".join(f"{hit.article.title} {hit.article.published or ''}\n{hit.text}" for hit in cited)
    missing = _missing(sentence, text)
    wanted = set(analysed(sentence)) - STOP_WORDS
    share = len(wanted & set(analysed(text))) / len(wanted) if wanted else 0.0
    if share < FEW_WORDS:
        return "not found", missing
    return ("partly" if missing or share < ENOUGH_WORDS else "supported"), missing


def _missing(sentence: str, text: str) -> tuple[str, ...]:
    """Return the numbers and names of a sentence that a text has not."""
    numbers = {_plain(number) for number in _NUMBER.findall(text)}
    terms = set(analysed(text))
    lacking = [number for number in _NUMBER.findall(sentence) if _plain(number) not in numbers]
    for found in _NAME.finditer(sentence):
        words = [word for word in found[0].split() if word.lower() not in STOP_WORDS]
        if found.start() > 0 and words and not terms.issuperset(analysed(" ".join(words))):
            lacking.append(" ".join(words))
    return tuple(dict.fromkeys(lacking))


def _plain(number: str) -> str:
    return number.replace(",", "").rstrip(".")


def _best_sentence(written: str, hit: Hit) -> Span:
    """Return the sentence of a passage that shares most words with what was written, as article offsets."""
    wanted = set(analysed(written)) - STOP_WORDS
    first = hit.passage.start
    spans = sentences(hit.text, hit.article.language)

    def shared(span: Span) -> float:
        own = set(analysed(hit.text[span[0] : span[1]])) - STOP_WORDS
        return len(wanted & own) / math.sqrt(len(own) + 5)

    start, end = max(spans, key=shared)
    return first + start, first + end
