"""The numbers, dates and names of a sentence: which the passages lack, and which stand in another place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from index.language.claim_dates import Date, weekday, weekdays
from index.language.claim_names import Name
from index.language.numbers import Figure
from index.language.same_names import country, government, initials, land

from .cited import Cited
from .places import Spot, instead, spot
from .source import Source

NEAR: Final = 3  # words from one part of a name to the next
LINKS: Final = frozenset("of the and de la van von for".split())


def missing(claim: Cited, sources: Sequence[Source]) -> list[str]:
    """Return the numbers, dates and names of a sentence that none of the sources has, each once."""
    lacking = [
        *_figures_missing(claim, sources),
        *_dates_missing(claim, sources),
        *(name.text for name in claim.names if name.sure and not any(_has(claim, name, s) for s in sources)),
    ]
    return list(dict.fromkeys(lacking))


def moved(claim: Cited, sources: Sequence[Source]) -> Iterator[str]:
    """Yield a line for each number or name that stands where the article has another one.

    A name that opens the sentence, and so may be none, need not be in the passage if the article has it.
    """
    passages = [source.passage for source in sources]
    names = name_spots([claim])
    opening = [each for each in names if not each[0].sure and _named(each[0], sources)]
    pairs = [
        *instead(figure_spots([claim]), figure_spots(passages), same_figure),
        *instead(names, name_spots(passages), same_name),
        *instead(opening, name_spots(passages), same_name, absent=True),
    ]
    yield from dict.fromkeys(
        f"“{mine.text}” stands where the article has “{its.text}”" for mine, its in pairs
    )


def joined(claim: Cited, sources: Sequence[Source]) -> Iterator[str]:
    """Yield a line for each name made of words that the articles have, but not near each other."""
    texts = [text for source in sources for text in (source.passage, source.about)]
    for name in claim.names:
        own = [part for part in name.parts if country(part) is None and part not in LINKS]
        if any(not _together(pair, texts) for pair in pairwise(own)):
            yield f"“{name.text}” does not stand together in the passage"


def _named(name: Name, sources: Sequence[Source]) -> bool:
    """Whether a word is the name of a country, or one that an article has within a sentence."""
    within = re.compile(rf"[a-z,] {re.escape(name.text)}\b")
    return country(" ".join(name.parts)) is not None or any(within.search(s.article.text) for s in sources)


def _together(pair: tuple[str, str], texts: Sequence[Cited]) -> bool:
    """Whether two words stand near each other in a text, or one of them is in none."""
    held = [[_at(part, text) for part in pair] for text in texts]
    if not all(any(each[number] for each in held) for number in (0, 1)):
        return True
    return any(
        _near(text, one, other)
        for text, (ones, others) in zip(texts, held, strict=True)
        for one in ones
        for other in others
    )


def _near(text: Cited, one: int, other: int) -> bool:
    """Whether one word follows the other closely, or precedes it as in "University of Chicago"."""
    between = {word.lower for word in text.words[min(one, other) + 1 : max(one, other)]}
    if one < other:
        return other - one <= NEAR and "and" not in between
    return one - other <= NEAR and "of" in between


def _at(part: str, text: Cited) -> list[int]:
    return [at for at, word in enumerate(text.words) if word.lower == part]


def _figures_missing(claim: Cited, sources: Sequence[Source]) -> Iterator[str]:
    held = [figure for source in sources for figure in source.figures]
    years = {source.article.published[:4] for source in sources if source.article.published}
    for figure in claim.figures:
        if figure.loose or dated(claim, figure) or figure.text in years:
            continue
        if not any(figure.same(other) for other in held):
            yield figure.text


def _dates_missing(claim: Cited, sources: Sequence[Source]) -> Iterator[str]:
    held = [(each, source) for source in sources for each in source.dates]
    for mine in claim.dates:
        if not any(mine.within(its) and _year_known(mine, its, source) for its, source in held):
            yield claim.text[mine.start : mine.end]
    named = {day for source in sources for day in (*weekdays(source.text), *map(weekday, source.dates))}
    if sources:
        yield from sorted(day.capitalize() for day in weekdays(claim.text) - named)


def _year_known(mine: Date, its: Date, source: Source) -> bool:
    """Whether the year of a date is in the article, or may be told from its day or other dates."""
    if mine.year is None or its.year is not None:
        return True
    published = source.article.published
    if published is not None:
        return abs(mine.year - int(published[:4])) <= (1 if published[5:7] in ("01", "12") else 0)
    return str(mine.year) in source.article.text


def dated(text: Cited, figure: Figure) -> bool:
    """Whether a number is part of a date."""
    at = text.words[figure.first].start
    return any(each.start <= at < each.end for each in text.dates)


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
    return any(part in source.passage.lowers for part in name.parts) and source.article_names(name.parts)


def _has_part(part: str, text: Cited) -> bool:
    if part in text.lowers:
        return True
    known = country(part)
    return known is not None and known in text.countries


def figure_spots(texts: Sequence[Cited]) -> list[tuple[Figure, Spot]]:
    """Return the numbers of texts with their places, days of dates aside."""
    return [
        (figure, spot(text, figure.first, figure.last))
        for text in texts
        for figure in text.figures
        if figure.year or not dated(text, figure)
    ]


def name_spots(texts: Sequence[Cited]) -> list[tuple[Name, Spot]]:
    """Return the names of texts with their places."""
    return [(name, spot(text, name.first, name.last)) for text in texts for name in text.names]


def same_figure(mine: Figure, its: Figure) -> bool | None:
    """Whether two numbers count the same; ``None`` where one may be no number."""
    if mine.same(its):
        return True
    return None if mine.loose or its.loose else False


def same_name(mine: Name, its: Name) -> bool:
    """Whether one name is short for the other, or both name a country."""
    if mine.short_of(its) or its.short_of(mine):
        return True
    own = land(" ".join(mine.parts))
    return own is not None and own == land(" ".join(its.parts))
