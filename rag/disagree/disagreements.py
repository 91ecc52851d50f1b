"""Quotations that give different figures, days or names for one thing -> the statement that sources differ.

A false alarm costs more than one that is missed. What is known to measure one thing of one event (``differ``)
is compared however it is worded. Else two quotations speak of one thing only if they come from
different stories that share a name, have most words of the question, say nearly the same beside what differs,
and neither speaks of what is to come; figures and names also only if they are not of different years.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Final

from index.language.content_words import content_words
from index.language.figures import agree
from index.language.spans_of_days import Days, in_words
from index.text.words import analysed

from ..answer import Citation, Difference, Disagreement, Position
from .asked import Asked, asked
from .claim import of_one_measure
from .claims import Count, Said
from .events import of_one_event
from .verdicts import opposed

NEAREST: Final = 1.4  # of the words shared beside two figures, each counting 1 / its distance
COVERED: Final = 0.75  # of the question's words that each quotation has, its title counted in
SAME: Final = 0.5  # of the shorter quotation's words that both have beside a day or a name
FEWEST: Final = 3  # such words
LONGEST: Final = 2000  # characters of a quotation that is compared; beyond there are too many figures
MEASURED: Final = 2 * NEAREST  # what a known measure counts beside words that are only near

_WHEN: Final = re.compile(r"\bwhen\b|\b(?:what|which) (?:year|date|day|month)\b", re.IGNORECASE)
_WHO: Final = re.compile(r"^\W*(?:and |so )?who(?:'s| is| was| became| leads| led| heads)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two positions on one thing and the words that are shared beside them.

    ``asked`` is whether the question has the head of the figures, and the nearness of its words to them.
    """

    kind: Difference
    one: Position
    other: Position
    about: tuple[str, ...]
    asked: tuple[bool, float] = (False, 0.0)


def disagreements(question: str, citations: Sequence[Citation]) -> tuple[Disagreement, ...]:
    """Return where quotations differ, each thing once.

    Days and names are compared only where the question asks for them; figures and verdicts where it asks for
    these or for no particular thing.
    """
    wanted = asked(question)
    compared = [Said(citation) for citation in citations if len(citation.quote) <= LONGEST]
    pairs = [
        pair for one, other in combinations(compared, 2) for pair in _every(question, wanted, one, other)
    ]
    if wanted.number:  # one thing is asked for
        most = max((pair.asked for pair in pairs), default=None)
        pairs = [pair for pair in pairs if pair.asked == most]
    return tuple(_disagreement(group) for group in _grouped(pairs))


def _every(question: str, wanted: Asked, one: Said, other: Said) -> Iterator[_Pair]:
    yield from _of_one_event(wanted, one, other)
    if _of_one_thing(question, one, other):
        yield from _pairs(question, wanted, one, other)


def _of_one_event(wanted: Asked, one: Said, other: Said) -> Iterator[_Pair]:
    """Yield what two quotations say otherwise of one event: figures of one measure, opposite verdicts."""
    claims = [
        (mine.figure, its.figure)
        for mine in one.claims
        for its in other.claims
        if of_one_measure(wanted.about, mine, its) and not agree(mine.figure, its.figure)
        if wanted.asks_for(mine)
    ]
    turned = opposed(one.verdict, other.verdict)
    if turned and one.verdict:
        turned = wanted.asks_for_verdict(one.verdict)
    if not (claims or turned) or not of_one_event(wanted.about, one.scene, other.scene):
        return
    about = one.words_of(one.stems & other.stems)
    for mine, its in claims:
        said = one.position(one.written(mine)), other.position(other.written(its))
        yield _Pair("figures", *said, about, (True, MEASURED))
    if turned and one.verdict and other.verdict:
        said = one.position(one.verdict.said), other.position(other.verdict.said)
        yield _Pair("positions", *said, about)


