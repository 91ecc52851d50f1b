"""Names in a text: runs of words with capitals, "Mr" and the like left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from .dates import MONTHS
from .numbers import SCALES, SPELT
from .spans_of_days import WEEKDAYS
from .stemmed import Word
from .stopwords import STOP_WORDS

TITLES: Final = frozenset(
    "mr mrs ms miss dr sir lord lady dame prof professor president vice prime minister secretary"
    " senator sen rep representative congressman congresswoman governor gov mayor chancellor king"
    " queen prince princess pope general gen colonel col major captain capt lieutenant lt sergeant"
    " sgt admiral ambassador judge justice chairman chairwoman chief director spokesman spokeswoman"
    " spokesperson chairperson premier saint st the".split()
)
_NO_NAMES: Final = (
    STOP_WORDS | set(WEEKDAYS) | {month for month in MONTHS if month.isascii()} | set(SPELT) | set(SCALES)
) - {"us", "will", "may", "mark"} | set(
    "tv dvd cd ceo gdp pm am ad bc bce nobody somebody everybody anybody nothing something everything"
    " anything someone everyone anyone none".split()
)
_SAYS: Final = frozenset(
    "said says told was is has had will would wrote won met became announced added called and who did"
    " also".split()
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name in words ``first`` up to ``last`` of a text.

    Attributes:
        parts: its words in small letters, titles left out.
        sure: whether it is a name for certain; the first word of a sentence may be none.
    """

    text: str
    first: int
    last: int
    parts: tuple[str, ...]
    sure: bool = True

    def short_of(self, other: Name) -> bool:
        """Whether all its words stand in the other name: Pompeo in Mike Pompeo."""
        return set(self.parts) <= set(other.parts)


def names(text: str, words: Sequence[Word]) -> list[Name]:
    """Return the names of a text in order."""
    return [name for first, last in _runs(words) if (name := _name(text, words, first, last))]


def _runs(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Yield where words with capitals stand side by side, "'s" and commas between runs."""
    first: int | None = None
    for at, word in enumerate(words):
        proper = _proper(words, at)
        if first is not None and not proper:
            yield first, at
            first = None
        elif proper and first is None:
            first = at
        if proper and (word.ends_clause or word.text.endswith(("'s", "’s"))):
            yield first if first is not None else at, at + 1
            first = None
    if first is not None:
        yield first, len(words)


def _proper(words: Sequence[Word], at: int) -> bool:
    word = words[at]
    if not word.capital or word.lower in _NO_NAMES or (len(word.lower) < 2 and not word.text.endswith(".")):
        return False
    return word.lower != "us" or word.text.isupper() or "." in word.text


def _name(text: str, words: Sequence[Word], first: int, last: int) -> Name | None:
    parts = tuple(word.lower for word in words[first:last] if word.lower not in TITLES)
    if not parts:
        return None
    whole = text[words[first].start : words[last - 1].end].removesuffix("'s").removesuffix("’s")
    return Name(whole, first, last, parts, _sure(words, first, last))


def _sure(words: Sequence[Word], first: int, last: int) -> bool:
    """Whether a run is a name even where a sentence begins: two words, or one that says or does something."""
    if first and words[first - 1].sentence == words[first].sentence and not _after_quote(words, first):
        return True
    word = words[first]
    if last - first > 1 or word.text.endswith(("'s", "’s")) or word.text[1:] != word.text[1:].lower():
        return True
    following = words[last].lower if last < len(words) else ""
    return following in _SAYS and not word.lower.endswith("s")


def _after_quote(words: Sequence[Word], first: int) -> bool:
    return words[first - 1].ends_clause and words[first].start - words[first - 1].end > 2
