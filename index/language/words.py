"""The words of a text in order, and the small words of English."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from ..text.words import word_matches
from .lexicon import words

STOP_WORDS: Final = frozenset(words("words", "function words"))  # say nothing of what a question is about

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


def read(text: str, sentences: Sequence[tuple[int, int]], stem: Callable[[str], str]) -> list[Word]:
    """Return the words of a text whose sentences stand where it is said, each with its stem."""
    found = list(_WORD.finditer(text))
    made: list[Word] = []
    at = 0
    for number, match in enumerate(found):
        while at + 1 < len(sentences) and match.start() >= sentences[at + 1][0]:
            at += 1
        following = found[number + 1].start() if number + 1 < len(found) else len(text)
        lower = _plain(match[0])
        ends = bool(_CLAUSE.search(text, match.end(), following))
        made.append(Word(match[0], *match.span(), lower, stem(lower), at, ends))
    return made


def _plain(word: str) -> str:
    lower = word.lower().replace("’", "'")
    dotless = lower.replace(".", "") if lower.endswith(".") else lower
    return dotless.removesuffix("'s").rstrip("'")


_OPENS: Final = ".!?:;…\"“”'‘(["  # what stands before the first word of a sentence or a quotation
_I: Final = frozenset({"i", "i'd", "i'll", "i'm", "i've"})
# a capital on one of these within a sentence tells a headline, not a name
_VERBS: Final = frozenset(
    "is are was were do does did has have had isn't wasn't didn't doesn't".split()  # noqa: SIM905
)
_SMALL: Final = frozenset(
    """a an the and or but of to in on at by for from with about into over after before as than
    it its he his him she her they their them we our you your this that these those not no""".split()  # noqa: SIM905
)


def content_words(text: str) -> list[str]:
    """Return the words in order that say what a text is about, function words left out.

    A function word is kept where it is written as a name: that of the US, or of the Ever Given.
    """
    found = word_matches(text)
    names = _names(found[0].string, found) if found else set()
    return [word[0] for word in found if word[0].lower() not in STOP_WORDS or word.start() in names]


def _names(text: str, words: Sequence[re.Match[str]]) -> set[int]:
    """Return where function words stand that are abbreviations, or have a capital within a sentence."""
    if not any(word[0][0].islower() for word in words):
        return set()  # all in capitals, or all of a headline
    short = {word.start() for word in words if word[0].isupper() and len(word[0]) > 1}
    within = [word for word in words if word[0][0].isupper() and _is_within(text, word.start())]
    if any(word[0].lower() in _VERBS for word in within):
        return short
    return short | {word.start() for word in within if word[0].lower() not in _SMALL | _I}


def _is_within(text: str, start: int) -> bool:
    before = text[max(0, start - 20) : start].rstrip()[-1:]
    return bool(before) and before not in _OPENS
