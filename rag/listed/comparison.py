"""Two things side by side: the same kind of fact of each, and "not said" where it is not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import TYPE_CHECKING, Final

from index.article import Article
from index.language.names import names_in
from index.language.numbers import figures
from index.language.words import content_words
from index.library import Library
from index.passage import Filter
from index.text.phrase import Phrase

from ..answer import Citation, Row
from ..evidence.sentences import quotable
from ..question.listing import Listing
from .matching import matches
from .table import Table, days_and_outlets

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

PASSAGES: Final = 6  # of each thing that are read
SENTENCES: Final = 40  # of each thing that are compared
MOST: Final = 4  # facts that are set side by side
WEIGHT: Final = 0.1  # of how alike two facts are, beside how near both are to what is asked
ALIKE: Final = 0.3  # cosine, without names and figures, from which two sentences tell one kind of fact


@dataclass(frozen=True, slots=True)
class Fact:
    """A sentence of an article that is about one of the things."""

    article: Article
    start: int
    end: int

    @property
    def text(self) -> str:
        """Its words."""
        return self.article.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Thing:
    """One of the things compared, the name that it goes by in articles, and those that name it."""

    side: str
    name: str
    articles: frozenset[str]


@dataclass(frozen=True, slots=True)
class Pair:
    """The same kind of fact of both, how alike they are and how near the question."""

    facts: tuple[Fact, Fact]
    alike: float
    near: float


def comparison(library: Library, asked: Listing, only: Filter) -> Table | None:
    """Return what articles say of two things, the same kind of fact of each side by side, the nearest first.

    ``None`` where no article names one of them, or nothing of the one is like anything of the other.
    """
    things = [_thing(library, side, only) for side in asked.sides]
    if not all(each.articles for each in things):
        return None
    told = [_facts(library, own, other, only) for own, other in (things, things[::-1])]
    pairs = _paired(library, asked, things, told)[:MOST]
    if not pairs:
        return None
    numbers = count(1)
    rows = [
        Row(_cited(fact, next(numbers)), _value(fact, pair), thing.side, group)
        for group, pair in enumerate(pairs, start=1)
        for thing, fact in zip(things, pair.facts, strict=True)
    ]
    names = " and ".join(f"“{each.side}”" for each in things)
    head = f"What the articles say of {names}, the same kind of fact of each side by side:"
    taken = " ".join(each for each in (f"Comparing {names}", days_and_outlets(only)) if each)
    return Table("comparison", tuple(rows), len(rows), head, taken)


def _thing(library: Library, side: str, only: Filter) -> Thing:
    """Return a thing by the last name in its words, or by its words where they have none."""
    name = next(reversed(names_in(f"of {side}")), side)
    return Thing(side, name, frozenset(matches(library, name, only).found))


def _facts(library: Library, own: Thing, other: Thing, only: Filter) -> list[Fact]:
    """Return sentences of the passages nearest to a thing that are about it and not about the other."""
    named = replace(only, articles=own.articles)
    hits = library.search(own.side, k=PASSAGES, only=named)
    found = [Fact(hit.article, *span) for hit in hits for span in quotable(hit)]
    return [each for each in found if _is_about(each, own, other)][:SENTENCES]


def _is_about(fact: Fact, own: Thing, other: Thing) -> bool:
    """Tell whether a sentence names a thing alone, or stands in an article that names the other nowhere."""
    if Phrase(own.name).stands_in(fact.text):
        return not Phrase(other.name).stands_in(fact.text)
    return fact.article.id not in other.articles


def _paired(
    library: Library, asked: Listing, things: Sequence[Thing], told: Sequence[Sequence[Fact]]
) -> list[Pair]:
    """Return facts in pairs, each fact in one, those first that are alike and near the question."""
    names = [each.name for each in things]
    first, second = (_vectors(library, own, names) for own in told)
    question = library.encoder.query(asked.topic or _topic(things[0]))
    near = [vectors @ question for vectors in (first, second)]
    alike = first @ second.T
    every = [
        Pair((one, other), float(alike[i, j]), float(near[0][i] + near[1][j]) / 2)
        for i, one in enumerate(told[0])
        for j, other in enumerate(told[1])
        if alike[i, j] >= ALIKE
    ]
    chosen: list[Pair] = []
    for pair in sorted(every, key=lambda each: -(each.near + WEIGHT * each.alike)):
        if not any(fact in other.facts for other in chosen for fact in pair.facts):
            chosen.append(pair)
    return chosen


def _topic(thing: Thing) -> str:
    """Return what is asked of a thing, without its name: "plans of" of "plans of Dorn"."""
    return " ".join(content_words(thing.side.replace(thing.name, " "))) or thing.side


def _vectors(library: Library, facts: Sequence[Fact], names: Iterable[str]) -> Vectors:
    """Return what sentences mean without their names and figures, shape (facts, dimensions)."""
    return library.encoder.passages([_masked(fact.text, names) for fact in facts])


def _masked(text: str, names: Iterable[str]) -> str:
    """Return a text with one letter for each name and figure."""
    for figure in reversed(figures(text)):
        text = f"{text[: figure.start]}N{text[figure.end :]}"
    for name in sorted({*names, *names_in(text)}, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "X", text)
    return text


def _cited(fact: Fact, number: int) -> Citation:
    return Citation(number, fact.article, fact.start, fact.end, fact.text)


def _value(fact: Fact, pair: Pair) -> str:
    """Return the first figure of a fact that the other has not, as it is written; empty for none."""
    other = next(each for each in pair.facts if each is not fact)
    known = {each.value for each in figures(other.text)}
    own = (each for each in figures(fact.text) if each.value not in known)
    return next((fact.text[each.start : each.end] for each in own), "")
