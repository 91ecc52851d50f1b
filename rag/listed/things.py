"""Things that many articles name: the reader reads every passage that may say so, equal things once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby
from typing import Final

from index.language.words import content_words
from index.library import Library
from index.passage import Filter
from index.text.split import Span
from index.text.words import analysed

from ..answer import Citation, Row
from ..evidence.marking import SPANS, Depth, marked
from ..evidence.rank import READER, Candidate, Marked, Marking, read
from ..question.listing import Listing
from .table import MOST_ROWS, Table, days_and_outlets
from .thing import LEAST, Thing, different, weighed

PASSAGES: Final = 40  # that are read
AT_ONCE: Final = 8  # of them, before what is found in them is told
IN_HEAD: Final = 10  # things that the first line of an answer names

_READING: Final = partial(marked, depth=Depth(first=PASSAGES, more=1, most=PASSAGES, lead=READER))


def things(
    library: Library, asked: Listing, only: Filter, *, marking: Marking | None = None
) -> Iterator[Table]:
    """Yield the things that a question asks for, the surest first, each with the sentence that says so.

    They are those of the passages nearest to the question, ``PASSAGES`` at most; nothing for too few things,
    of which no more passages are read once some bring none. What is there so far comes while others are read,
    and at last all of it. ``marking`` reads in place of ours.
    """
    passages = min(PASSAGES, library.store.counts(only)[1])
    told: list[Thing] = []
    for number, of, read_in in marked_things(library, asked.subject, only, marking=marking):
        sure = (each for each in weighed(read_in, asked.subject) if each.is_told)
        before, told = len(told), of_one_sentence(different(sure, asked.subject))
        if len(told) < LEAST and len(told) <= before:
            return  # the passages behind are further from the question
        if len(told) >= LEAST:
            so_far = f"{len(told):,} so far, in {number} of {of} passages that are read: {_named(told)}."
            table = _table(asked.subject, told, only, so_far)
            yield replace(table, more=True) if number < of else replace(table, head=_head(told, passages))


def of_one_sentence(found: Iterable[Thing]) -> list[Thing]:
    """Return things with those of their sentence, which come where the first of them does, as they stand."""
    sentences: dict[tuple[str, Span], list[Thing]] = {}
    for each in found:
        sentences.setdefault((each.hit.article.id, each.sentence), []).append(each)
    return [each for of_one in sentences.values() for each in sorted(of_one, key=lambda thing: thing.start)]


def _table(subject: str, told: Sequence[Thing], only: Filter, head: str) -> Table:
    """Return the rows of things, those of one sentence with one quotation."""
    of_one = groupby(told[:MOST_ROWS], key=lambda thing: (thing.hit.article.id, thing.sentence))
    quoted = [list(each) for _, each in of_one]
    cited = [_cited(each, number) for number, each in enumerate(quoted, start=1)]
    rows = [Row(citation, each.text) for citation, of in zip(cited, quoted, strict=True) for each in of]
    taken = f"Listing what is asked for: “{subject}” {days_and_outlets(only)}".rstrip()
    return Table("list", rows, len(told), head, taken)


def marked_things(
    library: Library, subject: str, only: Filter | None = None, *, marking: Marking | None = None
) -> Iterator[tuple[int, int, list[Thing]]]:
    """Yield whatever the reader marks in the passages nearest to a subject, sure or not.

    First comes in how many of how many passages, ``AT_ONCE`` more each time, at last in all. ``marking``
    reads in place of ours.
    """
    query = f"{subject}?"  # with the mark the reader is less sure, and more often right where it is
    hits, words = library.search(query, k=PASSAGES, only=only), library.words(query)
    wanted = set(analysed(" ".join(content_words(subject))))
    marks: dict[int, Sequence[Marked]] = {}
    for first in range(0, len(hits), AT_ONCE):
        marks |= (marking or _READING)(query, hits[first : first + AT_ONCE])
        there = hits[: first + AT_ONCE]
        candidates = read(query, there, words, partial(_known, marks), shortlist=PASSAGES * SPANS)
        found = [_thing(each, its, wanted) for each in candidates for its in each.answers]
        yield len(there), len(hits), found


def _known(marks: Mapping[int, Sequence[Marked]], *_: object) -> Mapping[int, Sequence[Marked]]:
    """Return what is marked already, as a ``Marking``."""
    return marks


def _thing(candidate: Candidate, words: Marked, wanted: set[str]) -> Thing:
    sentence = candidate.start, candidate.end
    said = _said(candidate, wanted)
    return Thing(candidate.hit, sentence, words.start, words.end, words.margin, said)


def _said(candidate: Candidate, wanted: set[str]) -> float:
    """Return the share of some words that a sentence and the title of its article have, in [0, 1]."""
    held = set(analysed(f"{candidate.hit.article.title} {candidate.text}"))
    return len(wanted & held) / max(len(wanted), 1)


def _cited(told: Sequence[Thing], number: int) -> Citation:
    """Return the sentence that names some things."""
    hit, (start, end) = told[0].hit, told[0].sentence
    words = tuple((each.start, each.end) for each in told)
    return Citation(
        number, hit.article, start, end, hit.article.text[start:end], answer_words=words, copies=hit.copies
    )


def _head(told: list[Thing], passages: int) -> str:
    """Return the line that names the things, and says in how many passages they were looked for."""
    read_in = f"the {passages} passages nearest to the question"
    return f"{len(told):,} found by reading {read_in}: {_named(told)}. There may be others."


def _named(told: Sequence[Thing]) -> str:
    named = ", ".join(f"“{each.text}”" for each in told[:IN_HEAD])
    return f"{named} and {len(told) - IN_HEAD:,} more" if len(told) > IN_HEAD else named
