"""Things that many articles name: the reader reads every passage that may say so, equal things once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from index.language.name_variants import is_surname, parts, same_in_full
from index.language.names import names_in
from index.language.words import content_words
from index.library import Library
from index.passage import Filter, Hit
from index.text.split import Span
from index.text.words import analysed

from ..answer import Citation, Row
from ..evidence.marking import COVERED, SPANS, Depth, marked
from ..evidence.rank import READER, Candidate, Marked, Marking, read
from ..question.listing import Listing
from .table import MOST_ROWS, Table, days_and_outlets

PASSAGES: Final = 40  # that are read
SURE: Final = 3.0  # the reader's margin from which a thing is told; ``python -m tests.bench.things`` has why
AT_ONCE: Final = 8  # of them, before what is found in them is told
LEAST: Final = 3  # things that make a list; fewer are told as an ordinary answer tells them
IN_HEAD: Final = 10  # things that the first line of an answer names

COMMAS: Final = ",;、،"

_READING: Final = partial(marked, depth=Depth(first=PASSAGES, more=1, most=PASSAGES, lead=READER))


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that a sentence names as asked: ``hit.article.text[start:end]``, and how sure that is.

    ``sentence`` is where the sentence begins and ends in the article; ``margin`` is the reader's, in logits;
    ``said`` is the share of the question's words that the sentence and the title have, in [0, 1].
    """

    hit: Hit
    sentence: Span
    start: int
    end: int
    margin: float
    said: float

    @property
    def text(self) -> str:
        """The thing as it is written."""
        return " ".join(self.hit.article.text[self.start : self.end].split())


def things(
    library: Library, asked: Listing, only: Filter, *, marking: Marking | None = None
) -> Iterator[Table]:
    """Yield the things that a question asks for, the surest first, each with the sentence that says so.

    They are those of the passages nearest to the question, ``PASSAGES`` at most; nothing for too few things.
    What is there so far comes while others are read, and at last all of it. ``marking`` reads in place of
    ours.
    """
    passages = min(PASSAGES, library.store.counts(only)[1])
    for number, of, read_in in marked_things(library, asked.subject, only, marking=marking):
        sure = [each for each in read_in if each.margin >= SURE and each.said >= COVERED]
        found = [part for each in sure for part in _parted(each, asked.subject)]
        told = list(_different(found, asked.subject))
        if len(told) >= LEAST:
            so_far = f"{len(told):,} so far, in {number} of {of} passages that are read: {_named(told)}."
            table = _table(asked.subject, told, only, so_far)
            yield replace(table, more=True) if number < of else replace(table, head=_head(told, passages))


def _table(subject: str, told: Sequence[Thing], only: Filter, head: str) -> Table:
    rows = [Row(_cited(each, number), each.text) for number, each in enumerate(told[:MOST_ROWS], start=1)]
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


def _parted(thing: Thing, subject: str) -> Iterator[Thing]:
    """Yield the names of which a thing is nothing but a list, or else the thing."""
    text = thing.hit.article.text[thing.start : thing.end]
    for start, end in listed_names(text, subject) or [(0, len(text))]:
        yield replace(thing, start=thing.start + start, end=thing.start + end)


def listed_names(text: str, subject: str = "") -> list[Span]:
    """Return where the names of a list stand, if a text has nothing else but words of a subject; else none.

    Only the last two of a list have no comma between them: in "Alda, Berit and Dorn and Lenna" the second is
    "Berit and Dorn".
    """
    spans = _spans(text, names_in(f"of {text}"))
    ends = [0, *(end for _, end in spans)]
    starts = [*(start for start, _ in spans), len(text)]
    between = [text[end:start] for end, start in zip(ends, starts, strict=True)]
    if len(spans) < 2 or not set(content_words(" ".join(between))).issubset(content_words(subject)):
        return []
    listed = spans[:1]
    for joint, (start, end) in zip(between[1:-2], spans[1:-1], strict=True):
        is_next = any(mark in joint for mark in COMMAS)
        listed = [*listed, (start, end)] if is_next else [*listed[:-1], (listed[-1][0], end)]
    return [*listed, spans[-1]]


def _spans(text: str, names: Iterable[str]) -> list[Span]:
    """Return where names stand in a text, in their order, but for those that are not found as they are."""
    spans: list[Span] = []
    for name in names:
        start = text.find(name, spans[-1][1] if spans else 0)
        if start >= 0:
            spans.append((start, start + len(name)))
    return spans


def _different(found: Iterable[Thing], subject: str) -> Iterator[Thing]:
    """Yield things, the surest first, each once; none that the question itself names, and no kind of thing.

    What the question says is no part of a thing: of clinics "the Ardal clinic" is Ardal. A kind has the
    question's own word: "regional clinics".
    """
    asked = set(analysed(subject))
    typed = {word for word in content_words(subject) if word.islower()}
    told: list[tuple[str, list[str]]] = []
    for each in sorted(found, key=lambda thing: -thing.margin):
        own = [word for word in analysed(" ".join(content_words(each.text))) if word not in asked]
        is_kind = not typed.isdisjoint(content_words(each.text))
        if own and not is_kind and not any(own == its or _is_one_name(each.text, text) for text, its in told):
            told.append((each.text, own))
            yield each


def _is_one_name(one: str, other: str) -> bool:
    """Tell whether two texts are forms of one name: Ilona Marek, I. Marek and Mayor Marek."""
    if any(names_in(f"of {text}") != [text] for text in (one, other)):
        return False
    own, its = parts(one), parts(other)
    return same_in_full(own, its) or is_surname(own, its) or is_surname(its, own)


def _cited(thing: Thing, number: int) -> Citation:
    article, (start, end) = thing.hit.article, thing.sentence
    quote = article.text[start:end]
    words = ((thing.start, thing.end),)
    return Citation(number, article, start, end, quote, answer_words=words, copies=thing.hit.copies)


def _head(told: list[Thing], passages: int) -> str:
    """Return the line that names the things, and says in how many passages they were looked for."""
    read_in = f"the {passages} passages nearest to the question"
    return f"{len(told):,} found by reading {read_in}: {_named(told)}. There may be others."


def _named(told: Sequence[Thing]) -> str:
    named = ", ".join(f"“{each.text}”" for each in told[:IN_HEAD])
    return f"{named} and {len(told) - IN_HEAD:,} more" if len(told) > IN_HEAD else named
