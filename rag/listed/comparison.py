"""Two things side by side: the same kind of fact of each, and "not said" where it is not.

Where the question says what is asked of both ("the population of Dorn and Arden") the reader reads for that
of each, and its best answers stand side by side; ``python -m tests.bench.comparisons`` has why. Below them
stand what is worded alike of both. Where nothing is asked of the two but to be compared, only that does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from typing import Final

from index.article import Article
from index.language.names import names_in
from index.language.numbers import figures
from index.language.words import content_words
from index.library import Library
from index.passage import Filter
from index.text.phrase import Phrase
from index.text.split import Span

from ..answer import Citation, Row
from ..evidence.marking import Depth, marked
from ..evidence.rank import READER, Candidate, Marking, read
from ..evidence.sentences import quotable
from ..question.listing import Listing
from .alike import meanings
from .matching import matches
from .table import Table, days_and_outlets

PASSAGES: Final = 6  # of each thing that are read
SENTENCES: Final = 40  # of each thing that are compared
MOST: Final = 4  # facts that are set side by side
SAID: Final = 0.65  # of a candidate's score, from which it says what is asked
LOWEST: Final = -3.0  # the reader's margin from which one may that is worded as the other thing's
SURE: Final = 0.0  # the reader's margin from which its words are an answer rather than none
ALIKE: Final = 0.6  # cosine, without names and figures, from which two sentences tell one kind of fact
SAME: Final = 0.75  # and from which they do, whether or not they say what is asked
WEIGHT: Final = 1.0  # of what two facts are more alike than that, beside their scores

_READING: Final = partial(marked, depth=Depth(first=PASSAGES, more=1, most=PASSAGES, lead=READER))


@dataclass(frozen=True, slots=True)
class Fact:
    """A sentence of an article that is about one of the things.

    Attributes:
        score: how near it is to what is asked; orders the facts of one thing.
        may: whether it may say what is asked, if it is worded as what is said of the other thing.
        said: whether it says what is asked, whatever is said of the other thing.
        answer: where the words stand that say it; ``None`` where the reader is not sure of any.
    """

    article: Article
    start: int
    end: int
    score: float = 0.0
    may: bool = True
    said: bool = False
    answer: Span | None = None

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


Pair = tuple[Fact | None, Fact | None]
"""A fact of each thing, ``None`` of the one that does not say it."""


def comparison(
    library: Library, asked: Listing, only: Filter, *, marking: Marking | None = None
) -> Table | None:
    """Return what articles say of two things, the same kind of fact of each side by side.

    ``None`` where no article names one of them, or what is asked is said of neither. ``marking`` reads in
    place of ours.
    """
    things = [_thing(library, side, only) for side in asked.sides]
    if not all(each.articles for each in things):
        return None
    asks = bool(asked.topic) or all(content_words(each.side.replace(each.name, " ")) for each in things)
    told: list[list[Fact]] = []
    for own, other in (things, things[::-1]):
        within = replace(only, articles=own.articles)
        query = f"{asked.topic} {own.side}".strip()
        found = (
            _answers(library, query, within, marking or _READING) if asks else _near(library, query, within)
        )
        told.append([each for each in found if _is_about(each, own, other)])
    pairs = _paired(library, told, [each.name for each in things], asks=asks)[:MOST]
    return _table(things, pairs, only) if pairs else None


def _table(things: Sequence[Thing], pairs: Sequence[Pair], only: Filter) -> Table:
    numbers = count(1)
    rows = [
        Row(_cited(fact, next(numbers)), _value(fact, pair), thing.side, group)
        for group, pair in enumerate(pairs, start=1)
        for thing, fact in zip(things, pair, strict=True)
        if fact
    ]
    names = " and ".join(f"“{each.side}”" for each in things)
    head = f"What the articles say of {names}, the same kind of fact of each side by side:"
    taken = " ".join(each for each in (f"Comparing {names}", days_and_outlets(only)) if each)
    unsaid = [thing.side for thing, fact in zip(things, pairs[0], strict=True) if fact is None]
    note = "".join(f"Not said of “{side}”." for side in unsaid)
    return Table("comparison", tuple(rows), len(rows), head, taken, note)


def _thing(library: Library, side: str, only: Filter) -> Thing:
    """Return a thing by the last name in its words, or by its words where they have none."""
    name = next(reversed(names_in(f"of {side}")), side)
    return Thing(side, name, frozenset(matches(library, name, only).found))


def _is_about(fact: Fact, own: Thing, other: Thing) -> bool:
    """Tell whether a sentence names a thing alone, or stands in an article that names the other nowhere."""
    if Phrase(own.name).stands_in(fact.text):
        return not Phrase(other.name).stands_in(fact.text)
    return fact.article.id not in other.articles


def _answers(library: Library, query: str, only: Filter, marking: Marking) -> list[Fact]:
    """Return sentences near to what is asked of a thing, as the reader took them, the best first."""
    hits = library.search(f"{query}?", k=PASSAGES, only=only)
    return [
        _read(each) for each in read(f"{query}?", hits, library.words(query), marking, shortlist=SENTENCES)
    ]


def _read(found: Candidate) -> Fact:
    margin = found.answer.margin if found.answer else LOWEST - 1
    place = (found.answer.start, found.answer.end) if found.answer and margin >= SURE else None
    said = found.score >= SAID
    return Fact(found.hit.article, found.start, found.end, found.score, said or margin >= LOWEST, said, place)


def _near(library: Library, side: str, only: Filter) -> list[Fact]:
    """Return sentences of the passages nearest to a thing."""
    hits = library.search(side, k=PASSAGES, only=only)
    found = [Fact(hit.article, *span) for hit in hits for span in quotable(hit)][:SENTENCES]
    near = library.encoder.passages([each.text for each in found]) @ library.encoder.query(side)
    return [replace(each, score=float(score)) for each, score in zip(found, near, strict=True)]


def _paired(
    library: Library, told: Sequence[Sequence[Fact]], names: Sequence[str], *, asks: bool
) -> list[Pair]:
    """Return facts side by side, each once: first those that are best and most alike, then others that are.

    Of the first a thing has none where what is asked is not said of it; of the others both say it, or the
    same of themselves.
    """
    if not all(any(each.may for each in own) for own in told):
        one, other = (next((each for each in own if each.said), None) for own in told)
        return [(one, other)] if one or other else []
    order = _nearest(library, told, names)
    best = next((pair for each in order if (pair := _best(*each))), None)
    pairs = [best] if best else []
    for one, other, alike in order:
        is_same = alike >= (ALIKE if not asks or (one.said and other.said) else SAME)
        if is_same and not any(one in pair or other in pair for pair in pairs):
            pairs.append((one, other))
    return pairs


def _nearest(
    library: Library, told: Sequence[Sequence[Fact]], names: Sequence[str]
) -> list[tuple[Fact, Fact, float]]:
    """Return every two facts, one of each thing, and how alike they are; the best and most alike first."""
    first, second = ([each.text for each in own] for own in told)
    alike = meanings(library, first, names) @ meanings(library, second, names).T
    of_two = [
        (one, other, float(alike[i, j])) for i, one in enumerate(told[0]) for j, other in enumerate(told[1])
    ]
    return sorted(of_two, key=lambda two: -(two[0].score + two[1].score + WEIGHT * max(two[2] - ALIKE, 0.0)))


def _best(one: Fact, other: Fact, alike: float) -> Pair | None:
    """Return two facts side by side where both may say what is asked, else the one that says it."""
    if alike >= ALIKE and one.may and other.may:
        return one, other
    return (one if one.said else None, other if other.said else None) if one.said or other.said else None


def _cited(fact: Fact, number: int) -> Citation:
    words = (fact.answer,) if fact.answer else ()
    return Citation(number, fact.article, fact.start, fact.end, fact.text, answer_words=words)


def _value(fact: Fact, pair: Pair) -> str:
    """Return the words that answer, or the first figure of a fact that the other has not; empty for none."""
    if fact.answer:
        return fact.article.text[slice(*fact.answer)]
    others = [each.text for each in pair if each and each is not fact]
    known = {each.value for text in others for each in figures(text)}
    own = (each for each in figures(fact.text) if each.value not in known)
    return next((fact.text[each.start : each.end] for each in own), "")
