"""The check that Quoth had before: numbers and names occur in the passage, and enough of the words do."""

from __future__ import annotations

import re
from typing import Final

from index.language.stopwords import STOP_WORDS
from index.passage import Hit
from index.text.words import analysed
from rag.answer import Support

ENOUGH_WORDS: Final = 0.6  # share of a sentence's words found in what it cites: supported
FEW_WORDS: Final = 0.3  # below it: not found

_NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)*")
_NAME: Final = re.compile(r"\b[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+)*")


def support_before(sentence: str, hit: Hit) -> Support:
    """Return whether a passage bears a sentence out, as it was told until the rules of ``rag.check``."""
    text = f"{hit.article.title} {hit.article.published or ''}\n{hit.text}"
    wanted = set(analysed(sentence)) - STOP_WORDS
    share = len(wanted & set(analysed(text))) / len(wanted) if wanted else 0.0
    if share < FEW_WORDS:
        return "not found"
    return "partly" if _lacks(sentence, text) or share < ENOUGH_WORDS else "supported"


def _lacks(sentence: str, text: str) -> bool:
    """Whether the text has not all numbers and names of the sentence."""
    numbers = {_plain(number) for number in _NUMBER.findall(text)}
    if any(_plain(number) not in numbers for number in _NUMBER.findall(sentence)):
        return True
    terms = set(analysed(text))
    for found in _NAME.finditer(sentence):
        words = [word for word in found[0].split() if word.lower() not in STOP_WORDS]
        if found.start() > 0 and words and not terms.issuperset(analysed(" ".join(words))):
            return True
    return False


def _plain(number: str) -> str:
    return number.replace(",", "").rstrip(".")
