"""What happened, in the order of time: dated statements of the articles that have a subject."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from index.article import Article
from index.language.names import is_name
from index.library import Library
from index.passage import Filter
from index.search.hits import newest_first
from index.text.words import analysed, words_of

from ..answer import Row
from ..question.listing import Form, Listing
from ..quoted.further import same_statement
from .broader import broader
from .dated import Statement, statements
from .matching import PAGE, Matches, matches
from .mentions import grouped
from .table import EVENT, MOST_ROWS, OF_ARTICLE, REPORT, Table, articles

LEAST: Final[Mapping[Form, int]] = {"timeline": 2, "events": 3}  # statements; fewer have no order
LEAST_DAYS: Final = 2
ENOUGH: Final = 3  # statements, with which no broader subject is tried
RETOLD: Final = 30  # days behind a day, from which on an article that names it looks back
AT_ONCE: Final = 50  # articles that are read before what they say is told
MOST_READ: Final = 400  # articles; of more those are read that speak most of the subject


def timeline(library: Library, asked: Listing, only: Filter) -> Iterator[Table]:
    """Yield what articles that pass a filter say of a subject, the oldest first; nothing for too little.

    What is there so far comes while others are read, and at last all of it.

    Near-copies are told once, by the oldest, and so is what articles say alike of one day. Where a timeline
    is asked for by this name and too few articles have the whole subject, its rarest words may be missing.
    """
    best: Table | None = None
    is_enough = False
    subject = asked.subject
    while subject:
        found = matches(library, subject, only, phrase=asked.phrase)
        told: list[Statement] = []
        undated = 0
        for number, of, silent, every in _told(library, found, subject):
            told, undated = [each for each in every if _is_of(each.day, asked.days)], silent
            if number < of and _is_enough(asked, told):
                of_all = f"{number:,} of {articles(of)} that are read"
                so_far = f"{_statements(told)} so far, from {of_all}."
                yield replace(_table(subject, told, so_far), more=True)
        if len(told) > (best.total if best else 0):
            best = _table(subject, told, " ".join(_head(asked, subject, told, found, undated)))
            is_enough = _is_enough(asked, told)
        is_last = len(told) >= ENOUGH or asked.phrase or asked.form == "events"
        subject = "" if is_last else broader(library, subject)
        if is_enough and is_name(subject):  # of a place alone other matters are told
            break
    if best and is_enough:
        yield best


def _is_enough(asked: Listing, told: Sequence[Statement]) -> bool:
    """Tell whether statements are enough of enough days to have an order; of some days one will do."""
    if asked.form == "timeline" and any(asked.days):
        return bool(told)
    return len(told) >= LEAST[asked.form] and len({each.day for each in told}) >= LEAST_DAYS


def _told(library: Library, found: Matches, subject: str) -> Iterator[tuple[int, int, int, list[Statement]]]:
    """Yield how many of how many articles are read, how many of these have no day, and their statements in
    order of time; at last all.
    """
    read = {each.id: each for each in _oldest_first(library, found)}
    groups = list(grouped(library, list(read)).copies.items())
    every: list[Statement] = []
    undated = 0
    for first in range(0, len(groups), AT_ONCE):
        for key, copies in groups[first : first + AT_ONCE]:
            same = tuple(newest_first([read[copy] for copy in copies]))
            stated = statements(read[key], found.found[key], subject)
            undated += not stated
            every += [replace(each, copies=same) for each in stated]
        yield (
            min(first + AT_ONCE, len(groups)),
            len(groups),
            undated,
            _once(sorted(every, key=_time), subject),
        )


def _oldest_first(library: Library, found: Matches) -> list[Article]:
    """Return the articles that speak most of a subject by their days, those without one last."""
    most = sorted(found.found, key=lambda key: -len(found.found[key].passages))[:MOST_READ]
    pages = (most[first : first + PAGE] for first in range(0, len(most), PAGE))
    read = [article for page in pages for article in library.store.articles_by_id(page).values()]
    return sorted(read, key=lambda article: (article.published or "9999", article.id))


def _time(statement: Statement) -> tuple[str, str, str, int]:
    """Return what orders statements: of one day what was published first."""
    return statement.day, statement.article.published or "9999", statement.article.id, statement.start


def _once(found: Iterable[Statement], subject: str) -> list[Statement]:
    """Return statements in order, of those that say the same of a day, the subject aside, the first.

    Words that say no day are told once in all, and of a day that reports of its time tell none that looks
    back: articles repeat what happened before.
    """
    kept: dict[str, list[str]] = {}
    seen: set[str] = set()
    once: list[Statement] = []
    for each in found:
        rest, others = _without(each.quote, subject), kept.setdefault(each.day, [])
        again = (others and _looks_back(each)) or (not each.told and rest in seen)
        if again or any(same_statement(rest, other) for other in others):
            continue
        others.append(rest)
        seen.add(rest)
        once.append(each)
    return once


def _looks_back(statement: Statement) -> bool:
    """Tell whether an article names a day that was long ago."""
    if statement.article.published is None:
        return True
    ago = date.fromisoformat(statement.article.published) - date.fromisoformat(statement.day)
    return ago.days > RETOLD


def _without(quote: str, subject: str) -> str:
    stems = set(analysed(subject))
    return " ".join(word for word in words_of(quote) if not stems.issuperset(analysed(word)))


def _is_of(day: str, days: tuple[str | None, str | None]) -> bool:
    since, until = days
    return (since or "") <= day <= (until or "9999")


def _table(subject: str, told: Sequence[Statement], head: str) -> Table:
    rows = (
        Row(each.cited(number), each.day, EVENT if each.told else REPORT)
        for number, each in enumerate(_most_relevant(told), start=1)
    )
    return Table(
        "timeline",
        tuple(rows),
        len(told),
        head,
        f"Putting in order of time what articles say of “{subject}”",
        "" if all(each.told for each in told) else f"{OF_ARTICLE} The day of the article.",
    )


def _most_relevant(told: Sequence[Statement]) -> list[Statement]:
    """Return statements in order; of more than an answer has rows those that say most of the subject."""
    most = sorted(told, key=lambda each: (-each.said, not each.told))[:MOST_ROWS]
    return sorted(most, key=_time)


def _head(
    asked: Listing, subject: str, told: Sequence[Statement], found: Matches, undated: int
) -> Iterator[str]:
    """Yield what says how many statements there are, how they were found, and what is left out."""
    number = len({each.article.id for each in told})
    words = "words " if found.manner == "words" and " " in subject else ""
    have = f"{'has' if number == 1 else 'have'} the {words}" if words else f"mention{'s' * (number == 1)} "
    yield f"{_statements(told)} from {articles(number)} that {have}“{subject}”, the oldest first."
    if undated:
        yield f"{undated:,} more {'has' if undated == 1 else 'have'} it and no day."
    if subject != asked.subject:
        yield f"Too few have all of “{asked.subject}”."
    if len(told) > MOST_ROWS:
        yield f"The {MOST_ROWS} that say most of it are listed."
    if len(found.found) > MOST_READ:
        yield f"The {MOST_READ} of {articles(len(found.found))} that say most of it were read."


def _statements(told: Sequence[Statement]) -> str:
    return f"{len(told):,} dated statement{'s' * (len(told) != 1)}"
