"""A text with all that the rules read from it, found once and kept."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Final

from index.language.claim_dates import Date, dates
from index.language.claim_names import Name, names
from index.language.numbers import Figure, figures
from index.language.same_names import country
from index.language.stemmed import Word, words_of
from index.text.split import Span

from .order import active

_AND: Final = frozenset("and or &".split())


@dataclass(frozen=True)
class Cited:
    """A passage, or a sentence that is checked: its words in order and the values it names."""

    text: str
    language: str | None = None

    @cached_property
    def _read(self) -> tuple[list[Word], list[Span]]:
        return words_of(self.text, self.language)

    @property
    def words(self) -> list[Word]:
        """The words in order."""
        return self._read[0]

    @property
    def sentences(self) -> list[Span]:
        """Where its sentences stand."""
        return self._read[1]

    @cached_property
    def figures(self) -> list[Figure]:
        """Its numbers."""
        return figures(self.text, self.words)

    @cached_property
    def dates(self) -> list[Date]:
        """Its dates that name a month."""
        return dates(self.text)

    @cached_property
    def names(self) -> list[Name]:
        """Its names."""
        return names(self.text, self.words)

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of all its words."""
        return frozenset(word.stem for word in self.words)

    @cached_property
    def lowers(self) -> frozenset[str]:
        """All its words in small letters."""
        return frozenset(word.lower for word in self.words)

    @cached_property
    def countries(self) -> frozenset[str]:
        """The countries that it names, or the people of."""
        pairs = (f"{one.lower} {other.lower}" for one, other in pairwise(self.words))
        return frozenset(known for name in (*self.lowers, *pairs) if (known := country(name)))

    @cached_property
    def order(self) -> list[int]:
        """The numbers of its words in active order."""
        return active(self.words)

    @cached_property
    def series(self) -> list[int]:
        """For each word the first of the names before it with nothing but commas and "and" between."""
        found: list[int] = []
        for at, word in enumerate(self.words):
            before = self.words[at - 1] if at else word
            goes_on = at > 0 and (before.capital or before.lower in _AND)
            found.append(found[at - 1] if goes_on else at)
        return found

    @cached_property
    def place(self) -> dict[int, int]:
        """Where in active order each word stands, "was" and "by" of the passive aside."""
        return {word: at for at, word in enumerate(self.order)}


@lru_cache(maxsize=64)
def cited(text: str, language: str | None = None) -> Cited:
    """Return a text read once; the sentences of one reply cite the same few passages."""
    return Cited(text, language)
