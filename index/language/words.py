"""The words of a text in order, and the small words of each language that is known."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from ..text.fold import fold
from ..text.scripts import MARKED, by_properties, has_kana
from ..text.words import Span, apart, word_spans
from .lexicon import words, words_of_all

# say nothing of what a question is about; of languages in Latin letters those of English alone, for "die" and
# "war" of one are content of another
STOP_WORDS: Final = frozenset(map(fold, words_of_all("words", "function words")))
_WITHOUT_KANA: Final = STOP_WORDS - (  # a question word of Japanese is a surname in Chinese
    {*words("words", "function words", "ja")} - {*words("words", "function words", "zh")}
)
_PARTICLES: Final = tuple(sorted(words_of_all("words", "particles"), key=len, reverse=True))
_WORD_OF: Final = r"(?:[A-Za-z]\.){{2,}}|\d+(?:[.,]\d+)*|{0}(?:['’]{0})*|[%$€£¥₹]"  # U.S., 1,340.5, India's
_WORD: Final = re.compile(_WORD_OF.format(r"[^\W\d_]+"))
_MARKED_WORD: Final = _WORD_OF.format(r"\p{L}[\p{L}\p{M}\u200c\u200d]*")
_CLAUSE: Final = re.compile(r"[,;:.!?()\[\]—、，；：。！？（）।॥۔؟،؛።፣։]|\s[-–]\s|\n|[\"“”]")


@dataclass(frozen=True, slots=True)
class Word:
    """A word at ``text[start:end]``.

    Attributes:
        lower: folded, without possessive or the dots of "U.S.".
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
    found = _spans(text)
    made: list[Word] = []
    at = 0
    for number, (start, end) in enumerate(found):
        while at + 1 < len(sentences) and start >= sentences[at + 1][0]:
            at += 1
        following = found[number + 1][0] if number + 1 < len(found) else len(text)
        lower = _plain(text[start:end])
        ends = bool(_CLAUSE.search(text, end, following))
        made.append(Word(text[start:end], start, end, lower, stem(lower), at, ends))
    return made


def _spans(text: str) -> list[Span]:
    pattern = by_properties(_MARKED_WORD) if MARKED.search(text) else _WORD
    spans = [found.span() for found in pattern.finditer(text)]
    return spans if text.isascii() else [word for span in spans for word in apart(text, *span)]


def _plain(word: str) -> str:
    lower = fold(word)
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
    straight = text.replace("’", "'")
    return [straight[start:end] for start, end in content_spans(straight)]


def content_spans(text: str) -> list[Span]:
    """Return where those words stand."""
    found = word_spans(text)
    names = _names(text, found)
    left_out = STOP_WORDS if has_kana(text) else _WITHOUT_KANA
    return [(start, end) for start, end in found if fold(text[start:end]) not in left_out or start in names]


def without_particle(word: str) -> str:
    """Return a word without the particle that Korean writes behind it; two signs at least are left."""
    found = (each for each in _PARTICLES if word.endswith(each) and len(word) >= len(each) + 2)
    return word.removesuffix(next(found, ""))


def _names(text: str, spans: Sequence[Span]) -> set[int]:
    """Return where function words stand that are abbreviations, or have a capital within a sentence."""
    words = {start: text[start:end] for start, end in spans}
    if not any(word[0].islower() for word in words.values()):
        return set()  # all in capitals, or all of a headline
    short = {start for start, word in words.items() if word.isupper() and len(word) > 1}
    within = {start: word for start, word in words.items() if word[0].isupper() and _is_within(text, start)}
    if any(word.lower() in _VERBS for word in within.values()):
        return short
    return short | {start for start, word in within.items() if word.lower() not in _SMALL | _I}


def _is_within(text: str, start: int) -> bool:
    before = text[max(0, start - 20) : start].rstrip()[-1:]
    return bool(before) and before not in _OPENS


def function_share(text: str) -> float:
    """Return the share of a text's words that are function words we know, in [0, 1]; 0 without words.

    They are those of English and of languages in other letters than Latin. Of .98 and more of English
    questions a quarter or more are, of .025 of German ones and .002 of Spanish (SQuAD, NQ, TimeQA; XQuAD).
    """
    words = [text[start:end].lower() for start, end in word_spans(text)]
    return sum(word in STOP_WORDS for word in words) / len(words) if words else 0.0
