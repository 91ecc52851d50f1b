"""The numbers, dates and names of a sentence that the passages lack, and what they have in their place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.language.dates import Date, weekdays
from index.language.figure import Figure
from index.language.names import Name, country, government, initials

from .sources import Cited, Source


@dataclass(frozen=True, slots=True)
class Missing:
    """A number, date or name that no source has, as the sentence writes it.

    ``replaced`` is whether what the sentence rests on has another in its place.
    """

    text: str
    replaced: bool


def numbers_missing(claim: Cited, sources: Sequence[Source], rests: Sequence[Cited]) -> Iterator[Missing]:
    """Yield the numbers of a sentence that no source has; those of dates are left to the dates."""
    others = {(its.money, its.kind) for text in rests for its in text.figures if not dated(text, its)}
    for figure in _figures_missing(claim, sources):
        yield Missing(claim.text[figure.start : figure.end], (figure.money, figure.kind) in others)


def dates_missing(claim: Cited, sources: Sequence[Source], rests: Sequence[Cited]) -> Iterator[Missing]:
    """Yield the dates and weekdays of a sentence that no source has."""
    others = any(text.dates for text in rests)
    for date in _dates_missing(claim, sources):
        yield Missing(claim.text[date.start : date.end], others)
    for day in _weekdays_missing(claim, sources):
        yield Missing(day, replaced=False)


def names_missing(claim: Cited, sources: Sequence[Source], rests: Sequence[Cited]) -> Iterator[Missing]:
    """Yield the names of a sentence that no source has."""
    lacking = _names_missing(claim, sources)
    own = Source(claim, Cited(""), claim.text)
    others = bool(lacking) and any(_names_missing(text, [own]) for text in rests)
    yield from (Missing(name.text, others) for name in lacking)


def dated(text: Cited, figure: Figure) -> bool:
    """Whether a number is part of a date."""
    return any(each.start <= figure.start < each.end for each in text.dates)


def _figures_missing(claim: Cited, sources: Sequence[Source]) -> Iterator[Figure]:
    held = [figure for source in sources for figure in source.figures]
    years = {source.published[:4] for source in sources if source.published}
    for figure in claim.figures:
        if figure.loose or dated(claim, figure) or claim.text[figure.start : figure.end] in years:
            continue
        if not any(figure.same(other) for other in held):
            yield figure


def _dates_missing(claim: Cited, sources: Sequence[Source]) -> Iterator[Date]:
    held = [(each, source) for source in sources for each in source.dates]
    for mine in claim.dates:
        if not any(mine.within(its) and _year_known(mine, its, source) for its, source in held):
            yield mine


def _weekdays_missing(claim: Cited, sources: Sequence[Source]) -> list[str]:
    named = {
        day
        for source in sources
        for day in (*weekdays(source.text), *(date.weekday for date in source.dates))
    }
    return sorted(day.capitalize() for day in weekdays(claim.text) - named) if sources else []


def _names_missing(claim: Cited, sources: Sequence[Source]) -> list[Name]:
    sure = (name for name in claim.names if name.sure)
    return [name for name in sure if not any(_has(claim, name, source) for source in sources)]


def _year_known(mine: Date, its: Date, source: Source) -> bool:
    """Whether the year of a date is in the article, or may be told from its day or other dates."""
    if mine.year is None or its.year is not None:
        return True
    if source.published is not None:
        near = 1 if source.published[5:7] in ("01", "12") else 0
        return abs(mine.year - int(source.published[:4])) <= near
    return str(mine.year) in source.whole


def _has(claim: Cited, name: Name, source: Source) -> bool:
    """Whether a source has a name, or another name of the same."""
    if all(_has_part(part, source.passage) or _has_part(part, source.about) for part in name.parts):
        return True
    whole = country(" ".join(name.parts)) or government(claim.words, name.first, name.last)
    if whole and whole in source.countries:
        return True
    letters = "".join(part[0] for part in name.parts)
    if initials(name.text, source.passage.words) or (
        len(name.parts) > 1 and letters in source.passage.lowers
    ):
        return True
    return any(part in source.passage.lowers for part in name.parts) and source.names_whole(name.parts)


def _has_part(part: str, text: Cited) -> bool:
    if part in text.lowers:
        return True
    known = country(part)
    return known is not None and known in text.countries
