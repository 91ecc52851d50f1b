"""A quotation -> what another may say otherwise: its figures, the day or the name that it answers with."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from index.language.content_words import content_words
from index.language.dates import MONTHS, YEAR
from index.language.figures import Figure, figures
from index.language.names import names_in
from index.language.relative_dates import Point, points
from index.language.spans_of_days import WEEKDAYS
from index.text.words import analysed

from ..answer import Citation, Position
from .claim import Claim, alone, claims
from .scene import Scene
from .scopes import CLAUSE, TO_COME, whole
from .verdicts import Verdict, verdict

BESIDE: Final = 5  # content words on each side of a figure that tell what it is of
HEADED: Final = 3  # content words at most between a figure and the head of another of the same thing
FAR_DAY: Final = date(2200, 1, 1)  # any day that a text names has begun by then

_SENTENCE: Final = re.compile(r"[;:()]")
_YEAR: Final = re.compile(rf"\b{YEAR}\b")
_MEANT: Final = frozenset(
    (
        *("least", "most", "nearly", "almost", "roughly", "approximately", "estimated", "close", "just"),
        *("total", *WEEKDAYS, *MONTHS),
    )
)


@dataclass(frozen=True, slots=True)
class Count:
    """A figure and what tells what it is of.

    Attributes:
        figure: the figure.
        beside: the stems of the words beside it, each with how many content words away it stands.
        head: the stem of the word before it, else of the one behind its unit: "killed" of "killed 78 people".
        years: those between the figures around it, else those of the whole quotation.
        subject: the stems of the names before it.
    """

    figure: Figure
    beside: Mapping[str, int]
    head: str
    years: frozenset[str]
    subject: frozenset[str]

    def shared(self, other: Count) -> dict[str, float]:
        """Return the stems beside both figures, each with 1 / its distance.

        There are none for other units, other years, or subjects without a name in common.
        """
        mine, its = self.figure, other.figure
        if self.years and other.years and self.years != other.years:
            return {}
        if self.subject and other.subject and self.subject.isdisjoint(other.subject):
            return {}
        if mine.money != its.money or (mine.units and its.units and {*mine.units}.isdisjoint(its.units)):
            return {}
        return {
            stem: 1 / max(distance, other.beside[stem])
            for stem, distance in self.beside.items()
            if stem in other.beside
        }

    def nearness(self, other: Count) -> float:
        """Return how surely two figures are of one thing: the sum over what they share, 0 for other heads."""
        heads = (other.beside.get(self.head, BESIDE), self.beside.get(other.head, BESIDE))
        return sum(self.shared(other).values()) if min(heads) <= HEADED else 0.0


@dataclass(frozen=True)
class Said:
    """A quotation as it is compared with others."""

    citation: Citation

    @cached_property
    def scene(self) -> Scene:
        """What it and its article tell of."""
        return Scene(self.citation)

    @cached_property
    def claims(self) -> list[Claim]:
        """Its figures of which it is known what they measure, where that has one figure."""
        return alone(self._measured)

    @cached_property
    def known(self) -> frozenset[Figure]:
        """The figures of which it is known what they measure."""
        return frozenset(claim.figure for claim in self._measured)

    @cached_property
    def verdict(self) -> Verdict | None:
        """What it says was approved or rejected, confirmed or denied."""
        return verdict(self.citation.quote)

    @cached_property
    def to_come(self) -> bool:
        """Whether it speaks of what is expected rather than of what is."""
        return bool(TO_COME.search(self.citation.quote))

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of it and of its article's title."""
        return frozenset(analysed(f"{self.citation.article.title} {self.citation.quote}"))

    @cached_property
    def names(self) -> frozenset[str]:
        """The stems of the names in it and in its article's title."""
        both = f"{self.citation.article.title}. {self.citation.quote}"
        return frozenset(stem for name in names_in(both) for stem in analysed(name))

    @cached_property
    def counts(self) -> list[Count]:
        """Its figures that count the whole of something, each with what stands beside it."""
        quote, found = self.citation.quote, figures(self.citation.quote)
        ends = [0, *(figure.end for figure in found)]
        starts = [*(figure.start for figure in found), len(quote)]
        around = [quote[ends[at] : starts[at + 1]] for at in range(len(found))]
        return [
            _count(quote, figure, frozenset(_YEAR.findall(text)) or self.scene.years)
            for figure, text in zip(found, around, strict=True)
            if whole(quote, figure)
        ]

    @cached_property
    def day(self) -> Point | None:
        """The day, month or year among the words that answer, if it is named in full."""
        found = [
            point for point in points(self.citation.quote, FAR_DAY) if self._answers(point.start, point.end)
        ]
        return found[0] if len(found) == 1 and not (found[0].near or found[0].recurring) else None

    @cached_property
    def name(self) -> str:
        """The name that answers, empty for none."""
        spans = self.citation.answer_words
        words = self.citation.article.text[slice(*spans[0])] if len(spans) == 1 else ""
        return words if names_in(words) == [words] else ""

    @cached_property
    def _measured(self) -> tuple[Claim, ...]:
        return claims(self.citation.quote)

    def position(self, said: str) -> Position:
        """Return what it says on a thing as the position of its article."""
        return Position(said, self.citation.number, self.citation.article.published)

    @property
    def day_words(self) -> str:
        """The day as it is written."""
        return self.citation.quote[self.day.start : self.day.end] if self.day else ""

    def written(self, figure: Figure) -> str:
        """Return a figure as the quotation has it, with the words that say how it is meant."""
        return " ".join(self.citation.quote[figure.opens : figure.end].split())

    def words_of(self, stems: Collection[str]) -> tuple[str, ...]:
        """Return the words that have one of these stems, in their order, each once."""
        words = content_words(self.citation.quote)
        return tuple(dict.fromkeys(word for word in words if not {*analysed(word)}.isdisjoint(stems)))

    def stems_without(self, text: str) -> frozenset[str]:
        """Return the stems of its content words but for those of a text and numbers."""
        gone = {*analysed(text), *_MEANT}
        words = content_words(self.citation.quote)
        return frozenset(stem for stem in analysed(" ".join(words)) if stem not in gone and stem.isalpha())

    def _answers(self, start: int, end: int) -> bool:
        first = self.citation.start
        return any(s < first + end and first + start < e for s, e in self.citation.answer_words)


def _count(quote: str, figure: Figure, years: frozenset[str]) -> Count:
    before = _counted(_plain(_SENTENCE.split(quote[max(figure.start - CLAUSE, 0) : figure.start])[-1])[::-1])
    behind = _counted(_plain(_SENTENCE.split(quote[figure.end : figure.end + CLAUSE])[0]))
    units = {*analysed(" ".join(figure.units))}
    head = next((stem for stem, _ in before or behind if stem not in units), "")
    beside: dict[str, int] = {}
    for stem, distance in (*before, *behind):
        beside[stem] = min(distance, beside.get(stem, distance))
    subject = frozenset(stem for name in names_in(quote[: figure.start]) for stem in analysed(name))
    return Count(figure, beside, head, years, subject)


def _plain(text: str) -> list[str]:
    words = (word.removesuffix("'s") for word in content_words(text))
    return [word for word in words if word.lower() not in _MEANT and word.replace("-", "").isalpha()]


def _counted(words: list[str]) -> list[tuple[str, int]]:
    """Return the stems of the first words with their places, from 1."""
    return [
        (stem, distance) for distance, word in enumerate(words[:BESIDE], start=1) for stem in analysed(word)
    ]
