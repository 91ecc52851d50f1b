"""What a question asks of many articles -> an answer with a row for each quotation."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import groupby
from typing import Final

from index.language.relative_dates import in_words
from index.library import Library
from index.passage import Filter
from index.search.spelling import Respelt

from ..answer import SUPPORTED, Answer, Row, Sentence, noted
from ..evidence.rank import Marking
from ..evidence.unread import searched
from ..question.listing import Form, Listing
from ..question.parse import Parsed
from ..quoted.compose import flat
from ..stream import MORE
from .comparison import comparison
from .counted import counted
from .stored import stored
from .table import OF_ARTICLE, REPORT, Table, both
from .things import things
from .timeline import timeline

SHOWN: Final = 10  # quotations that the text has; the others are in ``Answer.rows``

Make = Callable[[Library, Listing, Filter], Iterator[Table]]
"""Yields the rows so far where many articles are read, and at last all of them; nothing for too little."""


def _at_once(make: Callable[[Library, Listing, Filter], Table | None]) -> Make:
    def made(library: Library, asked: Listing, only: Filter) -> Iterator[Table]:
        if table := make(library, asked, only):
            yield table

    return made


TABLES: Final[Mapping[Form, Make]] = {
    "count": _at_once(counted),
    "list": _at_once(counted),
    "summary": _at_once(counted),
    "author": _at_once(stored),
    "day": _at_once(stored),
    "timeline": timeline,
    "events": timeline,
}
"""What makes the rows of each form without a reader, of articles that pass a filter."""


def listed(
    library: Library, parsed: Parsed, only: Filter, marking: Marking | None = None
) -> Iterator[str | Answer]:
    """Yield the answer to a question of many articles, within a filter; nothing to have it answered as any.

    That is where the library is empty, and where there is too little for what was asked for. Where many are
    read what there is so far comes first, each time followed by ``MORE``. ``marking`` is in place of the
    reader.
    """
    asked, notice = _as_spelt(library, parsed)
    makes: dict[Form, Make] = {
        **TABLES,
        "things": partial(things, marking=marking),
        "comparison": _at_once(partial(comparison, marking=marking)),
    }
    make = makes.get(asked.form) if asked else None
    if asked is None or make is None or not library.store.counts(only)[0]:
        return
    within = both(only, asked.only)
    for table in make(library, asked, within) if within is not None else ():
        asking = _asking(library, asked) if parsed.respells and not table.rows else ""
        yield noted(_answer(library, parsed, table, only), asking or notice)
        if table.more:
            yield MORE


def _as_spelt(library: Library, parsed: Parsed) -> tuple[Listing | None, str]:
    """Return what is asked with words that no article has spelt as the articles do, and what tells it."""
    asked = parsed.listing
    if asked is None or not parsed.respells:
        return asked, ""
    other = library.respelt(_plain(asked))
    return (_spelt(asked, other), other.line) if other else (asked, "")


def _asking(library: Library, asked: Listing) -> str:
    """Return what asks whether another word is meant where no article has what is asked for."""
    other = library.alike(_plain(asked))
    return other.asking if other else ""


def _plain(asked: Listing) -> str:
    """Return the words that are asked for, but those of phrases."""
    plain = (each.subject for each in asked.either or (asked,) if not each.phrase)
    return " ".join((*plain, *asked.sides)) or "."


def _spelt(asked: Listing, other: Respelt) -> Listing:
    """Return what is asked with words written anew, but those of a phrase."""
    if asked.phrase:
        return asked
    sides = tuple(map(other.of, asked.sides))
    either = tuple(_spelt(each, other) for each in asked.either)
    return replace(asked, subject=other.of(asked.subject), sides=sides, either=either)


def _answer(library: Library, parsed: Parsed, table: Table, only: Filter) -> Answer:
    firsts = [next(rows) for _, rows in groupby(table.rows, key=lambda row: row.citation.number)]
    citations = tuple(row.citation for row in firsts)
    said = tuple(Sentence(flat(each.quote), (each.number,), SUPPORTED) for each in citations[:SHOWN])
    shown = [f"{_before(table, row)}{each.text}{each.marks}" for row, each in zip(firsts, said, strict=False)]
    return Answer(
        question=parsed.question,
        query=parsed.query,
        text="\n\n".join([table.head, *shown, *([table.note] if table.note else []), *_more(table)]),
        answered=bool(table.rows),
        reason=None if table.rows else "not in the articles",
        citations=citations,
        sentences=said,
        searched=searched(library, only, library.summary(only)),
        probability=1.0 if table.rows else 0.0,
        kind=table.kind,
        rows=tuple(table.rows),
        total=table.total,
        taken_for=table.taken_for,
    )


def _before(table: Table, row: Row) -> str:
    """Return what stands before a row: of a timeline its day, of a comparison the thing compared."""
    if table.kind != "timeline":
        return f"{row.label}: " if row.label else ""
    return f"{in_words(date.fromisoformat(row.value))}{OF_ARTICLE * (row.label == REPORT)}: "


def _more(table: Table) -> list[str]:
    """Return the line that says how many rows the text has not, and how many are not even listed."""
    shown = sum(row.citation.number <= SHOWN for row in table.rows)
    more = table.total - shown
    if more <= 0:
        return []
    if table.total > len(table.rows):
        return [f"And {more:,} more, of which {len(table.rows) - shown:,} are listed."]
    return [f"And {more:,} more."]
