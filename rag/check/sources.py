"""Texts with all that the rules read from them: a sentence that is checked, a passage that it cites."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from index.language.dates import Date, dates
from index.language.figure import Figure
from index.language.names import Name, country, names
from index.language.numbers import numbers
from index.language.relative_dates import told_from
from index.language.words import Word
from index.passage import Hit
from index.search.stems import words_of
from index.text.split import Span


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

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Its numbers."""
        return numbers(self.text)

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


@lru_cache(maxsize=64)
def cited(text: str, language: str | None = None) -> Cited:
    """Return a text read once; the sentences of one reply cite the same few passages."""
    return Cited(text, language)


@dataclass(frozen=True)
class Source:
    """What may bear a sentence out.

    Attributes:
        about: the article's title, outlet and author.
        whole: the article's text.
        published: its day.
    """

    passage: Cited
    about: Cited
    whole: str
    published: str | None = None

    @property
    def text(self) -> str:
        """The words of the passage."""
        return self.passage.text

    @property
    def read(self) -> str:
        """What a verifier reads: title, outlet and author, if any, and the words of the passage."""
        return "\n".join(each for each in (self.about.text, self.text) if each)

    @property
    def figures(self) -> list[Figure]:
        """The numbers of passage and title."""
        return [*self.passage.figures, *self.about.figures]

    @cached_property
    def dates(self) -> list[Date]:
        """The dates of passage and title, "on Tuesday" told from the article's day, and that day itself."""
        own = cited(self.published).dates if self.published else []
        told = told_from(self.text, self.published)
        return [*self.passage.dates, *self.about.dates, *told, *own]

    @property
    def countries(self) -> frozenset[str]:
        """The countries that passage and title name."""
        return self.passage.countries | self.about.countries

    def names_whole(self, parts: tuple[str, ...]) -> bool:
        """Whether the article has these words side by side: the full name of a short one."""
        return " ".join(parts) in " ".join(self.whole.lower().split())


def source(hit: Hit) -> Source:
    """Return a passage that was found as what may bear a sentence out."""
    article = hit.article
    about = " · ".join(part for part in (article.title, article.source, article.author) if part)
    return Source(cited(hit.text, article.language), cited(about), article.text, article.published)
