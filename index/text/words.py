"""The words of a text of any script: as people write them, as names are compared, as a search looks them up.

A mark belongs to its letter. Words of scripts that write no spaces are those of ICU's dictionaries; a search
takes their signs one by one and two by two, for what a dictionary cuts depends on what stands beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Any, Final

from .fold import fold
from .scripts import HANGUL, MARKED, UNSPACED, by_properties

Span = tuple[int, int]

_WORD: Final = re.compile(r"[^\W_]+(?:[-'.][^\W_]+)*")
# for texts with marks: a joiner, the quotation mark in צה"ל and the question mark in Ո՞վ are parts of a word
_WITH_MARKS: Final = r"[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}]|[\u055b-\u055e]|[\u200c\u200d](?=[\p{L}\p{M}]))*"
_QUOTE: Final = '(?<=[\u05d0-\u05ea])["\u05f3\u05f4](?=[\u05d0-\u05ea])'
_MARKED_WORD: Final = rf"{_WITH_MARKS}(?:(?:[-'.]|{_QUOTE}){_WITH_MARKS})*"
# a letter with its marks; of Thai and Lao also with the vowel before or behind, of Khmer and Burmese with
# the letter below
_BEFORE, _BEHIND, _BELOW = "\u0e40-\u0e44\u0ec0-\u0ec4", "\u0e30\u0e32\u0e45\u0eb0\u0eb2", "\u17d2\u1039"
_LETTERS: Final = rf"[{_BEFORE}]?\P{{M}}(?:[{_BELOW}]\P{{M}}|\p{{M}})*[{_BEHIND}]?|\p{{M}}+"
_DOTTED: Final = re.compile(r"\b(?:[A-Za-z]\.){2,}")
_RUN: Final = re.compile(rf"[{UNSPACED}][{UNSPACED}\u0300-\u036f\u200b-\u200d\u3099\u309a\ufe00-\ufe0f]*")
_SIGNS: Final = re.compile(rf"[{UNSPACED}{HANGUL}][{UNSPACED}{HANGUL}\u0300-\u036f\u3099\u309a]*")


def words_of(text: str) -> list[str]:
    """Return the words in order, "S-400" and "didn't" as one; a curly apostrophe is made straight."""
    straight = text.replace("’", "'")
    return [straight[start:end] for start, end in word_spans(text)]


def word_spans(text: str) -> list[Span]:
    """Return where those words stand."""
    pattern = by_properties(_MARKED_WORD) if MARKED.search(text) else _WORD
    spans = [found.span() for found in pattern.finditer(text.replace("’", "'"))]
    return spans if text.isascii() else [word for span in spans for word in apart(text, *span)]


def apart(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the words within ``text[start:end]`` where scripts without spaces run on, else the whole."""
    at = start
    for run in _RUN.finditer(text, start, end):
        if at < run.start():
            yield at, run.start()
        yield from _segmented(run)
        at = run.end()
    if at < end:
        yield at, end


def count_words(text: str) -> int:
    """Return how many words a text has: what stands between its spaces, or runs on without them."""
    return len(text.split()) if text.isascii() or not _RUN.search(text) else len(word_spans(text))


def folded(name: str | None) -> str | None:
    """Return a name as it is compared: folded, without the white space around it."""
    return fold(name).strip() if isinstance(name, str) else None


def analysed(text: str) -> list[str]:
    """Return the terms of a text as they are indexed, in order, repeats kept.

    Words are folded and stemmed by Snowball. Of Korean and of scripts without spaces every sign is a term,
    and so are every two that stand side by side.
    """
    return _terms(searchable(text))


def sought(word: str) -> tuple[str, ...]:
    """Return the terms by which one word is looked up; signs only two by two, where it has more than one."""
    plain = undotted(fold(word))
    return tuple(_terms(plain if plain.isascii() else _SIGNS.sub(_two_by_two, plain)))


def searchable(text: str) -> str:
    """Return a text as ``analyser`` takes it: folded, signs apart, "U.S." as "us"."""
    plain = undotted(fold(text))
    return plain if plain.isascii() else _SIGNS.sub(_one_by_one_and_two_by_two, plain)


def undotted(text: str) -> str:
    """Write "U.S." as "US", so that both are found by either."""
    return _DOTTED.sub(lambda found: found.group().replace(".", "") + " ", text)


def signs(run: str) -> list[str]:
    """Return the letters of a run, each with the marks and vowels that are written around it."""
    return by_properties(_LETTERS).findall(run) if MARKED.search(run) else list(run)


def _terms(made: str) -> list[str]:
    return list((_plain_analyser() if made.isascii() else analyser()).analyze(made))


def _segmented(run: re.Match[str]) -> Iterator[Span]:
    from .segment import segments

    for start, end in segments(run[0]):
        yield run.start() + start, run.start() + end


def _one_by_one_and_two_by_two(run: re.Match[str]) -> str:
    ones = signs(run[0])
    twos = [f"{one}{other} {other}" for one, other in pairwise(ones)]
    return " ".join(["", ones[0], *twos, ""])


def _two_by_two(run: re.Match[str]) -> str:
    ones = signs(run[0])
    twos = [one + other for one, other in pairwise(ones)]
    return " ".join(["", *(twos or ones), ""])


_STEMMED: Final = ("english", "russian", "arabic", "greek", "tamil")  # each knows its own letters alone


@lru_cache(maxsize=1)
def analyser() -> Any:
    """Return tantivy's analyser, which an index has to know too."""
    from tantivy import Tokenizer

    return _built(Tokenizer.regex(r"[\p{L}\p{N}\p{M}]+"), _STEMMED)


@lru_cache(maxsize=1)
def _plain_analyser() -> Any:
    """Return what does the same to ASCII, in less time."""
    from tantivy import Tokenizer

    return _built(Tokenizer.simple(), _STEMMED[:1])


def _built(tokenizer: Any, stemmed: tuple[str, ...]) -> Any:
    from tantivy import Filter, TextAnalyzerBuilder

    builder = TextAnalyzerBuilder(tokenizer).filter(Filter.remove_long(60))
    for language in stemmed:
        builder = builder.filter(Filter.stemmer(language))
    return builder.build()