def _of_one_thing(question: str, one: Said, other: Said) -> bool:
    """Tell whether two quotations can speak of one thing, and of that of the question."""
    if one.citation.story == other.citation.story or one.to_come or other.to_come:
        return False
    asked = {*analysed(" ".join(content_words(question)))}
    least = COVERED * len(asked)
    return bool(one.names & other.names) and all(len(asked & each.stems) >= least for each in (one, other))


def _pairs(question: str, wanted: Asked, one: Said, other: Said) -> Iterator[_Pair]:
    if wanted.kind != "other":
        figures = _figures(question, one, other)
        yield from (pair for pair in figures if wanted.kind != "what" or pair.asked[0])
    if _WHEN.search(question) and one.day and other.day and not _overlap(one.day.days, other.day.days):
        yield from _alike("days", one, other, (one.day_words, other.day_words))
    named = _WHO.search(question) and one.name and other.name
    if named and {*analysed(one.name)}.isdisjoint(analysed(other.name)) and _of_one_time(one, other):
        yield from _alike("names", one, other, (one.name, other.name))


def _of_one_time(one: Said, other: Said) -> bool:
    mine, its = one.scene.years, other.scene.years
    return not (mine and its and mine.isdisjoint(its))


def _figures(question: str, one: Said, other: Said) -> Iterator[_Pair]:
    stems = {*analysed(question)}
    for mine, its in _of_one_count(one.counts, other.counts):
        known = mine.figure in one.known or its.figure in other.known
        if not known and not agree(mine.figure, its.figure):
            shared = mine.shared(its)
            asked = sum(weight for stem, weight in shared.items() if stem in stems)
            said = one.position(one.written(mine.figure)), other.position(other.written(its.figure))
            yield _Pair("figures", *said, one.words_of(shared), (mine.head in stems, asked))


def _of_one_count(mine: Sequence[Count], its: Sequence[Count]) -> Iterator[tuple[Count, Count]]:
    """Yield the figures of two quotations that are each other's nearest in the words beside them."""
    for one in mine:
        other = max(its, key=one.nearness, default=None)
        if other and one.nearness(other) >= NEAREST and max(mine, key=other.nearness) is one:
            yield one, other


def _alike(kind: Difference, one: Said, other: Said, said: tuple[str, str]) -> Iterator[_Pair]:
    """Yield what differs if two quotations say about the same beside it."""
    mine, its = one.stems_without(said[0]), other.stems_without(said[1])
    shared = mine & its
    if len(shared) >= max(FEWEST, SAME * min(len(mine), len(its))):
        yield _Pair(kind, one.position(said[0]), other.position(said[1]), one.words_of(shared))


def _overlap(one: Days, other: Days) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _grouped(pairs: Sequence[_Pair]) -> list[list[_Pair]]:
    """Return the pairs in groups that share a position: three counts of one thing are one disagreement."""
    groups: list[list[_Pair]] = []
    for pair in pairs:
        home = next((group for group in groups if any(_touch(pair, each) for each in group)), None)
        if home is None:
            groups.append([pair])
        else:
            home.append(pair)
    return groups


def _touch(one: _Pair, other: _Pair) -> bool:
    return not {one.one, one.other}.isdisjoint({other.one, other.other})


def _disagreement(pairs: Sequence[_Pair]) -> Disagreement:
    """Return the value with its line, the oldest position first."""
    every = dict.fromkeys(position for pair in pairs for position in (pair.one, pair.other))
    positions = tuple(sorted(every, key=lambda position: (position.published or "9999", position.citation)))
    days = {position.published for position in positions}
    told = ", ".join(map(_told, positions))
    later = "; the later report may supersede the earlier" if len(days) > 1 and None not in days else ""
    return Disagreement(pairs[0].kind, pairs[0].about, positions, f"Sources differ: {told}{later}.")


def _told(position: Position) -> str:
    day = f" ({in_words(date.fromisoformat(position.published[:10]))})" if position.published else ""
    return f"{position.said}{day} [{position.citation}]"
