"""Quotations whose answering words differ -> the statement that sources differ.

The reader has marked the words that answer in each quotation. Two quotations differ where these words are a
figure each, or a day each, that cannot both be right. A false alarm costs more than one that is missed:
only quotations of different stories are compared, that share a name and have most words of the question.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Final

from index.language.figure import Figure, agree
from index.language.names import names_in
from index.language.numbers import figures
from index.language.relative_dates import Days, in_words, points
from index.language.words import content_words
from index.text.words import analysed

from .answer import Citation, Difference, Disagreement, Position
from .evidence.marking import COVERED
from .evidence.rank import SURE, Candidate, Marked

LONGEST: Final = 2000  # characters of a quotation that is compared
FAR_DAY: Final = date(2200, 1, 1)  # any day that a text names has begun by then


@dataclass(frozen=True, slots=True)
class Said:
    """What one quotation answers: a figure or a day, and the words it is written in.

    ``names`` are the stems of the names in the quotation and in its article's title.
    """

    citation: Citation
    value: Figure | Days
    words: str
    names: frozenset[str]

    @property
    def position(self) -> Position:
        """It as the position of its article."""
        return Position(self.words, self.citation.number, self.citation.article.published)


def disagreements(
    question: str, citations: Sequence[Citation], read: Sequence[Candidate]
) -> tuple[Disagreement, ...]:
    """Return where the answers of quotations differ: figures, then days; each with the oldest first.

    ``read`` are the sentences that were read, with the words that are marked in them.
    """
    pairs = list(_differing(question, citations, read))
    by_kind = {kind: [pair for pair in pairs if _kind(pair[0]) == kind] for kind in ("figures", "days")}
    return tuple(_disagreement(question, group) for group in by_kind.values() if group)


def otherwise(
    question: str, citations: Sequence[Citation], others: Sequence[Citation], read: Sequence[Candidate]
) -> Citation | None:
    """Return the first of ``others`` that differs from one of ``citations``, if these do not differ yet."""
    pairs = list(_differing(question, [*citations, *others], read))
    told = [each.number for each in citations]
    if any(one.citation.number in told and other.citation.number in told for one, other in pairs):
        return None
    differing = [other.citation for one, other in pairs if one.citation.number in told]
    return min(differing, key=others.index, default=None)


def _differing(
    question: str, citations: Sequence[Citation], read: Sequence[Candidate]
) -> Iterator[tuple[Said, Said]]:
    asked = frozenset(analysed(" ".join(content_words(question))))
    every = [found for each in citations if (found := _said(asked, each, _marked(each, read)))]
    for one, other in combinations(every, 2):
        if one.citation.story != other.citation.story and one.names & other.names and _differ(one, other):
            yield one, other


def _marked(citation: Citation, read: Sequence[Candidate]) -> Marked | None:
    """Return the words within a quotation that answer best, if the reader finds an answer there at all."""
    of_article = (each for each in read if each.hit.article.id == citation.article.id)
    within = (
        marked
        for each in of_article
        for marked in each.answers
        if citation.start <= marked.start and marked.end <= citation.end and marked.margin > 0
    )
    return max(within, key=lambda each: each.margin, default=None)


def _said(asked: frozenset[str], citation: Citation, marked: Marked | None) -> Said | None:
    """Return what a quotation answers, if it speaks of what is asked and answers with a value."""
    title, quote = citation.article.title, citation.quote
    stems = set(analysed(f"{title} {quote}"))
    if marked is None or len(quote) > LONGEST or len(asked & stems) < COVERED * len(asked):
        return None
    found = next(_values(citation, marked), None)
    names = frozenset(stem for name in names_in(f"{title}. {quote}") for stem in analysed(name))
    return Said(citation, *found, names) if found else None


def _values(citation: Citation, marked: Marked) -> Iterator[tuple[Figure | Days, str]]:
    """Yield the figures among marked words; where these are surely right also days that are named in full."""
    quote, start, end = citation.quote, marked.start - citation.start, marked.end - citation.start
    for figure in figures(quote):
        if figure.start < end and start < figure.end:
            yield figure, " ".join(quote[figure.opens : figure.end].split())
    for point in points(quote, FAR_DAY) if marked.likely >= SURE else ():
        if point.start < end and start < point.end and not (point.near or point.recurring):
            yield point.days, quote[point.start : point.end]


def _differ(one: Said, other: Said) -> bool:
    """Tell whether two values are of one kind and cannot both be right."""
    mine, its = one.value, other.value
    if isinstance(mine, Figure) and isinstance(its, Figure):
        units = mine.units and its.units and set(mine.units).isdisjoint(its.units)
        return mine.money == its.money and not units and not agree(mine, its)
    if isinstance(mine, tuple) and isinstance(its, tuple):
        return mine[1] < its[0] or its[1] < mine[0]
    return False


def _kind(said: Said) -> Difference:
    return "figures" if isinstance(said.value, Figure) else "days"


def _disagreement(question: str, pairs: Sequence[tuple[Said, Said]]) -> Disagreement:
    every = dict.fromkeys(said.position for pair in pairs for said in pair)
    positions = tuple(sorted(every, key=lambda each: (each.published or "9999", each.citation)))
    days = {each.published for each in positions}
    later = "; the later report may supersede the earlier" if len(days) > 1 and None not in days else ""
    text = f"Sources differ: {', '.join(map(told, positions))}{later}."
    return Disagreement(_kind(pairs[0][0]), tuple(content_words(question)), positions, text)


def told(position: Position) -> str:
    """Return a position with its day and its mark: "31 (9 March 2024) [1]"."""
    day = f" ({in_words(date.fromisoformat(position.published[:10]))})" if position.published else ""
    return f"{position.said}{day} [{position.citation}]"
