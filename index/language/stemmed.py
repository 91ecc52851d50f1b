"""A text -> its words, with their places, stems and sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ..text.split import Span, sentences
from .stems import stem
from .stopwords import STOP_WORDS

_SIGN: Final = r"\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"  # of scripts without spaces, each a word
_LETTER: Final = rf"[^\W\d_{_SIGN}]"
_WORD: Final = re.compile(  # U.S., 1,340.5, India's
    rf"(?:[A-Za-z]\.){{2,}}|\d+(?:[.,]\d+)*|[{_SIGN}]|{_LETTER}+(?:['’]{_LETTER}+)*|[%$€£¥₹]"
)
_CLAUSE: Final = re.compile(r"[,;:.!?()\[\]—]|\s[-–]\s|\n|[\"“”]")


@dataclass(frozen=True, slots=True)
class Word:
    """A word at ``text[start:end]``.

    Attributes:
        lower: in small letters, without possessive or the dots of "U.S.".
        sentence: number, from 0, of its sentence.
        ends_clause: whether a mark such as a comma stands between it and the next word.
    """

    text: str
    start: int
    end: int
    lower: str
    stem: str
    sentence: int
    ends_clause: bool

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.text[0].isupper()

    @property
    def content(self) -> bool:
        """Whether it says something of its own; "the" and "was" do not."""
        return self.lower not in STOP_WORDS


def words_of(text: str, language: str | None = None) -> tuple[list[Word], list[Span]]:
    """Return the words of a text in order, and where its sentences stand."""
    spans = sentences(text, language)
    found = list(_WORD.finditer(text))
    words: list[Word] = []
    at = 0
    for number, match in enumerate(found):
        while at + 1 < len(spans) and match.start() >= spans[at + 1][0]:
            at += 1
        following = found[number + 1].start() if number + 1 < len(found) else len(text)
        lower = _plain(match[0])
        ends = bool(_CLAUSE.search(text, match.end(), following))
        words.append(Word(match[0], *match.span(), lower, stem(lower), at, ends))
    return words, spans


def content_stems(words: Sequence[Word]) -> list[str]:
    """Return the stems of the words that say something, each once, in order."""
    return list(dict.fromkeys(word.stem for word in words if word.content))


def _plain(word: str) -> str:
    lower = word.lower().replace("’", "'")
    dotless = lower.replace(".", "") if lower.endswith(".") else lower
    return dotless.removesuffix("'s").rstrip("'")
