"""How many articles, and which: a count or a list with a quotation of each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from index.library import Library
from index.passage import Filter

from ..answer import Kind, Row
from ..question.listing import Form, Listing
from .matching import Manner, Matches, matches_of
from .mentions import Grouped, cited, grouped
from .table import MOST_ROWS, Table, articles, days_and_outlets

KINDS: Final[dict[Form, Kind]] = {"count": "count", "list": "list", "summary": "list"}
TAKEN: Final[dict[Form, str]] = {
    "count": "Counting articles",
    "list": "Listing articles",
    "summary": "How each article begins, of those",
}


def counted(library: Library, asked: Listing, only: Filter) -> Table:
    """Return every article that a question asks for, of those that pass a filter, near-copies once."""
    found = matches_of(library, asked, only)
    groups = grouped(library, list(found.found))
    quoted = cited(library, groups.ids[:MOST_ROWS], found, asked.subject, groups.copies)
    that = f"that {_have(found.manner, asked)}" if asked.subject else ""
    return Table(
        KINDS[asked.form],
        tuple(
            Row(citation, next(iter(match.spelt), match.subject or asked.subject))
            for citation, match in quoted
        ),
        len(groups.ids),
        " ".join(_head(library, asked, only, found, groups)),
        " ".join(each for each in (TAKEN[asked.form], that, days_and_outlets(only)) if each),
    )


def _head(library: Library, asked: Listing, only: Filter, found: Matches, groups: Grouped) -> Iterator[str]:
    """Yield how many articles there are and how they were found, how many of a surname alone, and copies."""
    yield f"{_number(library, asked, only, found.manner, len(groups.ids))}."
    if shared := sum(found.found[key].is_shared for key in groups.ids):
        have = "has" if shared == 1 else "have"
        yield f"{shared:,} of these {have} the surname alone, which others bear too."
    if groups.repeated:
        yield _copies(groups.repeated)


def _number(library: Library, asked: Listing, only: Filter, manner: Manner, total: int) -> str:
    every = articles(library.store.counts(Filter())[0])
    number = f"{total:,} of {every}" if total else f"None of {every}"
    is_one = total <= 1
    within = days_and_outlets(only)
    if manner == "all":
        are = "is" if is_one else "are"
        return f"{number} {are} {within}" if within else f"There {are} {articles(total)}"
    of_days = f" {within}" if within else ""
    return f"{number}{of_days} {_have(manner, asked, is_one=is_one)}"


def _have(manner: Manner, asked: Listing, *, is_one: bool = False) -> str:
    """Return what articles have of a subject, as it was looked for."""
    if manner == "words" and " " in asked.subject:
        return f"{'has' if is_one else 'have'} the words “{asked.subject}” in one passage"
    named = " or ".join(f"“{each.subject}”" for each in asked.either or (asked,))
    return f"{'mentions' if is_one else 'mention'} {named}"


def _copies(number: int) -> str:
    return f"{number:,} more {'is a near-copy' if number == 1 else 'are near-copies'} of these."
